import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseScenario } from "../../../../scenarios/format/parse.ts";
import { KNOWN_IDS } from "../../../../sim-server/core/counter/known-ids.ts";

const TEXT = readFileSync("scenarios/qa/917-fault-cable-noise.yaml", "utf8");

test.each([
  ["cable: pin-pad", "cable: pinpad", "`cable` must be one of host, printer, pin-pad, till"],
  ["cable.lose", "cable.loose", "unknown fault `cable.loose`; did you mean `cable.lose`?"],
  ["way: host", "wy: host", "takes no `wy`; did you mean `way`?"],
  ["way: host", 'match: "GSV"', "`match` has `GSV`, which is no byte: give ESC, 1B, ??"],
  ["way: host", "bytes: -1", "`bytes` must be from 0 to"],
  ["way: host", "bytes: 1.5", "`bytes` must be a whole number"],
  ["with: { cable: pin-pad }", "nth: 100", "`nth` must be a whole number from 1 to 99"],
])("a lesson with %s made %s is told what is wrong", (was, is, told) => {
  expect(TEXT).toContain(was);
  const read = parseScenario(TEXT.replace(was, is), "lesson", KNOWN_IDS);
  expect(
    read.ok ? [] : read.error.map(({ problem, remedy = "" }) => `${problem}; ${remedy}`),
  ).toEqual([expect.stringContaining(told)]);
});
