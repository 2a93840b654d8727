import { cryptogramInput } from "../../crypto/cryptogram.ts";
import type { SessionKey } from "../../crypto/cryptogram-scheme.ts";
import { buildResponse, STATUS } from "../../kit/apdu.ts";
import { concat, equalBytes, toLatin1 } from "../../kit/bytes.ts";
import { invariant } from "../../kit/errors.ts";
import type { ApplicationImage, DolLayout } from "./records.ts";

/** Kind of cryptogram, as P1 of GENERATE AC and tag 9F27 have it. @source EMV 4.4 Book 3, 6.5.5 */
export const AC = { aac: 0x00, tc: 0x40, arqc: 0x80 } as const;

/** One of the three kinds. */
export type AcKind = (typeof AC)[keyof typeof AC];

/** One transaction of the card: which one, under which key, and what has come of it so far. */
export type Transaction = {
  readonly atc: number;
  readonly sessionKey: SessionKey;
  /** The values that the terminal gave for each list so far. */
  readonly told: readonly Uint8Array[];
  /** What the card found of the PIN, if it was asked. */
  readonly pin: "unchecked" | "right" | "wrong";
  /** The last challenge, until it is used. */
  readonly challenge: Uint8Array | undefined;
};

/** What a card said of its decisions so far (byte 2 of the CVR). @source JR/T 0025.5-2013, CVR */
export const DECISION = {
  firstAac: 0x80,
  firstTc: 0x90,
  firstArqc: 0xa0,
  secondTc: 0x60,
  secondAac: 0x20,
  issuerAuthenticationFailed: 0x08,
  pinChecked: 0x04,
  pinWrong: 0x02,
  unableToGoOnline: 0x01,
} as const;

/** What else it says: byte 3 of the CVR. @source JR/T 0025.5-2013, CVR */
export const FINDING = { pinTriesExceeded: 0x40, limitExceeded: 0x20 } as const;

const KEY_INDEX = 0x01;
const CVR_REST_BYTES = 3;
const ARPC_BYTES = 8;

/** Issuer's codes on which the card approves. @source JR/T 0025.5-2013, second GENERATE AC */
const APPROVING = new Set(["00", "10", "11"]);

/** What a card says in a cryptogram: which kind, and bytes 2 to 4 of its verification results. */
export type Statement = {
  readonly kind: AcKind;
  readonly decision: number;
  readonly findings?: number;
  readonly scripts?: number;
};

/** A card's answer to GENERATE AC, value by value. */
export type Certificate = {
  readonly information: Uint8Array;
  readonly counter: Uint8Array;
  readonly cryptogram: Uint8Array;
  readonly issuerData: Uint8Array;
};

/** Signs what the terminal told in `data`: kind (9F27), counter (9F36), cryptogram (9F26), issuer data (9F10). */
export function certify(
  image: ApplicationImage,
  transaction: Transaction,
  told: { readonly layout: DolLayout; readonly data: Uint8Array },
  { kind, decision, findings = 0, scripts = 0 }: Statement,
): Certificate {
  const counter = Uint8Array.of(transaction.atc >> 8, transaction.atc);
  const cvr = Uint8Array.of(CVR_REST_BYTES, decision, findings, scripts);
  const input = cryptogramInput((tag) => {
    if (tag === "82") return image.interchangeProfile;
    return tag === "9F36" ? counter : toldValue(told.layout, told.data, tag);
  }, cvr);
  invariant(input !== undefined, "a card's lists ask for all that its cryptogram covers");
  const cryptogram = transaction.sessionKey.compute(input);
  const issuerData = concat([
    Uint8Array.of(7, KEY_INDEX, image.scheme.version),
    cvr,
    Uint8Array.of(image.scheme.algorithm ?? 0),
  ]);
  return { information: Uint8Array.of(kind), counter, cryptogram, issuerData };
}

/** The answer in format 1: the four values, one behind the other. */
export function plainAnswer(certificate: Certificate): Uint8Array {
  const { information, counter, cryptogram, issuerData } = certificate;
  const value = concat([information, counter, cryptogram, issuerData]);
  return buildResponse(STATUS.success, concat([Uint8Array.of(0x80, value.length), value]));
}

/** What came of the issuer's answer (tag 91) in the data of the second GENERATE AC. */
export type IssuerAnswer = "approved" | "declined" | "forged" | "absent";

/** Checks the issuer's answer against the cryptogram it answers. Zeros stand for no answer. */
export function checkIssuer(
  asked: { readonly sessionKey: SessionKey; readonly cryptogram: Uint8Array },
  answer: Uint8Array | undefined,
): IssuerAnswer {
  if (answer === undefined || answer.every((byte) => byte === 0)) return "absent";
  const responseCode = answer.slice(ARPC_BYTES);
  const expected = asked.sessionKey.computeResponse(asked.cryptogram, responseCode);
  if (!equalBytes(expected, answer.slice(0, ARPC_BYTES))) return "forged";
  return APPROVING.has(toLatin1(responseCode)) ? "approved" : "declined";
}

/** The value of a tag in the data that came with a list; undefined where the list does not ask for it. */
export function toldValue(
  layout: DolLayout,
  data: Uint8Array,
  tag: string,
): Uint8Array | undefined {
  const place = layout.places.get(tag);
  return place === undefined ? undefined : data.slice(place.start, place.end);
}
