import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha1, sha256 } from "../../../device-emulators/crypto/hash.ts";
import { fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { DIGESTS } from "../../../sim-server/conformance/vectors/hashes.ts";

const COMPUTE = { "SHA-1": sha1, "SHA-256": sha256 } as const;

test.each(DIGESTS)("$id gives the published digest", ({ hash, text, expected }) => {
  expect(toHex(COMPUTE[hash](fromLatin1(text)))).toBe(expected);
});

test.each(["SHA-1", "SHA-256"] as const)("%s equals OpenSSL", (hash) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
      const digest = createHash(hash.replace("-", "").toLowerCase()).update(data).digest("hex");
      expect(toHex(COMPUTE[hash](data))).toBe(digest.toUpperCase());
    }),
  );
});
