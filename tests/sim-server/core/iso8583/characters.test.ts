import { expect, test } from "vitest";
import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import { characterTable } from "../../../../sim-server/core/iso8583/characters.ts";

/** IBM code page 1047 as CDRA publishes it, row by row of printable ASCII. */
test.each([
  [" !\"#$%&'()*+,-./", "405A7F7B5B6C507D4D5D5C4E6B604B61"],
  ["0123456789:;<=>?", "F0F1F2F3F4F5F6F7F8F97A5E4C7E6E6F"],
  ["@ABCDEFGHIJKLMNO", "7CC1C2C3C4C5C6C7C8C9D1D2D3D4D5D6"],
  ["PQRSTUVWXYZ[\\]^_", "D7D8D9E2E3E4E5E6E7E8E9ADE0BD5F6D"],
  ["`abcdefghijklmno", "79818283848586878889919293949596"],
  ["pqrstuvwxyz{|}~", "979899A2A3A4A5A6A7A8A9C04FD0A1"],
])("%s stands in EBCDIC and comes back", (text, hex) => {
  const { read, write } = characterTable("ans", "ebcdic");
  const bytes = Uint8Array.from(text, (character) => write[character.charCodeAt(0)] ?? 0);
  expect(toHex(bytes)).toBe(hex);
  expect(String.fromCharCode(...bytes.map((byte) => read[byte] ?? 0))).toBe(text);
});

test("a class has its own characters and no other", () => {
  const members = (content: Parameters<typeof characterTable>[0]): string =>
    String.fromCharCode(...characterTable(content, "ascii").read.filter((code) => code > 0));
  expect(members("n")).toBe("0123456789");
  expect(members("z")).toBe("0123456789=D");
  expect(members("a")).toHaveLength(52);
  expect(members("an")).toHaveLength(62);
  expect(members("anp")).toHaveLength(63);
  expect(members("ns")).toHaveLength(43);
  expect(members("as")).toHaveLength(85);
  expect(members("ans")).toHaveLength(95);
});
