import { fromLatin1 } from "../../kit/bytes.ts";
import type { Job, Work } from "./composer.ts";
import { divide, type PaperLine } from "./paper.ts";
import type { PrinterEffect, PrinterState } from "./printer.ts";
import { automaticStatus, online, type PrinterStatus, report, tells } from "./status.ts";

/** A printer in a step: what it becomes, and what it brings about. */
export type Mechanism = {
  readonly now: { -readonly [Key in keyof PrinterState]: PrinterState[Key] };
  effects: readonly PrinterEffect[];
};

export const NO_EFFECTS: readonly PrinterEffect[] = [];
const NO_JOBS: readonly Job[] = [];

/** Most steps have one effect, and an array that is pushed to takes room for many. */
export function bringAbout(mechanism: Mechanism, effect: PrinterEffect): void {
  const { effects } = mechanism;
  mechanism.effects = effects.length === 0 ? [effect] : [...effects, effect];
}

/** What the printer's sensors say. */
export function printerStatus(state: PrinterState): PrinterStatus {
  const { rollDots, cover, drawerHigh, error, button, feeding, parser } = state;
  const { nearEndMm, dotsPerMm } = parser.model;
  const nearEnd = nearEndMm !== undefined && rollDots <= nearEndMm * dotsPerMm;
  const paper = rollDots === 0 ? "out" : nearEnd ? "low" : "ok";
  return { paper, nearEnd, cover, drawerHigh, error: error?.kind, button, feeding };
}

/** Whether lines or commands wait to be done. */
export function holdsWork(state: PrinterState): boolean {
  return state.nextJob < state.jobs.length;
}

/** How many bytes the receive buffer holds. */
export function heldBytes(state: PrinterState): number {
  return holdsWork(state) ? state.parser.takenBytes - state.doneBytes : 0;
}

/** Whether nothing but time keeps it from doing what waits. */
export function printsOn(state: PrinterState): boolean {
  return holdsWork(state) && state.power === "on" && online(printerStatus(state));
}

/** Does what waits, until the paper moves and that takes its time. */
export function performJobs(mechanism: Mechanism, nowMs: number): void {
  while (nowMs >= mechanism.now.busyUntilMs && printsOn(mechanism.now)) doNext(mechanism, nowMs);
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
      cut(mechanism, work, nowMs);
      return;
    case "kick":
      bringAbout(mechanism, { type: "kick", pin: work.pin, onMs: work.onMs, offMs: work.offMs });
      return;
    case "buzz":
      bringAbout(mechanism, { type: "buzz", times: work.times, onMs: work.onMs });
      return;
    case "report":
      reply(mechanism, report(printerStatus(mechanism.now), work.about));
      return;
    case "identify":
      identify(mechanism, work.n);
      return;
    case "buttons":
      mechanism.now.buttons = work.enabled;
      return;
    case "automatic-status":
      mechanism.now.categories = work.categories;
      if (work.categories > 0) sendAutomaticStatus(mechanism);
      return;
  }
}

/** The digits 1 to 3 ask what the numbers 1 to 3 ask. @source ESC/POS, GS I */
function identify(mechanism: Mechanism, n: number): void {
  const name = mechanism.now.parser.model.identity[n >= 0x31 && n <= 0x33 ? n - 0x30 : n];
  if (name !== undefined) reply(mechanism, fromLatin1(name));
}

/** The end sensor sits before the head, so a line that was begun is always finished. */
function advance(mechanism: Mechanism, line: PaperLine, nowMs: number): void {
  const { now } = mechanism;
  const { lineMs, lineDots } = now.parser.model;
  now.rollDots = Math.max(0, now.rollDots - line.dots);
  now.paper = now.paper.concat(line);
  now.busyUntilMs = nowMs + Math.ceil((line.dots * lineMs) / lineDots);
  bringAbout(mechanism, { type: "printed", line });
  if (now.rollDots === 0 && line.kind === "raster" && hangs(now)) now.power = "stuck";
}

/** Whether more of a picture waits, and the model cannot go on with it. */
function hangs({ parser, jobs, nextJob }: PrinterState): boolean {
  const next = jobs[nextJob]?.work;
  const more = parser.picture !== undefined || (next?.kind === "print" && isPicture(next.line));
  return more && parser.model.hangsInPicture;
}

const isPicture = (line: PaperLine): boolean => line.kind === "raster";

type Cut = Extract<Work, { readonly kind: "cut" }>;

function cut(mechanism: Mechanism, { full, feedDots }: Cut, nowMs: number): void {
  const { headToBarDots } = mechanism.now.parser.model;
  if (feedDots !== undefined) {
    advance(mechanism, { kind: "feed", dots: headToBarDots + feedDots }, nowMs);
  }
  const { away, inside } = divide(mechanism.now.paper, headToBarDots);
  mechanism.now.paper = [...away, { kind: "cut", full, dots: 0 }, ...inside];
  bringAbout(mechanism, { type: "cut", full });
}

/** The feed button: a line of paper while it goes down, and none from the buffer until it is up. */
export function pressButton(mechanism: Mechanism, level: "up" | "down", nowMs: number): void {
  const { now } = mechanism;
  if (level === "down" && now.button === "up" && now.buttons && online(printerStatus(now))) {
    now.feeding = true;
    advance(mechanism, { kind: "feed", dots: now.parser.model.lineDots }, nowMs);
  }
  now.button = level;
  now.feeding &&= level === "down";
}

/** Tells what has changed since `before`, to whoever asked for it, and stops or frees the cable. */
export function announce(mechanism: Mechanism, before: PrinterStatus): void {
  const after = printerStatus(mechanism.now);
  if (TOLD.some((key) => after[key] !== before[key])) {
    bringAbout(mechanism, { type: "status", status: after });
    if (tells(mechanism.now.categories, before, after)) sendAutomaticStatus(mechanism);
  }
  const { bufferBytesHigh, bufferBytesLow } = mechanism.now.parser.model;
  const limit = mechanism.now.flowing ? bufferBytesHigh : bufferBytesLow;
  const flowing = heldBytes(mechanism.now) <= limit;
  if (flowing === mechanism.now.flowing) return;
  mechanism.now.flowing = flowing;
  bringAbout(mechanism, { type: "flow", ready: flowing });
}

const TOLD = ["paper", "cover", "drawerHigh", "error", "button", "feeding"] as const;

/** Sends the four bytes of automatic status. */
export function sendAutomaticStatus(mechanism: Mechanism): void {
  reply(mechanism, automaticStatus(printerStatus(mechanism.now)));
}

function reply(mechanism: Mechanism, bytes: Uint8Array): void {
  bringAbout(mechanism, { type: "reply", bytes });
}
