import { type Chance, chance } from "../../device-emulators/kit/chance.ts";
import type { Benchmark, Figure } from "./benchmark.ts";
import { FUZZ_TARGETS, type FuzzTarget } from "./fuzz-targets.ts";

const INPUTS = 1_000_000;
const BASELINE_INPUTS = 50_000; // chosen: a second's work
const SEED = 8583;
const SLOWEST_MS_MAX = 50;

/** The longest input, in bytes. Chosen: longer than any frame of UnionPay. */
const INPUT_BYTES_MAX = 4_096;

/** What came of a run. A decoder that throws ends it: the error names the seed and the input. */
export type FuzzReport = {
  readonly inputs: number;
  readonly perSecond: number;
  readonly slowestMs: number;
  /** The most that a decoder kept of an input, as a share of its limit; above 1 it is broken. */
  readonly mostKept: number;
};

export const FUZZ: Benchmark = {
  name: "fuzz",
  measures: `${INPUTS} spoilt inputs to every decoder of messages, cards and dialects`,
  run: async () => {
    const valid = fuzz({ seed: SEED, inputs: BASELINE_INPUTS, spoil: ({ seed }) => seed });
    return figures(fuzz({ seed: SEED, inputs: INPUTS, spoil }), valid);
  },
};

function figures(spoilt: FuzzReport, valid: FuzzReport): Figure[] {
  return [
    {
      name: "fuzz",
      value: spoilt.perSecond,
      unit: "inputs/s",
      baseline: "the same decoders on whole inputs",
      baselineValue: valid.perSecond,
      target: undefined,
    },
    {
      name: "fuzz-slowest",
      value: spoilt.slowestMs,
      unit: "ms",
      baseline: "the slowest whole input",
      baselineValue: valid.slowestMs,
      target: { of: "value", atMost: SLOWEST_MS_MAX },
    },
    {
      name: "fuzz-most-kept",
      value: spoilt.mostKept,
      unit: "of the limit",
      baseline: "the most kept of a whole input",
      baselineValue: valid.mostKept,
      target: { of: "value", atMost: 1 },
    },
  ];
}

type Spoil = (
  from: { readonly seed: Uint8Array; readonly other: Uint8Array },
  draw: Chance,
) => Uint8Array;

/**
 * Gives spoilt inputs to every decoder, drawn by the seed alone.
 *
 * @throws what a decoder throws, with the input that made it
 */
export function fuzz({
  seed,
  inputs,
  spoil: change,
  targets = FUZZ_TARGETS,
}: {
  readonly seed: number;
  readonly inputs: number;
  readonly spoil: Spoil;
  readonly targets?: readonly FuzzTarget[];
}): FuzzReport {
  const draw = chance(seed, "fuzz");
  const wheel = targets.flatMap((target) => Array.from({ length: target.weight }, () => target));
  let [slowestMs, mostKept] = [0, 0];
  const start = performance.now();
  for (let count = 0; count < inputs; count += 1) {
    const target = wheel[draw.below(wheel.length)];
    if (target === undefined) continue;
    const pick = (): Uint8Array => target.seeds[draw.below(target.seeds.length)] ?? NOTHING;
    const input = change({ seed: pick(), other: pick() }, draw);
    const began = performance.now();
    mostKept = Math.max(mostKept, runOne(target, input, { seed, count }));
    // The first inputs pay for the compiler; they are counted like any other but not timed.
    if (count > inputs / 10) slowestMs = Math.max(slowestMs, performance.now() - began);
  }
  return { inputs, perSecond: (inputs * 1000) / (performance.now() - start), slowestMs, mostKept };
}

const NOTHING = new Uint8Array(0);

function runOne(
  { name, run }: FuzzTarget,
  input: Uint8Array,
  place: { readonly seed: number; readonly count: number },
): number {
  try {
    return run(input);
  } catch (cause) {
    const where = `seed ${place.seed}, input ${place.count}, ${input.length} bytes`;
    throw new Error(`${name} threw: ${where}`, { cause });
  }
}

/** A whole input changed in one to four places; one in four is noise from end to end. */
export function spoil(
  { seed, other }: { readonly seed: Uint8Array; readonly other: Uint8Array },
  draw: Chance,
): Uint8Array {
  if (draw.below(4) === 0) return noise(draw);
  let bytes = seed;
  for (let changes = 1 + draw.below(4); changes > 0; changes -= 1) {
    bytes = changeOnce(bytes, other, draw);
  }
  return bytes.subarray(0, INPUT_BYTES_MAX);
}

function noise(draw: Chance): Uint8Array {
  const long = draw.below(100) === 0;
  return Uint8Array.from({ length: draw.below(long ? INPUT_BYTES_MAX : 120) }, () =>
    draw.below(256),
  );
}

/** Bytes at the edges of lengths, digits and tags. */
const EDGES = [0x00, 0x01, 0x09, 0x0a, 0x1f, 0x30, 0x39, 0x7f, 0x80, 0x81, 0x82, 0x84, 0x99, 0xff];

function changeOnce(bytes: Uint8Array, other: Uint8Array, draw: Chance): Uint8Array {
  const at = draw.below(bytes.length + 1);
  const size = draw.below(9);
  const put = (middle: Uint8Array, resume: number): Uint8Array =>
    new Uint8Array([...bytes.subarray(0, at), ...middle, ...bytes.subarray(resume)]);
  switch (draw.below(7)) {
    case 0:
      return put(Uint8Array.of((bytes[at] ?? 0) ^ (1 << draw.below(8))), at + 1);
    case 1:
      return put(Uint8Array.of(EDGES[draw.below(EDGES.length)] ?? 0), at + 1);
    case 2:
      return put(
        Uint8Array.from({ length: size }, () => draw.below(256)),
        at,
      );
    case 3:
      return put(NOTHING, at + size);
    case 4:
      return bytes.slice(0, at);
    case 5:
      return put(bytes.subarray(at, at + size * 8), at);
    default:
      return put(other.subarray(draw.below(other.length + 1)), bytes.length);
  }
}
