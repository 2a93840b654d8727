import { expect, test } from "vitest";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { crossLine } from "../../../device-emulators/kit/line-crossing.ts";
import { readLineFormat } from "../../../device-emulators/kit/line-format-text.ts";
import { type LineFormat, USUAL_FORMAT } from "../../../device-emulators/kit/uart.ts";

const format = (text: string): LineFormat => readLineFormat(text) ?? USUAL_FORMAT;

test.each([
  ["9600", "9600", "00 7F 80 FF", "00 7F 80 FF", 0, 0],
  // Seven bits are seven bits at both ends.
  ["9600,7E1", "9600,7E1", "41 C1", "41 41", 0, 0],
  ["9600,8N2", "9600", "41 42", "41 42", 0, 0],
  // Its parity bit reads as an eighth bit: 41 has two ones, 43 three.
  ["9600,7E1", "9600", "41 43", "41 C3", 0, 0],
  ["9600", "9600,7E1", "41 43", "41 43", 0, 1],
  ["9600,8E1", "9600,8O1", "41 43", "41 43", 0, 2],
  ["9600", "19200", "00", "00", 1, 0],
])(
  "%s read as %s: %s is %s, %d framing, %d parity",
  (sentAs, readAs, hex, read, framing, parity) => {
    const crossed = crossLine(fromHex(hex), format(sentAs), format(readAs));
    expect(toHex(crossed.bytes)).toBe(read.replaceAll(" ", ""));
    expect([crossed.framing, crossed.parity]).toEqual([framing, parity]);
  },
);
