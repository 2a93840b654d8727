import { COMMAND } from "../../kit/escpos-codes.ts";
import { one, passOver } from "./arguments.ts";
import type { Action, Reader } from "./commands.ts";
import { clearLine } from "./composer.ts";
import { leavePage } from "./page.ts";

/** A command that acts at once, however much waits before it. `jobsBefore` came in the same bytes. */
export type Urgent = { readonly jobsBefore: number } & (
  | { readonly kind: "ask"; readonly n: number }
  /** DLE ENQ: goes on after an error, with what waits or without it. */
  | { readonly kind: "recover"; readonly clears: boolean }
  | { readonly kind: "feed-button" }
  | { readonly kind: "pulse"; readonly pin: 2 | 5; readonly onMs: number }
  | { readonly kind: "power-off" }
  | { readonly kind: "buzz"; readonly times: number; readonly onMs: number }
  /** DLE DC4 7: the four bytes of automatic status, once. */
  | { readonly kind: "status" }
  | { readonly kind: "clear" }
);

/** DLE EOT, DLE ENQ and DLE DC4. @source ESC/POS */
export const REAL_TIME_ACTIONS: ReadonlyMap<number, Action> = new Map<number, Action>([
  [COMMAND.askStatus, one((reader, n) => add(reader, { kind: "ask", n }))],
  [COMMAND.enquire, one(enquire)],
  [COMMAND.realTimeRequest, request],
]);

// An `Omit` of a union keeps only what its members share.
type Said = Urgent extends infer Each
  ? Each extends Urgent
    ? Omit<Each, "jobsBefore">
    : never
  : never;

function add(reader: Reader, said: Said): void {
  reader.urgent.push({ ...said, jobsBefore: reader.jobs.length } as Urgent);
}

function enquire(reader: Reader, n: number): void {
  if (n === 0) add(reader, { kind: "feed-button" });
  else if (n === 1 || n === 2) add(reader, { kind: "recover", clears: n === 2 });
  else passOver(reader);
}

/** What follows the number of DLE DC4 when it clears the buffers, lest noise does. */
const CLEAR_WORDS = [1, 3, 20, 1, 6, 2, 8];
const PULSE_UNIT_MS = 100;

/** DLE DC4: a pulse to the drawer, power off, the buzzer, a status, empty buffers. */
function request(reader: Reader, bytes: Uint8Array, at: number): void {
  const [fn = 0, first = 0, second = 0, third = 0] = bytes.subarray(at + 2, at + 6);
  if (fn === 1 && first <= 1 && second >= 1 && second <= 8) {
    add(reader, { kind: "pulse", pin: first === 0 ? 2 : 5, onMs: second * PULSE_UNIT_MS });
  } else if (fn === 2 && first === 1 && second === 8) {
    add(reader, { kind: "power-off" });
  } else if (fn === 3) {
    add(reader, { kind: "buzz", times: third, onMs: (bytes[at + 6] ?? 0) * PULSE_UNIT_MS });
  } else if (fn === 7 && first === 1) {
    add(reader, { kind: "status" });
  } else if (fn === 8 && CLEAR_WORDS.every((word, place) => word === bytes[at + 3 + place])) {
    add(reader, { kind: "clear" });
    leavePage(reader);
    clearLine(reader);
  } else {
    passOver(reader);
  }
}
