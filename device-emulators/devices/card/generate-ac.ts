import { type CommandApdu, STATUS } from "../../kit/apdu.ts";
import { toLatin1 } from "../../kit/bytes.ts";
import {
  type Card,
  type CardMemory,
  type CardStep,
  type InSession,
  move,
  refuse,
  remember,
} from "./card-state.ts";
import {
  AC,
  type AcKind,
  type Certificate,
  certify,
  checkIssuer,
  DECISION,
  FINDING,
  type IssuerAnswer,
  plainAnswer,
  type Statement,
  type Transaction,
  toldValue,
} from "./cryptograms.ts";
import type { ApplicationImage, DolLayout } from "./records.ts";
import { combinedAnswer } from "./signatures.ts";

/** The terminal wants the answer signed too. @source EMV 4.4 Book 3, 6.5.5.2 */
const COMBINED = 0x10;
/** Codes of a terminal that could not ask the issuer. @source EMV 4.4 Book 4, annex A6 */
const UNABLE = new Set(["Y3", "Z3"]);
const SCRIPT_COMMANDS_MAX = 15;
const SCRIPT_FAILED = 0x08;

/** GENERATE AC: the card says for the first or the last time what it makes of the transaction. */
export function generateAc(card: Card, { p1, p2, data }: CommandApdu): CardStep {
  if (p2 !== 0) return refuse(card, STATUS.wrongParameters);
  const { session } = card;
  switch (session.kind) {
    case "started":
      return generateFirst(card, session, p1, data);
    case "asked":
      return generateSecond(card, session, p1, data);
    case "off":
    case "reset":
    case "directory":
    case "selected":
    case "finished":
      return refuse(card, STATUS.conditionsNotSatisfied);
  }
}

/** Approves by itself what the terminal would, within its limits; else a wish to is a question. */
function generateFirst(
  card: Card,
  { image, transaction }: InSession<"started">,
  p1: number,
  data: Uint8Array,
): CardStep {
  const wanted = readWish(image, p1);
  if (wanted === undefined) return refuse(card, STATUS.wrongParameters);
  if (data.length !== image.cdol1.length) return refuse(card, STATUS.wrongLength);
  const kind = wanted.kind === AC.tc && !approves(card, image, "lower") ? AC.arqc : wanted.kind;
  const statement = stateOf(card, image, transaction, kind, FIRST_DECISION[kind]);
  const told = [...transaction.told, data];
  const certificate = certify(image, transaction, { layout: image.cdol1, data }, statement);
  const answer = answerWith(image, certificate, wanted.combined, told, transaction);
  const next = { image, transaction: { ...transaction, told } };
  const { cryptogram } = certificate;
  if (kind === AC.arqc) {
    return move(card, { kind: "asked", ...next, cryptogram, issuer: "absent" }, answer);
  }
  const after = kind === AC.tc ? countOffline(card) : card;
  return move(after, { kind: "finished", ...next, cryptogram: undefined }, answer);
}

const FIRST_DECISION: Readonly<Record<AcKind, number>> = {
  [AC.aac]: DECISION.firstAac,
  [AC.tc]: DECISION.firstTc,
  [AC.arqc]: DECISION.firstArqc,
};

/** Approval needs the terminal's wish, and the issuer's proof or, where it could not be asked, the limits. */
function generateSecond(
  card: Card,
  session: InSession<"asked">,
  p1: number,
  data: Uint8Array,
): CardStep {
  const { image, transaction, cryptogram } = session;
  const wanted = readWish(image, p1);
  if (wanted === undefined || wanted.kind === AC.arqc) return refuse(card, STATUS.wrongParameters);
  if (data.length !== image.cdol2.length) return refuse(card, STATUS.wrongLength);
  const answered = checkIssuer(
    { sessionKey: transaction.sessionKey, cryptogram },
    toldValue(image.cdol2, data, "91"),
  );
  const issuer = answered === "absent" ? session.issuer : answered;
  const unable = UNABLE.has(toLatin1(toldValue(image.cdol2, data, "8A") ?? data.subarray(0, 0)));
  const approved =
    wanted.kind === AC.tc && !blocked(card, image) && mayApprove(card, image, issuer, unable);
  const kind = approved ? AC.tc : AC.aac;
  const decision =
    (approved ? DECISION.secondTc : DECISION.secondAac) |
    (issuer === "forged" ? DECISION.issuerAuthenticationFailed : 0) |
    (unable ? DECISION.unableToGoOnline : 0);
  const statement = stateOf(card, image, transaction, kind, decision);
  const told = [...transaction.told, data];
  const certificate = certify(image, transaction, { layout: image.cdol2, data }, statement);
  const answer = answerWith(image, certificate, wanted.combined, told, transaction);
  const after = settleCounters(card, transaction, issuer, approved);
  const finished = {
    kind: "finished",
    image,
    transaction: { ...transaction, told },
    cryptogram,
  } as const;
  return move(after, finished, answer);
}

function mayApprove(
  card: Card,
  image: ApplicationImage,
  issuer: IssuerAnswer,
  unable: boolean,
): boolean {
  if (issuer === "absent") return unable && approves(card, image, "upper");
  return issuer === "approved";
}

/** The issuer's proof begins all counting anew; an approval without it counts. */
function settleCounters(
  card: Card,
  { atc }: Transaction,
  issuer: IssuerAnswer,
  approved: boolean,
): Card {
  if (issuer === "approved" || issuer === "declined") {
    const scripts = { commands: 0, failed: false };
    return remember(card, { lastOnlineAtc: atc, offlineInRow: 0, scripts });
  }
  return approved ? countOffline(card) : card;
}

function countOffline(card: Card): Card {
  return remember(card, { offlineInRow: card.memory.offlineInRow + 1 });
}

/** Whether one more sale without the issuer is within a limit. */
function approves({ memory }: Card, image: ApplicationImage, limit: "lower" | "upper"): boolean {
  const made = image.profile.offlineLimits?.[limit];
  if (made === undefined) return false;
  const written = memory.written.get(limit === "lower" ? "9F58" : "9F59")?.[0];
  return memory.offlineInRow < (written ?? made);
}

function stateOf(
  card: Card,
  image: ApplicationImage,
  { pin }: Transaction,
  kind: AcKind,
  decision: number,
): Statement {
  const { memory } = card;
  const limited = image.profile.offlineLimits !== undefined;
  const checked = pin === "unchecked" ? 0 : DECISION.pinChecked;
  return {
    kind,
    decision: decision | checked | (pin === "wrong" ? DECISION.pinWrong : 0),
    findings:
      (memory.pinTriesLeft === 0 ? FINDING.pinTriesExceeded : 0) |
      (limited && !approves(card, image, "lower") ? FINDING.limitExceeded : 0),
    scripts: scriptByte(memory),
  };
}

function scriptByte({ scripts }: CardMemory): number {
  const commands = Math.min(scripts.commands, SCRIPT_COMMANDS_MAX);
  return (commands << 4) | (scripts.failed ? SCRIPT_FAILED : 0);
}

function answerWith(
  image: ApplicationImage,
  certificate: Certificate,
  combined: boolean,
  told: readonly Uint8Array[],
  transaction: Transaction,
): Uint8Array {
  const refusal = certificate.information[0] === AC.aac;
  if (!combined || refusal) return plainAnswer(certificate);
  return combinedAnswer(image, certificate, told, unpredictableNumber(image, told, transaction));
}

/** The terminal's chance is in the list that came last. */
function unpredictableNumber(
  image: ApplicationImage,
  told: readonly Uint8Array[],
  transaction: Transaction,
): Uint8Array {
  const last = told[told.length - 1] ?? new Uint8Array(0);
  const layout: DolLayout = transaction.told.length === 1 ? image.cdol1 : image.cdol2;
  return toldValue(layout, last, "9F37") ?? new Uint8Array(0);
}

/** What P1 asks for; undefined where it asks for nothing that this card gives. */
function readWish(
  { profile }: ApplicationImage,
  p1: number,
): { readonly kind: AcKind; readonly combined: boolean } | undefined {
  const combined = (p1 & COMBINED) !== 0;
  const kind = p1 & ~COMBINED;
  if (combined && profile.offlineAuthentication !== "cda") return undefined;
  return kind === AC.aac || kind === AC.tc || kind === AC.arqc ? { kind, combined } : undefined;
}

function blocked({ memory }: Card, image: ApplicationImage): boolean {
  return memory.blockedApplications.includes(image.profile.aid);
}
