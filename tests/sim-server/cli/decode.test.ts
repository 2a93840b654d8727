import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { fromHex, fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { describeAsJson, describeAsText } from "../../../sim-server/cli/decode.ts";
import { IN_WORDS, tillyard } from "../../kit/command.ts";
import { GOLDEN } from "../core/iso8583/golden.ts";

const folder = mkdtempSync(join(tmpdir(), "tillyard-decode-"));
afterAll(() => rmSync(folder, { recursive: true }));
const ECHO_IN_ASCII = toHex(fromLatin1("080080200000000000000400000000000000000001301"));
const FRAME = GOLDEN[2]?.[1] ?? "";

function fileOf(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe("decode", () => {
  test.each([
    [
      "hex in words",
      ["emv", "9F27", "0180"],
      "    0  9F27 Cryptogram Information Data: ARQC, ask online  [80]\n",
    ],
    [
      "APDUs, one a word",
      ["apdu", "00B2010C00", "6A83"],
      "status SW1 SW2: record not found  [6A83]\n",
    ],
    [
      "a print job",
      ["escpos", "1b6101 C9CC0A"],
      "    0  ESC a: alignment: centre  [1B6101]\n    3  text: 商  [C9CC]\n    5  LF: print the line  [0A]\n",
    ],
    [
      "a file of hex",
      ["iso8583", fileOf("frame.hex", FRAME)],
      "DE 60 message kind and batch: 2200000100050",
    ],
    [
      "a file of bytes",
      ["iso8583", fileOf("frame.bin", fromHex(FRAME))],
      "DE 60 message kind and batch: 2200000100050",
    ],
    [
      "another dialect",
      ["iso8583", ECHO_IN_ASCII, "--dialect", "iso87-ascii"],
      "DE 70 network management information code: 301",
    ],
    [
      "a dialect of a file",
      [
        "iso8583",
        "0800 0020000000000000 000001",
        "--dialect",
        fileOf(
          "d.yaml",
          "format: 1\ndialect: mine\nlike: iso87-bcd\nfields:\n  11: { name: my trace, class: n, length: 6 }\n",
        ),
      ],
      "DE 11 my trace: 000001",
    ],
  ])("explains %s", async (_name, words, expected) => {
    const { status, out, err } = await tillyard(["decode", ...words]);
    expect([status, err]).toEqual([0, ""]);
    expect(out).toContain(expected);
    expect(out).not.toContain("6212345678901265");
  });

  test("a bad message shows what could be read, and where it breaks, with status 1", async () => {
    const { status, out } = await tillyard(["decode", "iso8583", FRAME.slice(0, 90)]);
    expect(status).toBe(1);
    expect(out).toContain("DE 26 PIN capture code: 12  [12]\n");
    expect(out.trimEnd().split("\n").at(-1)).toBe(
      "breaks at byte 40: DE 35 (track 2) wants 17 bytes, 5 remain",
    );
  });

  test("of a print job --lint says only what is wrong, with status 1", async () => {
    const words = ["decode", "escpos", "1b40 1b70001b7001", "--lint"];
    const { status, out } = await tillyard([...words, "--model", "TM-T88V"]);
    expect([status, out]).toEqual([
      1,
      "    2  ESC p takes the bytes of what follows for its times: t1 and t2 are missing\n" +
        "    7  01 means nothing: it may be an argument too many\n" +
        "2 findings on TM-T88V\n",
    ]);
    const fine = await tillyard(["decode", "escpos", "1b40 41 0a", "--lint", "--json"]);
    expect([fine.status, fine.out]).toEqual([0, '{"findings":[]}\n']);
  });

  test.each([
    ["txt", (content: Buffer) => content.toString() === "Hi\n"],
    ["json", (content: Buffer) => JSON.parse(content.toString())[0].source.length === 3],
    ["svg", (content: Buffer) => content.toString().startsWith("<svg ")],
    ["png", (content: Buffer) => content.subarray(1, 4).toString() === "PNG"],
  ])("--paper writes what a job prints as .%s", async (ending, holds) => {
    const file = join(folder, `paper.${ending}`);
    const { status, err } = await tillyard(["decode", "escpos", "1b40 4869 0a", "--paper", file]);
    expect([status, err]).toEqual([0, ""]);
    expect(holds(readFileSync(file))).toBe(true);
  });

  test.each([
    [
      ["decode", "escpos", "41", "--model", "foo"],
      "there is no printer foo",
      "the models are counter,",
    ],
    [["decode", "escpos", "41", "--paper", "x.gif"], "cannot be written as x.gif", ".txt, .json,"],
    [["decode", "emv", "41", "--lint"], "emv does not take --lint", "only escpos takes it"],
  ])("%j is refused in words", async (words, problem, remedy) => {
    const { status, err } = await tillyard(words);
    expect(status).toBe(2);
    expect(err).toMatch(IN_WORDS);
    expect(err).toContain(problem);
    expect(err).toContain(remedy);
  });

  test("--json gives nodes and fault, card numbers masked", async () => {
    const { out } = await tillyard(["decode", "emv", "5A086212345678901265", "--json"]);
    expect(JSON.parse(out)).toEqual({
      nodes: [
        {
          offset: 0,
          length: 10,
          bytes: "621234******1265",
          name: "5A Application PAN",
          meaning: "621234******1265",
          children: [],
        },
      ],
      fault: null,
    });
  });
});

test("text draws children further in, and names the path where the fault does not", () => {
  const child = { offset: 2, length: 1, bytes: "", name: "inner", meaning: "", children: [] };
  const node = {
    offset: 0,
    length: 3,
    bytes: "AB",
    name: "outer",
    meaning: "says",
    children: [child],
  };
  const fault = { code: "truncated", offset: 3, path: ["70", "5A"], detail: "5A wants 8" } as const;
  expect(describeAsText({ nodes: [node], fault })).toBe(
    "    0  outer: says  [AB]\n    2    inner\nbreaks at byte 3, in 70 5A: 5A wants 8\n",
  );
  expect(JSON.parse(describeAsJson({ nodes: [] }))).toEqual({ nodes: [], fault: null });
});
