import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formatComplaint } from "../../../scenarios/format/complaint.ts";
import { hashScenario } from "../../../scenarios/format/hash.ts";
import { loadLessons, loadScenarios } from "../../../sim-server/io/scenario-files.ts";
import { KNOWN, LESSON, lessonWith } from "../../kit/lesson-text.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lessons-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
}

function complaintsOf(...paths: string[]): string[] {
  const { complaints } = loadScenarios(paths, KNOWN);
  return complaints.map((complaint) => formatComplaint(complaint).replaceAll(`${folder}/`, ""));
}

describe("loadScenarios", () => {
  test("takes a file as it is, and a folder's lessons by name, inner folders too", () => {
    write("b/020.yaml", lessonWith(["id: first-sale", "id: second"]));
    write("b/010.yml", lessonWith(["id: first-sale", "id: first"]));
    write("b/inner/030.yaml", lessonWith(["id: first-sale", "id: third"]));
    write("b/README.md", "# no lesson");
    const single = write("z.txt", LESSON);
    const { lessons, complaints, files } = loadScenarios([single, join(folder, "b")], KNOWN);
    expect(complaints).toEqual([]);
    expect(files).toBe(4);
    expect(lessons.map(({ scenario }) => scenario.id)).toEqual([
      "first-sale",
      "first",
      "second",
      "third",
    ]);
    expect(lessons[0]).toMatchObject({ file: single, text: LESSON, hash: hashScenario(LESSON) });
  });

  test("a bad lesson does not hide the good ones beside it", () => {
    write("010.yaml", "");
    write("020.yaml", LESSON);
    const { lessons, complaints } = loadScenarios([folder], KNOWN);
    expect(lessons.map(({ scenario }) => scenario.id)).toEqual(["first-sale"]);
    expect(complaints.map(({ place, problem }) => [place?.line, problem])).toEqual([
      [1, "the file is empty"],
    ]);
  });

  test("a byte order mark and CR LF change nothing but the hash", () => {
    const path = write("a.yaml", `\uFEFF${LESSON.replaceAll("\n", "\r\n")}`);
    expect(complaintsOf(path)).toEqual([]);
  });

  test.each([
    [
      "a path that is not there",
      "none.yaml",
      "none.yaml: there is no such file or folder; check the path",
    ],
    [
      "a path through a file",
      "a.yaml/b.yaml",
      "a.yaml/b.yaml: leads through a file; check the path",
    ],
    [
      "a folder without lessons",
      "empty",
      "empty: holds no lesson; give a folder with .yaml files in it",
    ],
    [
      "a folder with the name of a lesson",
      "trap",
      "trap/dir.yaml: is a folder; give its name without .yaml",
    ],
    ["a link to itself", "loop", "loop: is a link that leads to itself; mend the link"],
    ["text of another encoding", "gbk.yaml", "gbk.yaml: is not UTF-8 text; save it as UTF-8"],
    ["a huge file", "huge.yaml", "huge.yaml: is larger than 524288 bytes; split the lesson"],
  ])("%s", (_name, path, complaint) => {
    write("a.yaml", LESSON);
    mkdirSync(join(folder, "empty"));
    mkdirSync(join(folder, "trap", "dir.yaml"), { recursive: true });
    symlinkSync("loop", join(folder, "loop"));
    write("gbk.yaml", Uint8Array.of(0xc7, 0xe0, 0xba, 0xcc));
    write("huge.yaml", new Uint8Array(524_289).fill(0x23));
    expect(complaintsOf(join(folder, path))).toEqual([complaint]);
  });

  // Nothing is unreadable to the superuser.
  test.skipIf(process.getuid?.() === 0)("a file without the right to read it", () => {
    const path = write("a.yaml", LESSON);
    chmodSync(path, 0o000);
    expect(complaintsOf(path)).toEqual([
      "a.yaml: may not be read; give yourself the right to read it",
    ]);
  });

  test("two files with one id", () => {
    const [a, b] = [write("a.yaml", LESSON), write("b.yaml", LESSON)];
    expect(complaintsOf(a, b)).toEqual([
      "b.yaml: duplicate id `first-sale`; a.yaml has it already, give each its own",
    ]);
    expect(complaintsOf(a, a)).toEqual([]);
  });
});

test("loadLessons throws the first complaint, and says how to see the others", () => {
  const path = write("a.yaml", "format: 2\nid: X\n");
  expect(() => loadLessons([path])).toThrow(
    expect.objectContaining({
      code: "scenario-invalid",
      message: expect.stringMatching(/a\.yaml:1:1: `chapter` is missing, and \d+ more$/),
      hint: `npx tillyard lint ${path} lists every complaint`,
    }),
  );
});
