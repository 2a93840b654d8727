import { expect, test } from "vitest";
import { sha1, sha256 } from "../../../device-emulators/crypto/hash.ts";
import { fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";

/** FIPS 180-4, example values published with it: one block, and two. */
const ABC = fromLatin1("abc");
const TWO_BLOCKS = fromLatin1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");

test.each([
  ["SHA-1, one block", sha1(ABC), "A9993E364706816ABA3E25717850C26C9CD0D89D"],
  ["SHA-1, two blocks", sha1(TWO_BLOCKS), "84983E441C3BD26EBAAE4AA1F95129E5E54670F1"],
  [
    "SHA-256, one block",
    sha256(ABC),
    "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
  ],
  [
    "SHA-256, two blocks",
    sha256(TWO_BLOCKS),
    "248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1",
  ],
])("%s gives the published digest", (_name, digest, published) => {
  expect(toHex(digest)).toBe(published);
});
