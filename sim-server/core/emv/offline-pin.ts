import { CHALLENGE_BYTES } from "../../../device-emulators/crypto/offline-pin.ts";
import { CLA, INS, STATUS } from "../../../device-emulators/kit/apdu.ts";
import { ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import { readData } from "./card-data.ts";
import { pinKey } from "./card-keys.ts";
import type { AskPin, PinRequest } from "./cvm.ts";
import type { CardFault, CardLink, EmvSession } from "./session.ts";
import { markTvr } from "./tvr.ts";

/** How the card's own check of the PIN went: `no-pad` where there was nobody to ask. */
export type PinCheck = "right" | "wrong" | "bypassed" | "no-pad";

const PLAIN = 0x80;
const ENCIPHERED = 0x88;
const NO_DATA = new Uint8Array(0);
/** A card that forgets to count is asked no more often than this. Chosen: a counter is one digit. */
const TRIES_MAX = 15;

/**
 * Has the card check the PIN, again after a wrong one as often as the card lets it. Notes what went
 * wrong.
 *
 * @source EMV 4.4 Book 3, 10.5.1; Book 2, 7
 */
export function* checkOfflinePin<Refusal>(
  card: CardLink,
  session: EmvSession,
  enciphered: boolean,
  askPin: AskPin<Refusal>,
): Flow<Result<PinCheck, CardFault | Refusal>> {
  const counter = yield* readData(card, "9F17");
  if (!counter.ok) return counter;
  let triesLeft = counter.value?.[0];
  for (let tries = 0; tries < TRIES_MAX && triesLeft !== 0; tries += 1) {
    const tried = yield* tryPin(card, session, { enciphered, triesLeft }, askPin);
    if (!tried.ok) return tried;
    if (typeof tried.value === "string") return ok(tried.value);
    triesLeft = tried.value;
  }
  markTvr(session.tvr, "pinTriesExceeded");
  return ok("wrong");
}

type Attempt = { readonly enciphered: boolean; readonly triesLeft: number | undefined };

/** Asks once and has it checked. @returns how often a wrong PIN may still be tried, or how it ended */
function* tryPin<Refusal>(
  card: CardLink,
  session: EmvSession,
  attempt: Attempt,
  askPin: AskPin<Refusal>,
): Flow<Result<PinCheck | number, CardFault | Refusal>> {
  const request = yield* requestOf(card, session, attempt);
  if (!request.ok) return request;
  if (request.value === undefined) return ok("wrong");
  const reply = yield* askPin(request.value);
  if (!reply.ok) return reply;
  if (reply.value.kind !== "entered") return ok(reply.value.kind);
  return yield* verify(card, attempt.enciphered, reply.value.verifyData ?? NO_DATA);
}

/** What the pad must know; undefined where the card gives no key or no challenge to encipher with. */
function* requestOf(
  card: CardLink,
  session: EmvSession,
  { enciphered, triesLeft }: Attempt,
): Flow<Result<PinRequest | undefined, CardFault>> {
  if (!enciphered) return ok({ kind: "offline-plaintext", triesLeft });
  const key = pinKey(session);
  if (!key.ok) return ok(undefined);
  const answer = yield* card.transmit({
    cla: CLA.interindustry,
    ins: INS.getChallenge,
    p1: 0,
    p2: 0,
    data: NO_DATA,
    le: 256,
  });
  if (!answer.ok) return answer;
  const { data: challenge, statusWord } = answer.value;
  if (statusWord !== STATUS.success || challenge.length !== CHALLENGE_BYTES) return ok(undefined);
  return ok({ kind: "offline-enciphered", triesLeft, key: key.value, challenge });
}

/** VERIFY. @returns how often a wrong PIN may still be tried; `wrong` where the card does not say */
function* verify(
  card: CardLink,
  enciphered: boolean,
  data: Uint8Array,
): Flow<Result<PinCheck | number, CardFault>> {
  const p2 = enciphered ? ENCIPHERED : PLAIN;
  const answer = yield* card.transmit({ cla: CLA.interindustry, ins: INS.verify, p1: 0, p2, data });
  if (!answer.ok) return answer;
  const { statusWord } = answer.value;
  if (statusWord === STATUS.success) return ok("right");
  if (statusWord === STATUS.methodBlocked || statusWord === STATUS.referenceInvalidated)
    return ok(0);
  return ok((statusWord & 0xfff0) === STATUS.triesLeft ? statusWord & 0x0f : "wrong");
}
