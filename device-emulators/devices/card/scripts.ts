import {
  PIN_ORDER,
  readNewPin,
  SCRIPT_MAC_BYTES,
  type ScriptContext,
  scriptKeys,
  scriptMac,
} from "../../crypto/issuer-script.ts";
import { type CommandApdu, INS, STATUS } from "../../kit/apdu.ts";
import { equalBytes, toHex } from "../../kit/bytes.ts";
import {
  type Card,
  type CardMemory,
  type CardStep,
  refuse,
  remember,
  reply,
  success,
} from "./card-state.ts";
import type { ApplicationImage } from "./records.ts";

/** What an order changes, or the status word with which it is refused. */
type Effect = Partial<CardMemory> | number;

type Order = (card: Card, image: ApplicationImage, command: Ordered) => Effect;

/** An order whose MAC was right. */
type Ordered = {
  readonly p1: number;
  readonly p2: number;
  /** Without the MAC. */
  readonly data: Uint8Array;
  readonly context: ScriptContext;
};

/** Values that an issuer may write over, and their lengths. @source JR/T 0025.5-2013, PUT DATA */
const WRITABLE: ReadonlyMap<string, number> = new Map([
  ["9F58", 1],
  ["9F59", 1],
]);

const ORDERS: ReadonlyMap<number, Order> = new Map<number, Order>([
  [INS.applicationBlock, blockApplication],
  [INS.applicationUnblock, unblockApplication],
  [INS.cardBlock, () => ({ blocked: true })],
  [INS.pinChange, changePin],
  [INS.putData, putData],
]);

/** The instructions of orders. */
export const SCRIPT_INSTRUCTIONS: readonly number[] = [...ORDERS.keys()];

/**
 * Carries out an order of the card's issuer. It must belong to the question that this transaction
 * asked, as only the issuer can know: one whose MAC is wrong changes nothing but the count of failures.
 *
 * @source JR/T 0025.5-2013, issuer-to-card script processing
 */
export function obeyIssuer(card: Card, command: CommandApdu): CardStep {
  const { session } = card;
  if (session.kind !== "asked" && session.kind !== "finished") {
    return refuse(card, STATUS.conditionsNotSatisfied);
  }
  const { cryptogram, image, transaction } = session;
  if (cryptogram === undefined) return refuse(card, STATUS.conditionsNotSatisfied);
  const { atc } = transaction;
  const context = { keys: scriptKeys(image.scheme, image.cardKeyBytes, atc), atc, cryptogram };
  const ordered = authentic(command, context);
  const order = ORDERS.get(command.ins);
  if (ordered === undefined || order === undefined) return fail(card, STATUS.macWrong);
  const effect = order(card, image, ordered);
  if (typeof effect === "number") return fail(card, effect);
  return reply(remember(count(card, card.memory.scripts.failed), effect), success());
}

function authentic(command: CommandApdu, context: ScriptContext): Ordered | undefined {
  const { p1, p2, data } = command;
  if (data.length < SCRIPT_MAC_BYTES) return undefined;
  const plain = data.subarray(0, -SCRIPT_MAC_BYTES);
  const mac = data.subarray(-SCRIPT_MAC_BYTES);
  return equalBytes(scriptMac(command, plain, context), mac)
    ? { p1, p2, data: plain, context }
    : undefined;
}

function fail(card: Card, statusWord: number): CardStep {
  return refuse(count(card, true), statusWord);
}

function count(card: Card, failed: boolean): Card {
  const commands = card.memory.scripts.commands + 1;
  return remember(card, { scripts: { commands, failed } });
}

function blockApplication({ memory }: Card, { profile }: ApplicationImage): Effect {
  const others = memory.blockedApplications.filter((aid) => aid !== profile.aid);
  return { blockedApplications: [...others, profile.aid] };
}

function unblockApplication({ memory }: Card, { profile }: ApplicationImage): Effect {
  return { blockedApplications: memory.blockedApplications.filter((aid) => aid !== profile.aid) };
}

function changePin(card: Card, _image: ApplicationImage, { p2, data, context }: Ordered): Effect {
  const pinTriesLeft = card.profile.offlinePin?.triesMax;
  if (pinTriesLeft === undefined) return STATUS.instructionNotSupported;
  if (p2 === PIN_ORDER.unblock) return data.length === 0 ? { pinTriesLeft } : STATUS.wrongLength;
  if (p2 !== PIN_ORDER.change) return STATUS.wrongParameters;
  const pin = readNewPin(context.keys, data);
  return pin === undefined ? STATUS.wrongData : { pin, pinTriesLeft };
}

function putData({ memory }: Card, _image: ApplicationImage, { p1, p2, data }: Ordered): Effect {
  const tag = toHex(Uint8Array.of(p1, p2));
  const length = WRITABLE.get(tag);
  if (length === undefined) return STATUS.dataNotFound;
  if (length !== data.length) return STATUS.wrongLength;
  return { written: new Map(memory.written).set(tag, data.slice()) };
}
