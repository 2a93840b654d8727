import { desCipher, desPair } from "../../../device-emulators/crypto/blocks.ts";
import { computeCvv } from "../../../device-emulators/crypto/card-check.ts";
import {
  computePvv,
  naturalPin,
  pinOffset,
  pinOfOffset,
} from "../../../device-emulators/crypto/pin-check.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { checksOf, type VectorGroup } from "../vector.ts";

const KEY = "0123456789ABCDEFFEDCBA9876543210";
const JPOS_KEY = "12345678123456781234567812345678";

/** Key, PAN, expiry, service code, value, source. */
const CVV_ROWS = [
  [KEY, "4123456789012", "8701", "101", "370", "published test set, fsou.com, 84828_4"],
  [KEY, "4999988887777", "9105", "111", "649", "published test set, fsou.com, 84828_4"],
  [KEY, "4666655554444", "9206", "120", "821", "published test set, fsou.com, 84828_4"],
  [KEY, "4333322221111", "9307", "141", "697", "published test set, fsou.com, 84828_4"],
  [KEY, "4123456789012345", "8701", "101", "561", "published test set, fsou.com, 84828_4"],
  [KEY, "4999988887777000", "9105", "111", "245", "published test set, fsou.com, 84828_4"],
  [KEY, "4666655554444111", "9206", "120", "664", "published test set, fsou.com, 84828_4"],
  [KEY, "4333322221111222", "9307", "141", "382", "published test set, fsou.com, 84828_4"],
  [
    KEY,
    "4123456789012345",
    "8701",
    "000",
    "636",
    "inputs of fsou.com, 84828_4, computed with OpenSSL",
  ],
  [
    KEY,
    "4123456789012345",
    "8701",
    "999",
    "651",
    "inputs of fsou.com, 84828_4, computed with OpenSSL",
  ],
  [
    "99999999999999998888888888888888",
    "2222222222222222",
    "3333",
    "111",
    "361",
    "psec, tests/test_cvv.py",
  ],
  [JPOS_KEY, "123456789012", "1108", "000", "204", "jPOS, security module tests"],
] as const;

export const CVVS = CVV_ROWS.map(([key, pan, expiry, serviceCode, expected, source]) => ({
  id: `CVV of ${pan}, ${expiry}, ${serviceCode}`,
  key,
  pan,
  expiry,
  serviceCode,
  expected,
  source,
}));

/** Key, key index, PIN, PAN, value, source. */
const PVV_ROWS = [
  [KEY, "1", "4524", "1122334455667788", "8523", "psec, tests/test_pin.py"],
  [KEY, "2", "1912", "1122334455667788", "3244", "psec, tests/test_pin.py"],
  [KEY, "1", "0570", "1122334455667718", "3144", "psec, tests/test_pin.py"],
  [KEY, "1", "8299", "1122334455667708", "4422", "psec, tests/test_pin.py"],
  [JPOS_KEY, "0", "1234", "1234567890123", "1226", "jPOS, security module tests"],
] as const;

export const PVVS = PVV_ROWS.map(([key, keyIndex, pin, pan, expected, source]) => ({
  id: `PVV of PIN ${pin}, ${pan}, key index ${keyIndex}`,
  key,
  keyIndex,
  pin,
  pan,
  expected,
  source,
}));

/** Validation data, offset, PIN. */
const IBM_ROWS = [
  ["1122334455667788", "0000", "4524"],
  ["1122334455667788", "1111", "5635"],
  ["1122334455667788", "6586", "0000"],
  ["1122334455667788", "7697", "1111"],
  ["1122334455667788", "7710", "1234"],
  ["11223344556677FF", "0000", "5518"],
  ["1223344556677811", "0000", "3675"],
  ["2233445566778811", "0000", "5550"],
] as const;

export const IBM_3624_TABLE = "1234567890123456";

export const IBM_3624S = IBM_ROWS.map(([validation, offset, pin]) => ({
  source: "psec, tests/test_pin.py",
  validation,
  offset,
  pin,
}));

const PINS = IBM_3624S.map((row) => ({
  ...row,
  id: `PIN at offset ${row.offset} of ${row.validation}`,
  expected: row.pin,
}));

const OFFSETS = IBM_3624S.map((row) => ({
  ...row,
  id: `offset of PIN ${row.pin} from ${row.validation}`,
  expected: row.offset,
}));

const NATURAL = PINS.filter(({ offset }) => offset === "0000").map((row) => ({
  ...row,
  id: `natural PIN of ${row.validation}`,
}));

const ISSUER = { key: desCipher(fromHex(KEY)), table: IBM_3624_TABLE };

export const CARD_VALUES: VectorGroup = {
  name: "Card and PIN verification: CVV, PVV, IBM 3624",
  checks: [
    ...checksOf(CVVS, (row) => computeCvv(desPair(fromHex(row.key)), row)),
    ...checksOf(PVVS, (row) => computePvv(desCipher(fromHex(row.key)), row)),
    ...checksOf(NATURAL, ({ validation }) => naturalPin(ISSUER, validation, 4)),
    ...checksOf(PINS, ({ validation, offset }) => pinOfOffset(ISSUER, validation, offset)),
    ...checksOf(OFFSETS, ({ validation, pin }) => pinOffset(ISSUER, validation, pin)),
  ],
};
