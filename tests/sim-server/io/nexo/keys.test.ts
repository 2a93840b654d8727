import NexoCrypto from "@adyen/api-library/lib/src/security/nexoDerivedKeyGenerator.js";
import { describe, expect, test } from "vitest";
import {
  decipher,
  deriveKeys,
  encipher,
  hmacOf,
  sameHmac,
} from "../../../../sim-server/io/nexo/keys.ts";

const NONCE = Uint8Array.from({ length: 16 }, (_, at) => at);
const TEXT = new TextEncoder().encode("消费 SALE");

type Generator = {
  readonly deriveKeyMaterial: (passphrase: string) => Record<string, Uint8Array>;
};

/** As node and as a test runner give a module of the older kind. */
function defaultOf(module: unknown): Generator {
  const { default: inner } = module as { readonly default?: Generator };
  return inner ?? (module as Generator);
}

describe("keys from a passphrase", () => {
  test.each(["a", "a passphrase for tests", "påssphrase", "x".repeat(256)])(
    "are those of Adyen's own library: %s",
    (passphrase) => {
      const { cipherKey, hmacKey, iv } = defaultOf(NexoCrypto).deriveKeyMaterial(passphrase);
      expect(deriveKeys(passphrase)).toEqual({ cipherKey, hmacKey, iv });
    },
  );
});

test("what is enciphered comes back under the same keys and nonce, and not under others", () => {
  const keys = deriveKeys("one");
  const blob = encipher(keys, NONCE, TEXT);
  expect(decipher(keys, NONCE, blob)).toEqual(Buffer.from(TEXT));
  expect(decipher(deriveKeys("another"), NONCE, blob)).not.toEqual(Buffer.from(TEXT));
});

test.each([
  ["the same", 0, 32, true],
  ["one bit apart", 1, 32, false],
  ["shorter", 0, 31, false],
])("an HMAC that is %s", (_how, flip, length, same) => {
  const right = hmacOf(deriveKeys("one"), TEXT);
  const other = Uint8Array.from(right).subarray(0, length);
  other[0] = (other[0] ?? 0) ^ flip;
  expect(sameHmac(right, other)).toBe(same);
});
