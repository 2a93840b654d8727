import type { DeviceKey } from "../counter/act.ts";
import { type Flow, select } from "../world/flow.ts";
import type { TerminalScreen } from "./ports.ts";
import { show, type Terminal } from "./powered-terminal.ts";

/** What can happen while the terminal waits for somebody. */
export type Stimulus =
  | { readonly kind: "key"; readonly key: DeviceKey }
  | { readonly kind: "card"; readonly present: boolean }
  | { readonly kind: "time" };

/** Why a prompt ended without what it asked for. */
export type Abort = "cancelled" | "timed-out" | "removed";

/** Without a key for so long a prompt gives up. @source UnionPay terminals: 60 s for menus and input */
export const INPUT_MS_MAX = 60_000;
/** How long a message stands that nobody has to act on. @source UnionPay terminals: 1 to 3 s */
const READ_MS = 3_000;

/** Waits for a key or for the card to go in or out; at most `withinMs`. */
export function* nextStimulus(
  { ports }: Pick<Terminal, "ports">,
  withinMs?: number,
): Flow<Stimulus> {
  for (;;) {
    const next = yield* select({ keys: ports.keys, reader: ports.reader.events }, withinMs);
    if (next.from === "keys") return { kind: "key", key: next.value };
    if (next.from === "time") return { kind: "time" };
    if (next.value.type === "presence") return { kind: "card", present: next.value.present };
  }
}

/** Puts up a screen that asks for keys; those pressed before it are forgotten. */
export function prompt(
  terminal: Pick<Terminal, "ports">,
  screen: TerminalScreen,
  told = screen,
): void {
  terminal.ports.keys.clear();
  show(terminal, screen, told);
}

/** What is to be keyed, and how it is shown. */
export type Entry = {
  readonly digitsMax: number;
  /** What is already keyed. */
  readonly start: string;
  /** Whether enter does anything with these digits. */
  readonly complete: (digits: string) => boolean;
  readonly screen: (digits: string) => TerminalScreen;
  /** The screen as the trace may tell it, where it holds what a trace must not. */
  readonly told?: (digits: string) => TerminalScreen;
  /** Whether taking the card out ends it. */
  readonly needsCard: boolean;
};

/** Keys digits: clear takes the last back, enter ends, cancel and a minute without a key give up. */
export function* keyDigits(
  terminal: Terminal,
  entry: Entry,
): Flow<{ readonly digits: string } | { readonly abort: Abort }> {
  let digits = entry.start;
  const told = entry.told ?? entry.screen;
  prompt(terminal, entry.screen(digits), told(digits));
  for (;;) {
    const next = yield* nextStimulus(terminal, INPUT_MS_MAX);
    const abort = abortOf(next, entry.needsCard);
    if (abort !== undefined) return { abort };
    if (next.kind !== "key") continue;
    if (next.key === "enter" && entry.complete(digits)) return { digits };
    const edited = edit(digits, next.key, entry.digitsMax);
    if (edited === digits) continue;
    digits = edited;
    show(terminal, entry.screen(digits), told(digits));
  }
}

/** Why a prompt ends on `next`, if it does. */
export function abortOf(next: Stimulus, needsCard: boolean): Abort | undefined {
  switch (next.kind) {
    case "time":
      return "timed-out";
    case "card":
      return needsCard && !next.present ? "removed" : undefined;
    case "key":
      return next.key === "cancel" ? "cancelled" : undefined;
  }
}

function edit(digits: string, key: DeviceKey, digitsMax: number): string {
  if (key === "clear") return digits.slice(0, -1);
  return isDigit(key) && digits.length < digitsMax ? digits + key : digits;
}

/** Whether a key types a digit: those are named by it. */
export function isDigit(key: DeviceKey): boolean {
  return key.length === 1;
}

/** Leaves a screen up until it is acknowledged by a key, the card goes out, or `withinMs` pass. */
export function* acknowledge(terminal: Terminal, withinMs: number): Flow<void> {
  // Where a POS drives the terminal, nobody may be there to press a key.
  const waitMs = terminal.ports.pos === undefined ? withinMs : Math.min(withinMs, READ_MS);
  for (;;) {
    const next = yield* nextStimulus(terminal, waitMs);
    if (next.kind === "time" || (next.kind === "card" && !next.present)) return;
    if (next.kind === "key" && ["enter", "clear", "cancel"].includes(next.key)) return;
  }
}
