import type { BlockCipher } from "../../../device-emulators/crypto/blocks.ts";
import { unionPayMac } from "../../../device-emulators/crypto/mac.ts";
import { equalBytes } from "../../../device-emulators/kit/bytes.ts";
import type { Dialect } from "../iso8583/dialect.ts";
import {
  type UnionPayFields,
  type UnionPayMessage,
  unionPay,
} from "../iso8583/dialects/unionpay.ts";
import { responseMti } from "../iso8583/mti.ts";
import { sealedPart } from "./host-speech.ts";

/** Elements that an answer must echo, where the request has them, and their names. */
const ECHOED = [
  [3, "processing code"],
  [4, "amount"],
  [11, "trace number"],
  [41, "terminal"],
  [42, "merchant"],
] as const;

/** Why a message is not the answer to a request: nothing was asked, or what does not match it. */
export type Mismatch =
  | "nothing asked"
  | "message type"
  | "management code"
  | "items"
  | (typeof ECHOED)[number][1];

/** Place of the management code in DE 60, behind kind and batch. */
const CODE_AT = 8;
/** @source UnionPay response codes */
const APPROVED_IN_PART = "10";
const UPLOAD_ANSWER = "0330";

/**
 * What keeps `message` from being the answer to `request`; undefined where nothing does. Its type
 * counts too: a sale and its reversal share their trace number.
 *
 * @source UnionPay POS terminal specification, checks of a response
 */
export function mismatch(
  request: UnionPayMessage | undefined,
  message: UnionPayMessage,
): Mismatch | undefined {
  if (request === undefined) return "nothing asked";
  if (message.mti !== responseMti(request.mti)) return "message type";
  for (const [de, name] of ECHOED) {
    const asked = request.fields[de];
    if (asked === undefined || message.fields[de] === asked) continue;
    if (de !== 4 || !inPart(message, asked)) return name;
  }
  return request.fields[3] === undefined ? otherErrand(request, message) : undefined;
}

/** Less is approved than was asked: the amount is the bank's. */
function inPart({ fields: { 4: approved = "", 39: code } }: UnionPayMessage, asked: string) {
  return code === APPROVED_IN_PART && approved.length === asked.length && approved < asked;
}

/** Management messages share trace numbers, or have none: what they are about tells them apart. */
function otherErrand(request: UnionPayMessage, { mti, fields }: UnionPayMessage) {
  const codeOf = (kind = ""): string => kind.slice(CODE_AT);
  if (fields[60] !== undefined && codeOf(fields[60]) !== codeOf(request.fields[60])) {
    return "management code";
  }
  const upload = mti === UPLOAD_ANSWER && fields[48] !== undefined;
  return upload && fields[48] !== request.fields[48] ? "items" : undefined;
}

/**
 * Whether a message's DE 64 is there and was made with the key over this very frame.
 *
 * @param dialect UnionPay's, unless said
 */
export function authentic(
  mac: BlockCipher,
  frame: Uint8Array,
  { fields }: UnionPayMessage,
  dialect: Dialect<UnionPayFields> = unionPay,
): boolean {
  const { 64: given } = fields;
  return given !== undefined && equalBytes(unionPayMac(mac, sealedPart(dialect, frame)), given);
}
