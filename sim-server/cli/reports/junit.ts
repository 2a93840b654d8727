import type { PlayedCase } from "./case.ts";
import { escapeMarkup } from "./markup.ts";

/** JUnit XML, one suite a lesson and one case an answer, as build servers read it. */
export function junitReport(cases: readonly PlayedCase[]): string {
  const lessons = [...new Set(cases.map(({ lesson }) => lesson))];
  const suites = lessons.map((lesson) =>
    suite(
      lesson,
      cases.filter((played) => played.lesson === lesson),
    ),
  );
  const failures = cases.filter(({ passed }) => !passed).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tillyard" tests="${cases.length}" failures="${failures}">`,
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(lesson: string, cases: readonly PlayedCase[]): string {
  const failures = cases.filter(({ passed }) => !passed).length;
  return [
    `  <testsuite name="${escapeMarkup(lesson)}" tests="${cases.length}" failures="${failures}">`,
    ...cases.map(testCase),
    "  </testsuite>",
  ].join("\n");
}

function testCase(played: PlayedCase): string {
  const seconds = (played.worldMs / 1000).toFixed(3);
  const head = `    <testcase classname="${escapeMarkup(played.lesson)}" name="${escapeMarkup(played.answer)}" file="${escapeMarkup(played.file)}" time="${seconds}"`;
  if (played.passed) return `${head}/>`;
  const message = escapeMarkup(played.complaints[0] ?? "");
  const rest = escapeMarkup(played.complaints.join("\n"));
  return `${head}>\n      <failure message="${message}">${rest}</failure>\n    </testcase>`;
}
