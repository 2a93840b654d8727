import { fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import { initiate, readApplicationData } from "./application.ts";
import { listCandidates } from "./candidates.ts";
import { type AskPin, type Verification, verifyCardholder } from "./cvm.ts";
import { type Cryptogram, generateCryptogram } from "./generate-ac.ts";
import { checkRestrictions } from "./restrictions.ts";
import { analyseActions, manageRisk } from "./risk.ts";
import { type Choose, selectApplication } from "./selection.ts";
import {
  type CardFault,
  type CardLink,
  type EmvSession,
  forgetCard,
  type KernelConfig,
  report,
  type TerminalApplication,
} from "./session.ts";
import { markTsi } from "./tvr.ts";

/** What became of the question whether the sale may be sent to the issuer. */
export type Request =
  /** The card's request cryptogram is in the session. */
  | {
      readonly kind: "online";
      readonly verification: Verification;
      /** Whether the issuer gets a PIN to check. */
      readonly pinEntered: boolean;
    }
  /** Refused by terminal or card before anybody was asked. */
  | { readonly kind: "declined" };

/**
 * Selects an application and reads it: from the first command to the last record. What the card
 * says is then in the session; nothing has been decided. An application that cannot be opened gives
 * way to the next.
 *
 * @param choose asks the cardholder; without it the issuer's order decides
 */
export function* readCard(
  card: CardLink,
  config: KernelConfig,
  session: EmvSession,
  choose?: Choose,
): Flow<Result<TerminalApplication, CardFault>> {
  const opened = yield* openApplication(card, config, session, choose);
  if (!opened.ok) return opened;
  const read = yield* readApplicationData(card, session);
  if (!read.ok) return read;
  report(card, session, "read");
  return opened;
}

function* openApplication(
  card: CardLink,
  config: KernelConfig,
  session: EmvSession,
  choose: Choose | undefined,
): Flow<Result<TerminalApplication, CardFault>> {
  const candidates = yield* listCandidates(card, config.applications);
  if (!candidates.ok) return candidates;
  for (;;) {
    const selected = yield* selectApplication(card, candidates.value, session, choose);
    if (!selected.ok) return selected;
    report(card, session, "select");
    const initiated = yield* initiate(card, session);
    if (initiated.ok) {
      report(card, session, "initiate");
      return selected;
    }
    if (initiated.error !== "not-now") return err(initiated.error);
    forgetCard(session);
  }
}

/**
 * Restrictions, cardholder verification, risk, action analysis and the first GENERATE AC, in
 * EMV's order. This terminal approves nothing by itself: what it need not decline, it asks.
 *
 * @param askPin ends the sale with its own refusal
 */
export function* requestOnline<Refusal>(
  card: CardLink,
  application: TerminalApplication,
  session: EmvSession,
  askPin: AskPin<Refusal>,
): Flow<Result<Request, CardFault | Refusal>> {
  checkRestrictions(session);
  report(card, session, "restrict");
  const verified = yield* verifyCardholder(card, session, askPin);
  if (!verified.ok) return verified;
  report(card, session, "verify");
  manageRisk(session, application);
  report(card, session, "risk");
  const wanted = analyseActions(session, application) === "decline" ? "aac" : "arqc";
  const given = yield* generateCryptogram(card, session, "8C", wanted);
  if (!given.ok) return given;
  markTsi(session.tsi, "cardRiskManagement");
  report(card, session, "generate-ac-1");
  if (given.value !== "arqc") return ok({ kind: "declined" });
  const verification = verified.value;
  return ok({ kind: "online", verification, pinEntered: verification === "online-pin" });
}

/** The host's word for the card: its code (8A), its proof (91), and whether it approves. */
export type HostWord = {
  readonly responseCode: string;
  readonly issuerData: Uint8Array | undefined;
  readonly approved: boolean;
};

/** Code for the card when the host could not be asked. @source EMV 4.4 Book 4, annex A6 */
export const UNABLE_TO_GO_ONLINE: HostWord = {
  responseCode: "Z3",
  issuerData: undefined,
  approved: false,
};

/**
 * The second GENERATE AC: the card hears the host and has the last word.
 *
 * @returns `tc` only if host and card both approve
 */
export function* finishOnCard(
  card: CardLink,
  session: EmvSession,
  word: HostWord,
): Flow<Result<Exclude<Cryptogram, "arqc">, CardFault>> {
  session.data.set("8A", fromLatin1(word.responseCode));
  if (word.issuerData !== undefined) session.data.set("91", word.issuerData);
  const wanted = word.approved ? "tc" : "aac";
  const given = yield* generateCryptogram(card, session, "8D", wanted);
  if (!given.ok) return given;
  report(card, session, "generate-ac-2");
  return given.value === "arqc" ? err("bad-data") : ok(given.value);
}
