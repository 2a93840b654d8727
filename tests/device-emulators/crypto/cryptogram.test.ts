import { describe, expect, test } from "vitest";
import { desCipher, desPair } from "../../../device-emulators/crypto/blocks.ts";
import {
  type CryptogramTag,
  cryptogramInput,
  responseByMethod1,
  responseByMethod2,
} from "../../../device-emulators/crypto/cryptogram.ts";
import { retailMac } from "../../../device-emulators/crypto/iso-9797.ts";
import { fromHex, toHex, xor } from "../../../device-emulators/kit/bytes.ts";
import { CRYPTOGRAM } from "../../../sim-server/conformance/vectors/unionpay.ts";

const SALE: Record<CryptogramTag, string> = {
  "9F02": "000000001234",
  "9F03": "000000000000",
  "9F1A": "0156",
  "95": "0000000000",
  "5F2A": "0156",
  "9A": "260615",
  "9C": "00",
  "9F37": "12345678",
  "82": "7C00",
  "9F36": "0001",
};
const CVR = fromHex("03A0A000");

describe("cryptogramInput", () => {
  test("is the ten values in order, then the card's results", () => {
    const input = cryptogramInput((tag) => fromHex(SALE[tag]), CVR);
    expect(input && toHex(input)).toBe(CRYPTOGRAM.input);
  });

  test.each(Object.keys(SALE) as CryptogramTag[])("is none without %s", (missing) => {
    const absent = (tag: CryptogramTag) => (tag === missing ? undefined : fromHex(SALE[tag]));
    const short = (tag: CryptogramTag) => fromHex(SALE[tag]).subarray(tag === missing ? 1 : 0);
    expect(cryptogramInput(absent, CVR)).toBeUndefined();
    expect(cryptogramInput(short, CVR)).toBeUndefined();
  });

  test("is none with results of a wrong length", () => {
    expect(cryptogramInput((tag) => fromHex(SALE[tag]), CVR.subarray(1))).toBeUndefined();
  });
});

describe("an issuer's answer", () => {
  const key = fromHex(CRYPTOGRAM.sessionKey);
  const cryptogram = fromHex(CRYPTOGRAM.arqc);

  test("by method 1 is the cryptogram, code mixed into its front, enciphered", () => {
    const mixed = xor(cryptogram, fromHex("3030 000000000000"));
    expect(responseByMethod1(desCipher(key), cryptogram, fromHex("3030"))).toEqual(
      desCipher(key).encrypt(mixed),
    );
    expect(toHex(responseByMethod1(desCipher(key), cryptogram, fromHex("3030")))).toBe(
      CRYPTOGRAM.arpc,
    );
  });

  test("by method 2 is four bytes of a MAC over cryptogram and update", () => {
    const pair = desPair(key);
    const update = fromHex("00820000 0102");
    const whole = retailMac(pair, fromHex(`${CRYPTOGRAM.arqc}008200000102`), 2);
    expect(responseByMethod2(pair, cryptogram, update)).toEqual(whole.subarray(0, 4));
  });
});
