import { type Chance, chance } from "../../../device-emulators/kit/chance.ts";
import { createLine, type Line, type LineOptions } from "./line.ts";
import { createNode, type Node } from "./node.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";
import { createTrace, type Trace, type TraceSink } from "./trace.ts";

/**
 * A closed world: virtual time, nodes, lines between them, chance by name, and a trace.
 * The same seed and the same calls at the same times give the same trace, byte for byte.
 */
export type World = {
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly node: (name: string) => Node;
  readonly line: (options: LineOptions) => Line;
  readonly chance: (name: string) => Chance;
};

/** An empty world at time zero. */
export function createWorld(options: { readonly seed: number; readonly sink: TraceSink }): World {
  const scheduler = createScheduler();
  return {
    scheduler,
    trace: createTrace(scheduler, options.sink),
    node: (name) => createNode(name, scheduler),
    line: (lineOptions) => createLine(scheduler, lineOptions),
    chance: (name) => chance(options.seed, name),
  };
}
