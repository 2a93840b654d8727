import { expect, test } from "vitest";
import { readTarget } from "../../../../sim-server/cli/reports/report.ts";

test.each([
  ["junit=a.xml", { format: "junit", file: "a.xml" }],
  ["json=a=b.json", { format: "json", file: "a=b.json" }],
  ["html=/x/y", { format: "html", file: "/x/y" }],
])("%s is a report", (text, target) => {
  expect(readTarget(text)).toEqual(target);
});

test.each(["junit", "junit=", "=a", "pdf=a", "", "toString=a", "JUNIT=a"])("%j is none", (text) => {
  expect(() => readTarget(text)).toThrow(`--report ${text} names no report`);
});
