import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { formatComplaint } from "../../../../scenarios/format/complaint.ts";
import { iso87Bcd } from "../../../../sim-server/core/iso8583/dialects/iso87.ts";
import { unionPay } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { loadDialect } from "../../../../sim-server/io/dialects/dialect-files.ts";

const folder = mkdtempSync(join(tmpdir(), "tillyard-dialects-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

test("a dialect is found by its name", () => {
  expect(loadDialect("unionpay")).toEqual({ ok: true, value: unionPay });
  expect(loadDialect("iso87-bcd")).toEqual({ ok: true, value: iso87Bcd });
});

test.each([
  ["YAML", "a.yaml", "format: 1\ndialect: mine\nlike: iso87-bcd\nfields: {}\n", "mine"],
  [
    "JSON",
    "a.json",
    '{ "format": 1, "dialect": "mine", "like": "iso87-bcd", "fields": {} }',
    "mine",
  ],
  [
    "a jPOS packager, whatever it is called",
    "bank.txt",
    '\n<isopackager><isofield id="0" length="4" name="" class="org.jpos.iso.IFA_NUMERIC"/><isofield id="1" length="16" name="" class="org.jpos.iso.IFA_BITMAP"/></isopackager>',
    "bank",
  ],
])("%s is told by its content", (_name, file, content, expected) => {
  const loaded = loadDialect(fileOf(file, content));
  expect(loaded.ok ? loaded.value.name : loaded.error.map(formatComplaint)).toBe(expected);
});

test.each([
  ["neither a name nor a file", "iso87-asci", "did you mean `iso87-ascii`?"],
  ["a folder", folder, "is no file"],
  ["what is not UTF-8", fileOf("b.yaml", Uint8Array.of(0xff, 0xfe)), "is not UTF-8 text"],
  ["what is too large", fileOf("c.yaml", " ".repeat(524_289)), "is larger than 524288 bytes"],
  ["a broken one", fileOf("d.yaml", "format: 1\n"), ":1:1: `dialect` is missing"],
])("complains of %s", (_name, given, expected) => {
  const loaded = loadDialect(given);
  expect(loaded.ok ? "read" : loaded.error.map(formatComplaint).join("\n")).toContain(expected);
});
