import fc from "fast-check";
import { expect, test } from "vitest";
import { KEY_CODES, strokesOf } from "../../../device-emulators/kit/us-keyboard.ts";

/** `30` for a key, `^30` with Shift. */
const draw = (text: string): string =>
  strokesOf(text)
    .map(({ code, shift }) => (shift ? `^${code}` : `${code}`))
    .join(" ");

// KEY_1 is 2, KEY_A 30, KEY_ENTER 28 in Linux's input-event-codes.h.
test.each([
  ["1", "2"],
  ["0=", "11 13"],
  ["aA", "30 ^30"],
  ["%;?", "^6 39 ^53"],
  ["`~", "41 ^41"],
  ["\\|", "43 ^43"],
  ["z/", "44 53"],
  ["^ _", "^7 57 ^12"],
  ["\t", "15"],
  ["a\r", "30 28"],
  ["a\n", "30 28"],
  ["a\r\nb", "30 28 48"],
  ["a\r\r", "30 28 28"],
  ["é\x1d\x02€漢", ""],
])("%j is typed as %j", (text, expected) => {
  expect(draw(text)).toBe(expected);
});

test("every printable character of ASCII has a key of its own", () => {
  const all = Array.from({ length: 95 }, (_, at) => String.fromCharCode(0x20 + at));
  expect(new Set(all.map(draw)).size).toBe(95);
  expect(all.map(draw)).not.toContain("");
});

test("whatever is typed is pressed on keys that are known", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(strokesOf(text).every(({ code }) => KEY_CODES.includes(code))).toBe(true);
    }),
  );
});
