import { describe, expect, test } from "vitest";
import { desCipher } from "../../../device-emulators/crypto/blocks.ts";
import {
  type CryptogramTag,
  computeCryptogram,
  computeResponseCryptogram,
  cryptogramInput,
  deriveCardKey,
  deriveSessionKey,
} from "../../../device-emulators/crypto/cryptogram.ts";
import { keyCheckValue } from "../../../device-emulators/crypto/key-check.ts";
import { retailMac } from "../../../device-emulators/crypto/mac.ts";
import { fromHex, fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { CARD_KEY_ARPCS, CARD_KEY_MACS, CARD_KEYS } from "../../vectors/emv-cryptograms.ts";
import { CRYPTOGRAM } from "../../vectors/unionpay.ts";

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

describe("a cryptogram of version 01", () => {
  test("goes from the master key to the issuer's answer", () => {
    const { masterKey, pan, panSequence, atc, responseCode } = CRYPTOGRAM;
    const cardKey = deriveCardKey(desCipher(fromHex(masterKey)), pan, panSequence);
    const sessionKey = deriveSessionKey(desCipher(cardKey), atc);
    const arqc = computeCryptogram(sessionKey, fromHex(CRYPTOGRAM.input));
    const arpc = computeResponseCryptogram(sessionKey, arqc, fromLatin1(responseCode));
    expect(toHex(cardKey)).toBe(CRYPTOGRAM.cardKey);
    expect(toHex(sessionKey)).toBe(CRYPTOGRAM.sessionKey);
    expect(toHex(arqc)).toBe(CRYPTOGRAM.arqc);
    expect(toHex(arpc)).toBe(CRYPTOGRAM.arpc);
  });

  test("covers the ten values in order, then the card's results", () => {
    const input = cryptogramInput((tag) => fromHex(SALE[tag]), CVR);
    expect(input && toHex(input)).toBe(CRYPTOGRAM.input);
  });

  test.each(Object.keys(SALE) as CryptogramTag[])("has no input without %s", (missing) => {
    const absent = (tag: CryptogramTag) => (tag === missing ? undefined : fromHex(SALE[tag]));
    const short = (tag: CryptogramTag) => fromHex(SALE[tag]).subarray(tag === missing ? 1 : 0);
    expect(cryptogramInput(absent, CVR)).toBeUndefined();
    expect(cryptogramInput(short, CVR)).toBeUndefined();
  });

  test("has no input with results of a wrong length", () => {
    expect(cryptogramInput((tag) => fromHex(SALE[tag]), CVR.subarray(1))).toBeUndefined();
  });

  test.each([
    [0, "000000000000 0000 000000000000 FFFF"],
    [0x1234, "000000000000 1234 000000000000 EDCB"],
    [0xffff, "000000000000 FFFF 000000000000 0000"],
  ])("takes its session key from the counter %i", (atc, seed) => {
    const cardKey = desCipher(fromHex(CRYPTOGRAM.cardKey));
    expect(deriveSessionKey(cardKey, atc)).toEqual(cardKey.encrypt(fromHex(seed)));
  });
});

describe("a card's key", () => {
  test.each(CARD_KEYS)("of %s, card %s, sequence %s", (masterKey, pan, panSequence, check) => {
    const cardKey = deriveCardKey(desCipher(fromHex(masterKey)), pan, panSequence);
    expect(toHex(keyCheckValue(desCipher(cardKey), 3)).slice(0, 4)).toBe(check);
  });

  test("of a short number is that of the number behind zeros", () => {
    const master = desCipher(fromHex(CRYPTOGRAM.masterKey));
    expect(deriveCardKey(master, "6212345678905", "00")).toEqual(
      deriveCardKey(master, "06212345678905", "00"),
    );
  });

  test.each(CARD_KEY_MACS)("of %s, card %s-%s, signs %s, padding %i", (...row) => {
    const [masterKey, pan, panSequence, data, padding, mac] = row;
    const cardKey = deriveCardKey(desCipher(fromHex(masterKey)), pan, panSequence);
    expect(toHex(retailMac(cardKey, fromHex(data), padding))).toBe(mac);
  });

  test.each(CARD_KEY_ARPCS)("of %s, card %s-%s, answers %s with %s", (...row) => {
    const [masterKey, pan, panSequence, cryptogram, responseCode, arpc] = row;
    const cardKey = deriveCardKey(desCipher(fromHex(masterKey)), pan, panSequence);
    const answer = computeResponseCryptogram(cardKey, fromHex(cryptogram), fromHex(responseCode));
    expect(toHex(answer)).toBe(arpc);
  });
});
