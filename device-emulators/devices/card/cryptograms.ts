import {
  CRYPTOGRAM_VERSION,
  computeCryptogram,
  computeResponseCryptogram,
  cryptogramInput,
} from "../../crypto/cryptogram.ts";
import { buildResponse, STATUS } from "../../kit/apdu.ts";
import { concat, equalBytes, toLatin1 } from "../../kit/bytes.ts";
import { invariant } from "../../kit/errors.ts";
import type { ChipImage, DolLayout } from "./records.ts";

/** Kind of cryptogram, as P1 of GENERATE AC and tag 9F27 have it. @source EMV 4.4 Book 3, 6.5.5 */
export const AC = { aac: 0x00, tc: 0x40, arqc: 0x80 } as const;

/** One of the three kinds. */
export type AcKind = (typeof AC)[keyof typeof AC];

/** One transaction of the card: which one, and under which key. */
export type Transaction = { readonly atc: number; readonly sessionKey: Uint8Array };

/** What a card said of its decisions so far (byte 2 of the CVR). @source JR/T 0025.5-2013, CVR */
export const DECISION = {
  firstAac: 0x80,
  firstArqc: 0xa0,
  secondTc: 0x60,
  secondAac: 0x20,
  issuerAuthenticationFailed: 0x08,
} as const;

const KEY_INDEX = 0x01;
const TRIPLE_DES = 0x01;
const CVR_REST_BYTES = 3;
const ARPC_BYTES = 8;

/** Issuer's codes on which the card approves. @source JR/T 0025.5-2013, second GENERATE AC */
const APPROVING = new Set(["00", "10", "11"]);

/** The answer to GENERATE AC, and the cryptogram in it. */
export type Certificate = { readonly response: Uint8Array; readonly cryptogram: Uint8Array };

/**
 * Signs what the terminal told in `data`, in response format 1: kind, counter, cryptogram, issuer data.
 *
 * @param decision byte 2 of the card verification results
 */
export function certify(
  chip: ChipImage,
  transaction: Transaction,
  told: { readonly layout: DolLayout; readonly data: Uint8Array },
  verdict: { readonly kind: AcKind; readonly decision: number },
): Certificate {
  const { counter, cryptogram, issuerData } = sign(chip, transaction, told, verdict.decision);
  const value = concat([Uint8Array.of(verdict.kind), counter, cryptogram, issuerData]);
  const answer = concat([Uint8Array.of(0x80, value.length), value]);
  return { response: buildResponse(STATUS.success, answer), cryptogram };
}

/** Values of tags 9F36, 9F26 and 9F10. */
export type Signature = {
  readonly counter: Uint8Array;
  readonly cryptogram: Uint8Array;
  readonly issuerData: Uint8Array;
};

/** Signs what the terminal told in `data`. @param decision byte 2 of the card verification results */
export function sign(
  chip: ChipImage,
  transaction: Transaction,
  told: { readonly layout: DolLayout; readonly data: Uint8Array },
  decision: number,
): Signature {
  const counter = Uint8Array.of(transaction.atc >> 8, transaction.atc);
  const cvr = Uint8Array.of(CVR_REST_BYTES, decision, 0, 0);
  const input = cryptogramInput((tag) => {
    if (tag === "82") return chip.interchangeProfile;
    return tag === "9F36" ? counter : toldValue(told.layout, told.data, tag);
  }, cvr);
  invariant(input !== undefined, "a card's lists ask for all that its cryptogram covers");
  const issuerData = concat([
    Uint8Array.of(7, KEY_INDEX, CRYPTOGRAM_VERSION),
    cvr,
    Uint8Array.of(TRIPLE_DES),
  ]);
  return { counter, cryptogram: computeCryptogram(transaction.sessionKey, input), issuerData };
}

/** What came of the issuer's answer (tag 91) in the data of the second GENERATE AC. */
export type IssuerAnswer = "approved" | "declined" | "forged" | "absent";

/** Checks the issuer's answer against the cryptogram it answers. Zeros stand for no answer. */
export function checkIssuer(
  asked: { readonly sessionKey: Uint8Array; readonly cryptogram: Uint8Array },
  layout: DolLayout,
  data: Uint8Array,
): IssuerAnswer {
  const answer = toldValue(layout, data, "91");
  if (answer === undefined || answer.every((byte) => byte === 0)) return "absent";
  const responseCode = answer.subarray(ARPC_BYTES);
  const expected = computeResponseCryptogram(asked.sessionKey, asked.cryptogram, responseCode);
  if (!equalBytes(expected, answer.subarray(0, ARPC_BYTES))) return "forged";
  return APPROVING.has(toLatin1(responseCode)) ? "approved" : "declined";
}

/** What the terminal told for a tag; undefined where the list does not ask for it. */
export function toldValue(
  layout: DolLayout,
  data: Uint8Array,
  tag: string,
): Uint8Array | undefined {
  const place = layout.places.get(tag);
  return place === undefined ? undefined : data.subarray(place.start, place.end);
}
