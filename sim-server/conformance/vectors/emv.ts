import { type DesPair, desCipher, desPair } from "../../../device-emulators/crypto/blocks.ts";
import {
  responseByMethod1,
  responseByMethod2,
} from "../../../device-emulators/crypto/cryptogram.ts";
import {
  type CryptogramScheme,
  mastercardProprietary,
  visaCvn10,
  visaCvn18,
  visaCvn22,
} from "../../../device-emulators/crypto/cryptogram-scheme.ts";
import {
  deriveCardKey,
  deriveCardKeyB,
  deriveCommonSessionKey,
} from "../../../device-emulators/crypto/emv-keys.ts";
import { type Padding, retailMac } from "../../../device-emulators/crypto/iso-9797.ts";
import { keyCheckValue } from "../../../device-emulators/crypto/key-check.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { checksOf, type VectorGroup } from "../vector.ts";

const KEY = "0123456789ABCDEFFEDCBA9876543210";
const JPOS_KEY = "12345678123456781234567812345678";
const DATA = "0123456789ABCDEF0123456789ABCDEF";
const VISA = "000000004000 000000000000 0124 8000048000 0124 191105 01 52BF4585 1800 001C";
const JPOS_DATA =
  "000000010000 000000001000 0840 0000001080 0840 980704 00 11111111 5800 3456 A08003242000";
const KD = "pyemv, tests/test_kd_hsm.py (checked against an HSM)";
const AC = "pyemv, tests/test_ac_hsm.py (checked against an HSM)";
const CVN = "pyemv, tests/test_cvn_hsm.py (checked against an HSM)";
const SM = "pyemv, tests/test_sm_hsm.py (checked against an HSM)";
const JPOS = "jPOS, CryptogramTest and VISACryptogramTest";

/** What is wanted of the keys of a case. Keys show by the first two bytes of their check value. */
type Wanted =
  | { readonly what: "card key" | "session key"; readonly expected: string }
  | {
      readonly what: "MAC";
      readonly data: string;
      readonly padding: Padding;
      readonly expected: string;
    }
  | {
      readonly what: "ARPC 1";
      readonly under: "card key" | "session key";
      readonly cryptogram: string;
      readonly code: string;
      readonly expected: string;
    }
  | {
      readonly what: "ARPC 2";
      readonly cryptogram: string;
      readonly update: string;
      readonly expected: string;
    };

type Case = {
  readonly name: string;
  readonly source: string;
  readonly option: "A" | "B";
  readonly masterKey: string;
  readonly pan: string;
  readonly panSequence: string;
  /** R of the common session key; absent where the card's key itself is used. */
  readonly diversifier?: string;
  readonly wanted: readonly Wanted[];
};

const R = "1234567890123456";

/** Keys, MACs and answers step by step, from the issuer's master key on. */
export const EMV_CASES: readonly Case[] = [
  {
    name: "option A, 17 digits, sequence 45",
    source: KD,
    option: "A",
    masterKey: KEY,
    pan: "12345678901234567",
    panSequence: "45",
    diversifier: R,
    wanted: [
      { what: "card key", expected: "FF08" },
      { what: "session key", expected: "DF82" },
      { what: "MAC", data: DATA, padding: 2, expected: "19C1FBC83EBDC0D5" },
      arpc1("card key", "19C1FBC83EBDC0D5", "0000", "78A372523FA35A03"),
      arpc1("session key", "19C1FBC83EBDC0D5", "0000", "C3620580668E5B65"),
    ],
  },
  {
    name: "option A, 17 digits, sequence 00",
    source: KD,
    option: "A",
    masterKey: KEY,
    pan: "12345678901234567",
    panSequence: "00",
    diversifier: R,
    wanted: [
      { what: "session key", expected: "3F4F" },
      { what: "MAC", data: DATA, padding: 2, expected: "8698A7319324FD93" },
      arpc1("card key", "8698A7319324FD93", "0000", "BEA11C8F4A47EF6F"),
    ],
  },
  {
    name: "option A, 16 digits, sequence 45",
    source: AC,
    option: "A",
    masterKey: KEY,
    pan: "9901234567890123",
    panSequence: "45",
    diversifier: R,
    wanted: [
      { what: "card key", expected: "1DA5" },
      { what: "session key", expected: "0995" },
      { what: "MAC", data: DATA, padding: 2, expected: "4B46013359B7A58B" },
      { what: "MAC", data: DATA, padding: 1, expected: "922F3E83125EB46B" },
      { what: "MAC", data: `${DATA}01`, padding: 1, expected: "2E141C6BC4A20DA8" },
      arpc1("card key", "4B46013359B7A58B", "0000", "F8C9CECAABD55AD1"),
      arpc1("card key", "2E141C6BC4A20DA8", "0000", "16A49AAB314B9262"),
      arpc1("card key", "922F3E83125EB46B", "0000", "8AE6E836084B0E80"),
      arpc2("4B46013359B7A58B", "00000000", "7DFB1188"),
      arpc2("4B46013359B7A58B", "00000000 1234567890ABCDEF", "4962B76C"),
    ],
  },
  {
    name: "option B, 16 digits",
    source: KD,
    option: "B",
    masterKey: KEY,
    pan: "1234567890123456",
    panSequence: "00",
    diversifier: R,
    wanted: [
      { what: "card key", expected: "BAB0" },
      { what: "session key", expected: "BC19" },
      { what: "MAC", data: DATA, padding: 2, expected: "0CE77D211CB5459A" },
      arpc2("0CE77D211CB5459A", "00000000", "8CD9AA5D"),
    ],
  },
  {
    name: "option B, 17 digits, sequence 45",
    source: KD,
    option: "B",
    masterKey: KEY,
    pan: "12345678901234567",
    panSequence: "45",
    diversifier: R,
    wanted: [
      { what: "card key", expected: "0BAF" },
      { what: "session key", expected: "4262" },
      { what: "MAC", data: DATA, padding: 2, expected: "5760EE07B4FA65D1" },
      arpc2("5760EE07B4FA65D1", "00000000", "106B81D9"),
    ],
  },
  {
    name: "option B, 17 digits, sequence 00",
    source: KD,
    option: "B",
    masterKey: KEY,
    pan: "12345678901234567",
    panSequence: "00",
    diversifier: R,
    wanted: [
      { what: "card key", expected: "4626" },
      { what: "session key", expected: "7F36" },
      { what: "MAC", data: DATA, padding: 2, expected: "0BAA251EA8989442" },
      arpc2("0BAA251EA8989442", "00000000", "C1C41F3A"),
    ],
  },
  {
    name: "option B, 18 digits",
    source: KD,
    option: "B",
    masterKey: KEY,
    pan: "123456789012345679",
    panSequence: "00",
    diversifier: R,
    wanted: [
      { what: "card key", expected: "C2F3" },
      { what: "session key", expected: "7C35" },
      { what: "MAC", data: DATA, padding: 2, expected: "DC95BCE3EBBE0296" },
      arpc2("DC95BCE3EBBE0296", "00000000", "ECCA0C4B"),
    ],
  },
  {
    name: "option B, too few decimals in the hash",
    source: KD,
    option: "B",
    masterKey: KEY,
    pan: "000000000000000005",
    panSequence: "23",
    diversifier: "001C000000000000",
    wanted: [
      { what: "card key", expected: "DD73" },
      { what: "session key", expected: "04F8" },
      { what: "MAC", data: `${VISA}06011203A0B800`, padding: 2, expected: "8CAD6F2489C640B1" },
      arpc2("8CAD6F2489C640B1", "00000000 12345678", "E39F1876"),
    ],
  },
  {
    name: "script MAC",
    source: SM,
    option: "A",
    masterKey: KEY,
    pan: "1234567890123456",
    panSequence: "01",
    diversifier: "ABCDEF1234567890",
    wanted: [
      { what: "card key", expected: "0239" },
      { what: "session key", expected: "F088" },
      { what: "MAC", data: "8424000008", padding: 2, expected: "CF323F09A0F6AB9E" },
    ],
  },
  {
    name: "jPOS, card key",
    source: JPOS,
    option: "A",
    masterKey: JPOS_KEY,
    pan: "1234567890123456",
    panSequence: "00",
    wanted: [
      { what: "MAC", data: JPOS_DATA, padding: 1, expected: "26C8A1042D1CAF3E" },
      { what: "MAC", data: JPOS_DATA, padding: 2, expected: "2263CD868F3E0234" },
      arpc1("card key", "26C8A1042D1CAF3E", "3030", "98DE7C7B3D80A831"),
    ],
  },
  {
    name: "jPOS, common session key",
    source: JPOS,
    option: "A",
    masterKey: JPOS_KEY,
    pan: "1234567890123456",
    panSequence: "00",
    diversifier: "3456000000000000",
    wanted: [
      { what: "MAC", data: JPOS_DATA, padding: 1, expected: "36DBEE15F36B1E7F" },
      { what: "MAC", data: JPOS_DATA, padding: 2, expected: "55BE45DD2C9E0CBF" },
      arpc1("session key", "55BE45DD2C9E0CBF", "0012", "01BAE8DE6A0DE9E0"),
      arpc2("55BE45DD2C9E0CBF", "00120000", "B4C698B6"),
    ],
  },
  {
    name: "jPOS, M/Chip session key",
    source: JPOS,
    option: "A",
    masterKey: JPOS_KEY,
    pan: "1234567890123456",
    panSequence: "00",
    diversifier: "3456000011111111",
    wanted: [
      { what: "MAC", data: JPOS_DATA, padding: 1, expected: "9FFD1D52AE0EC0F3" },
      { what: "MAC", data: JPOS_DATA, padding: 2, expected: "AC8074C9E62EE6EF" },
      arpc1("card key", "AC8074C9E62EE6EF", "0012", "5B5B712F9A644774"),
    ],
  },
];

/** Whole schemes: scheme, its name, source, master key, counter, input, cryptogram, bound, answer. */
const SCHEME_ROWS: readonly (readonly [
  CryptogramScheme,
  string,
  string,
  string,
  number,
  string,
  string,
  string,
  string,
])[] = [
  [
    visaCvn10,
    "Visa CVN 10",
    CVN,
    KEY,
    0x1c,
    `${VISA}03A06010`,
    "29CCA15AE665FA2E",
    "3030",
    "28993816AFAE4AEB",
  ],
  [
    visaCvn18,
    "Visa CVN 18",
    CVN,
    KEY,
    0x1c,
    `${VISA}06011203A0B800`,
    "7A788EA6B8A3E733",
    "00000000",
    "9AF514C1",
  ],
  [
    visaCvn22,
    "Visa CVN '22'",
    CVN,
    KEY,
    0x1c,
    `${VISA}06011203A0B800`,
    "7A788EA6B8A3E733",
    "00000000",
    "9AF514C1",
  ],
  [
    mastercardProprietary,
    "M/Chip",
    JPOS,
    JPOS_KEY,
    0x3456,
    JPOS_DATA,
    "AC8074C9E62EE6EF",
    "0012",
    "5B5B712F9A644774",
  ],
];

/** The scheme rows share one card and one number of the terminal. */
export const EMV_SCHEMES = SCHEME_ROWS.map(
  ([scheme, name, source, masterKey, atc, input, cryptogram, bound, answer]) => ({
    scheme,
    name,
    source,
    masterKey,
    pan: "1234567890123456",
    panSequence: "00",
    transaction: { atc, unpredictable: fromHex("11111111") },
    input,
    cryptogram,
    bound,
    answer,
  }),
);

const STEPS = EMV_CASES.flatMap((row) =>
  row.wanted.map((wanted) => ({
    ...row,
    wanted,
    id: `${row.name}: ${nameOf(wanted)}`,
    expected: wanted.expected,
  })),
);

const CRYPTOGRAMS = EMV_SCHEMES.map((row) => ({
  ...row,
  id: `${row.name}: cryptogram`,
  expected: row.cryptogram,
}));

const ANSWERS = EMV_SCHEMES.map((row) => ({
  ...row,
  id: `${row.name}: answer`,
  expected: row.answer,
}));

/** The session key of a scheme row. */
export function openRow(row: (typeof EMV_SCHEMES)[number]) {
  const { scheme, masterKey, pan, panSequence, transaction } = row;
  const master = scheme.openMaster(fromHex(masterKey));
  return scheme.openCard(scheme.deriveCardKey(master, pan, panSequence))(transaction);
}

export const EMV: VectorGroup = {
  name: "EMV 4.4 Book 2: keys, cryptograms, answers, scripts",
  checks: [
    ...checksOf(STEPS, computeStep),
    ...checksOf(CRYPTOGRAMS, (row) => toHex(openRow(row).compute(fromHex(row.input)))),
    ...checksOf(ANSWERS, (row) =>
      toHex(openRow(row).computeResponse(fromHex(row.cryptogram), fromHex(row.bound))),
    ),
  ],
};

function computeStep({ wanted, ...row }: (typeof STEPS)[number]): string {
  const derive = row.option === "A" ? deriveCardKey : deriveCardKeyB;
  const card = desPair(derive(desCipher(fromHex(row.masterKey)), row.pan, row.panSequence));
  const session =
    row.diversifier === undefined
      ? card
      : desPair(deriveCommonSessionKey(card.both, fromHex(row.diversifier)));
  switch (wanted.what) {
    case "card key":
      return checkOf(card);
    case "session key":
      return checkOf(session);
    case "MAC":
      return toHex(retailMac(session, fromHex(wanted.data), wanted.padding));
    case "ARPC 1": {
      const key = wanted.under === "card key" ? card : session;
      return toHex(responseByMethod1(key.both, fromHex(wanted.cryptogram), fromHex(wanted.code)));
    }
    case "ARPC 2":
      return toHex(responseByMethod2(session, fromHex(wanted.cryptogram), fromHex(wanted.update)));
  }
}

function checkOf(key: DesPair): string {
  return toHex(keyCheckValue(key.both, 3)).slice(0, 4);
}

function nameOf(wanted: Wanted): string {
  switch (wanted.what) {
    case "card key":
    case "session key":
      return wanted.what;
    case "MAC":
      return `MAC of ${fromHex(wanted.data).length} bytes, padding ${wanted.padding}`;
    case "ARPC 1":
      return `ARPC 1 to ${wanted.cryptogram} with ${wanted.under}`;
    case "ARPC 2":
      return `ARPC 2 to ${wanted.cryptogram}, ${fromHex(wanted.update).length} bytes`;
  }
}

function arpc1(
  under: "card key" | "session key",
  cryptogram: string,
  code: string,
  expected: string,
): Wanted {
  return { what: "ARPC 1", under, cryptogram, code, expected };
}

function arpc2(cryptogram: string, update: string, expected: string): Wanted {
  return { what: "ARPC 2", cryptogram, update, expected };
}
