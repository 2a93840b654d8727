import { equalBytes, toHex } from "../../../device-emulators/kit/bytes.ts";
import { type EmvSession, requireValue, TRANSACTION_TYPE } from "./session.ts";
import { markTvr } from "./tvr.ts";

/** Not a cash machine. Bit of the application usage control (9F07), byte 1. @source EMV 4.4 Book 3, annex C2 */
const TERMINALS = 0x01;

/**
 * The bits that a transaction needs at home and abroad, by tag 9C: in byte 1, or in byte 2. Others
 * need none.
 *
 * @source EMV 4.4 Book 3, 10.4.2 and annex C2
 */
const USAGE: Readonly<Record<string, Usage>> = {
  [TRANSACTION_TYPE.goods]: { byte: 0, domestic: 0x20, foreign: 0x10 },
  [TRANSACTION_TYPE.preauthorisation]: { byte: 0, domestic: 0x20, foreign: 0x10 },
  [TRANSACTION_TYPE.cash]: { byte: 0, domestic: 0x80, foreign: 0x40 },
  [TRANSACTION_TYPE.cashback]: { byte: 1, domestic: 0x80, foreign: 0x40 },
};

type Usage = { readonly byte: 0 | 1; readonly domestic: number; readonly foreign: number };

/**
 * Notes where card and sale do not suit each other: version, usage, dates. It refuses nothing; the
 * action codes weigh what is noted.
 *
 * @source EMV 4.4 Book 3, 10.4
 */
export function checkRestrictions(session: EmvSession): void {
  const { data, tvr } = session;
  const version = data.get("9F08");
  if (version !== undefined && !equalBytes(version, requireValue(session, "9F09"))) {
    markTvr(tvr, "versionsDiffer");
  }
  const usage = data.get("9F07");
  if (usage !== undefined && !allows(session, usage)) markTvr(tvr, "serviceNotAllowed");
  const today = datedAt(requireValue(session, "9A"));
  const effective = data.get("5F25");
  if (effective !== undefined && datedAt(effective) > today) markTvr(tvr, "notYetEffective");
  if (datedAt(requireValue(session, "5F24")) < today) markTvr(tvr, "expired");
}

function allows(session: EmvSession, control: Uint8Array): boolean {
  if (((control[0] ?? 0) & TERMINALS) === 0) return false;
  const country = session.data.get("5F28");
  const usage = USAGE[toHex(requireValue(session, "9C"))];
  if (country === undefined || usage === undefined) return true;
  const domestic = equalBytes(country, requireValue(session, "9F1A"));
  return ((control[usage.byte] ?? 0) & (domestic ? usage.domestic : usage.foreign)) !== 0;
}

/** Comparable dates: a year from 50 on belongs to the last century. @source EMV 4.4 Book 4, 6.7.3 */
function datedAt(packed: Uint8Array): string {
  const date = toHex(packed);
  return (date >= "50" ? "19" : "20") + date;
}
