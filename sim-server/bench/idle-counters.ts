import { join } from "node:path";
import { invariant } from "../../device-emulators/kit/errors.ts";
import { type Counter, createCounter } from "../core/counter/counter.ts";
import { driveRobot } from "../core/training/play.ts";
import { createWorld, type World } from "../core/world/world.ts";
import { loadLessons } from "../io/scenario-files.ts";
import { PACKAGE_FOLDER } from "../package-info.ts";
import { heldBytes } from "./heap.ts";

/** What a counter weighs between two customers, and a world with nothing in it. */
export type Weights = { readonly counterBytes: number; readonly worldBytes: number };

export const IDLE_COUNTERS = 500;
/** Chosen: enough that what else the heap gives back in the meantime is nothing beside them. */
const EMPTY_WORLDS = 20_000;
const WARM_COUNTERS = 30;
const LESSON = "first-sale";

/** Opens counters, has each sell once, and weighs them. */
export function weighCounters(): Weights {
  const folder = join(PACKAGE_FOLDER, "scenarios", "library");
  const scenario = loadLessons([folder]).find((file) => file.scenario.id === LESSON)?.scenario;
  invariant(scenario !== undefined, `the library has the lesson ${LESSON}`);
  const sellOnce = (seed: number): Counter => {
    const counter = createCounter({ scenario, seed, customers: 2, sink: () => undefined });
    const stuck = driveRobot(counter, scenario.answers.right);
    invariant(stuck === undefined, `the robot sells: ${stuck}`);
    return counter;
  };
  for (let seed = 1; seed <= WARM_COUNTERS; seed += 1) sellOnce(seed);
  return {
    counterBytes: weigh(IDLE_COUNTERS, sellOnce),
    worldBytes: weigh(EMPTY_WORLDS, (seed): World => createWorld({ seed, sink: () => undefined })),
  };
}

function weigh(count: number, make: (seed: number) => unknown): number {
  const beforeBytes = heldBytes();
  const made = Array.from({ length: count }, (_, at) => make(at + 1));
  const bytes = (heldBytes() - beforeBytes) / count;
  invariant(made.length === count, "what is weighed is held until then");
  return bytes;
}
