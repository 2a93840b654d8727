import { WAITS } from "../../../device-emulators/kit/faults/when.ts";
import type { FaultSettings } from "../../../scenarios/format/scenario.ts";
import { COUNTER_CABLES, type CounterCable, findFault } from "../faults/catalogue.ts";
import type { Node } from "../world/node.ts";
import type { Cables } from "./cables.ts";
import { createFaultyCable, type FaultyCable } from "./faulty-cable.ts";

/** The cable on which a fault waits for its moment; undefined for one that needs none. */
export function cableOf({
  fault,
  params,
}: Pick<FaultSettings, "fault" | "params">): CounterCable | undefined {
  const layer = findFault(fault)?.layer;
  if (layer === "printer")
    return WAITS.some((name) => params[name] !== undefined) ? "printer" : undefined;
  if (layer !== "cable") return undefined;
  return COUNTER_CABLES.find((name) => name === params["cable"]) ?? "host";
}

/** The cables of a counter, and what seeds the chance of faults on them. */
export type FaultyCables = {
  readonly node: Node;
  readonly cables: Cables;
  readonly seed: number;
};

/** Each cable as faults have it, from the first that is armed on it. */
export function faultyCables(
  { node, cables, seed }: FaultyCables,
  told: {
    readonly struck: (settings: FaultSettings) => void;
    readonly strike: (settings: FaultSettings) => void;
  },
): (cable: CounterCable) => FaultyCable {
  const faulty = new Map<CounterCable, FaultyCable>();
  return (name) => {
    const known = faulty.get(name);
    if (known !== undefined) return known;
    const calls = name === "host" ? { calls: cables.hostCalls } : {};
    const line = cables[LINES[name]];
    const made = createFaultyCable({ node, line, seed, ...calls, ...told });
    faulty.set(name, made);
    return made;
  };
}

const LINES = {
  host: "host",
  printer: "printer",
  "pin-pad": "pinPad",
  till: "till",
  scanner: "scanner",
  "code-scanner": "codeScanner",
  drawer: "drawer",
  display: "display",
} as const satisfies Record<CounterCable, keyof Cables>;
