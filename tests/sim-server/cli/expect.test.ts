import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { concat, fromHex, fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { describeDifferences } from "../../../sim-server/cli/expect.ts";
import { IN_WORDS, tillyard } from "../../kit/command.ts";

const folder = mkdtempSync(join(tmpdir(), "tillyard-expect-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** A receipt of a number, a time and a total. */
const receipt = (number: string, total: string): Uint8Array =>
  concat([
    fromHex("1b40"),
    fromLatin1(`No ${number}  2026-11-24 10:00\nTotal  ${total}\n`),
    fromHex("1d564200"),
  ]);

const WITH_MASKS = "No {number}  {date} {time}\nTotal  9.90\n- - - partial cut - - -\n";

describe("expect", () => {
  test("a receipt with other values behind the masks is as wanted", async () => {
    const golden = fileOf("masks.golden", WITH_MASKS);
    const said = await tillyard(["expect", golden, fileOf("sale.bin", receipt("000042", "9.90"))]);
    expect(said).toEqual({ status: 0, out: "the receipt is as wanted\n", err: "" });
  });

  test("another total is told by its line, with status 1", async () => {
    const golden = fileOf("masks.golden", WITH_MASKS);
    const words = ["expect", golden, fileOf("wrong.bin", receipt("7", "8.90"))];
    expect(await tillyard(words)).toEqual({
      status: 1,
      out: "line 2:\n  wanted  Total  9.90\n  found   Total  8.90\n",
      err: "",
    });
    const { out } = await tillyard([...words, "--json"]);
    expect(JSON.parse(out).differences).toEqual([
      { kind: "changed", line: 2, foundLine: 2, wanted: "Total  9.90", found: "Total  8.90" },
    ]);
  });

  test("--update writes a golden receipt, and keeps the masks that still hold", async () => {
    const golden = join(folder, "new.golden");
    const sale = fileOf("first.bin", receipt("1", "9.90"));
    expect((await tillyard(["expect", golden, sale, "--update"])).status).toBe(0);
    expect(readFileSync(golden, "utf8")).toBe(
      "No 1  2026-11-24 10:00\nTotal  9.90\n- - - partial cut - - -\n",
    );
    writeFileSync(golden, WITH_MASKS);
    await tillyard(["expect", golden, fileOf("next.bin", receipt("2", "1.00")), "--update"]);
    expect(readFileSync(golden, "utf8")).toBe(WITH_MASKS.replace("9.90", "1.00"));
  });

  test.each([
    ["no golden receipt", ["expect"], "no golden receipt is named", "--update writes GOLDEN"],
    [
      "a golden receipt that is not there",
      ["expect", join(folder, "none"), "41"],
      "there is no file",
      "--update writes it",
    ],
    [
      "a mask that there is not",
      ["expect", fileOf("bad.golden", "a\n{day}\n"), "41"],
      "bad.golden:2: {day} is no mask",
      "{date} {time} {number} {any}",
    ],
    [
      "a printer that there is not",
      ["expect", fileOf("a.golden", "A\n"), "41", "--model", "x"],
      "there is no printer x",
      "counter, TM-T88V, clone-58",
    ],
  ])("%s is refused in words", async (_name, words, problem, remedy) => {
    const { status, err } = await tillyard(words);
    expect(status).toBe(2);
    expect(err).toMatch(IN_WORDS);
    expect(err).toContain(problem);
    expect(err).toContain(remedy);
  });
});

test("lines missing and one too many are told, card numbers masked", () => {
  expect(
    describeDifferences([
      { kind: "missing", line: 3, wanted: "card 6212345678901265" },
      { kind: "added", foundLine: 5, found: "tax" },
    ]),
  ).toBe(
    "line 3 is missing:\n  wanted  card 621234******1265\n" +
      "line 5 of the receipt is one too many:\n  found   tax\n",
  );
});
