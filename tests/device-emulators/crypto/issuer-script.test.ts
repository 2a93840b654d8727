import { createCipheriv, createDecipheriv } from "node:crypto";
import { describe, expect, test } from "vitest";
import { desPair } from "../../../device-emulators/crypto/blocks.ts";
import { unionPay3des, unionPaySm4 } from "../../../device-emulators/crypto/cryptogram-scheme.ts";
import { retailMac } from "../../../device-emulators/crypto/iso-9797.ts";
import {
  issuerScript,
  readNewPin,
  type ScriptOrder,
  scriptCommand,
  scriptKeys,
} from "../../../device-emulators/crypto/issuer-script.ts";
import { concat, fromHex, toHex, xor } from "../../../device-emulators/kit/bytes.ts";
import { openSsl } from "../../kit/cipher-oracle.ts";

const CARD_KEY = fromHex("786690B5648DDE28AA4C9B285DBEE950");
const ARQC = "FF098E3016F869BF";
const keys = scriptKeys(unionPay3des, CARD_KEY, 1);
const context = { keys, atc: 1, cryptogram: fromHex(ARQC) };
/** Six zeros and the counter, then six zeros and its complement. */
const COUNTERS = fromHex("0000000000000001000000000000FFFE");

/** A session key by OpenSSL: the card's key, each byte turned, over the counters. */
function session(cipher: "DES" | "SM4", turn: number): Uint8Array {
  const turned = xor(CARD_KEY, new Uint8Array(16).fill(turn));
  return fromHex(openSsl([cipher, "ecb"], turned, COUNTERS, "in"));
}
const macKey = session("DES", 0xf0);

/** Algorithm 3 of ISO/IEC 9797-1 by OpenSSL, padding 2, of 24 bytes at most. */
function oracle(key: Uint8Array, message: string): string {
  const data = fromHex(message);
  const padded = new Uint8Array(Math.ceil((data.length + 1) / 8) * 8);
  padded.set(data);
  padded[data.length] = 0x80;
  const [left, right] = [key.subarray(0, 8), key.subarray(8)];
  const triple = (half: Uint8Array) => concat([half, half, half]);
  const chain = createCipheriv("des-ede3-cbc", triple(left), new Uint8Array(8));
  const last = new Uint8Array(chain.update(padded)).slice(-8);
  const back = createDecipheriv("des-ede3-ecb", triple(right), null);
  back.setAutoPadding(false);
  const forth = createCipheriv("des-ede3-ecb", triple(left), null);
  forth.setAutoPadding(false);
  return toHex(new Uint8Array(forth.update(back.update(last))));
}

test("the MAC of a script command is the one that HSMs give (pyemv's vector)", () => {
  // IMK 0123456789ABCDEFFEDCBA9876543210, PAN 1234567890123456, sequence 01, R ABCDEF1234567890.
  const encrypt = (key: Uint8Array, hex: string): Uint8Array => {
    const cipher = createCipheriv("des-ede3-ecb", concat([key, key.subarray(0, 8)]), null);
    cipher.setAutoPadding(false);
    return new Uint8Array(cipher.update(fromHex(hex)));
  };
  const master = fromHex("0123456789ABCDEFFEDCBA9876543210");
  const card = encrypt(master, "3456789012345601CBA9876FEDCBA9FE");
  const session = encrypt(card, "ABCDF01234567890ABCD0F1234567890");
  expect(toHex(retailMac(desPair(session), fromHex("8424000008"), 2))).toBe("CF323F09A0F6AB9E");
});

describe("an order", () => {
  test.each<[ScriptOrder, string, string]>([
    [{ kind: "block-application" }, "841E0000", ""],
    [{ kind: "unblock-application" }, "84180000", ""],
    [{ kind: "block-card" }, "84160000", ""],
    [{ kind: "unblock-pin" }, "84240000", ""],
    [{ kind: "put-data", tag: "9F58", value: fromHex("05") }, "84DA9F58", "05"],
  ])("%o", (order, header, data) => {
    const length = (data.length / 2 + 4).toString(16).padStart(2, "0");
    const mac = oracle(macKey, `${header}${length}0001${ARQC}${data}`).slice(0, 8);
    expect(toHex(scriptCommand(order, context))).toBe(
      `${header}${length}${data}${mac}`.toUpperCase(),
    );
  });

  test("to change the PIN carries it enciphered", () => {
    const command = toHex(scriptCommand({ kind: "change-pin", pin: "4321" }, context));
    expect(command.slice(0, 10)).toBe("842400020C");
    expect(command).not.toContain("4321");
    const block = command.slice(10, 26);
    expect(readNewPin(keys, fromHex(block))).toBe("4321");
    expect(command.slice(26)).toBe(oracle(macKey, `842400020C0001${ARQC}${block}`).slice(0, 8));
  });

  test("of another transaction has other keys", () => {
    const other = scriptKeys(unionPay3des, CARD_KEY, 2);
    const message = fromHex("8424000004");
    expect(other.mac(message)).not.toEqual(keys.mac(message));
    expect(readNewPin(other, fromHex("0011223344556677"))).toBeUndefined();
    expect(readNewPin(keys, fromHex("00112233445566"))).toBeUndefined();
  });
});

describe("an order to a card that computes with SM4", () => {
  const sm4Keys = scriptKeys(unionPaySm4, CARD_KEY, 1);
  const sm4Context = { ...context, keys: sm4Keys };

  /** CBC-MAC by OpenSSL under the turned key, of a message already padded. */
  const mac = (padded: string): string =>
    openSsl(["SM4", "cbc"], session("SM4", 0xf0), fromHex(padded), "in", new Uint8Array(16))
      .slice(-32)
      .slice(0, 8);

  test("has its MAC under SM4", () => {
    const command = toHex(scriptCommand({ kind: "block-card" }, sm4Context));
    expect(command).toBe(`8416000004${mac(`84160000040001${ARQC}80`)}`);
  });

  test("to change the PIN fills a whole block, and only such a block is a PIN", () => {
    const command = toHex(scriptCommand({ kind: "change-pin", pin: "4321" }, sm4Context));
    const block = command.slice(10, 42);
    const clear = "244321FFFFFFFFFF8000000000000000";
    expect(command.slice(0, 10)).toBe("8424000214");
    expect(block).toBe(openSsl(["SM4", "ecb"], session("SM4", 0x0c), fromHex(clear), "in"));
    expect(readNewPin(sm4Keys, fromHex(block))).toBe("4321");
    const unfilled = openSsl(
      ["SM4", "ecb"],
      session("SM4", 0x0c),
      fromHex(clear.replace("8", "0")),
      "in",
    );
    expect(readNewPin(sm4Keys, fromHex(unfilled))).toBeUndefined();
    expect(readNewPin(sm4Keys, fromHex(block.slice(0, 16)))).toBeUndefined();
  });
});

test("a script names itself and holds its commands", () => {
  const commands = [fromHex("841E0000"), fromHex("84160000")];
  expect(toHex(issuerScript("72", "01020304", commands))).toBe(
    "72139F1804010203048604841E0000860484160000",
  );
});
