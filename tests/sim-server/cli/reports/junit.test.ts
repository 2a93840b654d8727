import { expect, test } from "vitest";
import type { PlayedCase } from "../../../../sim-server/cli/reports/case.ts";
import { junitReport } from "../../../../sim-server/cli/reports/junit.ts";
import { FAILED, PASSED } from "../../../kit/played-cases.ts";

const draw = (...cases: readonly PlayedCase[]): string[] => junitReport(cases).split("\n");

test("a suite a lesson, a case an answer, and failures with their reasons", () => {
  expect(draw(PASSED, FAILED)).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="tillyard" tests="2" failures="1">',
    '  <testsuite name="first-sale" tests="1" failures="0">',
    '    <testcase classname="first-sale" name="right" file="a.yaml" time="56.600"/>',
    "  </testsuite>",
    '  <testsuite name="wrong-pin" tests="1" failures="1">',
    '    <testcase classname="wrong-pin" name="&lt;b&gt; &amp; &quot;c&quot;" file="b.yaml" time="0.001">',
    '      <failure message="lost 3 &lt; 4">lost 3 &lt; 4',
    "and more\uFFFD</failure>",
    "    </testcase>",
    "  </testsuite>",
    "</testsuites>",
    "",
  ]);
});

test("nothing played is an empty report", () => {
  expect(draw()).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="tillyard" tests="0" failures="0">',
    "</testsuites>",
    "",
  ]);
});
