import fc from "fast-check";
import { expect, test } from "vitest";
import { chance } from "../../../device-emulators/kit/chance.ts";

const draw = (seed: number, name: string, count: number): number[] => {
  const stream = chance(seed, name);
  return Array.from({ length: count }, stream.next);
};

test("a stream is told by its seed and name alone", () => {
  fc.assert(
    fc.property(fc.nat(), fc.string(), (seed, name) => {
      expect(draw(seed, name, 5)).toEqual(draw(seed, name, 5));
    }),
  );
});

test("streams of other names, and of other seeds, differ", () => {
  expect(draw(1, "bank", 4)).not.toEqual(draw(1, "customer", 4));
  expect(draw(1, "bank", 4)).not.toEqual(draw(2, "bank", 4));
});

test("draws below a limit stay below it and reach every value", () => {
  const stream = chance(7, "dice");
  const seen = new Set(Array.from({ length: 1000 }, () => stream.below(6)));
  expect(seen).toEqual(new Set([0, 1, 2, 3, 4, 5]));
});
