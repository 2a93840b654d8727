import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  concat,
  equalBytes,
  fromHex,
  fromLatin1,
  toHex,
  toLatin1,
  xor,
} from "../../../device-emulators/kit/bytes.ts";

const someBytes = fc.uint8Array({ maxLength: 40 });

describe("hex", () => {
  test.each([
    ["", []],
    ["00FF10", [0, 255, 16]],
    ["de ad", [0xde, 0xad]],
  ])("%s", (hex, bytes) => {
    expect(Array.from(fromHex(hex))).toEqual(bytes);
  });

  test.each(["A", "0G", "0x10"])("%s is no hex: a bug, so it throws", (hex) => {
    expect(() => fromHex(hex)).toThrow("invariant broken: hex is pairs of digits");
  });

  test("comes back as it went", () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
      }),
    );
  });
});

test("latin-1 text carries every byte", () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  expect(fromLatin1(toLatin1(all))).toEqual(all);
});

test("parts joined are as long as their sum, in order", () => {
  fc.assert(
    fc.property(fc.array(someBytes), (parts) => {
      expect(Array.from(concat(parts))).toEqual(parts.flatMap((part) => Array.from(part)));
    }),
  );
});

test.each([
  ["", "", true],
  ["00", "", false],
  ["0102", "0102", true],
  ["0102", "0103", false],
])("%s equals %s: %s", (left, right, equal) => {
  expect(equalBytes(fromHex(left), fromHex(right))).toBe(equal);
});

test("exclusive or twice is nothing", () => {
  fc.assert(
    fc.property(someBytes, (bytes) => {
      const mask = bytes.map((_, at) => at * 37);
      expect(xor(xor(bytes, mask), mask)).toEqual(bytes);
    }),
  );
});
