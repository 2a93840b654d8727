import type { Mood } from "../trace-events.ts";

/**
 * How content a customer is, and how waiting wears on her. Waiting is felt longer when nothing is
 * done and nothing explained; beyond what she puts up with it costs satisfaction, more when it is the
 * cashier's doing, less when it is somebody else's and she was told. All of it whole numbers, so that
 * it comes out the same however time is cut.
 *
 * The directions have evidence (Maister; Pruyn and Smidts); the figures are chosen.
 */
export type Temper = {
  /** 0 to 100. */
  readonly satisfaction: number;
  /** World time up to which waiting has been reckoned. */
  readonly atMs: number;
  /** Waiting felt so far, in tenths of a millisecond. */
  readonly felt: number;
  /** What is lost beyond whole points; `LOSS_UNITS` make one. */
  readonly loss: number;
  /** Until when something is being done for her. */
  readonly activeUntilMs: number;
  /** Until when an explanation holds. */
  readonly explainedUntilMs: number;
  /** She is busy herself: she keys her PIN. */
  readonly busy: boolean;
  /** She is about something of her own: that wait is her own idea, and costs nothing. */
  readonly away: boolean;
  /** The wait is the bank's or a device's, not the cashier's. */
  readonly external: boolean;
  /** Whether waiting counts at all; in first lessons it does not. */
  readonly timed: boolean;
};

export const SATISFACTION_AT_START = 80;
const SATISFACTION_MAX = 100;

/** Felt time of one second waited, in tenths: with something to do, told why, neither. */
const FELT = { occupied: 7, explained: 10, idle: 15 } as const;

/** Half points that count for one lost: ours and idle, ordinary, external and explained. */
const WEIGHT = { cashier: 4, plain: 2, external: 1 } as const;

/** She puts up with one minute felt; then every six seconds felt cost one point. */
const TOLERANCE = 60_000 * 10;
const LOSS_UNITS = 6000 * 10 * WEIGHT.plain;

/** How long after the last thing done for her she still sees that she is being served. Chosen. */
export const ACTIVE_MS = 4000;
/** How long an explanation holds before it wants another. Chosen. */
export const EXPLAINED_MS = 30_000;

const POINTS_PER_SQUARE = 20;
const MOODS = ["upset", "upset", "annoyed", "restless", "calm", "joy"] as const;

/** Someone who has just come to the counter. */
export function openTemper(nowMs: number, timed: boolean): Temper {
  return {
    satisfaction: SATISFACTION_AT_START,
    atMs: nowMs,
    felt: 0,
    loss: 0,
    activeUntilMs: nowMs + ACTIVE_MS,
    explainedUntilMs: nowMs,
    busy: false,
    away: false,
    external: false,
    timed,
  };
}

/** Squares of patience left, 0 to 5. */
export function squaresOf(temper: Temper): number {
  return Math.ceil(temper.satisfaction / POINTS_PER_SQUARE);
}

export function moodOf(temper: Temper): Mood {
  return MOODS[squaresOf(temper)] ?? "joy";
}

/** Whether more waiting was felt than she puts up with. For a settled temper. */
export function overdue(temper: Temper): boolean {
  return temper.felt > TOLERANCE;
}

/** The temper after an event that pleased or hurt her by so many points. */
export function addPoints(temper: Temper, points: number): Temper {
  const sum = temper.satisfaction + points;
  return { ...temper, satisfaction: Math.max(0, Math.min(SATISFACTION_MAX, sum)) };
}

/** The temper at `nowMs`: what was waited since is felt, and what is too much is lost. */
export function settle(temper: Temper, nowMs: number): Temper {
  if (nowMs <= temper.atMs || !temper.timed) return temper;
  if (temper.away) return { ...temper, atMs: nowMs };
  let { atMs, felt, loss } = temper;
  while (atMs < nowMs) {
    const { rate, weight, untilMs } = regimeAt(temper, atMs);
    const endMs = Math.min(nowMs, untilMs);
    const before = Math.max(felt, TOLERANCE);
    felt += (endMs - atMs) * rate;
    loss += (Math.max(felt, TOLERANCE) - before) * weight;
    atMs = endMs;
  }
  const lost = Math.floor(loss / LOSS_UNITS);
  const satisfaction = Math.max(0, temper.satisfaction - lost);
  return { ...temper, satisfaction, atMs, felt, loss: loss - lost * LOSS_UNITS };
}

/**
 * A time by which to settle again so that no change of mood is missed: the change itself, or the
 * end of what holds now. Undefined where no wait can change anything. For a settled temper.
 */
export function lookAgainMs(temper: Temper): number | undefined {
  const squares = squaresOf(temper);
  if (!temper.timed || temper.away || squares === 0) return undefined;
  const points = temper.satisfaction - (squares - 1) * POINTS_PER_SQUARE;
  const loss = points * LOSS_UNITS - temper.loss;
  const patience = Math.max(0, TOLERANCE - temper.felt);
  const timeAt = (rate: number, weight: number): number =>
    temper.atMs + Math.ceil((patience + Math.ceil(loss / weight)) / rate);
  const { rate, weight, untilMs } = regimeAt(temper, temper.atMs);
  // Before the worst could have happened nobody need look, however often things change.
  return Math.max(timeAt(FELT.idle, WEIGHT.cashier), Math.min(timeAt(rate, weight), untilMs));
}

/** How waiting counts at `atMs`, and until when it counts so if nothing happens. */
function regimeAt(temper: Temper, atMs: number) {
  const { busy, external, activeUntilMs, explainedUntilMs } = temper;
  const occupied = busy || atMs < activeUntilMs;
  const explained = atMs < explainedUntilMs;
  const idle = !(occupied || explained);
  const ours = idle ? WEIGHT.cashier : WEIGHT.plain;
  const theirs = explained ? WEIGHT.external : WEIGHT.plain;
  return {
    rate: occupied ? FELT.occupied : explained ? FELT.explained : FELT.idle,
    weight: external ? theirs : ours,
    untilMs: Math.min(later(activeUntilMs, atMs), later(explainedUntilMs, atMs)),
  };
}

function later(timeMs: number, thanMs: number): number {
  return timeMs > thanMs ? timeMs : Number.POSITIVE_INFINITY;
}
