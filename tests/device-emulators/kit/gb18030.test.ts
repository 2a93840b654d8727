import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import {
  codeOfFour,
  codeOfPair,
  decodeGb18030,
  encodeGb18030,
  textColumns,
} from "../../../device-emulators/kit/gb18030.ts";

const oracle = new TextDecoder("gb18030", { ignoreBOM: true });

describe("GB18030", () => {
  test.each([
    ["ASCII", "RMB 86.40", "524D422038362E3430"],
    ["the first pair", "丂", "8140"],
    ["the pair before the hole at 7F", "亊", "817E"],
    ["the pair after the hole", "亐", "8180"],
    ["everyday Chinese", "银联签购单", "D2F8C1AAC7A9B9BAB5A5"],
    ["full-width yuan", "￥", "A3A4"],
    ["the wide space, of which there are two", "\u3000", "A1A1"],
    ["half-width yuan, in four bytes", "¥", "81308436"],
    ["the last of the basic plane", "\uffff", "8431A439"],
    ["the first beyond the basic plane", "\u{10000}", "90308130"],
    ["the last of all", "\u{10ffff}", "E3329A35"],
    ["nothing", "", ""],
  ])("%s", (_name, text, hex) => {
    expect(toHex(encodeGb18030(text))).toBe(hex);
    expect(decodeGb18030(fromHex(hex))).toEqual({ ok: true, value: text });
  });

  test.each([
    ["half a pair", "41 D2", "truncated @1"],
    ["three of four", "41 42 813084", "truncated @2"],
    ["a byte that opens nothing", "41 80 41", "unsupported @1"],
    ["the last byte, which opens nothing", "FF", "unsupported @0"],
    ["a pair with a control character", "D20A", "unsupported @0"],
    ["a pair with 7F", "D27F", "unsupported @0"],
    ["four bytes between the planes", "84 31 A5 30", "unsupported @0"],
    ["four bytes behind the last plane", "E3 32 9A 36", "unsupported @0"],
    ["four bytes whose third is a digit", "81 30 30 30", "unsupported @0"],
  ])("refuses %s", (_name, hex, expected) => {
    const result = decodeGb18030(fromHex(hex));
    expect(result.ok ? result.value : `${result.error.code} @${result.error.offset}`).toBe(
      expected,
    );
  });

  test("reads the whole two-byte area as TextDecoder does", () => {
    const different: string[] = [];
    for (let pair = 0x8140; pair <= 0xfeff; pair += 1) {
      const bytes = Uint8Array.of(pair >> 8, pair & 0xff);
      const code = codeOfPair(pair >> 8, pair & 0xff);
      if ((pair & 0xff) < 0x40 || (pair & 0xff) === 0x7f || (pair & 0xff) === 0xff) {
        if (code !== undefined) different.push(pair.toString(16));
      } else if (code !== oracle.decode(bytes).codePointAt(0)) different.push(pair.toString(16));
    }
    expect(different).toEqual([]);
  });

  test("reads the four-byte area of the basic plane as TextDecoder does", () => {
    const different: string[] = [];
    for (let pointer = 0; pointer < 39_420; pointer += 1) {
      const bytes = Uint8Array.of(
        0x81 + Math.floor(pointer / 12_600),
        0x30 + (Math.floor(pointer / 1260) % 10),
        0x81 + (Math.floor(pointer / 10) % 126),
        0x30 + (pointer % 10),
      );
      if (codeOfFour(bytes, 0) !== oracle.decode(bytes).codePointAt(0)) {
        different.push(toHex(bytes));
      }
    }
    expect(different).toEqual([]);
  });

  test("writes any text so that TextDecoder reads it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        // Private-use characters that later editions gave away have no sequence any more.
        const given = text.replaceAll(/[\ue000-\uf8ff]/g, "");
        expect(oracle.decode(encodeGb18030(given))).toBe(given);
      }),
    );
  });

  test("turns half a surrogate pair into a question mark", () => {
    expect(toHex(encodeGb18030("a\ud800b"))).toBe("613F62");
  });

  test("gives text or a fault for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const result = decodeGb18030(bytes);
        if (result.ok) expect(result.value).toBe(oracle.decode(bytes));
        else expect(result.error.offset).toBeLessThan(bytes.length);
      }),
    );
  });
});

test.each([
  ["", 0],
  ["86.40", 5],
  ["金额: 86.40", 11],
  ["\u{20000}a", 3],
])("%j takes %i columns", (text, columns) => {
  expect(textColumns(text)).toBe(columns);
});
