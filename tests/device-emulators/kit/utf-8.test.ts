import fc from "fast-check";
import { expect, test } from "vitest";
import { toHex } from "../../../device-emulators/kit/bytes.ts";
import { encodeUtf8 } from "../../../device-emulators/kit/utf-8.ts";

test.each([
  ["\u007f", "7F"],
  ["\u0080", "C280"],
  ["\u07ff", "DFBF"],
  ["\u0800", "E0A080"],
  ["\uffff", "EFBFBF"],
  ["\u{10000}", "F0908080"],
  ["\u{10ffff}", "F48FBFBF"],
  ["\ud800", "EFBFBD"],
])("%j is %s", (text, expected) => {
  expect(toHex(encodeUtf8(text))).toBe(expected);
});

test("is what the encoder of Node gives", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
    }),
  );
});
