import fc from "fast-check";
import { expect, test } from "vitest";
import { shuffled } from "../../../trainer-ui/keys/shuffle.ts";

const byValue = (one: number, other: number): number => one - other;

test("an order keeps every thing once and leaves what it was given alone", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.string(), (things, seed) => {
      const given = [...things];
      const order = shuffled(things, seed);
      expect([...order].sort(byValue)).toEqual([...things].sort(byValue));
      expect(things).toEqual(given);
    }),
  );
});

test("one seed gives one order", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.string(), (things, seed) => {
      expect(shuffled(things, seed)).toEqual(shuffled(things, seed));
    }),
  );
});

test("over many seeds every place is taken by every thing about as often", () => {
  const first = new Map<string, number>();
  for (let seed = 0; seed < 3000; seed += 1) {
    const [thing = ""] = shuffled(["a", "b", "c"], `call ${seed}`);
    first.set(thing, (first.get(thing) ?? 0) + 1);
  }
  for (const thing of ["a", "b", "c"]) {
    expect(first.get(thing)).toBeGreaterThan(850);
    expect(first.get(thing)).toBeLessThan(1150);
  }
});
