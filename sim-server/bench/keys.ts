import type { Benchmark, Figure } from "./benchmark.ts";
import { type KeyTiming, timeKeys } from "./key-timing.ts";
import { percentile } from "./rate.ts";

/** One frame of a screen that shows sixty a second. */
const FRAME_MS = 16.7;
const EFFECT_MAX_MS = 50;

export const KEY_TO_ECHO: Benchmark = {
  name: "key-to-echo",
  measures: "from a key's press to the frame that shows it down, in Chromium",
  run: async () => [figure("key-to-echo", await timeKeys(), ({ echoMs }) => echoMs, FRAME_MS)],
};

export const KEY_TO_STORED_EFFECT: Benchmark = {
  name: "key-to-stored-effect",
  measures: "from a key's press, stored, to what it does on the terminal's glass, in Chromium",
  run: async () => [
    figure("key-to-stored-effect", await timeKeys(), ({ effectMs }) => effectMs, EFFECT_MAX_MS),
  ],
};

function figure(
  name: string,
  timings: readonly KeyTiming[],
  read: (timing: KeyTiming) => number,
  atMost: number,
): Figure {
  return {
    name,
    value: percentile(timings.map(read), 95),
    unit: `ms p95 of ${timings.length} presses`,
    baseline: "bare socket.io acknowledgement in the same page",
    baselineValue: percentile(
      timings.map(({ acknowledgedMs }) => acknowledgedMs),
      95,
    ),
    target: { of: "value", atMost },
  };
}
