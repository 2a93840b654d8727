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
export type Mismatch = "nothing asked" | "message type" | (typeof ECHOED)[number][1];

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
    if (asked !== undefined && message.fields[de] !== asked) return name;
  }
  return undefined;
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
