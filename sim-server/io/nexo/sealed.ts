import { z } from "zod";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import {
  type DerivedKeys,
  decipher,
  encipher,
  hmacOf,
  IV_BYTES,
  type NexoKey,
  sameHmac,
} from "./keys.ts";

/** An enciphered message, as it travels. @source Adyen Terminal API, local communications */
export type Sealed = z.infer<typeof sealed>;

const CRYPTO_VERSION = 1;

const sealed = z.object({
  MessageHeader: z.record(z.string(), z.unknown()),
  NexoBlob: z.base64(),
  SecurityTrailer: z.object({
    AdyenCryptoVersion: z.number(),
    KeyIdentifier: z.string(),
    KeyVersion: z.number(),
    Nonce: z.base64(),
    Hmac: z.base64(),
  }),
});

/** Whether a message says of itself that it is enciphered. */
export function looksSealed(message: unknown): boolean {
  return typeof message === "object" && message !== null && "NexoBlob" in message;
}

/**
 * The text in an enciphered message.
 *
 * @returns it, or one sentence that says why it cannot be trusted, and no word of its content
 */
export function unseal(message: unknown, key: NexoKey, keys: DerivedKeys): Result<string, string> {
  const parsed = sealed.safeParse(message);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join(".") ?? "";
    return err(`the enciphered message is malformed at ${place}`);
  }
  const { NexoBlob: blob, SecurityTrailer: trailer } = parsed.data;
  if (trailer.AdyenCryptoVersion !== CRYPTO_VERSION) {
    return err(`AdyenCryptoVersion is ${trailer.AdyenCryptoVersion}, and only 1 is known`);
  }
  if (trailer.KeyIdentifier !== key.identifier || trailer.KeyVersion !== key.version) {
    return err("KeyIdentifier and KeyVersion name another key than the terminal's");
  }
  const nonce = Buffer.from(trailer.Nonce, "base64");
  if (nonce.length !== IV_BYTES) return err(`Nonce has ${nonce.length} bytes, not ${IV_BYTES}`);
  const plain = decipher(keys, nonce, Buffer.from(blob, "base64"));
  if (plain === undefined) return err("NexoBlob was enciphered with another passphrase");
  const right = sameHmac(hmacOf(keys, plain), Buffer.from(trailer.Hmac, "base64"));
  return right ? ok(Buffer.from(plain).toString("utf8")) : err("Hmac does not fit the message");
}

/** The text enciphered, behind a header that everybody may read. @param nonce 16 fresh random bytes */
export function seal(
  header: Sealed["MessageHeader"],
  text: string,
  {
    key,
    keys,
    nonce,
  }: { readonly key: NexoKey; readonly keys: DerivedKeys; readonly nonce: Uint8Array },
): Sealed {
  const plain = Buffer.from(text, "utf8");
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
  return {
    MessageHeader: header,
    NexoBlob: base64(encipher(keys, nonce, plain)),
    SecurityTrailer: {
      AdyenCryptoVersion: CRYPTO_VERSION,
      KeyIdentifier: key.identifier,
      KeyVersion: key.version,
      Nonce: base64(nonce),
      Hmac: base64(hmacOf(keys, plain)),
    },
  };
}
