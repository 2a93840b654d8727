import { concat, equalBytes, fromHex, fromLatin1, toHex } from "../kit/bytes.ts";
import { invariant } from "../kit/errors.ts";
import { err, ok, type Result } from "../kit/result.ts";
import { aesCipher, type BlockCipher, decryptCbc, desCipher, encryptCbc } from "./blocks.ts";
import { cmac } from "./cmac.ts";
import {
  type KeyBlockFault,
  type KeyBlockHeader,
  readKeyBlockHeader,
  VERSION_BLOCK_BYTES,
  writeKeyBlockHeader,
} from "./key-block-header.ts";

/** A key with all that its block says of it. */
export type KeyBlock = { readonly header: KeyBlockHeader; readonly key: Uint8Array };

/** Characters of a key block, as its length field can say. @source ANSI X9.143-2021, 6.2 */
export const KEY_BLOCK_CHARS_MAX = 9999;

const LENGTH_BYTES = 2;
const ENCIPHERMENT = 0;
const AUTHENTICATION = 1;

/** What a derived key is for, by version and bytes of the protection key: code, bits. */
const ALGORITHMS: Record<KeyBlockHeader["version"], Readonly<Record<number, number>>> = {
  B: { 16: 0x0000, 24: 0x0001 },
  D: { 16: 0x0002, 24: 0x0003, 32: 0x0004 },
};

/**
 * Takes a key out of its block, version B or D.
 *
 * @param protection key block protection key (KBPK): 16 or 24 bytes for B; 16, 24 or 32 for D
 * @returns the key and its header, or the first fault; nothing of the key before the MAC agrees
 * @throws on a protection key of another length: it can only be a bug
 * @source ANSI X9.143-2021 (TR-31:2018), 7.2 and 7.4: derivation binding
 */
export function unwrapKeyBlock(
  protection: Uint8Array,
  text: string,
): Result<KeyBlock, KeyBlockFault> {
  if (text.length > KEY_BLOCK_CHARS_MAX) return err("bad-length");
  const read = readKeyBlockHeader(text);
  if (!read.ok) return read;
  const { header, headerChars, blockChars } = read.value;
  const blockBytes = VERSION_BLOCK_BYTES[header.version];
  const body = text.slice(headerChars);
  if (blockChars !== text.length) return err("bad-length");
  if (!/^[0-9A-F]*$/.test(body)) return err("bad-header");
  if (body.length < 4 * blockBytes || body.length % (2 * blockBytes) !== 0) {
    return err("bad-length");
  }
  const bytes = fromHex(body);
  const mac = bytes.subarray(-blockBytes);
  const keys = openProtection(header.version, protection);
  const clear = decryptCbc(keys.cipher, mac, bytes.subarray(0, -blockBytes));
  const bound = concat([fromLatin1(text.slice(0, headerChars)), clear]);
  if (!equalBytes(cmac(keys.mac, bound), mac)) return err("bad-mac");
  const keyBits = ((clear[0] ?? 0) << 8) | (clear[1] ?? 0);
  if (keyBits === 0 || keyBits % 8 !== 0) return err("bad-key");
  const end = LENGTH_BYTES + keyBits / 8;
  return end > clear.length ? err("bad-key") : ok({ header, key: clear.slice(LENGTH_BYTES, end) });
}

/**
 * Puts a key into a block.
 *
 * @param padding random bytes behind the key, which hide its length: two bytes, key and padding
 *   make whole blocks of 8 bytes (B) or 16 (D)
 * @throws where they do not, or the key or a header field is of a wrong length: it can only be a bug
 * @source ANSI X9.143-2021 (TR-31:2018), 7.2 and 7.4: derivation binding
 */
export function wrapKeyBlock(
  protection: Uint8Array,
  { header, key }: KeyBlock,
  padding: Uint8Array,
): string {
  const blockBytes = VERSION_BLOCK_BYTES[header.version];
  const keyBits = key.length * 8;
  const clear = concat([Uint8Array.of(keyBits >> 8, keyBits), key, padding]);
  invariant(key.length > 0 && keyBits <= 0xffff, "a key has at least one byte and at most 8191");
  invariant(clear.length % blockBytes === 0, "length, key and padding make whole blocks");
  const front = writeKeyBlockHeader(header, 2 * (clear.length + blockBytes));
  const keys = openProtection(header.version, protection);
  const mac = cmac(keys.mac, concat([fromLatin1(front), clear]));
  return `${front}${toHex(encryptCbc(keys.cipher, mac, clear))}${toHex(mac)}`;
}

/** The two keys that protect a block: one for what is inside, one for the MAC over all of it. */
function openProtection(
  version: KeyBlockHeader["version"],
  protection: Uint8Array,
): { readonly cipher: BlockCipher; readonly mac: BlockCipher } {
  const algorithm = ALGORITHMS[version][protection.length];
  invariant(algorithm !== undefined, "a protection key is as long as its version wants it");
  const open = version === "B" ? desCipher : aesCipher;
  const master = open(protection);
  const derive = (use: number): BlockCipher => {
    const bits = protection.length * 8;
    const parts: Uint8Array[] = [];
    for (let done = 0; done < protection.length; done += master.blockBytes) {
      const counter = parts.length + 1;
      const input = Uint8Array.of(counter, 0, use, 0, 0, algorithm, bits >> 8, bits);
      parts.push(cmac(master, input));
    }
    return open(concat(parts).subarray(0, protection.length));
  };
  return { cipher: derive(ENCIPHERMENT), mac: derive(AUTHENTICATION) };
}
