import { expect, test } from "vitest";
import { toHex } from "../../../device-emulators/kit/bytes.ts";
import { chance } from "../../../device-emulators/kit/chance.ts";
import { fuzz, spoil } from "../../../sim-server/bench/fuzz.ts";
import { FUZZ_TARGETS } from "../../../sim-server/bench/fuzz-targets.ts";

test("twenty thousand spoilt inputs throw nowhere, and nothing keeps more than it may", () => {
  const { inputs, mostKept } = fuzz({ seed: 1, inputs: 20_000, spoil });
  expect(inputs).toBe(20_000);
  expect(mostKept).toBeGreaterThan(0);
  expect(mostKept).toBeLessThanOrEqual(1);
}, 60_000);

test("the whole inputs are read whole, so that a change of them is near one", () => {
  const { mostKept } = fuzz({ seed: 1, inputs: 2_000, spoil: ({ seed }) => seed });
  expect(mostKept).toBeGreaterThan(0.3);
  expect(FUZZ_TARGETS.flatMap(({ seeds }) => seeds).every((seed) => seed.length > 1)).toBe(true);
});

test("a decoder that throws is told with the seed and the input", () => {
  const run = (input: Uint8Array): number => {
    if (input.length > 2) throw new RangeError("out of bounds");
    return 0;
  };
  const targets = [{ name: "brittle", seeds: [Uint8Array.of(1, 2)], weight: 1, run }];
  expect(() => fuzz({ seed: 7, inputs: 200, spoil, targets })).toThrow(
    /^brittle threw: seed 7, input \d+, \d+ bytes$/,
  );
});

test("inputs follow from the seed alone", () => {
  const seed = Uint8Array.of(1, 2, 3, 4, 5);
  const some = (from: number): string[] => {
    const draw = chance(from, "x");
    return Array.from({ length: 50 }, () => toHex(spoil({ seed, other: seed }, draw)));
  };
  expect(some(1)).toEqual(some(1));
  expect(some(1)).not.toEqual(some(2));
  expect(new Set(some(1)).size).toBeGreaterThan(40);
});
