import { expect, test } from "vitest";
import { NO_PACE, SLOW_GAP_MS_MAX, stepPace } from "../../../trainer-ui/keys/pace.ts";
import { keyOf } from "../../kit/typing.ts";

/** Whether each key, so many milliseconds after the one before, ended what only a device can have typed. */
function ends(text: string, everyMs: number): boolean[] {
  let pace = NO_PACE;
  return [...text].map((sign, at) => {
    const step = stepPace(pace, keyOf(sign, 1_000 + at * everyMs));
    pace = step.pace;
    return step.ended;
  });
}

test.each<[string, string, number, boolean]>([
  ["a scanner too slow to be recognised", "2004170001018⏎", SLOW_GAP_MS_MAX, true],
  ["the shortest code", "123456⏎", 40, true],
  ["fewer keys", "12345⏎", 40, false],
  ["a person", "2004170001018⏎", SLOW_GAP_MS_MAX + 1, false],
  ["no end", "2004170001018", 40, false],
  ["a second end", "123456⏎⏎", 40, false],
])("%s", (_who, text, everyMs, ended) => {
  expect(ends(text, everyMs).at(-1)).toBe(ended);
});

test("a pause begins the count anew", () => {
  const slow = stepPace({ keys: 5, lastMs: 0 }, keyOf("6", SLOW_GAP_MS_MAX + 1));
  expect(slow.pace.keys).toBe(1);
});
