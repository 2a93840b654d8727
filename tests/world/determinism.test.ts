import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Scenario } from "../../scenarios/format/scenario.ts";
import type { Input } from "../../sim-server/core/counter/act.ts";
import { createCounter } from "../../sim-server/core/counter/counter.ts";
import type { TraceEvents } from "../../sim-server/core/trace-events.ts";
import { playAnswer } from "../../sim-server/core/training/play.ts";
import { ANSWERS, lesson } from "../kit/lessons.ts";

type Recording = {
  readonly lines: readonly string[];
  readonly log: readonly Input[];
  readonly hash: string;
  readonly endMs: number;
};

describe.each(ANSWERS)("%s", (_name, scenario, answer) => {
  const first = record(scenario, answer, 1);

  test("gives the same trace every time, line by line", () => {
    const again = record(scenario, answer, 1);
    expect(again.lines).toEqual(first.lines);
    expect(again.hash).toBe(first.hash);
  });

  test("gives another trace with another seed, beyond the line that names it", () => {
    const other = record(scenario, answer, 2);
    expect(other.lines.slice(1)).not.toEqual(first.lines.slice(1));
    expect(other.hash).not.toBe(first.hash);
  });

  test("gives the same trace from its inputs alone, and the same hash at each of them", () => {
    const jumped = replay(scenario, first, [Number.POSITIVE_INFINITY]);
    expect(jumped.lines).toEqual(first.lines);
    expect(jumped.hash).toBe(first.hash);
    expect(jumped.hashes).toHaveLength(first.log.length);
    expect(new Set(jumped.hashes).size).toBe(first.log.length);
  });

  test.each([1, 7, 1000])("gives the same trace when time passes %i ms at once", (sliceMs) => {
    const jumped = replay(scenario, first, [Number.POSITIVE_INFINITY]);
    const sliced = replay(scenario, first, [sliceMs]);
    expect(sliced.lines).toEqual(first.lines);
    expect(sliced.hashes).toEqual(jumped.hashes);
  });
});

describe("a session", () => {
  const scenario = lesson("reply-lost");
  const first = record(scenario, scenario.answers.right, 1);
  const { hashes } = replay(scenario, first, [Number.POSITIVE_INFINITY]);

  test("goes on from any of its inputs as if nothing had happened", () => {
    for (let at = 0; at <= first.log.length; at += 1) {
      const before = { ...first, log: first.log.slice(0, at) };
      const resumed = replay(scenario, before, [Number.POSITIVE_INFINITY], false);
      expect(resumed.hashes).toEqual(hashes.slice(0, at));
      expect(resumed.lines).toEqual(first.lines.slice(0, resumed.lines.length));
    }
  });

  test("tells at which input a log leaves the path it took", () => {
    const wrong = first.log.map((input, at) =>
      at === 4 ? { ...input, act: { type: "say", phrase: "blame" } as const } : input,
    );
    const other = replay(scenario, { ...first, log: wrong }, [Number.POSITIVE_INFINITY]);
    expect(other.hashes.findIndex((hash, at) => hash !== hashes[at])).toBe(5);
  });

  test("does not notice how time is sliced, however unevenly", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1 }), (slices) => {
        expect(replay(scenario, first, slices).lines).toEqual(first.lines);
      }),
      { numRuns: 25 },
    );
  });
});

/** A robot's play: what the trace says, and the inputs that it holds. */
function record(scenario: Scenario, answer: Scenario["answers"]["right"], seed: number): Recording {
  const lines: string[] = [];
  const log: Input[] = [];
  const played = playAnswer({
    scenario,
    answer,
    seed,
    sink: ({ line, kind, atMs, data }) => {
      lines.push(line);
      if (kind !== "input") return;
      const { refused: _, ...input } = data as TraceEvents["input"];
      log.push({ ...input, atMs, seq: log.length + 1 });
    },
  });
  return { lines, log, hash: played.traceHash, endMs: played.worldMs };
}

/** The same inputs, given to a counter while time passes in slices of these lengths, again and again. */
function replay(
  scenario: Scenario,
  { log, endMs }: Pick<Recording, "log" | "endMs">,
  slicesMs: readonly number[],
  toTheEnd = true,
): {
  readonly lines: readonly string[];
  readonly hashes: readonly string[];
  readonly hash: string;
} {
  const lines: string[] = [];
  const counter = createCounter({ scenario, seed: 1, sink: ({ line }) => void lines.push(line) });
  let slice = 0;
  const passTo = (toMs: number): void => {
    while (counter.nowMs() < toMs) {
      counter.advance(Math.min(toMs, counter.nowMs() + (slicesMs[slice % slicesMs.length] ?? 1)));
      // Looking must not change anything.
      counter.view();
      slice += 1;
    }
  };
  const hashes = log.map((input) => {
    passTo(input.atMs);
    counter.advance(input.atMs);
    const hash = counter.traceHash();
    counter.apply(input);
    return hash;
  });
  if (toTheEnd) passTo(endMs);
  return { lines, hashes, hash: counter.traceHash() };
}
