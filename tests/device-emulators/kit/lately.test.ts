import { expect, test } from "vitest";
import { lately } from "../../../device-emulators/kit/lately.ts";

test("what was made of a key is kept until there are too many", () => {
  const made: string[] = [];
  const twice = lately((key: string) => {
    made.push(key);
    return key + key;
  }, 2);
  expect(["a", "b", "a", "b"].map(twice)).toEqual(["aa", "bb", "aa", "bb"]);
  expect(made).toEqual(["a", "b"]);
  expect(["c", "a"].map(twice)).toEqual(["cc", "aa"]);
  expect(made).toEqual(["a", "b", "c", "a"]);
});
