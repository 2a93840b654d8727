import { fromLatin1 } from "../../kit/bytes.ts";
import { COLUMNS, type Glass, LINES, setLine } from "./glass.ts";

/** What commands have written, and what moves over it by itself. */
export type Shown = {
  readonly glass: Glass;
  /** Text that runs through the upper line for ever. */
  readonly running: Running | undefined;
  readonly clock: Clock | undefined;
  /** Whole lines were written: single characters and most commands are refused until the glass is cleared. */
  readonly byLines: boolean;
  /** Who listens to the cable; the display hears at least who is to listen next. */
  readonly listener: "printer" | "display" | "both";
};

export type Running = {
  readonly text: Uint8Array;
  readonly offset: number;
  readonly nextMs: number;
};

/** The minute of the day at `sinceMs`, and whether it is shown. */
export type Clock = { readonly minute: number; readonly sinceMs: number; readonly shown: boolean };

/** Chosen: five places a second can be read. */
export const RUN_MS = 200;

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;
/** Chosen: the last places of the lower line. */
const CLOCK_PLACES = 5;
const SPACE = 0x20;

/** The same text, run on as far as it is by now. */
export function run(shown: Shown, nowMs: number): Shown {
  const { running } = shown;
  if (running === undefined || nowMs < running.nextMs) return shown;
  const steps = Math.floor((nowMs - running.nextMs) / RUN_MS) + 1;
  const offset = (running.offset + steps) % (running.text.length + COLUMNS);
  return { ...shown, running: { ...running, offset, nextMs: running.nextMs + steps * RUN_MS } };
}

/** What the glass shows by now: what was written, the running text and the clock over it. */
export function seenOn({ glass, running, clock }: Shown, nowMs: number): Glass {
  const under = running === undefined ? glass : setLine(glass, 1, windowOf(running));
  if (clock === undefined || !clock.shown) return under;
  const minute = (clock.minute + minutesSince(clock, nowMs)) % DAY_MINUTES;
  const digits = [Math.floor(minute / HOUR_MINUTES), minute % HOUR_MINUTES];
  const time = digits.map((number) => String(number).padStart(2, "0")).join(":");
  const cells = under.cells.slice();
  cells.set(fromLatin1(time), LINES * COLUMNS - CLOCK_PLACES);
  return { ...under, cells };
}

/** When the glass next changes by itself, if it does. */
export function wakesAt({ running, clock }: Shown, nowMs: number): number | undefined {
  const minute =
    clock?.shown === true
      ? clock.sinceMs + (minutesSince(clock, nowMs) + 1) * MINUTE_MS
      : undefined;
  const times = [running?.nextMs, minute].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

function minutesSince({ sinceMs }: Clock, nowMs: number): number {
  return Math.floor((nowMs - sinceMs) / MINUTE_MS);
}

/** The text comes round again once it has left the line. */
function windowOf({ text, offset }: Running): Uint8Array {
  const length = text.length + COLUMNS;
  return Uint8Array.from({ length: COLUMNS }, (_, at) => text[(offset + at) % length] ?? SPACE);
}
