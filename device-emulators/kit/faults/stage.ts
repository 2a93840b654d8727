import { concat } from "../bytes.ts";
import { chance } from "../chance.ts";
import type { FaultKind, FaultOrder } from "./fault-kind.ts";
import type { Passing } from "./passing.ts";
import { findPattern } from "./pattern.ts";
import { SPOILS, type Spoil, strikesBetween } from "./spoiling.ts";
import { byTimeAlone, type Way, type When, whenOf } from "./when.ts";

/** A fault that is armed, and how far it has come. */
export type Stage = {
  readonly order: FaultOrder;
  readonly kind: FaultKind;
  readonly when: When;
  readonly armedAtMs: number;
  /** Seeds its chance, which is its own. */
  readonly seed: number;
  readonly name: string;
  readonly draws: number;
  /** Occasions that counted, and those at which it struck. */
  readonly seen: number;
  readonly struck: number;
  readonly firstMs: number | undefined;
  readonly places: readonly Place[];
};

/** One direction of one connection. */
export type Where = { readonly link: number; readonly way: Way };

/** What it has seen there. */
type Place = Where & { readonly passed: number; readonly tail: Uint8Array };

/** What comes of a piece: the stage as it is now, what goes on, and whether the fault struck. */
export type Staged = {
  readonly stage: Stage;
  readonly passing: readonly Passing[];
  readonly struck: number;
};

export function arm(
  kind: FaultKind,
  order: FaultOrder,
  armed: { readonly atMs: number; readonly seed: number; readonly name: string },
): Stage {
  return {
    order,
    kind,
    when: whenOf(kind, order),
    armedAtMs: armed.atMs,
    seed: armed.seed,
    name: armed.name,
    draws: 0,
    seen: 0,
    struck: 0,
    firstMs: undefined,
    places: [],
  };
}

/** A piece of bytes passes the fault. */
export function passBytes(stage: Stage, where: Where, bytes: Uint8Array, nowMs: number): Staged {
  const { when, kind } = stage;
  if (!concerns(stage, where)) return untouched(stage, bytes);
  const place = stage.places.find((each) => each.link === where.link && each.way === where.way);
  const { passed, tail } = place ?? { passed: 0, tail: new Uint8Array(0) };
  const read: Stage = {
    ...stage,
    places: [
      ...stage.places.filter((each) => each !== place),
      { ...where, passed: passed + bytes.length, tail: tailOf(concat([tail, bytes]), when) },
    ],
  };
  if (kind.lasts === true && stage.struck > 0) {
    const on = !over(stage, nowMs);
    return on ? { stage: read, passing: spoil(read, bytes), struck: 0 } : untouched(read, bytes);
  }
  return strikeAt(read, bytes, occasions(read, { passed, tail, bytes }), nowMs);
}

/** What of it is left where a connection is over. */
export function forget(stage: Stage, link: number): Stage {
  if (!stage.places.some((place) => place.link === link)) return stage;
  return { ...stage, places: stage.places.filter((place) => place.link !== link) };
}

/** One occasion that has no bytes: a connection, or a time. @returns whether it strikes */
export function meet(
  stage: Stage,
  nowMs: number,
): { readonly stage: Stage; readonly strikes: boolean } {
  if (over(stage, nowMs) || nowMs < stage.armedAtMs + (stage.when.afterMs ?? 0)) {
    return { stage, strikes: false };
  }
  const { when, draws } = stage;
  const drawn = when.chancePercent < 100;
  const counts = !drawn || drawOf(stage, draws, 100) < when.chancePercent;
  const seen = stage.seen + (counts ? 1 : 0);
  const strikes = counts && seen >= when.nth && stage.struck < when.times;
  return {
    stage: {
      ...stage,
      draws: draws + (drawn ? 1 : 0),
      seen,
      struck: stage.struck + (strikes ? 1 : 0),
      firstMs: stage.firstMs ?? (strikes ? nowMs : undefined),
    },
    strikes,
  };
}

/** What a strike makes of these bytes; of none, where it strikes between them. */
export function spoil(stage: Stage, bytes: Uint8Array): readonly Passing[] {
  const { order, when, kind, draws, seen } = stage;
  const made = (SPOILS as Readonly<Record<string, Spoil>>)[kind.id];
  if (made === undefined)
    return [
      { type: "strike", order },
      { type: "bytes", bytes },
    ];
  let count = 0;
  return made(bytes, {
    order,
    exact: when.bytes > 0 || when.match !== undefined,
    draw: (limit) => {
      count += 1;
      return drawOf(stage, `${draws}.${seen}.${count}`, limit);
    },
  });
}

/** When it will strike whatever passes; undefined where it waits for something else. */
export function dueAtMs({ kind, when, armedAtMs, struck }: Stage): number | undefined {
  const alone = byTimeAlone(when) && strikesBetween(kind.id) && !ofConnections(kind);
  return alone && struck === 0 ? armedAtMs + (when.afterMs ?? 0) : undefined;
}

/** Whether it is a matter of connections as such. */
export function ofConnections({ id }: FaultKind): boolean {
  return id === "cable.refuse" || id === "cable.busy";
}

export function concerns({ kind, when }: Stage, { link, way }: Where): boolean {
  return !ofConnections(kind) && when.ways.includes(way) && (when.link === 0 || when.link === link);
}

/** Whether its time is over. */
export function over({ when, firstMs }: Stage, nowMs: number): boolean {
  return when.forMs > 0 && firstMs !== undefined && nowMs >= firstMs + when.forMs;
}

function strikeAt(
  stage: Stage,
  bytes: Uint8Array,
  places: readonly number[],
  nowMs: number,
): Staged {
  let now = stage;
  let from = 0;
  let struck = 0;
  const passing: Passing[] = [];
  for (const at of places) {
    const met = meet(now, nowMs);
    now = met.stage;
    if (!met.strikes) continue;
    // What was struck before reaches up to here.
    passing.push(
      ...(struck === 0 ? whole(bytes.subarray(0, at)) : spoil(now, bytes.subarray(from, at))),
    );
    from = at;
    struck += 1;
    if (now.kind.lasts === true) break;
  }
  if (struck === 0) return untouched(now, bytes);
  return { stage: now, passing: [...passing, ...spoil(now, bytes.subarray(from))], struck };
}

/** At which bytes of a piece it may strike. */
function occasions(
  { when, kind }: Stage,
  {
    passed,
    tail,
    bytes,
  }: { readonly passed: number; readonly tail: Uint8Array; readonly bytes: Uint8Array },
): readonly number[] {
  const between = strikesBetween(kind.id);
  const last = between ? bytes.length : bytes.length - 1;
  const left = when.bytes - passed;
  if (when.match !== undefined) {
    return findPattern(when.match, concat([tail, bytes]))
      .map((at) => Math.max(0, at - tail.length))
      .filter((at) => at >= left);
  }
  if (when.bytes === 0) return [0];
  if (kind.lasts === true) return left <= last ? [Math.max(0, left)] : [];
  const first = between ? 1 : 0;
  return left >= first && left <= last ? [left] : [];
}

/** As many bytes as may be the beginning of a match. */
function tailOf(bytes: Uint8Array, { match }: When): Uint8Array {
  const length = match === undefined ? 0 : match.length - 1;
  return length === 0 ? new Uint8Array(0) : bytes.slice(-length);
}

function untouched(stage: Stage, bytes: Uint8Array): Staged {
  return { stage, passing: whole(bytes), struck: 0 };
}

function whole(bytes: Uint8Array): readonly Passing[] {
  return bytes.length === 0 ? [] : [{ type: "bytes", bytes }];
}

function drawOf({ seed, name }: Stage, which: string | number, limit: number): number {
  return chance(seed, `${name} ${which}`).below(limit);
}
