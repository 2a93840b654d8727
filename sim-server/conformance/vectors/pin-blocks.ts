import { aesCipher } from "../../../device-emulators/crypto/blocks.ts";
import {
  type Draw,
  decodePinBlock,
  decodePinBlock1,
  decodePinBlock2,
  decodePinBlock3,
  encodePinBlock,
  encodePinBlock1,
  encodePinBlock2,
  encodePinBlock3,
} from "../../../device-emulators/crypto/pin-block.ts";
import {
  decipherPinBlock4,
  encipherPinBlock4,
  panField4,
} from "../../../device-emulators/crypto/pin-block-4.ts";
import type { PinBlockFault } from "../../../device-emulators/crypto/pin-field.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import type { Result } from "../../../device-emulators/kit/result.ts";
import { checksOf, type VectorGroup } from "../vector.ts";

/** What the published blocks of format 3 draw for their filler: the last of the letters A to F. */
const LETTER_F = 5;

/** Format, PIN, PAN, clear block, source. */
const CLEAR_ROWS = [
  [0, "1234", "4012345678909", "041274EDCBA9876F", "ANSI X9.24-1:2009, A.4, via openemv/dukpt"],
  [0, "1234", "5555555551234567", "041261AAAAEDCBA9", "psec, tests/test_pinblock.py"],
  [0, "123456789", "5555555551234567", "091261032D8DCBA9", "psec, tests/test_pinblock.py"],
  [0, "1234567890", "5555555551234567", "0A1261032D82CBA9", "psec, tests/test_pinblock.py"],
  [0, "123456789012", "5555555551234567", "0C1261032D8226A9", "psec, tests/test_pinblock.py"],
  [1, "12345", "", "1512345EDCBA9876", "openemv/pinblock"],
  [2, "34567", "", "2534567FFFFFFFFF", "Thales payShield manual, via openemv/pinblock"],
  [2, "1234", "", "241234FFFFFFFFFF", "psec, tests/test_pinblock.py"],
  [2, "123456789", "", "29123456789FFFFF", "psec, tests/test_pinblock.py"],
  [2, "1234567890", "", "2A1234567890FFFF", "psec, tests/test_pinblock.py"],
  [2, "123456789012", "", "2C123456789012FF", "psec, tests/test_pinblock.py"],
  [3, "1234", "5555555551234567", "341261AAAAEDCBA9", "psec, tests/test_pinblock.py"],
  [3, "123456789", "5555555551234567", "391261032D8DCBA9", "psec, tests/test_pinblock.py"],
  [3, "1234567890", "5555555551234567", "3A1261032D82CBA9", "psec, tests/test_pinblock.py"],
  [3, "123456789012", "5555555551234567", "3C1261032D8226A9", "psec, tests/test_pinblock.py"],
] as const;

/** Clear blocks of formats 0 to 3. */
export const CLEAR_PIN_BLOCKS = CLEAR_ROWS.map(([format, pin, pan, block, source]) => ({
  format,
  pin,
  pan,
  block,
  source,
}));

/** One row of the table. */
export type ClearPinBlock = (typeof CLEAR_PIN_BLOCKS)[number];

/** PAN, its field in format 4, source. */
const PAN_FIELD_ROWS = [
  ["4111111111111111", "44111111111111111000000000000000", "ANSI X9.24-3:2017 supplement, page 31"],
  ["411111111111111", "34111111111111110000000000000000", "openemv/pinblock"],
  ["112233445566778899", "61122334455667788990000000000000", "psec, tests/test_pinblock.py"],
  ["123456789", "00001234567890000000000000000000", "openemv/pinblock"],
] as const;

const PAN_FIELDS = PAN_FIELD_ROWS.map(([pan, expected, source]) => ({
  id: `format 4, PAN field of ${pan}`,
  pan,
  expected,
  source,
}));

/** Enciphered blocks of format 4; `random` where it was published, so that they can be made. */
export const PIN_BLOCKS_4 = [
  {
    source: "ANSI X9.24-3:2017 supplement, page 31",
    key: "AF8CB133A78F8DC2D1359F18527593FB",
    pan: "4111111111111111",
    random: "2F69ADDE2E9E7ACE",
    block: "A912150391AB65A67E52883D81CE2D15",
    pin: "1234",
  },
  {
    source: "psec, tests/test_pinblock.py",
    key: "00112233445566778899AABBCCDDEEFF",
    pan: "1234567890123456789",
    random: "FFFFFFFFFFFFFFFF",
    block: "28B41FDDD29B743E93124BD8E32D921E",
    pin: "1234",
  },
  {
    source: "ep2 Security Specification 8.0.0, 8.4, via psec",
    key: "C1D0F8FB4958670DBA40AB1F3752EF0D",
    pan: "432198765432109870",
    random: undefined,
    block: "CC17F65586BFD0953010226C4FC5B3CA",
    pin: "1234",
  },
  {
    source: "psec, tests/test_pinblock.py",
    key: "00112233445566778899AABBCCDDEEFF",
    pan: "1",
    random: undefined,
    block: "39B69B1B91FE05D48F7EF0D68EB2CBD6",
    pin: "123456",
  },
] as const;

const ENCODED = CLEAR_PIN_BLOCKS.map((row) => ({
  ...row,
  id: `format ${row.format} of ${row.pin} for ${row.pan || "no card"}`,
  expected: row.block,
}));

const DECODED = CLEAR_PIN_BLOCKS.map((row) => ({
  ...row,
  id: `format ${row.format}, PIN in ${row.block}`,
  expected: row.pin,
}));

const ENCIPHERED_4 = PIN_BLOCKS_4.flatMap(({ random, ...row }) =>
  random === undefined
    ? []
    : [{ ...row, random, id: `format 4 for ${row.pan}`, expected: row.block }],
);

const DECIPHERED_4 = PIN_BLOCKS_4.map((row) => ({
  ...row,
  id: `format 4, PIN in ${row.block.slice(0, 8)}…`,
  expected: row.pin,
}));

/** The block of a row, made with the filler that its publication has. */
export function encodeRow({ format, pin, pan, block }: ClearPinBlock): Uint8Array {
  switch (format) {
    case 0:
      return encodePinBlock(pin, pan);
    case 1:
      return encodePinBlock1(pin, replay(block.slice(2 + pin.length)));
    case 2:
      return encodePinBlock2(pin);
    case 3:
      return encodePinBlock3(pin, pan, () => LETTER_F);
  }
}

/** The PIN in a row's block. */
export function decodeRow({ format, pan, block }: ClearPinBlock): Result<string, PinBlockFault> {
  const bytes = fromHex(block);
  switch (format) {
    case 0:
      return decodePinBlock(bytes, pan);
    case 1:
      return decodePinBlock1(bytes);
    case 2:
      return decodePinBlock2(bytes);
    case 3:
      return decodePinBlock3(bytes, pan);
  }
}

export const PIN_BLOCKS: VectorGroup = {
  name: "PIN blocks: ISO 9564-1:2017",
  checks: [
    ...checksOf(ENCODED, (row) => toHex(encodeRow(row))),
    ...checksOf(DECODED, (row) => pinOr(decodeRow(row))),
    ...checksOf(PAN_FIELDS, ({ pan }) => toHex(panField4(pan))),
    ...checksOf(ENCIPHERED_4, (row) =>
      toHex(encipherPinBlock4(aesCipher(fromHex(row.key)), row, fromHex(row.random))),
    ),
    ...checksOf(DECIPHERED_4, ({ key, block, pan }) =>
      pinOr(decipherPinBlock4(aesCipher(fromHex(key)), fromHex(block), pan)),
    ),
  ],
};

/** Draws the hex digits of `filler` one after another. */
function replay(filler: string): Draw {
  let at = 0;
  return () => {
    at += 1;
    return Number.parseInt(filler.charAt(at - 1), 16);
  };
}

function pinOr(read: Result<string, PinBlockFault>): string {
  return read.ok ? read.value : read.error;
}
