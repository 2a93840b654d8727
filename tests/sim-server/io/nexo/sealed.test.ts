import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deriveKeys } from "../../../../sim-server/io/nexo/keys.ts";
import { looksSealed, seal, unseal } from "../../../../sim-server/io/nexo/sealed.ts";

const KEY = { identifier: "shop", version: 1, passphrase: "a passphrase for tests" };
const KEYS = deriveKeys(KEY.passphrase);
const NONCE = new Uint8Array(16).fill(7);

function sealed(text: string) {
  return seal({ ServiceID: "1" }, text, { key: KEY, keys: KEYS, nonce: NONCE });
}

test("what was sealed opens again, whatever it says", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const message = sealed(text);
      expect(looksSealed(message)).toBe(true);
      expect(unseal(message, KEY, KEYS)).toEqual({ ok: true, value: text });
    }),
  );
});

describe("a message that cannot be trusted says why", () => {
  const whole = sealed("{}");
  const trailer = whole.SecurityTrailer;
  test.each([
    ["no trailer", { ...whole, SecurityTrailer: undefined }, "malformed at SecurityTrailer"],
    ["no base64", { ...whole, NexoBlob: "*" }, "malformed at NexoBlob"],
    ["another version", with_({ AdyenCryptoVersion: 2 }), "AdyenCryptoVersion is 2"],
    ["another key", with_({ KeyIdentifier: "till" }), "name another key"],
    ["another key version", with_({ KeyVersion: 2 }), "name another key"],
    ["a short nonce", with_({ Nonce: "AAAA" }), "Nonce has 3 bytes, not 16"],
    ["an altered HMAC", with_({ Hmac: trailer.Nonce }), "Hmac does not fit"],
    ["an altered blob", { ...whole, NexoBlob: trailer.Hmac }, "another passphrase"],
  ])("%s", (_what, message, why) => {
    const opened = unseal(message, KEY, KEYS);
    expect(opened).toMatchObject({ ok: false, error: expect.stringContaining(why) });
  });

  function with_(change: object): object {
    return { ...whole, SecurityTrailer: { ...trailer, ...change } };
  }
});

test("nothing that comes in makes it throw", () => {
  fc.assert(
    fc.property(fc.anything(), (message) => {
      expect(unseal(message, KEY, KEYS).ok).toBe(false);
    }),
  );
});
