import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import { crc32 } from "./crc32.ts";
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
  const check = crc32(bytes, bytes.length - CHECK_BYTES);
  view.setUint32(bytes.length - CHECK_BYTES, check);
  return { bytes, chain: check };
}

/**
 * Reads a whole journal. Records torn at its end are left out and counted. Torn records further in
 * pass only where the record behind them is a `cut` that owns up to them. A record that is whole
 * but not chained to the one before it, or anything else out of place, is a fault.
 */
export function readJournal(stored: readonly Uint8Array[]): Result<ReadJournal, JournalFault> {
  const records: JournalRecord[] = [];
  let chain = CHAIN_START;
  let torn = 0;
  for (const [at, bytes] of stored.entries()) {
    const opened = openRecord(bytes);
    if (opened === undefined) {
      torn += 1;
      continue;
    }
    const { record } = opened;
    const owned = record.kind === "cut" ? Number(record.count) : 0;
    if (opened.before !== chain || torn !== owned)
      return err({ code: "bad-record", at: at - torn });
    torn = 0;
    records.push(record);
    chain = opened.chain;
  }
  return ok({ records, chain, torn });
}

type Opened = {
  readonly record: JournalRecord;
  /** Check value of the record that stood before it when it was written. */
  readonly before: number;
  readonly chain: number;
};

/** The record in `bytes`, or undefined where they are not all of it. */
function openRecord(bytes: Uint8Array): Opened | undefined {
  if (bytes.length < OVERHEAD) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = bytes.length - CHECK_BYTES;
  const chain = view.getUint32(end);
  if (view.getUint16(0) !== bytes.length - OVERHEAD || crc32(bytes, end) !== chain)
    return undefined;
  const record = decodeRecord(bytes.subarray(LENGTH_BYTES + CHAIN_BYTES, end));
  return record && { record, before: view.getUint32(LENGTH_BYTES), chain };
}
