import { SIGNED, sign } from "../../crypto/certificates.ts";
import { sha1 } from "../../crypto/hash.ts";
import { buildResponse, type CommandApdu, STATUS } from "../../kit/apdu.ts";
import { encodeTlv } from "../../kit/ber-tlv.ts";
import { concat } from "../../kit/bytes.ts";
import { invariant } from "../../kit/errors.ts";
import { type Card, type CardStep, refuse, reply } from "./card-state.ts";
import type { Certificate } from "./cryptograms.ts";
import type { ApplicationImage } from "./records.ts";

const SHA_1 = 0x01;
/** What makes each signature new. @source EMV 4.4 Book 2, 6.5.1: 2 to 8 bytes */
const DYNAMIC_NUMBER_BYTES = 8;

/**
 * INTERNAL AUTHENTICATE: signs what the terminal tells, and a number of the card's own.
 *
 * @source EMV 4.4 Book 2, 6.5.1
 */
export function authenticateInternally(card: Card, { p1, p2, data }: CommandApdu): CardStep {
  if (p1 !== 0 || p2 !== 0) return refuse(card, STATUS.wrongParameters);
  const { session } = card;
  if (session.kind !== "started") return refuse(card, STATUS.conditionsNotSatisfied);
  const { image, transaction } = session;
  const { cardPair } = image;
  if (cardPair === undefined || image.profile.offlineAuthentication === "sda") {
    return refuse(card, STATUS.instructionNotSupported);
  }
  if (data.length !== image.ddolLength) return refuse(card, STATUS.wrongLength);
  const number = dynamicNumber(image, transaction.atc);
  const signature = sign(cardPair, dynamicBody([number]), data);
  return reply(card, buildResponse(STATUS.success, encodeTlv("80", signature)));
}

/**
 * The answer to GENERATE AC with a signature over it: over the cryptogram, and over all that was said
 * in the transaction.
 *
 * @param told the values given for PDOL, CDOL1 and, if it came to that, CDOL2
 * @source EMV 4.4 Book 2, 6.6.1
 */
export function combinedAnswer(
  image: ApplicationImage,
  { information, counter, cryptogram, issuerData }: Certificate,
  told: readonly Uint8Array[],
  unpredictableNumber: Uint8Array,
): Uint8Array {
  const { cardPair } = image;
  invariant(cardPair !== undefined, "a card that signs has a key to sign with");
  const said = [
    encodeTlv("9F27", information),
    encodeTlv("9F36", counter),
    encodeTlv("9F10", issuerData),
  ];
  const hash = sha1(concat([...told, ...said]));
  const number = dynamicNumber(image, ((counter[0] ?? 0) << 8) + (counter[1] ?? 0));
  const body = dynamicBody([number, information, cryptogram, hash]);
  const signature = encodeTlv("9F4B", sign(cardPair, body, unpredictableNumber));
  return buildResponse(STATUS.success, encodeTlv("77", concat([...said, signature])));
}

/** The dynamic number with its length, and what else is signed, behind their common length. */
function dynamicBody(parts: readonly Uint8Array[]): Uint8Array {
  const data = concat([Uint8Array.of(DYNAMIC_NUMBER_BYTES), ...parts]);
  return concat([Uint8Array.of(SIGNED.dynamicData, SHA_1, data.length), data]);
}

/** New in every transaction, and nobody's to guess: the counter under the card's key. */
function dynamicNumber({ cardKey }: ApplicationImage, atc: number): Uint8Array {
  const block = new Uint8Array(DYNAMIC_NUMBER_BYTES);
  block.set([atc >> 8, atc & 0xff], 1);
  return cardKey.encrypt(block);
}
