import { desCipher } from "../../../device-emulators/crypto/blocks.ts";
import {
  type CryptogramScheme,
  unionPay3des,
  unionPaySm4,
} from "../../../device-emulators/crypto/cryptogram-scheme.ts";
import { deriveSessionKey } from "../../../device-emulators/crypto/emv-keys.ts";
import { keyCheckValue } from "../../../device-emulators/crypto/key-check.ts";
import { messageMac } from "../../../device-emulators/crypto/mac.ts";
import { fromHex, fromLatin1, toHex, toLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { checksOf, type VectorGroup } from "../vector.ts";

const OWN = "invented here, computed with OpenSSL";

/** Working keys of an invented terminal, and how a sign-on response (F62) carries them. */
export const KEYS = {
  tmk: "0123456789ABCDEFFEDCBA9876543210",
  pik: { clear: "11223344556677888877665544332211", check: "491510CA" },
  mak: { clear: "A1B2C3D4E5F60718A1B2C3D4E5F60718", check: "5FFE0009" },
  tdk: { clear: "0F1E2D3C4B5A69788796A5B4C3D2E1F0", check: "819DB114" },
  f62:
    "3EB3B72576BBBE832532DF5DD75880D3491510CAFD7AF640961CDB8BFD7AF640961CDB8B5FFE0009" +
    "BDBE59C77CF56415BAB6EAD19B49AD8C819DB114",
} as const;

/** Messages and their F64 in ASCII. */
export const F64S = [
  {
    id: "F64, a 16-byte key, a message already folded to one block",
    source: "walk-through published on CSDN, recomputed",
    method: "ecb",
    key: "55036372B17543ECB173730768B8D6C4",
    message: "1212B04E1227809C",
    expected: "5FE058DB",
  },
  {
    id: "F64, an 8-byte key",
    source: "message and keys published on CSDN, F64 computed with OpenSSL",
    method: "ecb",
    key: "C24A8FB57AA20123",
    message:
      "0200302004C020C0981100000000000000005100183402100006324392260009942820D131210112" +
      "0084393136363838303134303030303030303030303030303031313536ACF46E73838A82F9260000" +
      "0000000000000822000001",
    expected: "8A9E91B8",
  },
  {
    id: "F64, a sale",
    source: OWN,
    method: "ecb",
    key: "A1B2C3D4E5F60718",
    message:
      "0200302004C020C0981100000000000000123400000202100012336212345678901265D301222000" +
      "00000000313233343536373854494C4C5941524430303030303031313536D6C6C7D3916DCCDA2600" +
      "000000000000001322000001000500",
    expected: "CD6A1178",
  },
  {
    id: "F64, the reversal of the sale",
    source: OWN,
    method: "ecb",
    key: "A1B2C3D4E5F60718",
    message:
      "04003020048002C080190000000000000012340000020210003938313233343536373854494C4C59" +
      "4152443030303030303131353600132200000100050000160000010000020615",
    expected: "10D38F00",
  },
] as const;

/** PIN 123456 of the card 6212345678901265, clear and under the PIN key above. */
export const PIN_BLOCK = {
  pin: "123456",
  pan: "6212345678901265",
  clear: "061217139876FED9",
  enciphered: "D6C6C7D3916DCCDA",
} as const;

/** Track 2 digits under the track key above: only the 16 digits before the last byte. */
export const TRACK_2 = { clear: "D301222000000000", enciphered: "59DD0DECC0C72422" } as const;

/** One transaction of version 01 with triple DES, from master key to the issuer's answer. */
export const CRYPTOGRAM = {
  masterKey: "2315208C9110AD402315208C9110AD40",
  pan: "6212345678901265",
  panSequence: "01",
  atc: 1,
  cardKey: "786690B5648DDE28AA4C9B285DBEE950",
  sessionKey: "50CB45645DDB7098D52F939802C6D267",
  input: "00000000123400000000000001560000000000015626061500123456787C00000103A0A000",
  arqc: "FF098E3016F869BF",
  responseCode: "00",
  arpc: "0FCA657D31563D46",
} as const;

/** One transaction of version 17 with SM4. The answer alone was not published. */
export const SM4_CRYPTOGRAM = {
  masterKey: "F23BF4AE92B554C116139D4F67322667",
  pan: "88660100000304",
  panSequence: "00",
  atc: 1,
  cardKey: "016F6E76BD8E6FB4A17C28C4B05E03A8",
  sessionKey: "9ECF9220F32AE56187D3C2444967FC0E",
  input: "00000000000000000000000001560000000800015616051800412AB4B67D00000103A00000",
  arqc: "179E0D01A7D1791D",
  responseCode: "00",
  arpc: "DC16134D6FF5CF97",
} as const;

type Transaction = typeof CRYPTOGRAM | typeof SM4_CRYPTOGRAM;

const KEY_VALUES = [
  { id: "PIN key, check value", source: OWN, key: KEYS.pik.clear, expected: KEYS.pik.check },
  { id: "MAC key, check value", source: OWN, key: KEYS.mak.clear, expected: KEYS.mak.check },
  { id: "track key, check value", source: OWN, key: KEYS.tdk.clear, expected: KEYS.tdk.check },
] as const;

const ENCIPHERED = [
  {
    id: "PIN block under the PIN key",
    source: OWN,
    key: KEYS.pik.clear,
    clear: PIN_BLOCK.clear,
    expected: PIN_BLOCK.enciphered,
  },
  {
    id: "track 2 under the track key",
    source: OWN,
    key: KEYS.tdk.clear,
    clear: TRACK_2.clear,
    expected: TRACK_2.enciphered,
  },
  {
    id: "sign-on download under the master key",
    source: OWN,
    key: KEYS.tmk,
    clear: KEYS.pik.clear,
    expected: KEYS.f62.slice(0, 32),
  },
] as const;

const PUBLISHED = "worked example published as codetd.com 219619, its answer computed here";

const TRANSACTIONS = [
  ...stepsOf("CVN 01, triple DES", unionPay3des, CRYPTOGRAM, OWN),
  ...stepsOf("CVN 17, SM4", unionPaySm4, SM4_CRYPTOGRAM, PUBLISHED),
];

export const UNIONPAY: VectorGroup = {
  name: "UnionPay: Q/CUP 009 (F62, F64), JR/T 0025 (cryptograms with triple DES and SM4)",
  checks: [
    ...checksOf(F64S, ({ method, key, message }) =>
      toLatin1(messageMac(method, fromHex(key))(fromHex(message))),
    ),
    ...checksOf(KEY_VALUES, ({ key }) => toHex(keyCheckValue(desCipher(fromHex(key)), 4))),
    ...checksOf(ENCIPHERED, ({ key, clear }) =>
      toHex(desCipher(fromHex(key)).encrypt(fromHex(clear))),
    ),
    ...checksOf(TRANSACTIONS, ({ compute }) => compute()),
  ],
};

function stepsOf(name: string, scheme: CryptogramScheme, row: Transaction, source: string) {
  const session = () => scheme.openCard(fromHex(row.cardKey))({ atc: row.atc });
  const master = () => scheme.openMaster(fromHex(row.masterKey));
  const step = (what: string, expected: string, compute: () => Uint8Array) => ({
    id: `${name}: ${what}`,
    source,
    expected,
    compute: () => toHex(compute()),
  });
  return [
    step("card key", row.cardKey, () => scheme.deriveCardKey(master(), row.pan, row.panSequence)),
    step("session key", row.sessionKey, () =>
      deriveSessionKey(scheme.openMaster(fromHex(row.cardKey)), row.atc),
    ),
    step("cryptogram", row.arqc, () => session().compute(fromHex(row.input))),
    step("answer", row.arpc, () =>
      session().computeResponse(fromHex(row.arqc), fromLatin1(row.responseCode)),
    ),
  ];
}
