import {
  CHALLENGE_BYTES,
  decipherOfflinePin,
  readOfflinePinBlock,
} from "../../crypto/offline-pin.ts";
import { type CommandApdu, STATUS } from "../../kit/apdu.ts";
import {
  type Card,
  type CardStep,
  type InSession,
  move,
  refuse,
  remember,
  success,
} from "./card-state.ts";

const PLAIN = 0x80;
const ENCIPHERED = 0x88;
const COUNT_AT = 4;

/**
 * GET CHALLENGE: a number that the next enciphered PIN must come with. It is the count of those given
 * so far, under the card's key: new each time, and nobody's to guess.
 *
 * @source EMV 4.4 Book 3, 6.5.6
 */
export function giveChallenge(card: Card, { p1, p2, data }: CommandApdu): CardStep {
  if (p1 !== 0 || p2 !== 0) return refuse(card, STATUS.wrongParameters);
  if (data.length > 0) return refuse(card, STATUS.wrongLength);
  const { session, memory } = card;
  if (session.kind !== "started") return refuse(card, STATUS.conditionsNotSatisfied);
  const count = memory.challenges + 1;
  const block = new Uint8Array(CHALLENGE_BYTES);
  new DataView(block.buffer).setUint32(COUNT_AT, count);
  const challenge = session.image.cardKey.encrypt(block);
  const transaction = { ...session.transaction, challenge };
  const answer = success([...challenge]);
  return move(remember(card, { challenges: count }), { ...session, transaction }, answer);
}

/**
 * VERIFY: compares the PIN with the card's own. A wrong one costs a try, and so does one that cannot
 * be read; when none is left the card checks no more.
 *
 * @source EMV 4.4 Book 3, 6.5.12
 */
export function verifyPin(card: Card, { p1, p2, data }: CommandApdu): CardStep {
  const { session, memory } = card;
  if (memory.pin === "") return refuse(card, STATUS.instructionNotSupported);
  if (p1 !== 0 || (p2 !== PLAIN && p2 !== ENCIPHERED)) return refuse(card, STATUS.wrongParameters);
  if (session.kind !== "started") return refuse(card, STATUS.conditionsNotSatisfied);
  if (memory.pinTriesLeft === 0) return refuse(card, STATUS.methodBlocked);
  if (p2 === ENCIPHERED && session.transaction.challenge === undefined) {
    return refuse(card, STATUS.conditionsNotSatisfied);
  }
  const pin = p2 === PLAIN ? readOfflinePinBlock(data) : decipher(session, data);
  return pin === memory.pin ? accept(card, session) : reject(card, session);
}

function decipher(
  { image, transaction }: InSession<"started">,
  data: Uint8Array,
): string | undefined {
  const pair = image.pinPair;
  const { challenge } = transaction;
  if (pair === undefined || challenge === undefined) return undefined;
  return decipherOfflinePin(pair, data, challenge);
}

function accept(card: Card, session: InSession<"started">): CardStep {
  const transaction = { ...session.transaction, pin: "right", challenge: undefined } as const;
  const pinTriesLeft = card.profile.offlinePin?.triesMax ?? card.memory.pinTriesLeft;
  return move(remember(card, { pinTriesLeft }), { ...session, transaction }, success());
}

function reject(card: Card, session: InSession<"started">): CardStep {
  const transaction = { ...session.transaction, pin: "wrong", challenge: undefined } as const;
  const pinTriesLeft = card.memory.pinTriesLeft - 1;
  const after = { ...remember(card, { pinTriesLeft }), session: { ...session, transaction } };
  return refuse(after, STATUS.triesLeft | pinTriesLeft);
}
