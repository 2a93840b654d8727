import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import { readData } from "./card-data.ts";
import {
  type CardFault,
  type CardLink,
  type EmvSession,
  requireValue,
  type TerminalApplication,
} from "./session.ts";
import { markTsi, markTvr } from "./tvr.ts";

const TERMINAL_RISK_MANAGEMENT = 0x08; // interchange profile, byte 1
/** A card without issuer action codes denies nothing and wants everything asked. @source EMV 4.4 Book 3, 10.7 */
const DENIES_NOTHING = new Uint8Array(5);
const ASKS_ALWAYS = new Uint8Array(5).fill(0xff);

/**
 * Notes what makes the issuer's word advisable: the acquirer's and the cashier's wishes always; floor
 * limit, selection by chance and sales in a row where the card wants the terminal to manage risk.
 *
 * @source EMV 4.4 Book 3, 10.6; Book 4, 6.3.5
 */
export function* manageRisk(
  card: CardLink,
  session: EmvSession,
  application: TerminalApplication,
): Flow<Result<void, CardFault>> {
  const { circumstances, tvr, data } = session;
  if (circumstances.forcedOnline === true) markTvr(tvr, "forcedOnline");
  const pan = toHex(requireValue(session, "5A")).replace(/F+$/, "");
  if (circumstances.excepted?.(pan) === true) markTvr(tvr, "onExceptionList");
  if (((requireValue(session, "82")[0] ?? 0) & TERMINAL_RISK_MANAGEMENT) === 0)
    return ok(undefined);
  const amountMinor = Number(toHex(requireValue(session, "9F02")));
  if (amountMinor >= application.floorLimitMinor) markTvr(tvr, "floorLimitReached");
  else if (selected(amountMinor, application, circumstances.percentDrawn)) {
    markTvr(tvr, "selectedByChance");
  }
  const [lower, upper] = [data.get("9F14")?.[0], data.get("9F23")?.[0]];
  if (lower !== undefined && upper !== undefined) {
    const checked = yield* checkVelocity(card, session, lower, upper);
    if (!checked.ok) return checked;
  }
  markTsi(session.tsi, "terminalRiskManagement");
  return ok(undefined);
}

/** The higher a sale under the floor limit, the likelier, from the threshold on. @source EMV 4.4 Book 3, 10.6.2 */
function selected(
  amountMinor: number,
  { floorLimitMinor, randomSelection }: TerminalApplication,
  drawn: number | undefined,
): boolean {
  if (drawn === undefined) return false;
  const { thresholdMinor, targetPercent, maxPercent } = randomSelection;
  if (amountMinor < thresholdMinor) return drawn <= targetPercent;
  const share = (amountMinor - thresholdMinor) / (floorLimitMinor - thresholdMinor);
  return drawn <= targetPercent + (maxPercent - targetPercent) * share;
}

/**
 * Compares how many transactions the card has made since its issuer last spoke with its limits.
 * Counters that it does not tell, or that cannot be, count as both limits passed.
 *
 * @source EMV 4.4 Book 3, 10.6.3
 */
function* checkVelocity(
  card: CardLink,
  { tvr }: EmvSession,
  lower: number,
  upper: number,
): Flow<Result<void, CardFault>> {
  const current = yield* readData(card, "9F36");
  if (!current.ok) return current;
  const online = yield* readData(card, "9F13");
  if (!online.ok) return online;
  const [counter, last] = [countOf(current.value), countOf(online.value)];
  const since =
    counter === undefined || last === undefined || counter <= last ? Infinity : counter - last;
  if (since > lower) markTvr(tvr, "lowerOfflineLimitExceeded");
  if (since > upper) markTvr(tvr, "upperOfflineLimitExceeded");
  if (last === 0) markTvr(tvr, "newCard");
  return ok(undefined);
}

function countOf(value: Uint8Array | undefined): number | undefined {
  return value?.length === 2 ? Number.parseInt(toHex(value), 16) : undefined;
}

/** What the notes call for: refusal, the issuer's word, or approval on the spot. */
export type ActionVerdict = "decline" | "ask" | "approve";

/** A terminal whose type ends so has no line to an issuer. @source EMV 4.4 Book 4, annex A1 */
const OFFLINE_ONLY = new Set([3, 6]);

/**
 * Weighs the notes by the action codes of acquirer and issuer.
 *
 * @source EMV 4.4 Book 3, 10.7
 */
export function analyseActions(
  session: EmvSession,
  application: TerminalApplication,
): ActionVerdict {
  const { data, tvr } = session;
  const { denial, online } = application.actionCodes;
  if (meets(tvr, fromHex(denial)) || meets(tvr, data.get("9F0E") ?? DENIES_NOTHING)) {
    return "decline";
  }
  if (OFFLINE_ONLY.has((requireValue(session, "9F35")[0] ?? 0) & 0x0f)) {
    return decideAlone(session, application);
  }
  const asks = meets(tvr, fromHex(online)) || meets(tvr, data.get("9F0F") ?? ASKS_ALWAYS);
  return asks ? "ask" : "approve";
}

/** The same where the issuer cannot be asked. */
export function decideAlone(
  { data, tvr }: EmvSession,
  application: TerminalApplication,
): Exclude<ActionVerdict, "ask"> {
  const acquirer = meets(tvr, fromHex(application.actionCodes.default));
  return acquirer || meets(tvr, data.get("9F0D") ?? ASKS_ALWAYS) ? "decline" : "approve";
}

function meets(tvr: Uint8Array, code: Uint8Array): boolean {
  for (let at = 0; at < tvr.length; at += 1) {
    if (((tvr[at] ?? 0) & (code[at] ?? 0)) !== 0) return true;
  }
  return false;
}
