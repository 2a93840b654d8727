import { expect, test } from "vitest";
import { fromHex, fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { crc32 } from "../../../../sim-server/core/terminal/crc32.ts";

// The check value of catalogues, and values of zlib's own function.
test.each([
  ["the catalogue's digits", fromLatin1("123456789"), "cbf43926"],
  ["nothing", new Uint8Array(0), "0"],
  ["one zero", fromHex("00"), "d202ef8d"],
  ["all ones", fromHex("FFFFFFFF"), "ffffffff"],
])("%s", (_name, bytes, expected) => {
  expect(crc32(bytes, bytes.length).toString(16)).toBe(expected);
});

test("only so many bytes count", () => {
  expect(crc32(fromLatin1("123456789ABC"), 9)).toBe(0xcbf43926);
});
