import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desCipher } from "../../../device-emulators/crypto/blocks.ts";
import { decipherTrack, encipherTrack } from "../../../device-emulators/crypto/track-cipher.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { KEYS, TRACK_2 } from "../../../sim-server/conformance/vectors/unionpay.ts";
import { openSsl } from "../../kit/cipher-oracle.ts";

const KEY = fromHex(KEYS.tdk.clear);
const cipher = desCipher(KEY);

/** Published for this track and key. */
const sealed = TRACK_2.enciphered.replaceAll("D", "=");

/** One block by OpenSSL, its separators written as tracks have them. */
function block(hex: string): string {
  return openSsl(["DES", "ecb"], KEY, fromHex(hex), "in").replaceAll("D", "=");
}

describe("a track under the track key", () => {
  test.each([
    ["odd", "6212345678901265=3012220000000000", `6212345678901265${sealed}0`],
    ["even", "6212345678901265=30122200000000001", `6212345678901265${sealed}01`],
    ["of seventeen", "123456789012345=1", `${block("123456789012345D")}1`],
    ["of eighteen", "123456789012345=12", `${block("123456789012345D")}12`],
    ["too short, and filled up", "1234=56", `${block("FFFFFFFFFF1234D5")}6`],
  ])("%s", (_name, clear, expected) => {
    const enciphered = encipherTrack(cipher, clear);
    expect(enciphered).toBe(expected);
    expect(decipherTrack(cipher, enciphered)).toBe(clear);
  });

  test.each(["", "621234567890126", "6212345678901265;3012", "6212345678901265=30122200000000x"])(
    "%j is none",
    (characters) => {
      expect(decipherTrack(cipher, characters)).toBeUndefined();
    },
  );

  test("is none under another key", () => {
    const enciphered = encipherTrack(cipher, "6212345678901265=3012220000000000");
    expect(decipherTrack(desCipher(fromHex(KEYS.tmk)), enciphered)).toBeUndefined();
  });

  test("whatever it is, comes out as it went in", () => {
    const track = fc.string({
      unit: fc.constantFrom(..."0123456789="),
      minLength: 1,
      maxLength: 104,
    });
    fc.assert(
      fc.property(track, (clear) => {
        const enciphered = encipherTrack(cipher, clear);
        expect(enciphered).toHaveLength(Math.max(clear.length, 17));
        expect(decipherTrack(cipher, enciphered)).toBe(clear);
      }),
    );
  });
});
