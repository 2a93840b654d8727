import { expect, test } from "vitest";
import { escapeMarkup } from "../../../../sim-server/cli/reports/markup.ts";

test.each([
  ["a < b & c > d", "a &lt; b &amp; c &gt; d"],
  ['say "x"', "say &quot;x&quot;"],
  ["第一位顾客", "第一位顾客"],
  ["tab\tline\nend\r", "tab\tline\nend\r"],
  ["bell\u0007 and nothing\u0000", "bell\uFFFD and nothing\uFFFD"],
  ["", ""],
])("%j is written %j", (text, written) => {
  expect(escapeMarkup(text)).toBe(written);
});
