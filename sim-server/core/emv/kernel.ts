import { fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import { initiate, readApplicationData } from "./application.ts";
import { listCandidates } from "./candidates.ts";
import { type AskPin, type Verification, verifyCardholder } from "./cvm.ts";
import { type Cryptogram, generateCryptogram } from "./generate-ac.ts";
import { proveIssuer } from "./issuer-proof.ts";
import { type IssuerScript, runScripts } from "./issuer-scripts.ts";
import { authenticateCard } from "./offline-authentication.ts";
import { checkRestrictions } from "./restrictions.ts";
import { analyseActions, decideAlone, manageRisk } from "./risk.ts";
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
  /** Approved by terminal and card between them (Y1); the issuer hears of it later. */
  | { readonly kind: "approved"; readonly verification: Verification }
  /** Refused by terminal or card before anybody was asked (Z1). */
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
 * Offline authentication, restrictions, cardholder verification, risk, action analysis and the first GENERATE AC, in
 * EMV's order. Of an outcome without the issuer the session then holds the code (8A).
 *
 * @param askPin ends the sale with its own refusal
 */
export function* requestOnline<Refusal>(
  card: CardLink,
  application: TerminalApplication,
  session: EmvSession,
  askPin: AskPin<Refusal>,
): Flow<Result<Request, CardFault | Refusal>> {
  const authenticated = yield* authenticateCard(card, session);
  if (!authenticated.ok) return authenticated;
  checkRestrictions(session);
  report(card, session, "restrict");
  const verified = yield* verifyCardholder(card, session, askPin);
  if (!verified.ok) return verified;
  report(card, session, "verify");
  const managed = yield* manageRisk(card, session, application);
  if (!managed.ok) return managed;
  report(card, session, "risk");
  const wanted = WISHES[analyseActions(session, application)];
  if (wanted !== "arqc") session.data.set("8A", fromLatin1(OFFLINE_CODE[wanted]));
  const given = yield* generateCryptogram(card, session, "8C", wanted);
  if (!given.ok) return given;
  markTsi(session.tsi, "cardRiskManagement");
  report(card, session, "generate-ac-1");
  if (!given.value.genuine) return yield* refuseForgery(card, session, given.value.kind);
  return ok(outcomeOf(session, given.value.kind, verified.value));
}

/** A card whose signature is not good is refused; one that asked its issuer is told so. */
function* refuseForgery(
  card: CardLink,
  session: EmvSession,
  given: Cryptogram,
): Flow<Result<Request, CardFault>> {
  if (given === "arqc") {
    const last = yield* conclude(card, session, OFFLINE_CODE.aac, "aac");
    if (!last.ok) return last;
  }
  session.data.set("8A", fromLatin1(OFFLINE_CODE.aac));
  return ok({ kind: "declined" });
}

const WISHES = { decline: "aac", ask: "arqc", approve: "tc" } as const;
/** Codes of decisions without the issuer. @source EMV 4.4 Book 4, annex A6 */
const OFFLINE_CODE = { tc: "Y1", aac: "Z1" } as const;

function outcomeOf(session: EmvSession, given: Cryptogram, verification: Verification): Request {
  if (given === "arqc") {
    session.data.delete("8A");
    return { kind: "online", verification, pinEntered: verification === "online-pin" };
  }
  session.data.set("8A", fromLatin1(OFFLINE_CODE[given]));
  return given === "tc" ? { kind: "approved", verification } : { kind: "declined" };
}

/** The host's word for the card: its code (8A), its proof (91), whether it approves, and its orders. */
export type HostWord = {
  readonly responseCode: string;
  readonly issuerData: Uint8Array | undefined;
  readonly approved: boolean;
  readonly scripts?: readonly IssuerScript[];
};

/** The host could not be asked, or its answer is not wanted: the card is to refuse. @source EMV 4.4 Book 4, annex A6 */
export const UNABLE_TO_GO_ONLINE: HostWord = {
  responseCode: "Z3",
  issuerData: undefined,
  approved: false,
};

/**
 * The second GENERATE AC: the card hears the host and has the last word. The issuer's proof goes
 * before it where the card wants that, and its scripts around it.
 *
 * @returns `tc` only if host and card both approve
 */
export function* finishOnCard(
  card: CardLink,
  session: EmvSession,
  word: HostWord,
): Flow<Result<LastWord, CardFault>> {
  const { scripts = [] } = word;
  session.data.set("8A", fromLatin1(word.responseCode));
  if (word.issuerData !== undefined) session.data.set("91", word.issuerData);
  const proved = yield* proveIssuer(card, session);
  if (!proved.ok) return proved;
  yield* runScripts(card, session, scripts, "before");
  const last = yield* conclude(card, session, word.responseCode, word.approved ? "tc" : "aac");
  if (last.ok) yield* runScripts(card, session, scripts, "after");
  return last;
}

/**
 * The second GENERATE AC where the host cannot be asked: the default action codes decide, and the
 * card has the last word. The session then holds the code (8A): Y3 or Z3.
 *
 * @returns `tc` only if both approve without the issuer
 * @source EMV 4.4 Book 3, 10.7
 */
export function* finishAlone(
  card: CardLink,
  application: TerminalApplication,
  session: EmvSession,
): Flow<Result<LastWord, CardFault>> {
  const approve = decideAlone(session, application) === "approve";
  const wanted = approve ? "tc" : "aac";
  const given = yield* conclude(card, session, UNABLE_CODE[wanted], wanted);
  if (given.ok) session.data.set("8A", fromLatin1(UNABLE_CODE[given.value]));
  return given;
}

const UNABLE_CODE = { tc: "Y3", aac: "Z3" } as const;

/** What a card can end with. */
export type LastWord = Exclude<Cryptogram, "arqc">;

function* conclude(
  card: CardLink,
  session: EmvSession,
  responseCode: string,
  wanted: LastWord,
): Flow<Result<LastWord, CardFault>> {
  session.data.set("8A", fromLatin1(responseCode));
  const given = yield* generateCryptogram(card, session, "8D", wanted);
  if (!given.ok) return given;
  report(card, session, "generate-ac-2");
  const { kind, genuine } = given.value;
  if (kind === "arqc") return err("bad-data");
  return ok(genuine ? kind : "aac");
}
