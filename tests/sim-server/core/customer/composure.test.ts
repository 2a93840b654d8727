import { expect, test } from "vitest";
import { createComposure } from "../../../../sim-server/core/customer/composure.ts";
import { createWorld } from "../../../../sim-server/core/world/world.ts";

test.each<[string, boolean, number, string]>([
  ["at once", true, 0, "83"],
  ["within her patience", true, 20_000, "83"],
  ["beyond it", true, 60_000, "75 waited 8"],
  ["where nobody counts", false, 60_000, "83"],
])("a greeting after waiting %s tells what the wait has cost", (_, timed, afterMs, expected) => {
  expect(greetedAfter(timed, afterMs)).toBe(expected);
});

/** The mood events of a customer who is greeted, for three points, after so long a wait. */
function greetedAfter(timed: boolean, afterMs: number): string {
  const told: string[] = [];
  const world = createWorld({ seed: 1, sink: () => undefined });
  const composure = createComposure({
    node: world.node("customer"),
    emit: (kind, data) => {
      if (kind !== "customer.mood") return;
      const { satisfaction, waited } = data as { satisfaction: number; waited?: number };
      told.push(`${satisfaction}${waited === undefined ? "" : ` waited ${waited}`}`);
    },
    timed,
    changed: () => undefined,
  });
  world.scheduler.advance(afterMs);
  composure.add(3);
  return told.join(", ");
}
