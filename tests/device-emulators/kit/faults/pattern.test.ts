import { expect, test } from "vitest";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import {
  findPattern,
  PATTERN_BYTES_MAX,
  readPattern,
} from "../../../../device-emulators/kit/faults/pattern.ts";

/** The bytes in hexadecimal, `??` for any, or what is wrong. */
function draw(text: string): string {
  const read = readPattern(text);
  if (!read.ok) return read.error;
  return read.value
    .map((byte) => (byte === undefined ? "??" : byte.toString(16).padStart(2, "0")))
    .join(" ");
}

test.each([
  ["ESC p", "1b 70"],
  ["GS V", "1d 56"],
  ["DLE EOT 01", "10 04 01"],
  ["GS ( k", "1d 28 6b"],
  ["00 A4 04 ??", "00 a4 04 ??"],
  ["  STX   ETX ", "02 03"],
  ["1", "31"],
  ["NUL DEL SP", "00 7f 20"],
  ["", "names no byte"],
  ["?? ??", "names no byte"],
  ["ESC pp", "has `pp`, which is no byte: give ESC, 1B, ?? or a single character"],
  ["esc", "has `esc`, which is no byte: give ESC, 1B, ?? or a single character"],
  ["é", "has `é`, which is no byte: give ESC, 1B, ?? or a single character"],
  [
    new Array(PATTERN_BYTES_MAX).fill("00").join(" "),
    new Array(PATTERN_BYTES_MAX).fill("00").join(" "),
  ],
  [new Array(PATTERN_BYTES_MAX + 1).fill("00").join(" "), "has more than 32 bytes"],
])("%j reads as %s", (text, drawn) => {
  expect(draw(text)).toBe(drawn);
});

test.each([
  ["1B 70", "1B701B70", [0, 2]],
  ["00 00", "000000", [0, 1]],
  ["?? 70", "701B70", [1]],
  ["1B 70", "1B", []],
  ["1B", "", []],
])("%s stands in %s at %j", (text, hex, places) => {
  const read = readPattern(text);
  expect(read.ok && findPattern(read.value, fromHex(hex))).toEqual(places);
});
