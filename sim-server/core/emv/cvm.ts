import { ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import { type EmvSession, requireValue } from "./session.ts";
import { markTsi, markTvr } from "./tvr.ts";

/** How the cardholder was verified: by a PIN that the issuer will check, or not by a PIN. */
export type Verification = "online-pin" | "signature" | "none" | "failed";

/** Asks the cardholder for the PIN; what it fails with ends the sale. */
export type AskPin<Refusal> = () => Flow<Result<void, Refusal>>;

/** Methods of the CVM list, without the bit that lets a failure pass. @source EMV 4.4 Book 3, annex C3 */
const METHOD = { fail: 0x00, onlinePin: 0x02, signature: 0x1e, none: 0x1f } as const;
const METHOD_MASK = 0x3f;
const GO_ON = 0x40;
/** PIN checked by the card, with or without signature: known, but this terminal has none of it. */
const OFFLINE_PIN = new Set([0x01, 0x03, 0x04, 0x05]);
/** Bits of the terminal capabilities (9F33), byte 2. @source EMV 4.4 Book 4, annex A2 */
const CAPABILITY = { onlinePin: 0x40, signature: 0x20, none: 0x08 } as const;
const CARDHOLDER_VERIFICATION = 0x10; // interchange profile, byte 1
const AMOUNTS_BYTES = 8;
const NOTHING_PERFORMED = 0x3f;
const RESULT = { unknown: 0, failed: 1, successful: 2 } as const;

/**
 * Goes down the card's list of methods to the first that applies and can be used, and uses it.
 * Sets the results (9F34) and the notes.
 *
 * @source EMV 4.4 Book 3, 10.5; Book 4, 6.3.4
 */
export function* verifyCardholder<Refusal>(
  session: EmvSession,
  askPin: AskPin<Refusal>,
): Flow<Result<Verification, Refusal>> {
  const { data, tvr, tsi } = session;
  setResults(session, NOTHING_PERFORMED, 0, RESULT.unknown);
  if (((requireValue(session, "82")[0] ?? 0) & CARDHOLDER_VERIFICATION) === 0) return ok("none");
  const list = data.get("8E");
  if (list === undefined || list.length <= AMOUNTS_BYTES) {
    markTvr(tvr, "dataMissing");
    return ok("none");
  }
  markTsi(tsi, "cardholderVerification");
  const rule = findRule(session, list);
  if (rule === undefined || rule.method === METHOD.fail) {
    setResults(session, rule?.code ?? NOTHING_PERFORMED, rule?.condition ?? 0, RESULT.failed);
    markTvr(tvr, "verificationFailed");
    return ok("failed");
  }
  if (rule.method === METHOD.onlinePin) {
    const asked = yield* askPin();
    if (!asked.ok) return asked;
    markTvr(tvr, "onlinePinEntered");
  }
  const result = rule.method === METHOD.none ? RESULT.successful : RESULT.unknown;
  setResults(session, rule.code, rule.condition, result);
  if (rule.method === METHOD.onlinePin) return ok("online-pin");
  return ok(rule.method === METHOD.signature ? "signature" : "none");
}

type Rule = { readonly code: number; readonly method: number; readonly condition: number };

/** The first rule that applies and is possible; what fails on the way is noted. */
function findRule(session: EmvSession, list: Uint8Array): Rule | undefined {
  for (let at = AMOUNTS_BYTES; at + 1 < list.length; at += 2) {
    const code = list[at] ?? 0;
    const rule: Rule = { code, method: code & METHOD_MASK, condition: list[at + 1] ?? 0 };
    if (!applies(session, rule, list)) continue;
    if (rule.method === METHOD.fail || supported(session, rule.method)) return rule;
    noteFailure(session, rule.method);
    if ((code & GO_ON) === 0) return undefined;
  }
  return undefined;
}

function noteFailure({ tvr }: EmvSession, method: number): void {
  if (method === METHOD.onlinePin || OFFLINE_PIN.has(method)) markTvr(tvr, "pinPadMissing");
  else if (method !== METHOD.signature && method !== METHOD.none) markTvr(tvr, "unknownMethod");
}

function supported(session: EmvSession, method: number): boolean {
  const capabilities = requireValue(session, "9F33")[1] ?? 0;
  switch (method) {
    case METHOD.onlinePin:
      return (capabilities & CAPABILITY.onlinePin) !== 0;
    case METHOD.signature:
      return (capabilities & CAPABILITY.signature) !== 0;
    case METHOD.none:
      return (capabilities & CAPABILITY.none) !== 0;
    default:
      return false;
  }
}

/** Whether a rule's condition holds for a purchase without cashback at an attended terminal. */
function applies(session: EmvSession, rule: Rule, list: Uint8Array): boolean {
  switch (rule.condition) {
    case 0x00:
    case 0x02:
      return true;
    case 0x03:
      return supported(session, rule.method);
    case 0x06:
      return inCardCurrency(session) && amountOf(session) < amountAt(list, 0);
    case 0x07:
      return inCardCurrency(session) && amountOf(session) > amountAt(list, 0);
    case 0x08:
      return inCardCurrency(session) && amountOf(session) < amountAt(list, 4);
    case 0x09:
      return inCardCurrency(session) && amountOf(session) > amountAt(list, 4);
    default:
      return false;
  }
}

function inCardCurrency(session: EmvSession): boolean {
  const [high, low] = session.data.get("9F42") ?? [];
  const [ourHigh, ourLow] = requireValue(session, "5F2A");
  return high === ourHigh && low === ourLow;
}

function amountOf(session: EmvSession): number {
  let amountMinor = 0;
  for (const byte of requireValue(session, "9F02")) {
    amountMinor = amountMinor * 100 + (byte >> 4) * 10 + (byte & 0x0f);
  }
  return amountMinor;
}

function amountAt(list: Uint8Array, start: number): number {
  let amountMinor = 0;
  for (let at = start; at < start + 4; at += 1) amountMinor = amountMinor * 256 + (list[at] ?? 0);
  return amountMinor;
}

function setResults(session: EmvSession, code: number, condition: number, result: number): void {
  session.data.set("9F34", Uint8Array.of(code, condition, result));
}
