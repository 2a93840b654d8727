import { describe, expect, test } from "vitest";
import { fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { INPUT_BYTES_MAX, isHexText, readHexLines } from "../../../sim-server/io/hex-input.ts";

function read(text: string): string {
  const lines = readHexLines(text);
  return lines.ok
    ? lines.value.map(toHex).join(" ")
    : `line ${lines.error.line}: ${lines.error.detail}`;
}

describe("hex is read", () => {
  test.each([
    ["as it is", "00A404", "00A404"],
    ["in small letters and with spaces", "00 a4 04", "00A404"],
    ["with colons, commas and 0x", "0x00,0xa4:04", "00A404"],
    ["line by line", "00A4\n\n9000\r\n", "00A4 9000"],
    [
      "as xxd prints it",
      "00000000: 00a4 0400 0e31 5041 592e 5359 532e 4444  .....1PAY.SYS.DD\n00000010: 4630 31                                  F01\n",
      "00A404000E315041592E5359532E4444 463031",
    ],
    [
      "as hexdump -C prints it",
      "00000000  00 a4 04 00 0e 31 50 41  59 2e 53 59 53 2e 44 44  |.....1PAY.SYS.DD|\n00000010  46 30 31                                          |F01|\n00000013\n",
      "00A404000E315041592E5359532E4444 463031",
    ],
    ["with offsets of four digits", "0000  30 31 32\n0003  33\n", "303132 33"],
  ])("%s", (_name, text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ["half a byte", "00A", "line 1: an odd number of hexadecimal digits"],
    ["another character", "00A4\n00G4", 'line 2: "G" is no hexadecimal digit'],
    ["too much", "00".repeat(INPUT_BYTES_MAX + 1), `line 1: more than ${INPUT_BYTES_MAX} bytes`],
  ])("but not %s", (_name, text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

test.each([
  ["00 A4\n04", true],
  ["0210302004", true],
  ["\u0000r`\u0000\u0003", false],
  ["00000000: 9f27                          .'\n", true],
  ["9F27 0180 5A08 6212345678901265 X", true],
  ["0800 card CUP", false],
  ["Sequence No12", false],
  ["0", false],
])("%j is hex text: %s", (text, expected) => {
  expect(isHexText(fromLatin1(text))).toBe(expected);
});
