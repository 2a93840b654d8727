import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  pbkdf2Sync,
  timingSafeEqual,
} from "node:crypto";

/** What POS and terminal share, by which messages between them are enciphered. */
export type NexoKey = {
  readonly identifier: string;
  readonly version: number;
  readonly passphrase: string;
};

/** The keys that follow from a passphrase. */
export type DerivedKeys = {
  readonly hmacKey: Uint8Array;
  readonly cipherKey: Uint8Array;
  readonly iv: Uint8Array;
};

/** @source Adyen Terminal API, local communications: PBKDF2 with HMAC-SHA1 */
const SALT = "AdyenNexoV1Salt";
const ROUNDS = 4_000;
const KEY_BYTES = 32;
export const IV_BYTES = 16;

/** @source Adyen Terminal API, local communications: HMAC key, cipher key and IV, in that order */
export function deriveKeys(passphrase: string): DerivedKeys {
  const bytes = pbkdf2Sync(
    Buffer.from(passphrase, "latin1"),
    SALT,
    ROUNDS,
    KEY_BYTES * 2 + IV_BYTES,
    "sha1",
  );
  return {
    hmacKey: bytes.subarray(0, KEY_BYTES),
    cipherKey: bytes.subarray(KEY_BYTES, KEY_BYTES * 2),
    iv: bytes.subarray(KEY_BYTES * 2),
  };
}

/** AES-256-CBC, its IV the derived one xor the message's nonce. */
export function encipher(keys: DerivedKeys, nonce: Uint8Array, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv("aes-256-cbc", keys.cipherKey, ivOf(keys, nonce));
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

/** The plain bytes again; undefined where they were enciphered under another key. */
export function decipher(
  keys: DerivedKeys,
  nonce: Uint8Array,
  blob: Uint8Array,
): Uint8Array | undefined {
  const cipher = createDecipheriv("aes-256-cbc", keys.cipherKey, ivOf(keys, nonce));
  try {
    return Buffer.concat([cipher.update(blob), cipher.final()]);
  } catch {
    return undefined; // the padding tells that it is another key
  }
}

/** HMAC-SHA256 over the plain bytes. */
export function hmacOf({ hmacKey }: DerivedKeys, plain: Uint8Array): Uint8Array {
  return createHmac("sha256", hmacKey).update(plain).digest();
}

/** Whether the two are the same, in a time that tells nothing of them. */
export function sameHmac(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function ivOf({ iv }: DerivedKeys, nonce: Uint8Array): Uint8Array {
  return iv.map((byte, at) => byte ^ (nonce[at] ?? 0));
}
