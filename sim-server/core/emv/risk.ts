import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { type EmvSession, requireValue, type TerminalApplication } from "./session.ts";
import { markTsi, markTvr } from "./tvr.ts";

const TERMINAL_RISK_MANAGEMENT = 0x08; // interchange profile, byte 1
/** A card without issuer action codes denies nothing and wants everything asked. @source EMV 4.4 Book 3, 10.7 */
const DENIES_NOTHING = new Uint8Array(5);
const ASKS_ALWAYS = new Uint8Array(5).fill(0xff);

/**
 * Notes a sale at or above the floor limit, where the card wants the terminal to manage risk. With
 * a floor limit of 0 that is every sale, and selection by chance has nothing to select from.
 *
 * @source EMV 4.4 Book 3, 10.6
 */
export function manageRisk(session: EmvSession, application: TerminalApplication): void {
  if (((requireValue(session, "82")[0] ?? 0) & TERMINAL_RISK_MANAGEMENT) === 0) return;
  const amountMinor = Number(toHex(requireValue(session, "9F02")));
  if (amountMinor >= application.floorLimitMinor) markTvr(session.tvr, "floorLimitReached");
  markTsi(session.tsi, "terminalRiskManagement");
}

/** What the notes call for: refusal, the issuer's word, or approval on the spot. */
export type ActionVerdict = "decline" | "ask" | "approve";

/**
 * Weighs the notes by the action codes of acquirer and issuer.
 *
 * @source EMV 4.4 Book 3, 10.7
 */
export function analyseActions(
  { data, tvr }: EmvSession,
  application: TerminalApplication,
): ActionVerdict {
  const { denial, online } = application.actionCodes;
  if (meets(tvr, fromHex(denial)) || meets(tvr, data.get("9F0E") ?? DENIES_NOTHING)) {
    return "decline";
  }
  const asks = meets(tvr, fromHex(online)) || meets(tvr, data.get("9F0F") ?? ASKS_ALWAYS);
  return asks ? "ask" : "approve";
}

function meets(tvr: Uint8Array, code: Uint8Array): boolean {
  for (let at = 0; at < tvr.length; at += 1) {
    if (((tvr[at] ?? 0) & (code[at] ?? 0)) !== 0) return true;
  }
  return false;
}
