import { fromLatin1, toHex } from "../kit/bytes.ts";
import { type BlockCipher, desCipher, desPair, sm4Cipher } from "./blocks.ts";
import { cbcMac, retailMac } from "./iso-9797.ts";

const MAC_BYTES = 8;

/**
 * UnionPay's message authentication code of a POS message (F64): eight ASCII hex characters.
 * The blocks are folded together before anything is enciphered, so it is no CBC-MAC.
 *
 * @param cipher of the working key (MAK): single DES, triple DES or SM4, as the bank has it
 * @param message from the message type to the end of F63, the bitmap already naming F64
 * @source Q/CUP 009, ECB variant of the MAC, as published walk-throughs show it
 */
export function unionPayMac(cipher: BlockCipher, message: Uint8Array): Uint8Array {
  const { blockBytes } = cipher;
  const folded = new Uint8Array(blockBytes);
  for (let at = 0; at < message.length; at += 1) {
    const place = at % blockBytes;
    folded[place] = (folded[place] ?? 0) ^ (message[at] ?? 0);
  }
  const digits = fromLatin1(toHex(folded));
  return fromLatin1(toHex(cbcMac(cipher, digits, 1).slice(0, MAC_BYTES / 2)));
}

/**
 * How two ends of a line may have agreed to authenticate messages. The ECB variants are UnionPay's
 * and give ASCII, the others bytes; all fill F64.
 */
export const MAC_METHODS = ["ecb", "x9.9", "x9.19", "sm4-cbc", "sm4-ecb"] as const;

/** One of the methods. */
export type MacMethod = (typeof MAC_METHODS)[number];

/**
 * The message authentication of `method` under `key`, made ready: eight bytes for each message.
 *
 * @param key 8 or 16 bytes for `ecb` and `x9.9`, 16 for the others
 * @source ANSI X9.9-1986 and X9.19-1996 (ISO/IEC 9797-1 algorithms 1 and 3, padding 1);
 *   Q/CUP 006.4-2016 (SM4-CBC, the first eight bytes)
 */
export function messageMac(
  method: MacMethod,
  key: Uint8Array,
): (message: Uint8Array) => Uint8Array {
  switch (method) {
    case "ecb": {
      const cipher = desCipher(key);
      return (message) => unionPayMac(cipher, message);
    }
    case "x9.9": {
      const cipher = desCipher(key);
      return (message) => cbcMac(cipher, message, 1);
    }
    case "x9.19": {
      const pair = desPair(key);
      return (message) => retailMac(pair, message, 1);
    }
    case "sm4-cbc": {
      const cipher = sm4Cipher(key);
      return (message) => cbcMac(cipher, message, 1).subarray(0, MAC_BYTES);
    }
    case "sm4-ecb": {
      const cipher = sm4Cipher(key);
      return (message) => unionPayMac(cipher, message);
    }
  }
}
