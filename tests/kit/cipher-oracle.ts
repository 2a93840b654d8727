import { createCipheriv, createDecipheriv } from "node:crypto";
import { concat, fromHex, toHex } from "../../device-emulators/kit/bytes.ts";

export type CipherName = "DES" | "AES" | "SM4";
export type Mode = "ecb" | "cbc";

/**
 * What OpenSSL makes of whole blocks, in hex: enciphered ("in") or deciphered ("out"). Single DES is
 * triple DES with three equal keys, as OpenSSL 3 has no single one.
 */
export function openSsl(
  [cipher, mode]: readonly [CipherName, Mode],
  key: Uint8Array,
  blocks: Uint8Array,
  way: "in" | "out",
  vector: Uint8Array | null = null,
): string {
  const name = { DES: "des-ede3", AES: `aes-${key.length * 8}`, SM4: "sm4" }[cipher];
  const create = way === "in" ? createCipheriv : createDecipheriv;
  const run = create(`${name}-${mode}`, cipher === "DES" ? threeKeys(key) : key, vector);
  run.setAutoPadding(false);
  return toHex(concat([run.update(blocks), run.final()]));
}

/** Whole blocks under a DES key, each on its own. */
export function encipherDes(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  return fromHex(openSsl(["DES", "ecb"], key, blocks, "in"));
}

function threeKeys(key: Uint8Array): Uint8Array {
  const first = key.subarray(0, 8);
  const second = key.length > 8 ? key.subarray(8, 16) : first;
  return concat([first, second, key.length > 16 ? key.subarray(16) : first]);
}
