import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import { decodeRecord, encodeRecord, type JournalRecord } from "./journal-record.ts";

/** Why a journal cannot be trusted: its record of this place, counted from 0, is not as written. */
export type JournalFault = { readonly code: "bad-record"; readonly at: number };

/** What a storage's records say, where the next one is to be chained, and how many were torn last. */
export type ReadJournal = {
  readonly records: readonly JournalRecord[];
  readonly chain: number;
  readonly torn: number;
};

/** Check value that the first record is chained to. */
export const CHAIN_START = 0;

const LENGTH_BYTES = 2;
const CHAIN_BYTES = 4;
const CHECK_BYTES = 4;
const OVERHEAD = LENGTH_BYTES + CHAIN_BYTES + CHECK_BYTES;
/** @source IEEE 802.3, reversed polynomial */
const POLYNOMIAL = 0xedb88320;
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value % 2 === 1 ? POLYNOMIAL : 0);
  return value;
});

/**
 * Length, check value of the record before, the record, and the check value (CRC-32) of all that:
 * so that a record that is cut, changed, lost or out of place is seen.
 */
export function sealRecord(
  record: JournalRecord,
  chain: number,
): { readonly bytes: Uint8Array; readonly chain: number } {
  const payload = encodeRecord(record);
  const bytes = new Uint8Array(payload.length + OVERHEAD);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, payload.length);
  view.setUint32(LENGTH_BYTES, chain);
  bytes.set(payload, LENGTH_BYTES + CHAIN_BYTES);
  const check = checkValue(bytes, bytes.length - CHECK_BYTES);
  view.setUint32(bytes.length - CHECK_BYTES, check);
  return { bytes, chain: check };
}

/**
 * Reads a whole journal. Records torn at its end are left out and counted. Torn records further in
 * pass only where the record behind them is a `cut` that owns up to them; anything else that is
 * not as it was written makes the journal untrustworthy.
 */
export function readJournal(stored: readonly Uint8Array[]): Result<ReadJournal, JournalFault> {
  const records: JournalRecord[] = [];
  let chain = CHAIN_START;
  let torn = 0;
  for (const [at, bytes] of stored.entries()) {
    const opened = openRecord(bytes, chain);
    if (opened === undefined) {
      torn += 1;
      continue;
    }
    const { record } = opened;
    const owned = record.kind === "cut" ? Number(record.count) : 0;
    if (torn !== owned) return err({ code: "bad-record", at: at - 1 });
    torn = 0;
    records.push(record);
    chain = opened.chain;
  }
  return ok({ records, chain, torn });
}

function openRecord(
  bytes: Uint8Array,
  chain: number,
): { readonly record: JournalRecord; readonly chain: number } | undefined {
  if (bytes.length < OVERHEAD) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = bytes.length - CHECK_BYTES;
  const check = view.getUint32(end);
  if (view.getUint16(0) !== bytes.length - OVERHEAD) return undefined;
  if (view.getUint32(LENGTH_BYTES) !== chain || checkValue(bytes, end) !== check) return undefined;
  const record = decodeRecord(bytes.subarray(LENGTH_BYTES + CHAIN_BYTES, end));
  return record === undefined ? undefined : { record, chain: check };
}

function checkValue(bytes: Uint8Array, end: number): number {
  let value = 0xffffffff;
  for (let at = 0; at < end; at += 1) {
    value = (value >>> 8) ^ (REMAINDERS[(value ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}
