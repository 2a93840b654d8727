import type { BlockCipher } from "../../crypto/blocks.ts";
import { type CryptogramScheme, unionPay3des } from "../../crypto/cryptogram-scheme.ts";
import {
  buildResponse,
  CLA,
  type CommandApdu,
  type ContactInput,
  INS,
  parseCommand,
  STATUS,
} from "../../kit/apdu.ts";
import { equalBytes, fromHex, toHex } from "../../kit/bytes.ts";
import type { CardProfile } from "./card-profile.ts";
import { type Card, type CardStep, move, refuse, remember, reply, success } from "./card-state.ts";
import { checkIssuer } from "./cryptograms.ts";
import { generateAc } from "./generate-ac.ts";
import { giveChallenge, verifyPin } from "./pin-check.ts";
import {
  type ApplicationImage,
  applicationsOf,
  type Directory,
  PSE_NAME,
  personalise,
} from "./records.ts";
import { obeyIssuer, SCRIPT_INSTRUCTIONS } from "./scripts.ts";
import { authenticateInternally } from "./signatures.ts";

export type { Card } from "./card-state.ts";

/** Answer to reset: T=1, and "TILLYARD". @source EMV 4.4 Book 1, 8.3; ISO/IEC 7816-3:2006, 8.2 */
export const ANSWER_TO_RESET: Uint8Array = fromHex("3BE800008131FE45 54494C4C59415244 F0");

/** The same for a chip that speaks T=0; its answer needs no check byte. @source the same */
export const ANSWER_TO_RESET_T0: Uint8Array = fromHex("3B680000 54494C4C59415244");

const ATC_MAX = 0xffff;
const BY_NAME = 0x04;
const FIRST_OCCURRENCE = 0x00;
const NEXT_OCCURRENCE = 0x02;
/** The registered provider alone. @source EMV 4.4 Book 1, 12.2 */
const AID_BYTES_MIN = 5;
const COMMAND_TEMPLATE = 0x83;
const STATUS_BYTES = 2;
/** Chosen: the PIN is the issuer's to check, and the card's own counter stays full. */
const PIN_TRIES = 3;
/** Bit of the interchange profile, byte 1. @source EMV 4.4 Book 3, annex C1 */
const ISSUER_AUTHENTICATION = 0x04;
/** Proof and code. */
const ISSUER_DATA_BYTES = 10;

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
    memory: newMemory(profile),
    session: { kind: "off" },
  };
}

function newMemory(profile: CardProfile): Card["memory"] {
  const applications = [profile.application, ...(profile.furtherApplications ?? [])];
  return {
    atc: 0,
    lastOnlineAtc: 0,
    offlineInRow: 0,
    pin: profile.offlinePin?.digits ?? "",
    pinTriesLeft: profile.offlinePin?.triesMax ?? PIN_TRIES,
    challenges: 0,
    scripts: { commands: 0, failed: false },
    written: new Map(),
    blocked: profile.blocked === true,
    blockedApplications: applications
      .filter(({ blocked }) => blocked === true)
      .map(({ aid }) => aid),
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
      if (card.profile.chip !== "works") return { state: card, effects: [] };
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
  [key(CLA.interindustry, INS.getChallenge), giveChallenge],
  [key(CLA.interindustry, INS.verify), verifyPin],
  [key(CLA.interindustry, INS.internalAuthenticate), authenticateInternally],
  [key(CLA.interindustry, INS.externalAuthenticate), hearIssuer],
  [key(CLA.payment, INS.generateAc), generateAc],
  ...SCRIPT_INSTRUCTIONS.map((ins) => [key(CLA.issuer, ins), obeyIssuer] as const),
]);
/** Classes of commands that a card knows at all. */
const CLASSES: ReadonlySet<number> = new Set(Object.values(CLA));

function key(cla: number, ins: number): number {
  return cla * 256 + ins;
}

function answer(card: Card, bytes: Uint8Array): CardStep {
  const command = parseCommand(bytes);
  if (!command.ok) return refuse(card, STATUS.wrongLength);
  const { cla, ins } = command.value;
  if (!CLASSES.has(cla)) return refuse(card, STATUS.classNotSupported);
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
  const { chip, memory } = card;
  if (memory.blocked) return refuse(card, STATUS.functionNotSupported);
  if (p2 === FIRST_OCCURRENCE && equalBytes(data, PSE_NAME)) {
    return move(card, { kind: "directory" }, chip.directory.fci);
  }
  const image = findApplication(card, data, p2 === NEXT_OCCURRENCE);
  if (image === undefined) return refuse(card, STATUS.fileNotFound);
  const { fci } = image.application;
  const answer = blocked(card, image)
    ? buildResponse(STATUS.invalidated, fci.slice(0, -STATUS_BYTES))
    : fci;
  return move(card, { kind: "selected", image }, answer);
}

/** The first application whose name begins so, or the first behind the one that is selected. */
function findApplication(
  { chip, session }: Card,
  name: Uint8Array,
  next: boolean,
): ApplicationImage | undefined {
  const images = applicationsOf(chip);
  const current = "image" in session ? images.indexOf(session.image) : -1;
  if (next && current < 0) return undefined;
  return images
    .slice(next ? current + 1 : 0)
    .find(({ aid }) => equalBytes(name, aid.slice(0, name.length)));
}

function blocked({ memory }: Card, image: ApplicationImage): boolean {
  return memory.blockedApplications.includes(image.profile.aid);
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
      return card.session.image.application;
  }
}

/** GET PROCESSING OPTIONS. The counter moves here, so a transaction broken off uses its number up. */
function startTransaction(card: Card, { p1, p2, data }: CommandApdu): CardStep {
  if (p1 !== 0 || p2 !== 0) return refuse(card, STATUS.wrongParameters);
  const { session, memory } = card;
  if (session.kind !== "selected") return refuse(card, STATUS.conditionsNotSatisfied);
  const { image } = session;
  if (data.length !== image.pdolLength + 2) return refuse(card, STATUS.wrongLength);
  if (data[0] !== COMMAND_TEMPLATE || data[1] !== image.pdolLength) {
    return refuse(card, STATUS.wrongData);
  }
  if (memory.atc === ATC_MAX || blocked(card, image)) {
    return refuse(card, STATUS.conditionsNotSatisfied);
  }
  const atc = memory.atc + 1;
  const transaction = {
    atc,
    sessionKey: image.deriveSession({ atc }),
    told: [data.slice(2)],
    pin: "unchecked",
    challenge: undefined,
  } as const;
  return move(
    remember(card, { atc }),
    { kind: "started", image, transaction },
    image.processingOptions,
  );
}

/** GET DATA: the counters that no record holds. */
function showData(card: Card, { p1, p2, data }: CommandApdu): CardStep {
  if (data.length > 0) return refuse(card, STATUS.wrongLength);
  const { kind } = card.session;
  if (kind === "reset" || kind === "directory") return refuse(card, STATUS.conditionsNotSatisfied);
  const { atc, lastOnlineAtc, pinTriesLeft, written } = card.memory;
  const value = written.get(toHex(Uint8Array.of(p1, p2)));
  if (value !== undefined) return reply(card, success([p1, p2, value.length, ...value]));
  switch (p1 * 256 + p2) {
    case 0x9f36:
      return reply(card, success([p1, p2, 2, atc >> 8, atc]));
    case 0x9f13:
      return reply(card, success([p1, p2, 2, lastOnlineAtc >> 8, lastOnlineAtc]));
    case 0x9f17:
      return reply(card, success([p1, p2, 1, pinTriesLeft]));
    default:
      return refuse(card, STATUS.dataNotFound);
  }
}

/**
 * EXTERNAL AUTHENTICATE: the issuer's proof, before the last cryptogram. A card whose profile does not
 * name it takes the proof with the second GENERATE AC instead.
 *
 * @source EMV 4.4 Book 3, 6.5.4
 */
function hearIssuer(card: Card, { p1, p2, data }: CommandApdu): CardStep {
  const { session } = card;
  if (!("image" in session) || !authenticatesIssuer(session.image)) {
    return refuse(card, STATUS.instructionNotSupported);
  }
  if (p1 !== 0 || p2 !== 0) return refuse(card, STATUS.wrongParameters);
  if (data.length !== ISSUER_DATA_BYTES) return refuse(card, STATUS.wrongLength);
  if (session.kind !== "asked" || session.issuer !== "absent") {
    return refuse(card, STATUS.conditionsNotSatisfied);
  }
  const { transaction, cryptogram } = session;
  const { sessionKey } = transaction;
  const found = checkIssuer({ sessionKey, cryptogram }, data);
  const heard = found === "absent" ? "forged" : found;
  const forged = heard === "forged";
  const answer = forged ? buildResponse(STATUS.authenticationFailed) : success();
  return move(card, { ...session, issuer: heard }, answer);
}

function authenticatesIssuer({ interchangeProfile }: ApplicationImage): boolean {
  return ((interchangeProfile[0] ?? 0) & ISSUER_AUTHENTICATION) !== 0;
}
