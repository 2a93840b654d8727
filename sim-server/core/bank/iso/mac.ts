import { aesCipher, desCipher, desPair } from "../../../../device-emulators/crypto/blocks.ts";
import { cmac } from "../../../../device-emulators/crypto/cmac.ts";
import { retailMac } from "../../../../device-emulators/crypto/iso-9797.ts";
import { messageMac } from "../../../../device-emulators/crypto/mac.ts";

/**
 * How a terminal's messages may be authenticated where no sign-on says it: CBC-MAC, the retail MAC
 * with either padding, or CMAC.
 */
export const ISO_MAC_METHODS = ["x9.9", "x9.19", "iso9797-3-pad2", "des-cmac", "aes-cmac"] as const;

export type IsoMacMethod = (typeof ISO_MAC_METHODS)[number];

/** DE 64 or 128. */
export const MAC_BYTES = 8;

/**
 * The first eight bytes of a message's MAC under `key`.
 *
 * @param key 8 or 16 bytes for `x9.9`, 16 for the retail MACs, 16 or 24 for `des-cmac`, 16, 24 or 32
 *   for `aes-cmac`
 * @source ISO/IEC 9797-1 algorithm 1 padding 1, algorithm 3 padding 1 and 2; NIST SP 800-38B
 */
export function isoMac(method: IsoMacMethod, key: Uint8Array): (message: Uint8Array) => Uint8Array {
  switch (method) {
    case "x9.9":
    case "x9.19":
      return messageMac(method, key);
    case "iso9797-3-pad2": {
      const pair = desPair(key);
      return (message) => retailMac(pair, message, 2);
    }
    case "des-cmac": {
      const cipher = desCipher(key);
      return (message) => cmac(cipher, message);
    }
    case "aes-cmac": {
      const cipher = aesCipher(key);
      return (message) => cmac(cipher, message).subarray(0, MAC_BYTES);
    }
  }
}
