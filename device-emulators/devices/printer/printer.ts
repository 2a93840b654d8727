import { DOTS_PER_MM, HEAD_TO_BAR_DOTS, LINE_DOTS } from "../../kit/escpos-codes.ts";
import type { Step } from "../../kit/step.ts";
import type { EscposParser } from "./commands.ts";
import type { Job, Work } from "./composer.ts";
import { ESCPOS_START, parseEscpos } from "./escpos-parser.ts";
import { blank, divide, type Paper, type PaperLine, printedBeyond } from "./paper.ts";
import {
  automaticStatus,
  online,
  type PrinterStatus,
  realTimeReply,
  report,
  tells,
} from "./status.ts";

/**
 * A receipt printer for 58 mm paper. It reads bytes as they come and prints them line by line;
 * what it cannot print yet waits, through the end of the paper and an open cover.
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
  /** The paper from the head on, oldest first; its newest 90 dots lie before the tear bar. */
  readonly paper: Paper;
  readonly busyUntilMs: number;
  /** Categories of automatic status (GS a) that are switched on. */
  readonly categories: number;
  /** Whether the cable may send on. */
  readonly flowing: boolean;
  /** Bytes that came although the buffer was full. */
  readonly lostBytes: number;
};

export type PrinterInput =
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  | { readonly type: "load-paper" | "open" | "close" | "tear" }
  | { readonly type: "tick" }
  /** A fault: the roll turns out to have so much left. */
  | { readonly type: "paper-left"; readonly mm: number }
  | { readonly type: "drawer-sensor"; readonly level: "low" | "high" };

export type PrinterEffect =
  | { readonly type: "reply"; readonly bytes: Uint8Array }
  | { readonly type: "printed"; readonly line: PaperLine }
  | { readonly type: "cut"; readonly full: boolean }
  | { readonly type: "kick"; readonly pin: 2 | 5; readonly onMs: number }
  | { readonly type: "torn"; readonly paper: Paper }
  | { readonly type: "status"; readonly status: PrinterStatus }
  /** Whether the cable may send: while not, what is more than the buffer holds is lost. */
  | { readonly type: "flow"; readonly ready: boolean };

/** How much is held while printing waits. Chosen: models have 4 to 128 KiB. */
export const BUFFER_BYTES_MAX = 65_536;
/** The cable is stopped here, with room for what is on its way, and set free again below. Chosen. */
export const BUFFER_BYTES_HIGH = 49_152;
export const BUFFER_BYTES_LOW = 32_768;
/** An ordinary line of 30 dots. Chosen: nearly 100 mm a second. */
export const LINE_MS = 38;
/** A full roll. Chosen: 58 mm wide, 30 mm across. */
export const ROLL_MM = 12_000;
/** Where the sensor of a roll that nears its end changes. Chosen: three slips. */
export const NEAR_END_MM = 500;

const NO_JOBS: readonly Job[] = [];
/** A roll just loaded reaches from the head to the tear bar. */
const FRESH_PAPER: Paper = [{ kind: "feed", dots: HEAD_TO_BAR_DOTS }];

/** A printer just switched on: cover shut, `rollMm` of paper loaded. */
export function printerOn(rollMm: number = ROLL_MM): PrinterState {
  return {
    parser: ESCPOS_START,
    jobs: NO_JOBS,
    nextJob: 0,
    doneBytes: 0,
    cover: "shut",
    rollDots: rollMm * DOTS_PER_MM,
    drawerHigh: false,
    paper: FRESH_PAPER,
    busyUntilMs: 0,
    categories: 0,
    flowing: true,
    lostBytes: 0,
  };
}

/** What the printer's sensors say. */
export function printerStatus(state: PrinterState): PrinterStatus {
  const { rollDots, cover, drawerHigh } = state;
  const low = rollDots <= NEAR_END_MM * DOTS_PER_MM;
  return { paper: rollDots === 0 ? "out" : low ? "low" : "ok", cover, drawerHigh };
}

/** Whether lines or commands wait to be done. */
export function holdsWork(state: PrinterState): boolean {
  return state.nextJob < state.jobs.length;
}

type Mechanism = {
  readonly now: { -readonly [Key in keyof PrinterState]: PrinterState[Key] };
  effects: readonly PrinterEffect[];
};

const NO_EFFECTS: readonly PrinterEffect[] = [];

/** Most steps have one effect, and an array that is pushed to takes room for many. */
function bringAbout(mechanism: Mechanism, effect: PrinterEffect): void {
  const { effects } = mechanism;
  mechanism.effects = effects.length === 0 ? [effect] : [...effects, effect];
}

/** One step of the printer. Lines come out one after another, each in its own `tick`. */
export function stepPrinter(
  state: PrinterState,
  input: PrinterInput,
  nowMs: number,
): Step<PrinterState, PrinterEffect> {
  const mechanism: Mechanism = { now: { ...state }, effects: NO_EFFECTS };
  if (input.type !== "tick") {
    const before = printerStatus(state);
    accept(mechanism, input);
    announce(mechanism, before);
  }
  const accepted = printerStatus(mechanism.now);
  while (ready(mechanism, nowMs)) doNext(mechanism, nowMs);
  announce(mechanism, accepted);
  const { now: next, effects } = mechanism;
  const goesOn = holdsWork(next) && online(printerStatus(next));
  return goesOn ? { state: next, effects, wakeAtMs: next.busyUntilMs } : { state: next, effects };
}

type Given = Exclude<PrinterInput, { readonly type: "tick" }>;

function accept(mechanism: Mechanism, input: Given): void {
  switch (input.type) {
    case "bytes":
      take(mechanism, input.bytes);
      return;
    case "load-paper":
      load(mechanism);
      return;
    case "open":
      mechanism.now.cover = "open";
      return;
    case "close":
      mechanism.now.cover = "shut";
      return;
    case "tear":
      tear(mechanism);
      return;
    case "paper-left":
      mechanism.now.rollDots = Math.max(0, Math.round(input.mm * DOTS_PER_MM));
      return;
    case "drawer-sensor":
      mechanism.now.drawerHigh = input.level === "high";
      return;
  }
}

/** Everything is read on arrival, so that a status request is answered however long the queue is. */
function take(mechanism: Mechanism, bytes: Uint8Array): void {
  if (!holdsWork(mechanism.now)) mechanism.now.doneBytes = mechanism.now.parser.takenBytes;
  const room = BUFFER_BYTES_MAX - heldBytes(mechanism.now);
  const taken = bytes.length <= room ? bytes : bytes.subarray(0, room);
  mechanism.now.lostBytes += bytes.length - taken.length;
  const { parser, jobs, asked } = parseEscpos(mechanism.now.parser, taken);
  mechanism.now.parser = parser;
  if (jobs.length > 0) {
    const waiting = mechanism.now.jobs.slice(mechanism.now.nextJob);
    mechanism.now.jobs = waiting.length === 0 ? jobs : [...waiting, ...jobs];
    mechanism.now.nextJob = 0;
  }
  for (const n of asked) {
    const reply = realTimeReply(printerStatus(mechanism.now), n);
    if (reply !== undefined) bringAbout(mechanism, { type: "reply", bytes: reply });
  }
}

function heldBytes(state: PrinterState): number {
  return holdsWork(state) ? state.parser.takenBytes - state.doneBytes : 0;
}

/** The rest of the old roll comes out with what is printed on it: a piece of its own. */
function load(mechanism: Mechanism): void {
  if (!blank(mechanism.now.paper))
    bringAbout(mechanism, { type: "torn", paper: mechanism.now.paper });
  mechanism.now.paper = FRESH_PAPER;
  mechanism.now.rollDots = ROLL_MM * DOTS_PER_MM;
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
function dotsHeld({ rollDots }: PrinterState): number {
  return rollDots === 0 ? 0 : HEAD_TO_BAR_DOTS;
}

function tear(mechanism: Mechanism): void {
  const { away, inside } = divide(mechanism.now.paper, dotsHeld(mechanism.now));
  if (away.length === 0) return;
  mechanism.now.paper = inside;
  bringAbout(mechanism, { type: "torn", paper: away });
}

function ready(mechanism: Mechanism, nowMs: number): boolean {
  return (
    holdsWork(mechanism.now) &&
    nowMs >= mechanism.now.busyUntilMs &&
    online(printerStatus(mechanism.now))
  );
}

function doNext(mechanism: Mechanism, nowMs: number): void {
  const job = mechanism.now.jobs[mechanism.now.nextJob];
  if (job === undefined) return;
  mechanism.now.doneBytes = job.endsAt;
  mechanism.now.nextJob += 1;
  if (mechanism.now.nextJob === mechanism.now.jobs.length) {
    mechanism.now.jobs = NO_JOBS;
    mechanism.now.nextJob = 0;
  }
  perform(mechanism, job.work, nowMs);
}

function perform(mechanism: Mechanism, work: Work, nowMs: number): void {
  switch (work.kind) {
    case "print":
      advance(mechanism, work.line, nowMs);
      return;
    case "cut":
      if (work.feedDots !== undefined) {
        advance(mechanism, { kind: "feed", dots: HEAD_TO_BAR_DOTS + work.feedDots }, nowMs);
      }
      cut(mechanism, work.full);
      return;
    case "kick":
      bringAbout(mechanism, { type: "kick", pin: work.pin, onMs: work.onMs });
      return;
    case "report":
      bringAbout(mechanism, {
        type: "reply",
        bytes: report(printerStatus(mechanism.now), work.about),
      });
      return;
    case "automatic-status":
      mechanism.now.categories = work.categories;
      if (work.categories > 0) sendAutomaticStatus(mechanism);
      return;
  }
}

/** The end sensor sits before the head, so a line that was begun is always finished. */
function advance(mechanism: Mechanism, line: PaperLine, nowMs: number): void {
  mechanism.now.rollDots = Math.max(0, mechanism.now.rollDots - line.dots);
  mechanism.now.paper = mechanism.now.paper.concat(line);
  mechanism.now.busyUntilMs = nowMs + Math.ceil((line.dots * LINE_MS) / LINE_DOTS);
  bringAbout(mechanism, { type: "printed", line });
}

function cut(mechanism: Mechanism, full: boolean): void {
  const { away, inside } = divide(mechanism.now.paper, HEAD_TO_BAR_DOTS);
  mechanism.now.paper = [...away, { kind: "cut", full, dots: 0 }, ...inside];
  bringAbout(mechanism, { type: "cut", full });
}

function announce(mechanism: Mechanism, before: PrinterStatus): void {
  const after = printerStatus(mechanism.now);
  if (
    after.paper !== before.paper ||
    after.cover !== before.cover ||
    after.drawerHigh !== before.drawerHigh
  ) {
    bringAbout(mechanism, { type: "status", status: after });
    if (tells(mechanism.now.categories, before, after)) sendAutomaticStatus(mechanism);
  }
  const limit = mechanism.now.flowing ? BUFFER_BYTES_HIGH : BUFFER_BYTES_LOW;
  const flowing = heldBytes(mechanism.now) <= limit;
  if (flowing === mechanism.now.flowing) return;
  mechanism.now.flowing = flowing;
  bringAbout(mechanism, { type: "flow", ready: flowing });
}

function sendAutomaticStatus(mechanism: Mechanism): void {
  bringAbout(mechanism, { type: "reply", bytes: automaticStatus(printerStatus(mechanism.now)) });
}
