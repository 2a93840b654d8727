import { expect, test } from "vitest";
import { GROUPS, runConformance } from "../../../sim-server/conformance/conformance.ts";

const findings = runConformance();

test.each(GROUPS)("every vector of $name passes", ({ name }) => {
  const group = findings.filter((finding) => finding.group === name);
  expect(group.length).toBeGreaterThan(0);
  expect(group.filter(({ passed }) => !passed)).toEqual([]);
});

test("each vector has a name of its own, a source and a value", () => {
  const ids = findings.map(({ group, id }) => `${group} ${id}`);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  expect(findings.filter(({ source, expected }) => source === "" || expected === "")).toEqual([]);
});

test("both printed sequences of DUKPT are there whole: 34 KSNs, five values each", () => {
  expect(findings.filter(({ id }) => /^DUKPT [0-9A-F]{6},/.test(id))).toHaveLength(170);
});

test("a value that comes out otherwise is found and does not pass", () => {
  const wrong = { id: "one", source: "a standard", expected: "01", compute: () => "02" };
  const right = { ...wrong, id: "two", compute: () => "01" };
  const found = runConformance([{ name: "a group", checks: [wrong, right] }]);
  expect(found.map(({ id, group, found: value, passed }) => [id, group, value, passed])).toEqual([
    ["one", "a group", "02", false],
    ["two", "a group", "01", true],
  ]);
});
