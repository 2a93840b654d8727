import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCall } from "../../../sim-server/cli/flags.ts";
import { HARDWARE_FLAGS, readHardware } from "../../../sim-server/cli/hardware-flags.ts";
import { IN_WORDS, tillyard } from "../../kit/command.ts";
import { temporaryFolder } from "../../kit/server.ts";

const read = (...words: readonly string[]) =>
  readFlags(words.flatMap((word) => ["--device", word]));

const readFlags = (words: readonly string[]) =>
  readHardware(
    readCall(
      {
        name: "x",
        summary: "",
        takes: "",
        takesWords: false,
        flags: HARDWARE_FLAGS,
        examples: [],
        run: async () => 0,
      },
      words,
    ),
  );

test("each flag names a device and where it is", () => {
  const hardware = read("printer=tcp:192.0.2.7:9100", "scanner=tcp:4001", "stripe=tcp:4002");
  expect(hardware.map((one) => [one.device, "mute" in one && one.mute])).toEqual([
    ["printer", false],
    ["scanner", false],
    ["stripe", false],
  ]);
  expect(read()).toEqual([]);
});

test.each([
  ["tcp:9100", false],
  ["cups:till", true],
  ["file:package.json", true],
  ["file:/dev/null", false],
  ["file:/dev/usb/lp99", false],
])("a printer at %s cannot answer: %s", (cable, mute) => {
  expect(read(`printer=${cable}`)).toMatchObject([{ mute }]);
});

test("a reader's tokens stand for what a file says, which the usual one need not be there for", () => {
  const file = join(temporaryFolder(), "cards.yaml");
  writeFileSync(file, 'format: 1\ntokens:\n  - uid: "04A1B2C3"\n    card: quick\n');
  const [reader] = readFlags(["--device", "reader=pcsc:ACR", "--training-cards", file]);
  if (reader?.device !== "reader") throw new Error("it is a reader");
  expect(reader.name).toBe("ACR");
  expect(reader.cardOf({ kind: "uid", hex: "04A1B2C3" })).toBe("quick");
  expect(reader.cardOf({ kind: "uid", hex: "04FFFFFF" })).toBeUndefined();
  expect(read("reader=pcsc:ACR")).toHaveLength(1);
  expect(() => readFlags(["--device", "reader=pcsc:ACR", "--training-cards", "/none"])).toThrow(
    "/none",
  );
});

test.each([
  ["reader=tcp:9100", "names no card reader"],
  ["printer", "names no device"],
  ["drawer=tcp:9100", "names no device"],
  ["printer=tcp:9100,scanner", "does not name a port"],
  ["printer=carrier-pigeon:9100", "names no cable"],
])("%s is refused: it %s", (word, why) => {
  expect(() => read(word)).toThrow(why);
});

test("a counter has one device of a kind", () => {
  expect(() => read("printer=tcp:9100", "printer=tcp:9101")).toThrow("is given twice");
});

test.each([
  [["serve", "--seat", "K7M2PX"], "--seat says nothing without --device"],
  [["serve", "--device", "printer"], "--device printer names no device"],
])("%s is told in words", async (words, what) => {
  const { status, err } = await tillyard(words);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain(what);
  expect(status).toBe(2);
});
