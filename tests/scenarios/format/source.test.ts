import fc from "fast-check";
import { expect, test } from "vitest";
import { parseScenario } from "../../../scenarios/format/parse.ts";
import { complaintsOf, KNOWN, LESSON, lessonWith } from "../../kit/lesson-text.ts";

test.each([
  [
    "duplicate key",
    lessonWith(["lesson: 1", "lesson: 1\nchapter: 2"]),
    "5:1: duplicate key `chapter`; line 3 has it already; keep one of them",
  ],
  [
    "syntax error",
    lessonWith(["id: first-sale", "id: first: sale"]),
    "2:5: not YAML: Nested mappings are not allowed in compact mappings; correct the spelling of this line",
  ],
  [
    "list left open",
    lessonWith(["say-total]", "say-total"]),
    "27:1: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]; put the line under its neighbours",
  ],
  [
    "tabs",
    lessonWith(["  face: lao\n  wallet", "\tface: lao\n\twallet"]),
    "12:1: a tab stands in the indentation; indent with spaces\n13:1: a tab stands in the indentation; indent with spaces",
  ],
  [
    "alias",
    lessonWith(["face: lao", "face: *face"]),
    "12:9: an alias stands here; write the value out",
  ],
  [
    "tag",
    lessonWith(["face: lao", "face: !face lao"]),
    "12:9: not YAML: Unresolved tag: !face; leave the tag out",
  ],
  [
    "two lessons in one file",
    `${LESSON}---\n${LESSON}`,
    "41:1: a second document begins here; one file, one lesson",
  ],
  ["empty file", "", "1:1: the file is empty; begin with `format: 1`"],
  ["comments only", "# later\n", "1:1: the file is empty; begin with `format: 1`"],
  [
    "deep nesting",
    `a: ${"[".repeat(60_000)}`,
    "1:34: nested more than 32 deep; a lesson is flatter",
  ],
  [
    "deep lists in one line",
    `${"- ".repeat(40_000)}x`,
    "1:63: nested more than 32 deep; a lesson is flatter",
  ],
  ["endless file", "#".repeat(131_073), "1:1: longer than 131072 characters; split the lesson"],
])("%s", (_name, text, complaints) => {
  expect(complaintsOf(text)).toBe(complaints);
});

test("any text gives a lesson, or complaints inside the file, never a throw", () => {
  const pieces = ["- ", "&a ", "*a ", "!!x ", "? ", "| ", "<<", ..."[]{}:\t\n'\"~0x%"];
  const scrap = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((each) => each.join("")),
  );
  fc.assert(
    fc.property(fc.nat(LESSON.length), fc.nat(40), scrap, (at, removed, added) => {
      const text = LESSON.slice(0, at) + added + LESSON.slice(at + removed);
      const parsed = parseScenario(text, "x", KNOWN);
      if (parsed.ok) return;
      expect(parsed.error.length).toBeGreaterThan(0);
      for (const { place } of parsed.error) {
        expect(place?.line).toBeLessThanOrEqual(text.split("\n").length);
      }
    }),
    { numRuns: 150 },
  );
});
