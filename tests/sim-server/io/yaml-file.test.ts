import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatComplaint } from "../../../scenarios/format/complaint.ts";
import { map, words } from "../../../scenarios/format/values.ts";
import { orThrow, parseYaml, readTextFile } from "../../../sim-server/io/yaml-file.ts";
import { temporaryFolder } from "../../kit/server.ts";

const NOTE = { noun: "note", schema: map({ title: words, text: words.optional() }) };

describe("a text file", () => {
  const write = (content: string | Uint8Array): string => {
    const file = join(temporaryFolder(), "note.yaml");
    writeFileSync(file, content);
    return file;
  };

  test("is read up to its limit, and not one byte beyond", () => {
    expect(readTextFile(write("12345"), 5)).toBe("12345");
    expect(() => readTextFile(write("123456"), 5)).toThrow("is larger than 5 bytes");
  });

  test("that is none is refused in words", () => {
    const folder = join(temporaryFolder(), "folder");
    mkdirSync(folder);
    expect(() => readTextFile(join(folder, "none"), 5)).toThrow("cannot be read (ENOENT)");
    expect(() => readTextFile(folder, 1_000_000)).toThrow("cannot be read (EISDIR)");
    expect(() => readTextFile(write(Uint8Array.of(0xff)), 5)).toThrow("is not UTF-8 text");
  });
});

describe("YAML", () => {
  test.each([
    ["of a form that fits", "title: a", 'fits: {"title":"a"}'],
    ["that is JSON", '{"title":"a"}', 'fits: {"title":"a"}'],
    ["with a key misspelt", "titel: a", "n:1:1: unknown key `titel`; did you mean `title`?"],
    ["with a key twice", "title: a\ntitle: b", "n:2:1: duplicate key `title`; line 1 has it"],
    ["with two things wrong", "text: ''\ntitle: ''", "n:1:7: `text` must not be empty"],
    ["that is none", "title: [", "n:1:9: not YAML"],
  ])("%s", (_name, text, said) => {
    const parsed = parseYaml(text, "n", NOTE);
    const drawn = parsed.ok
      ? `fits: ${JSON.stringify(parsed.value.value)}`
      : parsed.error.map(formatComplaint).join("\n");
    expect(drawn).toContain(said);
  });

  test("is told of all at once where it must be right", () => {
    const parsed = parseYaml("text: ''\ntitle: ''", "n", NOTE);
    expect(() => orThrow(parsed, "a hint")).toThrow(
      "n:1:7: `text` must not be empty\n  n:2:8: `title` must not be empty",
    );
  });
});
