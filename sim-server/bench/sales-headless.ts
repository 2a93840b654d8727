import { join } from "node:path";
import { invariant } from "../../device-emulators/kit/errors.ts";
import type { Scenario } from "../../scenarios/format/scenario.ts";
import { createCounter } from "../core/counter/counter.ts";
import type { TraceEvent } from "../core/trace-events.ts";
import { driveRobot } from "../core/training/play.ts";
import { createScorer } from "../core/training/scorer.ts";
import { loadLessons } from "../io/scenario-files.ts";
import { PACKAGE_FOLDER } from "../package-info.ts";
import { ciphersOfOneSale } from "./bare-sale.ts";
import type { Benchmark } from "./benchmark.ts";
import { rates } from "./rate.ts";

/** Sales between one opening of the shop and the next. */
const SALES_A_WORLD = 20;
const LESSON = "first-sale";
/** Chosen: a sale runs through most of the program, and its last parts are compiled so late. */
const WARM_MS = 10_000;

export const SALES_HEADLESS: Benchmark = {
  name: "sales-headless",
  measures: "whole sales of five goods by a robot on one core, trace serialised and scored",
  run: async () => {
    const scenario = fiveGoods();
    let seed = 0;
    const bare = ciphersOfOneSale();
    const world = (): number => {
      seed += 1;
      return sellAll(scenario, seed);
    };
    const [worlds = 0, ciphers = 0] = rates([world, bare], WARM_MS);
    return [
      {
        name: "sales-headless",
        value: worlds * SALES_A_WORLD,
        unit: "sales/s",
        baseline: "the same ciphers and frames without the logic",
        baselineValue: ciphers,
        target: { of: "value", atLeast: 1500 },
      },
    ];
  },
};

/** The first lesson with five goods and an account that never runs dry. */
function fiveGoods(): Scenario {
  const files = loadLessons([join(PACKAGE_FOLDER, "scenarios", "library")]);
  const scenario = files.find((file) => file.scenario.id === LESSON)?.scenario;
  invariant(scenario !== undefined, `the library has the lesson ${LESSON}`);
  const items = ["milk", "cookie", "rice", "soda", "tissue"];
  return {
    ...scenario,
    basket: items.map((item) => ({ item, quantity: 1 })),
    accounts: scenario.accounts.map((account) => ({ ...account, balanceMinor: 100_000_000 })),
  };
}

/** @returns a figure of every line of the trace, so that serialising it cannot be left out */
function sellAll(scenario: Scenario, seed: number): number {
  let characters = 0;
  let approved = 0;
  const scorer = createScorer(scenario);
  const counter = createCounter({
    scenario,
    seed,
    customers: SALES_A_WORLD,
    sink: (record) => {
      // A line is joined when it is read.
      characters += record.line.length + record.line.charCodeAt(0);
      scorer.take(record as TraceEvent);
      if (record.kind === "bank.posted") approved += 1;
    },
  });
  for (let sale = 0; sale < SALES_A_WORLD; sale += 1) {
    const stuck = driveRobot(counter, scenario.answers.right);
    invariant(stuck === undefined, `the robot sells: ${stuck}`);
    while (!counter.ended() && !counter.live.goods.items.some(({ place }) => place === "belt")) {
      counter.advance(counter.nextDueMs() ?? counter.nowMs());
    }
  }
  invariant(approved === SALES_A_WORLD, "every sale is booked");
  return characters;
}
