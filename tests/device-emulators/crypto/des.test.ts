import { describe, expect, test } from "vitest";
import { desBlocks, desKey } from "../../../device-emulators/crypto/des.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";

describe("the DES block function", () => {
  test.each([
    ["133457799BBCDFF1", "0123456789ABCDEF", "85E813540F0AB405"],
    ["0101010101010101", "8000000000000000", "95F8A5E5DD31D900"],
    ["8001010101010101", "0000000000000000", "95A8D72813DAA94D"],
    ["1046913489980131", "0000000000000000", "88D55E54F54C97B4"],
  ])("enciphers under %s what is published, and undoes it", (key, clear, expected) => {
    const { encrypt, decrypt } = desKey(fromHex(key), 0);
    expect(toHex(desBlocks([encrypt], fromHex(clear)))).toBe(expected);
    expect(toHex(desBlocks([decrypt], fromHex(expected)))).toBe(clear);
  });

  test("ignores the parity bits of a key, and reads it from where it is told", () => {
    const [even, odd] = [
      desKey(fromHex("FF0022446688AACCEE"), 1),
      desKey(fromHex("0123456789ABCDEF"), 0),
    ];
    expect(even).toEqual(odd);
  });

  test("sends a block through one key after another", () => {
    const [one, other] = [
      desKey(fromHex("0123456789ABCDEF"), 0),
      desKey(fromHex("FEDCBA9876543210"), 0),
    ];
    const blocks = fromHex("00112233445566778899AABBCCDDEEFF");
    const apart = desBlocks([other.decrypt], desBlocks([one.encrypt], blocks));
    expect(desBlocks([one.encrypt, other.decrypt], blocks)).toEqual(apart);
  });
});
