import {
  aesCipher,
  type BlockCipher,
  desCipher,
  encryptCbc,
  sm4Cipher,
} from "../../../device-emulators/crypto/blocks.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { checksOf, type VectorGroup } from "../vector.ts";

const OPEN = { DES: desCipher, AES: aesCipher, SM4: sm4Cipher } as const;

/** One cipher of the table, made ready. */
export function openCipher(cipher: keyof typeof OPEN, key: string): BlockCipher {
  return OPEN[cipher](fromHex(key));
}

/** One block, or several, each on its own. */
export const BLOCKS = [
  {
    id: "DES, a worked example",
    source: "J. O. Grabbe, The DES Algorithm Illustrated",
    cipher: "DES",
    key: "133457799BBCDFF1",
    clear: "0123456789ABCDEF",
    expected: "85E813540F0AB405",
  },
  {
    id: "DES, variable plaintext 1",
    source: "NBS SP 500-20, variable plaintext known answer test",
    cipher: "DES",
    key: "0101010101010101",
    clear: "8000000000000000",
    expected: "95F8A5E5DD31D900",
  },
  {
    id: "AES-128",
    source: "FIPS 197, C.1",
    cipher: "AES",
    key: "000102030405060708090A0B0C0D0E0F",
    clear: "00112233445566778899AABBCCDDEEFF",
    expected: "69C4E0D86A7B0430D8CDB78070B4C55A",
  },
  {
    id: "AES-192",
    source: "FIPS 197, C.2",
    cipher: "AES",
    key: "000102030405060708090A0B0C0D0E0F1011121314151617",
    clear: "00112233445566778899AABBCCDDEEFF",
    expected: "DDA97CA4864CDFE06EAF70A0EC0D7191",
  },
  {
    id: "AES-256",
    source: "FIPS 197, C.3",
    cipher: "AES",
    key: "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
    clear: "00112233445566778899AABBCCDDEEFF",
    expected: "8EA2B7CA516745BFEAFC49904B496089",
  },
  {
    id: "SM4",
    source: "GB/T 32907-2016, A.1",
    cipher: "SM4",
    key: "0123456789ABCDEFFEDCBA9876543210",
    clear: "0123456789ABCDEFFEDCBA9876543210",
    expected: "681EDF34D206965E86B3E94F536E4246",
  },
] as const;

/** Chained blocks. */
export const CHAINS = [
  {
    id: "AES-128 CBC",
    source: "NIST SP 800-38A, F.2.1",
    cipher: "AES",
    key: "2B7E151628AED2A6ABF7158809CF4F3C",
    vector: "000102030405060708090A0B0C0D0E0F",
    clear: "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51",
    expected: "7649ABAC8119B246CEE98E9B12E9197D5086CB9B507219EE95DB113A917678B2",
  },
] as const;

export const CIPHERS: VectorGroup = {
  name: "Ciphers: FIPS 46-3, FIPS 197, GB/T 32907-2016",
  checks: [
    ...checksOf(BLOCKS, ({ cipher, key, clear }) =>
      toHex(openCipher(cipher, key).encrypt(fromHex(clear))),
    ),
    ...checksOf(CHAINS, ({ cipher, key, vector, clear }) =>
      toHex(encryptCbc(openCipher(cipher, key), fromHex(vector), fromHex(clear))),
    ),
  ],
};
