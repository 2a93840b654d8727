import { expect, test } from "vitest";
import { readCall } from "../../../sim-server/cli/flags.ts";
import { HARDWARE_FLAG, readHardware } from "../../../sim-server/cli/hardware-flags.ts";
import { IN_WORDS, tillyard } from "../../kit/command.ts";

const read = (...words: readonly string[]) =>
  readHardware(
    readCall(
      {
        name: "x",
        summary: "",
        takes: "",
        takesWords: false,
        flags: [HARDWARE_FLAG],
        examples: [],
        run: async () => 0,
      },
      words.flatMap((word) => ["--device", word]),
    ),
  );

test("each flag names a device and where it is", () => {
  const hardware = read("printer=tcp:192.0.2.7:9100", "scanner=tcp:4001", "stripe=tcp:4002");
  expect(hardware.map(({ device, mute }) => [device, mute])).toEqual([
    ["printer", false],
    ["scanner", false],
    ["stripe", false],
  ]);
  expect(read()).toEqual([]);
});

test.each([
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
