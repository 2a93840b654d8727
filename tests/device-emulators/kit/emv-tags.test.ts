import { expect, test } from "vitest";
import { emvTag } from "../../../device-emulators/kit/emv-tags.ts";

test.each([
  ["9F26", { name: "Application Cryptogram", format: "b" }],
  ["9F02", { name: "Amount, Authorised", format: "n" }],
  ["5A", { name: "Application PAN", format: "cn" }],
  ["9f26", undefined],
  ["DF7F", undefined],
  ["constructor", undefined],
])("tag %s", (tag, expected) => {
  expect(emvTag(tag)).toEqual(expected);
});
