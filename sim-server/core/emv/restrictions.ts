import { equalBytes, toHex } from "../../../device-emulators/kit/bytes.ts";
import { type EmvSession, requireValue } from "./session.ts";
import { markTvr } from "./tvr.ts";

/** Bits of the application usage control (9F07), byte 1. @source EMV 4.4 Book 3, annex C2 */
const USAGE = { domesticGoods: 0x20, foreignGoods: 0x10, terminals: 0x01 } as const;

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
  if (usage !== undefined && !allows(session, usage[0] ?? 0)) markTvr(tvr, "serviceNotAllowed");
  const today = datedAt(requireValue(session, "9A"));
  const effective = data.get("5F25");
  if (effective !== undefined && datedAt(effective) > today) markTvr(tvr, "notYetEffective");
  if (datedAt(requireValue(session, "5F24")) < today) markTvr(tvr, "expired");
}

function allows(session: EmvSession, usage: number): boolean {
  if ((usage & USAGE.terminals) === 0) return false;
  const country = session.data.get("5F28");
  if (country === undefined) return true;
  const domestic = equalBytes(country, requireValue(session, "9F1A"));
  return (usage & (domestic ? USAGE.domesticGoods : USAGE.foreignGoods)) !== 0;
}

/** Comparable dates: a year from 50 on belongs to the last century. @source EMV 4.4 Book 4, 6.7.3 */
function datedAt(packed: Uint8Array): string {
  const date = toHex(packed);
  return (date >= "50" ? "19" : "20") + date;
}
