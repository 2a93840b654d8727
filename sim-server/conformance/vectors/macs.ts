import { aesCipher, desCipher, desPair } from "../../../device-emulators/crypto/blocks.ts";
import { cmac } from "../../../device-emulators/crypto/cmac.ts";
import { cbcMac, retailMac } from "../../../device-emulators/crypto/iso-9797.ts";
import { fromHex, fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { checksOf, type VectorGroup } from "../vector.ts";

/** Algorithm, padding, key, text in ASCII, all eight bytes, source. */
const ISO_9797_ROWS = [
  [
    3,
    1,
    "0123456789ABCDEFFEDCBA9876543210",
    "Now is the time for all ",
    "A1C72E74EA3FA9B6",
    "ISO/IEC 9797-1:2011 B.4, first four bytes printed there, the rest computed with OpenSSL",
  ],
  [
    3,
    1,
    "0123456789ABCDEFFEDCBA9876543210",
    "Now is the time for it",
    "2E2B1428CC78254F",
    "ISO/IEC 9797-1:2011 B.4, first four bytes printed there, the rest computed with OpenSSL",
  ],
  [
    3,
    2,
    "0123456789ABCDEFFEDCBA9876543210",
    "Now is the time for all ",
    "E9086230CA3BE796",
    "inputs of ISO/IEC 9797-1:2011 annex B, computed with OpenSSL",
  ],
  [
    3,
    2,
    "0123456789ABCDEFFEDCBA9876543210",
    "Now is the time for it",
    "5A692CE64F404145",
    "inputs of ISO/IEC 9797-1:2011 annex B, computed with OpenSSL",
  ],
  [
    1,
    1,
    "0123456789ABCDEF",
    "Now is the time for all ",
    "70A30640CC76DD8B",
    "inputs of ISO/IEC 9797-1:2011 annex B, computed with OpenSSL",
  ],
  [
    1,
    1,
    "0123456789ABCDEF",
    "Now is the time for it",
    "E45B3AD2B7CC0856",
    "inputs of ISO/IEC 9797-1:2011 annex B, computed with OpenSSL",
  ],
  [
    1,
    2,
    "0123456789ABCDEF",
    "Now is the time for all ",
    "10E1F0F108341B6D",
    "inputs of ISO/IEC 9797-1:2011 annex B, computed with OpenSSL",
  ],
  [
    1,
    2,
    "0123456789ABCDEF",
    "Now is the time for it",
    "A924C72136149211",
    "inputs of ISO/IEC 9797-1:2011 annex B, computed with OpenSSL",
  ],
  [
    3,
    1,
    "41414141414141414242424242424242",
    "hello world",
    "3DDE5C5511661CBF",
    "psec, tests/test_mac.py",
  ],
  [
    3,
    2,
    "41414141414141414242424242424242",
    "hello world",
    "E16941032C3BC7D4",
    "psec, tests/test_mac.py",
  ],
  [
    3,
    3,
    "41414141414141414242424242424242",
    "hello world",
    "BA90F750EF43F668",
    "psec, tests/test_mac.py",
  ],
  [
    1,
    1,
    "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB",
    "hello world",
    "68D9038F23360DF3",
    "psec, tests/test_mac.py",
  ],
  [
    1,
    2,
    "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB",
    "hello world",
    "32DC341271ACCD00",
    "psec, tests/test_mac.py",
  ],
  [
    1,
    3,
    "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB",
    "hello world",
    "CDACA53E2DAA5412",
    "psec, tests/test_mac.py",
  ],
  [
    3,
    1,
    "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB",
    "hello world",
    "78DA3D3DEB48FD4D",
    "pyemv, tests/test_mac.py",
  ],
  [
    3,
    2,
    "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB",
    "hello world",
    "2BC2D9EDE0CF31F6",
    "pyemv, tests/test_mac.py",
  ],
] as const;

/** MACs of ISO/IEC 9797-1; algorithm 1 with padding 1 is X9.9, algorithm 3 with it X9.19. */
export const ISO_9797_MACS = ISO_9797_ROWS.map(
  ([algorithm, padding, key, text, expected, source]) => ({
    id: `algorithm ${algorithm}, padding ${padding}, key ${key.slice(0, 4)}…, "${text}"`,
    source,
    algorithm,
    padding,
    key,
    text,
    expected,
  }),
);

const MESSAGE =
  "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51" +
  "30C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710";

/** Cipher, its name, key, how many bytes of `MESSAGE`, CMAC, source. */
const CMAC_ROWS = [
  [
    "AES",
    "AES-128",
    "2B7E151628AED2A6ABF7158809CF4F3C",
    0,
    "BB1D6929E95937287FA37D129B756746",
    "RFC 4493, 4; NIST SP 800-38B, D.1",
  ],
  [
    "AES",
    "AES-128",
    "2B7E151628AED2A6ABF7158809CF4F3C",
    16,
    "070A16B46B4D4144F79BDD9DD04A287C",
    "RFC 4493, 4; NIST SP 800-38B, D.1",
  ],
  [
    "AES",
    "AES-128",
    "2B7E151628AED2A6ABF7158809CF4F3C",
    40,
    "DFA66747DE9AE63030CA32611497C827",
    "RFC 4493, 4; NIST SP 800-38B, D.1",
  ],
  [
    "AES",
    "AES-128",
    "2B7E151628AED2A6ABF7158809CF4F3C",
    64,
    "51F0BEBF7E3B9D92FC49741779363CFE",
    "RFC 4493, 4; NIST SP 800-38B, D.1",
  ],
  [
    "AES",
    "AES-192",
    "8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B",
    0,
    "D17DDF46ADAACDE531CAC483DE7A9367",
    "NIST SP 800-38B, D.2",
  ],
  [
    "AES",
    "AES-192",
    "8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B",
    16,
    "9E99A7BF31E710900662F65E617C5184",
    "NIST SP 800-38B, D.2",
  ],
  [
    "AES",
    "AES-192",
    "8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B",
    40,
    "8A1DE5BE2EB31AAD089A82E6EE908B0E",
    "NIST SP 800-38B, D.2",
  ],
  [
    "AES",
    "AES-192",
    "8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B",
    64,
    "A1D5DF0EED790F794D77589659F39A11",
    "NIST SP 800-38B, D.2",
  ],
  [
    "AES",
    "AES-256",
    "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4",
    0,
    "028962F61B7BF89EFC6B551F4667D983",
    "NIST SP 800-38B, D.3",
  ],
  [
    "AES",
    "AES-256",
    "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4",
    16,
    "28A7023F452E8F82BD4BF28D8C37C35C",
    "NIST SP 800-38B, D.3",
  ],
  [
    "AES",
    "AES-256",
    "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4",
    40,
    "AAF3D8F1DE5640C232F5B169B9C911E6",
    "NIST SP 800-38B, D.3",
  ],
  [
    "AES",
    "AES-256",
    "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4",
    64,
    "E1992190549F6ED5696A2C056C315410",
    "NIST SP 800-38B, D.3",
  ],
  [
    "DES",
    "three-key TDES",
    "8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5",
    0,
    "B7A688E122FFAF95",
    "NIST SP 800-38B, D.4",
  ],
  [
    "DES",
    "three-key TDES",
    "8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5",
    8,
    "8E8F293136283797",
    "NIST SP 800-38B, D.4",
  ],
  [
    "DES",
    "three-key TDES",
    "8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5",
    20,
    "743DDBE0CE2DC2ED",
    "NIST SP 800-38B, D.4",
  ],
  [
    "DES",
    "three-key TDES",
    "8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5",
    32,
    "33E6B1092400EAE5",
    "NIST SP 800-38B, D.4",
  ],
  [
    "DES",
    "two-key TDES",
    "4CF15134A2850DD58A3D10BA80570D38",
    0,
    "BD2EBF9A3BA00361",
    "NIST SP 800-38B, D.5",
  ],
  [
    "DES",
    "two-key TDES",
    "4CF15134A2850DD58A3D10BA80570D38",
    8,
    "4FF2AB813C53CE83",
    "NIST SP 800-38B, D.5",
  ],
  [
    "DES",
    "two-key TDES",
    "4CF15134A2850DD58A3D10BA80570D38",
    20,
    "62DD1B471902BD4E",
    "NIST SP 800-38B, D.5",
  ],
  [
    "DES",
    "two-key TDES",
    "4CF15134A2850DD58A3D10BA80570D38",
    32,
    "31B1E431DABC4EB8",
    "NIST SP 800-38B, D.5",
  ],
  [
    "DES",
    "three-key TDES, second key",
    "0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123",
    0,
    "7DB0D37DF936C550",
    "NIST, examples with intermediate values: CMAC-TDES",
  ],
  [
    "DES",
    "three-key TDES, second key",
    "0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123",
    16,
    "30239CF1F52E6609",
    "NIST, examples with intermediate values: CMAC-TDES",
  ],
] as const;

export const CMACS = CMAC_ROWS.map(([cipher, name, key, bytes, expected, source]) => ({
  id: `CMAC, ${name}, ${bytes} bytes`,
  source,
  cipher,
  key,
  data: MESSAGE.slice(0, 2 * bytes),
  expected,
}));

export const MACS: VectorGroup = {
  name: "MACs: ISO/IEC 9797-1:2011, NIST SP 800-38B, RFC 4493",
  checks: [
    ...checksOf(ISO_9797_MACS, ({ algorithm, padding, key, text }) => {
      const data = fromLatin1(text);
      return toHex(
        algorithm === 1
          ? cbcMac(desCipher(fromHex(key)), data, padding)
          : retailMac(desPair(fromHex(key)), data, padding),
      );
    }),
    ...checksOf(CMACS, ({ cipher, key, data }) => {
      const open = cipher === "AES" ? aesCipher : desCipher;
      return toHex(cmac(open(fromHex(key)), fromHex(data)));
    }),
  ],
};
