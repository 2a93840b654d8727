import { concat } from "../../kit/bytes.ts";
import { ACK, NAK } from "../../kit/frame.ts";
import type { Machine, Step } from "../../kit/step.ts";
import { type Command, type Dialect, SHOWN_START, type Shown } from "./commands.ts";
import { COLUMNS, type Glass, looksAlike, put } from "./glass.ts";
import { run, seenOn, wakesAt } from "./moving.ts";

/** A customer display, and the bytes of a command whose rest has not come yet. */
export type Display = Shown & {
  /** What the glass shows: what was written, and what runs or ticks over it. */
  readonly seen: Glass;
  readonly pending: Uint8Array;
  /** Bytes that came before `pending`. */
  readonly takenBytes: number;
};

export type DisplayInput =
  | { readonly type: "received"; readonly bytes: Uint8Array }
  | { readonly type: "tick" };

export type DisplayEffect =
  /** The glass looks different now. */
  | { readonly type: "shown"; readonly glass: Glass }
  /** What the display answers. */
  | { readonly type: "reply"; readonly bytes: Uint8Array }
  /** Bytes for the printer that hangs behind the display. */
  | { readonly type: "pass"; readonly bytes: Uint8Array }
  /** A byte that no command explains, or a command without a meaning here; the display went on behind it. */
  | {
      readonly type: "told";
      readonly what: "unknown" | "out-of-range" | "too-long" | "ignored";
      /** In bytes since the display was switched on. */
      readonly offset: number;
    };

/** A display that has just been switched on. */
export const DISPLAY_START: Display = {
  ...SHOWN_START,
  seen: SHOWN_START.glass,
  pending: new Uint8Array(0),
  takenBytes: 0,
};

const CR = 0x0d;
const ESC = 0x1b;
const ETB = 0x17;
const SELECT = 0x1b3d;
/** Letter, two lines of text; chosen: running texts are no longer. */
const TEXT_BYTES_MAX = 1 + 2 * COLUMNS;

/** The machine of a display that speaks this dialect. Any bytes are read without failing. */
export function displayOf(dialect: Dialect): Machine<Display, DisplayInput, DisplayEffect> {
  return (display, input, nowMs) => {
    const { pending, takenBytes, seen, ...shown } = display;
    const reader: Reader = {
      shown: run(shown, nowMs),
      takenBytes,
      passed: [],
      told: [],
      answers: [],
    };
    const bytes = input.type === "tick" ? pending : behind(pending, input.bytes);
    const at = read(reader, bytes, { dialect, nowMs });
    const left = at === bytes.length ? NOTHING : bytes.slice(at);
    const rest = { pending: left, takenBytes: takenBytes + at };
    return finish({ ...reader.shown, ...rest, seen }, reader, nowMs);
  };
}

/** Most pieces hold whole commands, and nothing waits before them. */
function behind(pending: Uint8Array, bytes: Uint8Array): Uint8Array {
  return pending.length === 0 ? bytes : concat([pending, bytes]);
}

/** A display in work: it is changed in place until its bytes are used up. */
type Reader = {
  shown: Shown;
  readonly takenBytes: number;
  readonly passed: Uint8Array[];
  readonly told: DisplayEffect[];
  readonly answers: number[];
};

/** @returns how many bytes were used up */
function read(reader: Reader, bytes: Uint8Array, context: Context): number {
  let at = 0;
  while (at < bytes.length) {
    const { listener } = reader.shown;
    const next = readOn(reader, bytes, at, context);
    if (next === at) break;
    // Who is to listen next concerns the printer too.
    const selects = bytes[at] === ESC && bytes[at + 1] === SELECT % 256;
    if (listener !== "display" || selects) reader.passed.push(bytes.slice(at, next));
    at = next;
  }
  return at;
}

function finish(
  display: Display,
  { passed, told, answers }: Reader,
  nowMs: number,
): Step<Display, DisplayEffect> {
  const glass = seenOn(display, nowMs);
  const effects = [...told];
  if (answers.length > 0) effects.push({ type: "reply", bytes: Uint8Array.from(answers) });
  if (passed.length > 0) effects.push({ type: "pass", bytes: concat(passed) });
  if (!looksAlike(glass, display.seen)) effects.push({ type: "shown", glass });
  const state = { ...display, seen: glass };
  const wakeAtMs = wakesAt(display, nowMs);
  return wakeAtMs === undefined ? { state, effects } : { state, effects, wakeAtMs };
}

type Context = { readonly dialect: Dialect; readonly nowMs: number };

/** @returns where reading goes on: `at` itself when more bytes are needed first */
function readOn(reader: Reader, bytes: Uint8Array, at: number, context: Context): number {
  const { dialect } = context;
  const byte = bytes[at] ?? 0;
  if (reader.shown.listener === "printer") return readForPrinter(reader, bytes, at, context);
  if (dialect.leads.has(byte)) return readDouble(reader, bytes, at, context);
  const single = dialect.single.get(byte);
  if (single !== undefined) return obey(reader, single, { bytes, at, begin: at + 1 }, context);
  if (byte < 0x20 || byte === 0x7f) tell(reader, "unknown", at);
  else if (reader.shown.byLines) tell(reader, "ignored", at);
  else write(reader, byte);
  return at + 1;
}

const NOTHING = new Uint8Array(0);

function readDouble(reader: Reader, bytes: Uint8Array, at: number, context: Context): number {
  const second = bytes[at + 1];
  if (second === undefined) return at;
  const command = context.dialect.double.get((bytes[at] ?? 0) * 256 + second);
  if (command === undefined) {
    tell(reader, "unknown", at);
    return at + 1;
  }
  return obey(reader, command, { bytes, at, begin: at + 2 }, context);
}

type Found = { readonly bytes: Uint8Array; readonly at: number; readonly begin: number };

function obey(
  reader: Reader,
  command: Command,
  { bytes, at, begin }: Found,
  context: Context,
): number {
  const end = endOf(command, bytes, begin);
  if (end === "too-long") {
    tell(reader, "too-long", at);
    return begin;
  }
  if (end === undefined) return at;
  act(reader, command, { at, parameters: bytes.subarray(begin, end), ...context });
  return typeof command.parameters === "number" ? end : end + 1;
}

/** Where the parameters end; undefined where more bytes are needed to know. */
function endOf(
  command: Command,
  bytes: Uint8Array,
  begin: number,
): number | "too-long" | undefined {
  if (typeof command.parameters === "number") {
    const end = begin + command.parameters;
    return end > bytes.length ? undefined : end;
  }
  const end = bytes.indexOf(command.parameters === "text" ? CR : ETB, begin);
  const length = (end < 0 ? bytes.length : end) - begin;
  if (length > TEXT_BYTES_MAX) return "too-long";
  return end < 0 ? undefined : end;
}

/** What is not for the display is searched for the one command that is. */
function readForPrinter(reader: Reader, bytes: Uint8Array, at: number, context: Context): number {
  const [byte, second, third] = bytes.subarray(at, at + 3);
  if (byte !== ESC) {
    const next = bytes.indexOf(ESC, at);
    return next < 0 ? bytes.length : next;
  }
  if (second === undefined) return at;
  if (byte * 256 + second !== SELECT) return at + 1;
  return third === undefined ? at : readDouble(reader, bytes, at, context);
}

function act(
  reader: Reader,
  command: Command,
  { at, parameters, nowMs }: Context & { readonly at: number; readonly parameters: Uint8Array },
): void {
  if (reader.shown.byLines && command.always !== true) {
    tell(reader, "ignored", at);
    return;
  }
  const next = command.act(reader.shown, parameters, nowMs);
  if (next === undefined) tell(reader, "out-of-range", at);
  else reader.shown = next;
  if (command.answered === true) reader.answers.push(next === undefined ? NAK : ACK);
}

function write(reader: Reader, byte: number): void {
  const { clock, glass } = reader.shown;
  const hidden = clock && { ...clock, shown: false };
  reader.shown = { ...reader.shown, glass: put(glass, byte), clock: hidden };
}

function tell(
  reader: Reader,
  what: Extract<DisplayEffect, { type: "told" }>["what"],
  at: number,
): void {
  reader.told.push({ type: "told", what, offset: reader.takenBytes + at });
}
