import {
  type DisturbanceEffect,
  type DisturbanceInput,
  stepDisturbance,
  undisturbed,
} from "../../../device-emulators/kit/faults/disturbance.ts";
import type { FaultKind, FaultOrder } from "../../../device-emulators/kit/faults/fault-kind.ts";
import type { Line } from "../world/line.ts";
import { runMachine } from "../world/machine.ts";
import type { Node } from "../world/node.ts";

/** A cable of the counter on which faults can be armed. */
export type FaultyCable = { readonly arm: (kind: FaultKind, order: FaultOrder) => void };

/** A cable, and whom a fault on it concerns. */
export type FaultyCablePorts = {
  readonly node: Node;
  readonly line: Line;
  /** Who makes calls on it; a cable that knows none stands for one call that is always up. */
  readonly calls?: Calls;
  readonly seed: number;
  readonly struck: (order: FaultOrder) => void;
  /** A fault that is not the cable's has its moment. */
  readonly strike: (order: FaultOrder) => void;
};

/** The calls on a line, one at a time. */
export type Calls = {
  /** Whether a new call comes about. */
  dial: () => boolean;
  /** The call that is up is gone. */
  lose: () => void;
};

/** A line on which every call comes about. */
export function undisturbedCalls(): Calls {
  return { dial: () => true, lose: () => undefined };
}

/** Takes the line's bytes in hand: from now on what arrives is what the faults make of it. */
export function createFaultyCable(ports: FaultyCablePorts): FaultyCable {
  const { line, node, calls } = ports;
  let link = 0;
  let open = false;

  const dial = (): boolean => {
    if (open) cable.send({ type: "closed", link, way: "device", how: "reset" });
    link += 1;
    cable.send({ type: "opened", link });
    return open;
  };

  const plugIn = (): void => {
    line.up = true;
    if (calls === undefined) dial();
  };

  const perform = (effect: DisturbanceEffect): void => {
    switch (effect.type) {
      case "struck":
        ports.struck(effect.order);
        break;
      case "strike":
        ports.strike(effect.order);
        break;
      case "opened":
        open = true;
        break;
      case "bytes":
        line.carry(effect.way === "device" ? "a-to-b" : "b-to-a", effect.bytes);
        break;
      case "refused":
      case "closed":
        open = false;
        break;
      case "cut":
        open = false;
        calls?.lose();
        break;
      case "unplug":
        line.up = false;
        node.after(effect.ms, plugIn);
        break;
      case "ended":
        break;
    }
  };

  const cable = runMachine<ReturnType<typeof undisturbed>, DisturbanceInput, DisturbanceEffect>(
    node,
    stepDisturbance,
    undisturbed(ports.seed),
    perform,
  );
  line.divert = (way, bytes) =>
    cable.send({ type: "bytes", link, way: way === "a-to-b" ? "device" : "host", bytes });
  dial();
  if (calls !== undefined) calls.dial = dial;
  return { arm: (kind, order) => cable.send({ type: "arm", kind, order }) };
}
