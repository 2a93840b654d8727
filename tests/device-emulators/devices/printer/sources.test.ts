import { expect, test } from "vitest";
import {
  parseEscpos,
  startParser,
} from "../../../../device-emulators/devices/printer/escpos-parser.ts";
import { TM_T88V } from "../../../../device-emulators/devices/printer/models.ts";
import { escpos } from "../../../kit/escpos.ts";

/** `at-end` of each piece of paper, read in pieces of so many bytes. */
function sources(script: string, pieceBytes = 1_000): string[] {
  const bytes = escpos(script);
  const found: string[] = [];
  let parser = startParser(TM_T88V, true);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const step = parseEscpos(parser, bytes.subarray(at, at + pieceBytes));
    parser = step.parser;
    for (const { work } of step.jobs) {
      if (work.kind !== "print") continue;
      const { source } = work.line;
      found.push(source === undefined ? "none" : `${source.at}-${source.end}`);
    }
  }
  return found;
}

test.each([
  ["lines, each with the style before it", "'ab' 0A 1B 45 01 'c' 0A", ["0-3", "3-8"]],
  ["what has no paper belongs to nothing", "'a' 0A 1D 72 01 'b' 0A", ["0-2", "5-7"]],
  ["a symbol with its settings", "1D 68 18 1D 6B 03 '1234567' 00 'a' 0A", ["0-14", "14-16"]],
  ["both lines of a text that is broken", `'${"x".repeat(43)}' 0A`, ["0-43", "43-44"]],
])("paper knows the bytes it came from: %s", (_name, script, expected) => {
  expect(sources(script)).toEqual(expected);
});

test("the same in pieces of one byte", () => {
  expect(sources("'ab' 0A 1D 68 18 1D 6B 03 '1234567' 00", 1)).toEqual(["0-3", "3-17"]);
});

test("nothing is told unless it was asked for", () => {
  const [job] = parseEscpos(startParser(TM_T88V), escpos("'a' 0A")).jobs;
  expect(job?.work).toMatchObject({ kind: "print" });
  expect(job?.work.kind === "print" && "source" in job.work.line).toBe(false);
});
