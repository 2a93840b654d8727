import type { Step } from "../../kit/step.ts";
import type { EscposParser } from "./commands.ts";
import type { Job } from "./composer.ts";
import { parseEscpos, startParser } from "./escpos-parser.ts";
import {
  announce,
  bringAbout,
  heldBytes,
  holdsWork,
  type Mechanism,
  NO_EFFECTS,
  performJobs,
  pressButton,
  printerStatus,
  printsOn,
} from "./mechanism.ts";
import { COUNTER_PRINTER, type PrinterModel } from "./models.ts";
import { obey } from "./obey.ts";
import { blank, divide, type Paper, type PaperLine, printedBeyond } from "./paper.ts";
import type { PrinterError, PrinterStatus } from "./status.ts";

/**
 * A receipt printer. It reads bytes as they come and prints them line by line; what it cannot print
 * yet waits, through the end of the paper, an open cover and errors that pass.
 */
export type PrinterState = {
  readonly parser: EscposParser;
  /** What has been read and not been done: everything from `nextJob` on. */
  readonly jobs: readonly Job[];
  readonly nextJob: number;
  /** How many of the bytes taken since it was switched on are no longer held. */
  readonly doneBytes: number;
  readonly cover: "shut" | "open";
  readonly rollDots: number;
  readonly drawerHigh: boolean;
  /** What is wrong, and whether its cause is gone. */
  readonly error: { readonly kind: PrinterError; readonly mended: boolean } | undefined;
  readonly button: "up" | "down";
  /** Whether the button is feeding paper, and whether it may (ESC c 5). */
  readonly feeding: boolean;
  readonly buttons: boolean;
  /** Off by DLE DC4, or stuck in a picture: until somebody switches it off and on. */
  readonly power: "on" | "off" | "stuck";
  /** The paper from the head on, oldest first; its newest part lies before the tear bar. */
  readonly paper: Paper;
  readonly busyUntilMs: number;
  /** Categories of automatic status (GS a) that are switched on. */
  readonly categories: number;
  /** Whether the cable may send on. */
  readonly flowing: boolean;
  /** Bytes that came although the buffer was full, or the printer off. */
  readonly lostBytes: number;
};

export type PrinterInput =
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  | { readonly type: "load-paper" | "open" | "close" | "tear" }
  | { readonly type: "tick" }
  /** Somebody switches it off and on: what it held is gone. */
  | { readonly type: "power-cycle" }
  /** Its own network interface gives a job up: what was read and not printed is gone, also half a command. */
  | { readonly type: "abandon" }
  | { readonly type: "button"; readonly level: "up" | "down" }
  /** A fault: the roll turns out to have so much left. */
  | { readonly type: "paper-left"; readonly mm: number }
  /** A fault that lasts until its cause is gone. */
  | { readonly type: "fail"; readonly error: PrinterError }
  | { readonly type: "mend" }
  | { readonly type: "drawer-sensor"; readonly level: "low" | "high" };

export type PrinterEffect =
  | { readonly type: "reply"; readonly bytes: Uint8Array }
  | { readonly type: "printed"; readonly line: PaperLine }
  | { readonly type: "cut"; readonly full: boolean }
  | { readonly type: "kick"; readonly pin: 2 | 5; readonly onMs: number; readonly offMs: number }
  | { readonly type: "buzz"; readonly times: number; readonly onMs: number }
  | { readonly type: "torn"; readonly paper: Paper }
  | { readonly type: "status"; readonly status: PrinterStatus }
  /** Whether the cable may send: while not, what is more than the buffer holds is lost. */
  | { readonly type: "flow"; readonly ready: boolean };

const NO_JOBS: readonly Job[] = [];

/** A roll just loaded reaches from the head to the tear bar. */
function freshPaper({ headToBarDots }: PrinterModel): Paper {
  return [{ kind: "feed", dots: headToBarDots }];
}

/** A printer just switched on: cover shut, `rollMm` of paper loaded, no drawer plugged in. */
export function printerOn(
  rollMm?: number,
  model: PrinterModel = COUNTER_PRINTER,
  keepsSources = false,
): PrinterState {
  return {
    parser: startParser(model, keepsSources),
    jobs: NO_JOBS,
    nextJob: 0,
    doneBytes: 0,
    cover: "shut",
    rollDots: Math.round((rollMm ?? model.rollMm) * model.dotsPerMm),
    drawerHigh: model.unpluggedDrawerHigh,
    error: undefined,
    button: "up",
    feeding: false,
    buttons: true,
    power: "on",
    paper: freshPaper(model),
    busyUntilMs: 0,
    categories: 0,
    flowing: true,
    lostBytes: 0,
  };
}

export { holdsWork, printerStatus };

/** One step of the printer. Lines come out one after another, each in its own `tick`. */
export function stepPrinter(
  state: PrinterState,
  input: PrinterInput,
  nowMs: number,
): Step<PrinterState, PrinterEffect> {
  const mechanism: Mechanism = { now: { ...state }, effects: NO_EFFECTS };
  if (input.type !== "tick") {
    const before = printerStatus(state);
    accept(mechanism, input, nowMs);
    announce(mechanism, before);
  }
  const accepted = printerStatus(mechanism.now);
  performJobs(mechanism, nowMs);
  announce(mechanism, accepted);
  const { now: next, effects } = mechanism;
  return printsOn(next)
    ? { state: next, effects, wakeAtMs: next.busyUntilMs }
    : { state: next, effects };
}

/** How many bytes it takes now without losing one. */
export function bufferRoom(state: PrinterState): number {
  return state.parser.model.bufferBytesMax - heldBytes(state);
}

/** How many of the bytes taken since it was switched on have had their effect, all of them. */
export function doneUpTo({ jobs, nextJob, parser }: PrinterState): number {
  return jobs[nextJob]?.endsAt ?? parser.takenBytes;
}

type Given = Exclude<PrinterInput, { readonly type: "tick" }>;

function accept(mechanism: Mechanism, input: Given, nowMs: number): void {
  const { now } = mechanism;
  switch (input.type) {
    case "bytes":
      take(mechanism, input.bytes, nowMs);
      return;
    case "load-paper":
      load(mechanism);
      return;
    case "open":
      now.cover = "open";
      return;
    case "close":
      now.cover = "shut";
      return;
    case "tear":
      tear(mechanism);
      return;
    case "power-cycle":
      switchOffAndOn(mechanism, nowMs);
      return;
    case "abandon":
      abandon(mechanism);
      return;
    case "button":
      pressButton(mechanism, input.level, nowMs);
      return;
    case "paper-left":
      now.rollDots = Math.max(0, Math.round(input.mm * now.parser.model.dotsPerMm));
      return;
    case "fail":
      now.error = { kind: input.error, mended: false };
      return;
    case "mend":
      mend(mechanism);
      return;
    case "drawer-sensor":
      now.drawerHigh = input.level === "high";
      return;
  }
}

/** Everything is read on arrival, so that a status request is answered however long the queue is. */
function take(mechanism: Mechanism, bytes: Uint8Array, nowMs: number): void {
  const { now } = mechanism;
  if (!holdsWork(now)) now.doneBytes = now.parser.takenBytes;
  const room = now.power === "off" ? 0 : bufferRoom(now);
  const taken = bytes.length <= room ? bytes : bytes.subarray(0, room);
  now.lostBytes += bytes.length - taken.length;
  const { parser, jobs, urgent } = parseEscpos(now.parser, taken);
  now.parser = parser;
  if (jobs.length > 0) {
    const waiting = now.jobs.slice(now.nextJob);
    now.jobs = waiting.length === 0 ? jobs : [...waiting, ...jobs];
    now.nextJob = 0;
  }
  for (const command of urgent) {
    const jobsAfter = jobs.length - command.jobsBefore;
    obey(mechanism, command, { jobsAfter, nowMs });
  }
}

/** The cause of the error is gone; a head that has cooled down needs nothing more. */
function mend({ now }: Mechanism): void {
  if (now.error === undefined) return;
  now.error = now.error.kind === "overheated" ? undefined : { ...now.error, mended: true };
}

function switchOffAndOn(mechanism: Mechanism, nowMs: number): void {
  const { parser, error, ...kept } = mechanism.now;
  const on = printerOn(0, parser.model, parser.keepsSources);
  const { paper, rollDots, cover, drawerHigh, lostBytes } = kept;
  Object.assign(mechanism.now, on, { paper, rollDots, cover, drawerHigh, lostBytes });
  mechanism.now.error = error?.mended === false ? error : undefined;
  mechanism.now.flowing = kept.flowing;
  mechanism.now.busyUntilMs = nowMs;
}

function abandon({ now }: Mechanism): void {
  const { model, keepsSources, takenBytes } = now.parser;
  now.parser = { ...startParser(model, keepsSources), takenBytes, sourceAt: takenBytes };
  now.jobs = NO_JOBS;
  now.nextJob = 0;
}

/** The rest of the old roll comes out with what is printed on it: a piece of its own. */
function load(mechanism: Mechanism): void {
  const { now } = mechanism;
  const { model } = now.parser;
  if (!blank(now.paper)) bringAbout(mechanism, { type: "torn", paper: now.paper });
  now.paper = freshPaper(model);
  now.rollDots = Math.round(model.rollMm * model.dotsPerMm);
}

/** What would come away if it were torn now, printed or not. */
export function hangingPaper(state: PrinterState): Paper {
  return divide(state.paper, dotsHeld(state)).away;
}

/** Whether anything is printed on what would come away. */
export function hangsPrinted(state: PrinterState): boolean {
  return printedBeyond(state.paper, dotsHeld(state));
}

/** Nothing holds the end of a roll back, so then all of it comes away. */
function dotsHeld({ rollDots, parser }: PrinterState): number {
  return rollDots === 0 ? 0 : parser.model.headToBarDots;
}

function tear(mechanism: Mechanism): void {
  const { away, inside } = divide(mechanism.now.paper, dotsHeld(mechanism.now));
  if (away.length === 0) return;
  mechanism.now.paper = inside;
  bringAbout(mechanism, { type: "torn", paper: away });
}
