import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutControls } from "../../../../sim-server/core/drivers/plain-text.ts";

test.each([
  ["as it is", "青禾 a~é", "青禾 a~é"],
  ["the first and the last that go", "\0a\x1fb\x7fc\x9fd", "abcd"],
  ["their neighbours that stay", " ~\xa0", " ~\xa0"],
  ["commands alone", "\x1b\x1d\r\n", ""],
])("%s", (_name, text, expected) => {
  expect(withoutControls(text)).toBe(expected);
});

test("nothing but control characters goes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(withoutControls(text)).toBe(text.replace(/\p{Cc}/gu, ""));
    }),
  );
});
