import {
  bytesUnderWay,
  type Disturbance,
  type DisturbanceEffect,
  type DisturbanceInput,
  stepDisturbance,
  undisturbed,
} from "../kit/faults/disturbance.ts";
import type { FaultKind, FaultOrder } from "../kit/faults/fault-kind.ts";
import type { Way } from "../kit/faults/when.ts";
import type { Clock } from "./clock.ts";
import { runInTime } from "./run-in-time.ts";
import type { Ending } from "./transport.ts";

/** The faults of one device's cables, in real time. */
export type Disturber = {
  readonly arm: (kind: FaultKind, order: FaultOrder) => void;
  /** A connection comes, and is told what becomes of it. */
  readonly connect: (ends: LinkEnds) => LinkOrders;
  /** What is done while the cable is pulled out. */
  readonly onUnplug: (act: (ms: number) => void) => void;
  /** Calls off whatever is still to come. */
  readonly stop: () => void;
};

/** What becomes of a connection. `way` is to the end that hears of it. */
export type LinkEnds = {
  readonly opened: () => void;
  readonly refused: () => void;
  readonly bytes: (way: Way, bytes: Uint8Array) => void;
  readonly ended: (way: Way) => void;
  readonly closed: (way: Way, how: Ending) => void;
  /** A fault has cut it: neither end knows yet. */
  readonly cut: (how: Ending) => void;
};

export type LinkOrders = {
  /** It is there: whether it comes about is told at once. */
  readonly open: () => void;
  /** Whether it has not ended, as far as the faults go. */
  readonly stands: () => boolean;
  readonly bytes: (way: Way, bytes: Uint8Array) => void;
  readonly ended: (way: Way) => void;
  readonly closed: (way: Way, how: Ending) => void;
  readonly flow: (way: Way, ready: boolean) => void;
  readonly underWay: (way: Way) => number;
};

export type DisturberOptions = {
  readonly clock: Clock;
  readonly seed: number;
  /** Told of each strike; the number of the connection, where it is one's. */
  readonly struck: (order: FaultOrder, link: number | undefined) => void;
  /** A fault of the device has its moment. */
  readonly strike: (order: FaultOrder) => void;
};

/** A cable on which nothing is armed yet; connections are numbered as they come, from 1. */
export function createDisturber(options: DisturberOptions): Disturber {
  const links = new Map<number, LinkEnds>();
  const unplugs = new Set<(ms: number) => void>();
  let count = 0;

  const cable = runInTime<Disturbance, DisturbanceInput, DisturbanceEffect>(
    stepDisturbance,
    undisturbed(options.seed),
    options.clock,
    (effect) => {
      if (effect.type === "struck") options.struck(effect.order, effect.link);
      else if (effect.type === "strike") options.strike(effect.order);
      else if (effect.type === "unplug") for (const act of unplugs) act(effect.ms);
      else tellLink(links, effect);
    },
  );

  return {
    arm: (kind, order) => cable.send({ type: "arm", kind, order }),
    onUnplug: (act) => void unplugs.add(act),
    stop: cable.stop,
    connect: (ends) => {
      count += 1;
      const link = count;
      links.set(link, ends);
      return {
        open: () => cable.send({ type: "opened", link }),
        stands: () => links.has(link),
        bytes: (way, bytes) => cable.send({ type: "bytes", link, way, bytes }),
        ended: (way) => cable.send({ type: "ended", link, way }),
        closed: (way, how) => cable.send({ type: "closed", link, way, how }),
        flow: (way, ready) => cable.send({ type: "flow", link, way, ready }),
        underWay: (way) => bytesUnderWay(cable.state(), { link, way }),
      };
    },
  };
}

type OfLink = Extract<DisturbanceEffect, { readonly link: number }>;

function tellLink(
  links: Map<number, LinkEnds>,
  effect: Exclude<OfLink, { readonly type: "struck" }>,
): void {
  const ends = links.get(effect.link);
  switch (effect.type) {
    case "opened":
      ends?.opened();
      return;
    case "bytes":
      ends?.bytes(effect.way, effect.bytes);
      return;
    case "ended":
      ends?.ended(effect.way);
      return;
    case "refused":
      links.delete(effect.link);
      ends?.refused();
      return;
    case "closed":
      links.delete(effect.link);
      ends?.closed(effect.way, effect.how);
      return;
    case "cut":
      links.delete(effect.link);
      ends?.cut(effect.how);
      return;
  }
}
