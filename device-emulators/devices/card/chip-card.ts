import type { BlockCipher } from "../../crypto/blocks.ts";
import { type CryptogramScheme, unionPay3des } from "../../crypto/cryptogram-scheme.ts";
import {
  buildResponse,
  CLA,
  type CommandApdu,
  type ContactEffect,
  type ContactInput,
  INS,
  parseCommand,
  STATUS,
} from "../../kit/apdu.ts";
import { equalBytes, fromHex } from "../../kit/bytes.ts";
import type { Step } from "../../kit/step.ts";
import type { CardProfile } from "./card-profile.ts";
import {
  AC,
  type AcKind,
  certify,
  checkIssuer,
  DECISION,
  type Transaction,
} from "./cryptograms.ts";
import { type ChipImage, type Directory, PSE_NAME, personalise } from "./records.ts";

/**
 * A chip card: what was written into it once, what it remembers without power, and how far the
 * transaction under way has come.
 */
export type Card = {
  readonly profile: CardProfile;
  readonly chip: ChipImage;
  readonly memory: CardMemory;
  readonly session: CardSession;
};

/** Counters of tags 9F36 and 9F13. The first never goes back, so that no cryptogram repeats. */
export type CardMemory = { readonly atc: number; readonly lastOnlineAtc: number };

/** How far the card has come since its reset; nothing of it survives a loss of power. */
export type CardSession =
  | { readonly kind: "off" }
  | { readonly kind: "reset" }
  | { readonly kind: "directory" }
  | { readonly kind: "selected" }
  | { readonly kind: "started"; readonly transaction: Transaction }
  | {
      readonly kind: "asked";
      readonly transaction: Transaction;
      readonly cryptogram: Uint8Array;
    }
  | { readonly kind: "finished" };

/** Answer to reset: T=1, and "TILLYARD". @source EMV 4.4 Book 1, 8.3; ISO/IEC 7816-3:2006, 8.2 */
export const ANSWER_TO_RESET: Uint8Array = fromHex("3BE800008131FE45 54494C4C59415244 F0");

const ATC_MAX = 0xffff;
const BY_NAME = 0x04;
const FIRST_OCCURRENCE = 0x00;
const NEXT_OCCURRENCE = 0x02;
/** The registered provider alone. @source EMV 4.4 Book 1, 12.2 */
const AID_BYTES_MIN = 5;
const COMMAND_TEMPLATE = 0x83;
/** Chosen: the PIN is the issuer's to check, and the card's own counter stays full. */
const PIN_TRIES = 3;

type CardStep = Step<Card, ContactEffect>;

/**
 * A new card of `profile` whose counters stand at zero and whose contacts are dead.
 *
 * @param masterKey the issuer's, opened by `scheme`
 * @param scheme what card and issuer compute by
 */
export function issueCard(
  profile: CardProfile,
  masterKey: BlockCipher,
  scheme: CryptogramScheme = unionPay3des,
): Card {
  return {
    profile,
    chip: personalise(profile, masterKey, scheme),
    memory: { atc: 0, lastOnlineAtc: 0 },
    session: { kind: "off" },
  };
}

/**
 * One event at a card's contacts.
 *
 * A working card under power answers every command with at least a status word; a broken one, or one
 * without power, has no effect at all. The expected length (Le) is taken to be "all there is".
 */
export function stepCard(card: Card, input: ContactInput, _nowMs: number): CardStep {
  switch (input.type) {
    case "power-off":
      return { state: { ...card, session: { kind: "off" } }, effects: [] };
    case "power-on":
      if (card.profile.chip === "broken") return { state: card, effects: [] };
      return move(card, { kind: "reset" }, ANSWER_TO_RESET);
    case "command":
      if (card.session.kind === "off") return { state: card, effects: [] };
      return answer(card, input.bytes);
  }
}

const COMMANDS: ReadonlyMap<number, (card: Card, command: CommandApdu) => CardStep> = new Map([
  [key(CLA.interindustry, INS.select), select],
  [key(CLA.interindustry, INS.readRecord), readRecord],
  [key(CLA.payment, INS.getProcessingOptions), startTransaction],
  [key(CLA.payment, INS.getData), showData],
  [key(CLA.payment, INS.generateAc), generateAc],
]);

function key(cla: number, ins: number): number {
  return cla * 256 + ins;
}

function answer(card: Card, bytes: Uint8Array): CardStep {
  const command = parseCommand(bytes);
  if (!command.ok) return refuse(card, STATUS.wrongLength);
  const { cla, ins } = command.value;
  if (cla !== CLA.interindustry && cla !== CLA.payment)
    return refuse(card, STATUS.classNotSupported);
  const run = COMMANDS.get(key(cla, ins));
  return run === undefined
    ? refuse(card, STATUS.instructionNotSupported)
    : run(card, command.value);
}

function select(card: Card, { p1, p2, data }: CommandApdu): CardStep {
  if (p1 !== BY_NAME) return refuse(card, STATUS.wrongParameters);
  if (p2 !== FIRST_OCCURRENCE && p2 !== NEXT_OCCURRENCE)
    return refuse(card, STATUS.wrongParameters);
  if (data.length < AID_BYTES_MIN) return refuse(card, STATUS.wrongLength);
  // There is one application, so nothing comes after the first of any name.
  if (p2 === NEXT_OCCURRENCE) return refuse(card, STATUS.fileNotFound);
  const { chip } = card;
  if (equalBytes(data, PSE_NAME)) return move(card, { kind: "directory" }, chip.directory.fci);
  if (!equalBytes(data, chip.aid.subarray(0, data.length)))
    return refuse(card, STATUS.fileNotFound);
  return move(card, { kind: "selected" }, chip.application.fci);
}

function readRecord(card: Card, { p1, p2, data }: CommandApdu): CardStep {
  if (data.length > 0) return refuse(card, STATUS.wrongLength);
  // The low bits 100 say that P1 is a record's number.
  if (p2 % 8 !== 4) return refuse(card, STATUS.wrongParameters);
  const directory = openDirectory(card);
  if (directory === undefined) return refuse(card, STATUS.conditionsNotSatisfied);
  const records = directory.files.get(p2 >> 3);
  if (records === undefined) return refuse(card, STATUS.fileNotFound);
  const record = records[p1 - 1];
  return record === undefined ? refuse(card, STATUS.recordNotFound) : reply(card, record);
}

/** An application's records can be read only in a transaction, a directory's at any time. */
function openDirectory(card: Card): Directory | undefined {
  switch (card.session.kind) {
    case "off":
    case "reset":
    case "selected":
      return undefined;
    case "directory":
      return card.chip.directory;
    case "started":
    case "asked":
    case "finished":
      return card.chip.application;
  }
}

/** GET PROCESSING OPTIONS. The counter moves here, so a transaction broken off uses its number up. */
function startTransaction(card: Card, { p1, p2, data }: CommandApdu): CardStep {
  if (p1 !== 0 || p2 !== 0) return refuse(card, STATUS.wrongParameters);
  if (card.session.kind !== "selected") return refuse(card, STATUS.conditionsNotSatisfied);
  const { chip, memory } = card;
  if (data.length !== chip.pdolLength + 2) return refuse(card, STATUS.wrongLength);
  if (data[0] !== COMMAND_TEMPLATE || data[1] !== chip.pdolLength) {
    return refuse(card, STATUS.wrongData);
  }
  if (memory.atc === ATC_MAX) return refuse(card, STATUS.conditionsNotSatisfied);
  const atc = memory.atc + 1;
  const transaction = { atc, sessionKey: chip.deriveSession({ atc }) };
  const started: Card = {
    ...card,
    memory: { ...memory, atc },
    session: { kind: "started", transaction },
  };
  return reply(started, chip.processingOptions);
}

/** GET DATA: the counters that no record holds. */
function showData(card: Card, { p1, p2, data }: CommandApdu): CardStep {
  if (data.length > 0) return refuse(card, STATUS.wrongLength);
  const { kind } = card.session;
  if (kind === "reset" || kind === "directory") return refuse(card, STATUS.conditionsNotSatisfied);
  const { atc, lastOnlineAtc } = card.memory;
  switch (p1 * 256 + p2) {
    case 0x9f36:
      return reply(card, success([p1, p2, 2, atc >> 8, atc]));
    case 0x9f13:
      return reply(card, success([p1, p2, 2, lastOnlineAtc >> 8, lastOnlineAtc]));
    case 0x9f17:
      return reply(card, success([p1, p2, 1, PIN_TRIES]));
    default:
      return refuse(card, STATUS.dataNotFound);
  }
}

function generateAc(card: Card, { p1, p2, data }: CommandApdu): CardStep {
  if (p2 !== 0) return refuse(card, STATUS.wrongParameters);
  switch (card.session.kind) {
    case "started":
      return generateFirst(card, card.session, p1, data);
    case "asked":
      return generateSecond(card, card.session, p1, data);
    case "off":
    case "reset":
    case "directory":
    case "selected":
    case "finished":
      return refuse(card, STATUS.conditionsNotSatisfied);
  }
}

type InSession<K extends CardSession["kind"]> = Extract<CardSession, { kind: K }>;

/** A card that always asks its issuer: a wish to approve offline becomes a question. */
function generateFirst(
  card: Card,
  { transaction }: InSession<"started">,
  wanted: number,
  data: Uint8Array,
): CardStep {
  const { chip } = card;
  if (!isKind(wanted)) return refuse(card, STATUS.wrongParameters);
  if (data.length !== chip.cdol1.length) return refuse(card, STATUS.wrongLength);
  const verdict =
    wanted === AC.aac
      ? { kind: AC.aac, decision: DECISION.firstAac }
      : { kind: AC.arqc, decision: DECISION.firstArqc };
  const { response, cryptogram } = certify(
    chip,
    transaction,
    { layout: chip.cdol1, data },
    verdict,
  );
  if (verdict.kind === AC.aac) return move(card, { kind: "finished" }, response);
  return move(card, { kind: "asked", transaction, cryptogram }, response);
}

/** Approval needs the terminal's wish and an authentic approval by the issuer. */
function generateSecond(
  card: Card,
  { transaction, cryptogram }: InSession<"asked">,
  wanted: number,
  data: Uint8Array,
): CardStep {
  const { chip, memory } = card;
  if (!isKind(wanted) || wanted === AC.arqc) return refuse(card, STATUS.wrongParameters);
  if (data.length !== chip.cdol2.length) return refuse(card, STATUS.wrongLength);
  const { sessionKey, atc } = transaction;
  const issuer = checkIssuer({ sessionKey, cryptogram }, chip.cdol2, data);
  const verdict =
    wanted === AC.tc && issuer === "approved"
      ? { kind: AC.tc, decision: DECISION.secondTc }
      : { kind: AC.aac, decision: DECISION.secondAac | suspicion(issuer === "forged") };
  const { response } = certify(chip, transaction, { layout: chip.cdol2, data }, verdict);
  const authentic = issuer === "approved" || issuer === "declined";
  const after: Card = authentic ? { ...card, memory: { ...memory, lastOnlineAtc: atc } } : card;
  return move(after, { kind: "finished" }, response);
}

function suspicion(forged: boolean): number {
  return forged ? DECISION.issuerAuthenticationFailed : 0;
}

function isKind(wanted: number): wanted is AcKind {
  return wanted === AC.aac || wanted === AC.tc || wanted === AC.arqc;
}

function success(data: readonly number[]): Uint8Array {
  return buildResponse(STATUS.success, Uint8Array.from(data));
}

function refuse(card: Card, statusWord: number): CardStep {
  return reply(card, buildResponse(statusWord));
}

function reply(card: Card, bytes: Uint8Array): CardStep {
  return { state: card, effects: [{ type: "answer", bytes }] };
}

function move(card: Card, session: CardSession, bytes: Uint8Array): CardStep {
  return reply({ ...card, session }, bytes);
}
