import { expect, test } from "vitest";
import { describeAsJson, describeAsText } from "../../../sim-server/cli/conformance.ts";
import { type Finding, runConformance } from "../../../sim-server/conformance/conformance.ts";
import { IN_WORDS, tillyard } from "../../kit/command.ts";

const FINDING: Finding = {
  id: "first",
  group: "A standard",
  source: "section 1",
  expected: "01",
  found: "01",
  passed: true,
};

test("a table has a heading for each standard and a line for each vector", () => {
  const findings = [
    FINDING,
    { ...FINDING, id: "second one", source: "section 2" },
    { ...FINDING, id: "third", group: "Another", found: "02", passed: false },
  ];
  expect(describeAsText(findings).split("\n")).toEqual([
    "A standard",
    "  ok     first       section 1",
    "  ok     second one  section 2",
    "",
    "Another",
    "  FAILED third       section 1",
    "         expected 01",
    "         found    02",
    "",
    "2 of 3 vectors pass",
    "",
  ]);
});

test("as JSON, one object a line", () => {
  expect(describeAsJson([FINDING, FINDING])).toBe(`${JSON.stringify(FINDING)}\n`.repeat(2));
});

test("the verb prints every vector and exits 0, as all pass", async () => {
  const count = runConformance().length;
  const { status, out, err } = await tillyard(["conformance"]);
  expect({ status, err }).toEqual({ status: 0, err: "" });
  expect(out.trimEnd().split("\n").at(-1)).toBe(`${count} of ${count} vectors pass`);
  expect(out.match(/^ {2}ok {5}/gm)).toHaveLength(count);
});

test("the verb takes no words", async () => {
  const { status, err } = await tillyard(["conformance", "des"]);
  expect(status).toBe(2);
  expect(err).toMatch(IN_WORDS);
});
