import { expect, test } from "vitest";
import { readCall, wholeNumber } from "../../../sim-server/cli/flags.ts";
import type { Verb } from "../../../sim-server/cli/verb.ts";

const VERB: Verb = {
  name: "do",
  summary: "does",
  takes: "",
  takesWords: true,
  flags: [
    { name: "loud", means: "loudly" },
    { name: "to", value: "WHOM", means: "to whom" },
    { name: "of", value: "WHAT", means: "of what", many: true },
  ],
  examples: [],
  run: async () => 0,
};

test("words, flags and their values are told apart", () => {
  const call = readCall(VERB, ["a", "--to", "b", "--loud", "c", "--of=d", "--of", "e"]);
  expect(call.words).toEqual(["a", "c"]);
  expect([call.on("loud"), call.text("to"), call.texts("of")]).toEqual([true, "b", ["d", "e"]]);
});

test("what is not given is not there", () => {
  const call = readCall(VERB, []);
  expect([call.words, call.on("loud"), call.text("to"), call.texts("of")]).toEqual([
    [],
    false,
    undefined,
    [],
  ]);
});

test.each([
  [["--quiet"], "do: Unknown option '--quiet'"],
  [["--to"], "do: Option '--to <value>' argument missing"],
  [["--loud=x"], "do: Option '--loud' does not take an argument"],
])("%j is refused", (words, said) => {
  expect(() => readCall(VERB, words)).toThrow(said);
});

test("words are refused where none are taken", () => {
  const verb = { ...VERB, takesWords: false };
  expect(() => readCall(verb, ["a"])).toThrow("do: Unexpected argument 'a'");
});

test.each([
  ["0", 0],
  ["10", 10],
  [undefined, undefined],
])("%s is a whole number from 0 to 10", (given, value) => {
  const call = readCall(VERB, given === undefined ? [] : ["--to", given]);
  expect(wholeNumber(call, "to", { min: 0, max: 10 })).toBe(value);
});

test.each(["11", "1.5", "1e1", "x", "", " 1"])("%j is none", (given) => {
  const call = readCall(VERB, [`--to=${given}`]);
  expect(() => wholeNumber(call, "to", { min: 0, max: 10 })).toThrow("is not a number it takes");
});
