import type { Step } from "../step.ts";
import type { FaultKind, FaultOrder } from "./fault-kind.ts";
import { EMPTY_LANE, heldBytes, type Lane, nextAtMs, put, take } from "./lane.ts";
import type { Ending, Passing } from "./passing.ts";
import {
  arm,
  concerns,
  dueAtMs,
  forget,
  meet,
  ofConnections,
  passBytes,
  type Stage,
  spoil,
  type Where,
} from "./stage.ts";
import type { Way } from "./when.ts";

/**
 * A cable on which faults are armed: connections come, bytes go both ways, and what arrives at the
 * other end is what the faults make of it. Connections are numbered by whoever runs it, from 1.
 */
export type Disturbance = {
  readonly seed: number;
  /** In order of arming; each gets what the one before lets through. */
  readonly stages: readonly Stage[];
  readonly armed: number;
  readonly links: readonly Lanes[];
  /** Until then nobody can connect. */
  readonly unpluggedUntilMs: number;
};

type Lanes = { readonly link: number } & { readonly [W in Way]: Lane };

export type DisturbanceInput =
  | { readonly type: "arm"; readonly kind: FaultKind; readonly order: FaultOrder }
  | { readonly type: "opened"; readonly link: number }
  | ({ readonly type: "bytes"; readonly bytes: Uint8Array } & Where)
  | ({ readonly type: "ended" } & Where)
  /** `way` is to the end that stays. */
  | ({ readonly type: "closed"; readonly how: Ending } & Where)
  /** Whether the end that `way` leads to takes more. */
  | ({ readonly type: "flow"; readonly ready: boolean } & Where)
  | { readonly type: "tick" };

export type DisturbanceEffect =
  | { readonly type: "struck"; readonly order: FaultOrder; readonly link: number | undefined }
  | { readonly type: "opened"; readonly link: number }
  | { readonly type: "refused"; readonly link: number }
  | ({ readonly type: "bytes"; readonly bytes: Uint8Array } & Where)
  | ({ readonly type: "ended" } & Where)
  | ({ readonly type: "closed"; readonly how: Ending } & Where)
  /** Both ends are cut off. */
  | { readonly type: "cut"; readonly link: number; readonly how: Ending }
  /** Nobody can connect for so long. */
  | { readonly type: "unplug"; readonly ms: number }
  /** A fault of the device strikes: it is the device's to perform. */
  | { readonly type: "strike"; readonly order: FaultOrder };

/** A cable on which nothing is armed. */
export function undisturbed(seed: number): Disturbance {
  return { seed, stages: [], armed: 0, links: [], unpluggedUntilMs: 0 };
}

/** How much is on its way to an end of a connection. */
export function bytesUnderWay({ links }: Disturbance, { link, way }: Where): number {
  const lanes = links.find((each) => each.link === link);
  return lanes === undefined ? 0 : heldBytes(lanes[way]);
}

type Draft = { -readonly [K in keyof Disturbance]: Disturbance[K] } & {
  readonly effects: DisturbanceEffect[];
};

export function stepDisturbance(
  state: Disturbance,
  input: DisturbanceInput,
  nowMs: number,
): Step<Disturbance, DisturbanceEffect> {
  const draft: Draft = { ...state, effects: [] };
  hear(draft, input, nowMs);
  strikeWhatIsDue(draft, nowMs);
  deliver(draft, nowMs);
  const { effects, ...next } = draft;
  const wakeAtMs = earliest([
    ...next.links.flatMap(({ device, host }) => [nextAtMs(device), nextAtMs(host)]),
    ...next.stages.map((stage) => dueOf(next, stage)).map((at) => at && Math.max(at, nowMs + 1)),
  ]);
  return { state: next, effects, ...(wakeAtMs !== undefined && { wakeAtMs }) };
}

function hear(draft: Draft, input: DisturbanceInput, nowMs: number): void {
  switch (input.type) {
    case "arm": {
      draft.armed += 1;
      const armed = { atMs: nowMs, seed: draft.seed, name: `fault ${draft.armed}` };
      draft.stages = [...draft.stages, arm(input.kind, input.order, armed)];
      return;
    }
    case "opened":
      open(draft, input.link, nowMs);
      return;
    case "bytes":
      if (!isOpen(draft, input.link)) return;
      layAll(draft, input, throughStages(draft, input, nowMs), nowMs);
      return;
    case "ended":
      lay(draft, input, { type: "end" }, nowMs);
      return;
    case "closed":
      close(draft, input, nowMs);
      return;
    case "flow":
      draft.links = draft.links.map((lanes) =>
        lanes.link === input.link
          ? { ...lanes, [input.way]: { ...lanes[input.way], paused: !input.ready } }
          : lanes,
      );
      return;
    case "tick":
      return;
  }
}

function open(draft: Draft, link: number, nowMs: number): void {
  if (nowMs < draft.unpluggedUntilMs || refuses(draft, link, nowMs)) {
    draft.effects.push({ type: "refused", link });
    return;
  }
  draft.links = [...draft.links, { link, device: EMPTY_LANE, host: EMPTY_LANE }];
  draft.effects.push({ type: "opened", link });
}

/** In order, it waits behind what was said before; a reset overtakes it. */
function close(
  draft: Draft,
  closed: Extract<DisturbanceInput, { type: "closed" }>,
  nowMs: number,
): void {
  const { link, how } = closed;
  if (how === "closed") lay(draft, closed, { type: "close", how }, nowMs);
  else if (isOpen(draft, link)) {
    draft.effects.push(closed);
    leave(draft, link);
  }
}

/** The first fault that refuses it strikes, and no other hears of it. */
function refuses(draft: Draft, link: number, nowMs: number): boolean {
  return draft.stages.some((stage, at) => {
    const { kind, when } = stage;
    if (!ofConnections(kind) || (when.link !== 0 && when.link !== link)) return false;
    if (kind.id === "cable.busy" && draft.links.length === 0) return false;
    const met = meet(stage, nowMs);
    replace(draft, at, met.stage);
    if (met.strikes) tell(draft, met.stage, link);
    return met.strikes;
  });
}

function throughStages(
  draft: Draft,
  where: Where & { readonly bytes: Uint8Array },
  nowMs: number,
): readonly Passing[] {
  let passing: readonly Passing[] = [{ type: "bytes", bytes: where.bytes }];
  draft.stages.forEach((_, at) => {
    passing = passing.flatMap((each) => {
      const stage = draft.stages[at];
      if (each.type !== "bytes" || stage === undefined) return [each];
      const staged = passBytes(stage, where, each.bytes, nowMs);
      replace(draft, at, staged.stage);
      for (let count = 0; count < staged.struck; count += 1) tell(draft, stage, where.link);
      // What one fault held back is held back whatever another makes of it.
      return staged.passing.map((made) => (made.type === "bytes" ? { ...each, ...made } : made));
    });
  });
  return passing;
}

function strikeWhatIsDue(draft: Draft, nowMs: number): void {
  draft.stages.forEach((stage, at) => {
    const due = dueOf(draft, stage);
    if (due === undefined || nowMs < due) return;
    const met = meet(stage, nowMs);
    replace(draft, at, met.stage);
    if (!met.strikes) return;
    tell(draft, met.stage, undefined);
    const passing = spoil(met.stage, new Uint8Array(0));
    const [first] = passing;
    if (first?.type === "strike") draft.effects.push(first);
    else if (first?.type === "unplug") unplug(draft, first.ms, nowMs);
    else for (const where of concerned(draft, stage)) layAll(draft, where, passing, nowMs);
  });
}

/** When a fault strikes by time alone; undefined while there is nothing that it could strike. */
function dueOf(state: Disturbance, stage: Stage): number | undefined {
  const due = dueAtMs(stage);
  const needsLink = stage.kind.layer === "cable" && stage.kind.id !== "cable.unplug";
  return needsLink && concerned(state, stage).length === 0 ? undefined : due;
}

function concerned({ links }: Disturbance, stage: Stage): readonly Where[] {
  return links
    .flatMap(({ link }) => [
      { link, way: "device" as const },
      { link, way: "host" as const },
    ])
    .filter((where) => concerns(stage, where));
}

function layAll(draft: Draft, where: Where, passing: readonly Passing[], nowMs: number): void {
  for (const each of passing) lay(draft, where, each, nowMs);
}

function lay(draft: Draft, { link, way }: Where, passing: Passing, nowMs: number): void {
  draft.links = draft.links.map((lanes) =>
    lanes.link === link ? { ...lanes, [way]: put(lanes[way], passing, nowMs) } : lanes,
  );
}

function deliver(draft: Draft, nowMs: number): void {
  for (const { link } of draft.links) {
    for (const way of ["device", "host"] as const) {
      const lanes = draft.links.find((each) => each.link === link);
      if (lanes === undefined) continue;
      const { lane, arrived } = take(lanes[way], nowMs);
      draft.links = draft.links.map((each) => (each === lanes ? { ...each, [way]: lane } : each));
      for (const passing of arrived) arrive(draft, { link, way }, passing, nowMs);
    }
  }
}

function arrive(draft: Draft, where: Where, passing: Passing, nowMs: number): void {
  const { link, way } = where;
  switch (passing.type) {
    case "bytes":
      draft.effects.push({ type: "bytes", link, way, bytes: passing.bytes });
      return;
    case "end":
      draft.effects.push({ type: "ended", link, way });
      return;
    case "close":
      draft.effects.push({ type: "closed", link, way, how: passing.how });
      leave(draft, link);
      return;
    case "cut":
      draft.effects.push({ type: "cut", link, how: passing.how });
      leave(draft, link);
      return;
    case "unplug":
      unplug(draft, passing.ms, nowMs);
      return;
    case "strike":
      draft.effects.push(passing);
      return;
    case "wait":
      return;
  }
}

function unplug(draft: Draft, ms: number, nowMs: number): void {
  draft.unpluggedUntilMs = nowMs + ms;
  for (const { link } of draft.links) draft.effects.push({ type: "cut", link, how: "reset" });
  for (const { link } of draft.links) leave(draft, link);
  draft.effects.push({ type: "unplug", ms });
}

function leave(draft: Draft, link: number): void {
  draft.links = draft.links.filter((lanes) => lanes.link !== link);
  draft.stages = draft.stages.map((stage) => forget(stage, link));
}

function isOpen({ links }: Disturbance, link: number): boolean {
  return links.some((lanes) => lanes.link === link);
}

function tell(draft: Draft, { order }: Stage, link: number | undefined): void {
  draft.effects.push({ type: "struck", order, link });
}

function replace(draft: Draft, at: number, stage: Stage): void {
  draft.stages = draft.stages.map((each, place) => (place === at ? stage : each));
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
