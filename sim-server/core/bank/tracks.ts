import type { BlockCipher } from "../../../device-emulators/crypto/blocks.ts";
import { decipherTrack } from "../../../device-emulators/crypto/track-cipher.ts";
import type { UnionPayMessage } from "../iso8583/dialects/unionpay.ts";

/** DE 53: whether the tracks are enciphered. @source UnionPay POS terminal specification, DE 53 */
const AT = 2;
const ENCIPHERED = "1";
const CLEAR = "0";

/** Whether a message says that its tracks cannot be read as they are. */
export function tracksEnciphered({ fields }: UnionPayMessage): boolean {
  return fields[53]?.[AT] === ENCIPHERED;
}

/**
 * The message with its tracks in clear, and DE 53 saying so, as all that decides wants to have it.
 * Where there is no key, or nothing comes out under it, it stays as it came and is refused.
 */
export function openTracks(
  message: UnionPayMessage,
  trackKey: BlockCipher | undefined,
): UnionPayMessage {
  if (!tracksEnciphered(message) || trackKey === undefined) return message;
  const { mti, fields } = message;
  const { 35: track2, 36: track3, 53: security = "" } = fields;
  const opened = {
    35: track2 && decipherTrack(trackKey, track2),
    36: track3 && decipherTrack(trackKey, track3),
  };
  const lost = (track2 !== undefined && !opened[35]) || (track3 !== undefined && !opened[36]);
  if (lost) return message;
  const told = security.slice(0, AT) + CLEAR + security.slice(AT + 1);
  return { mti, fields: { ...fields, ...opened, 53: told } };
}
