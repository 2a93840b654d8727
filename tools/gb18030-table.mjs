// Writes device-emulators/kit/gb18030-table.generated.ts from the character tables of this Node.
// The run-time code must not name TextDecoder, which older browsers and workers may lack for GB18030.
import { writeFileSync } from "node:fs";

const FOUR_BYTE_BMP = 39_420;
const decoder = new TextDecoder("gb18030");
const codeOf = (...bytes) => decoder.decode(Uint8Array.from(bytes)).codePointAt(0);

/** Private-use characters and unusual spaces are invisible in an editor, so they are escaped. */
const spell = (code) =>
  (code >= 0xe000 && code <= 0xf8ff) || code === 0x3000 || code === 0x2225
    ? `\\u${code.toString(16).padStart(4, "0")}`
    : String.fromCharCode(code);

function rows() {
  const lines = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    let line = "";
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) line += spell(codeOf(lead, trail));
    }
    lines.push(`  "${line}",`);
  }
  return lines;
}

function ranges() {
  const lines = [];
  let expected = -1;
  for (let pointer = 0; pointer < FOUR_BYTE_BMP; pointer += 1) {
    const code = codeOf(
      0x81 + Math.floor(pointer / 12_600),
      0x30 + (Math.floor(pointer / 1260) % 10),
      0x81 + (Math.floor(pointer / 10) % 126),
      0x30 + (pointer % 10),
    );
    if (code !== expected) lines.push(`  [${pointer}, 0x${code.toString(16)}],`);
    expected = code + 1;
  }
  return lines;
}

const text = `// Made by tools/gb18030-table.mjs. Do not edit.

/** The two-byte area: a row for each lead byte from 81 to FE, 190 characters for the trail bytes. */
export const TWO_BYTE: string = [
${rows().join("\n")}
].join("");

/** Where runs of consecutive characters begin in the four-byte area: pointer, then code point. */
export const FOUR_BYTE_RUNS: readonly (readonly [pointer: number, code: number])[] = [
${ranges().join("\n")}
];
`;
writeFileSync(new URL("../device-emulators/kit/gb18030-table.generated.ts", import.meta.url), text);
