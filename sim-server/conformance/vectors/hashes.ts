import { sha1, sha256 } from "../../../device-emulators/crypto/hash.ts";
import { fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { checksOf, type VectorGroup } from "../vector.ts";

const COMPUTE = { "SHA-1": sha1, "SHA-256": sha256 } as const;
const SOURCE = "FIPS 180-4, example values published with it";
const TWO_BLOCKS = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

/** Hashes of ASCII texts of one block and of two. */
export const DIGESTS = [
  {
    id: "SHA-1, one block",
    source: SOURCE,
    hash: "SHA-1",
    text: "abc",
    expected: "A9993E364706816ABA3E25717850C26C9CD0D89D",
  },
  {
    id: "SHA-1, two blocks",
    source: SOURCE,
    hash: "SHA-1",
    text: TWO_BLOCKS,
    expected: "84983E441C3BD26EBAAE4AA1F95129E5E54670F1",
  },
  {
    id: "SHA-256, one block",
    source: SOURCE,
    hash: "SHA-256",
    text: "abc",
    expected: "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
  },
  {
    id: "SHA-256, two blocks",
    source: SOURCE,
    hash: "SHA-256",
    text: TWO_BLOCKS,
    expected: "248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1",
  },
] as const;

export const HASHES: VectorGroup = {
  name: "Hashes: FIPS 180-4",
  checks: checksOf(DIGESTS, ({ hash, text }) => toHex(COMPUTE[hash](fromLatin1(text)))),
};
