import { expect, test } from "vitest";
import { chance } from "../../../../device-emulators/kit/chance.ts";
import { PEOPLE } from "../../../../scenarios/people/people.ts";
import { drawName } from "../../../../sim-server/core/customer/name.ts";

/** Published by nobody: they hold this version of faker to what recorded sessions were played with. */
test.each([
  ["zhou", 1, "白阿姨"],
  ["lin", 1, "白女士"],
  ["lao", 2, "张大爷"],
  ["chen", 3, "小江"],
  ["rider", 4, "骑手小任"],
  ["yu", 5, "小美方"],
] as const)("%s with seed %i is called %s", (face, seed, name) => {
  expect(drawName(PEOPLE[face], chance(seed, "customer.name"))).toBe(name);
});

test("a name depends on its stream alone, and streams give different names", () => {
  const names = Array.from({ length: 50 }, (_, seed) => draw(seed));
  expect(names).toEqual(Array.from({ length: 50 }, (_, seed) => draw(seed)));
  expect(new Set(names).size).toBeGreaterThan(25);
});

function draw(seed: number): string {
  return drawName(PEOPLE.zhou, chance(seed, "customer.name"));
}
