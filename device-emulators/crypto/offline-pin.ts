import { concat, equalBytes, fromHex, toHex } from "../kit/bytes.ts";
import { invariant } from "../kit/errors.ts";
import { PIN_DIGITS_MAX, PIN_DIGITS_MIN } from "./pin-block.ts";
import { applyPrivateKey, applyPublicKey, type RsaKeyPair, type RsaPublicKey } from "./rsa.ts";

/** A card's challenge, which an enciphered PIN must answer. @source EMV 4.4 Book 3, 6.5.6 */
export const CHALLENGE_BYTES = 8;

const PIN_BLOCK_BYTES = 8;
const HEADER = 0x7f;

/**
 * The clear block in which a card is told its PIN, bound to nothing: it goes from the pad straight
 * into the card.
 *
 * @param pin 4 to 12 digits
 * @throws on anything else: a PIN pad lets nothing else through
 * @source EMV 4.4 Book 3, 6.5.12; ISO 9564-1:2017, format 2
 */
export function offlinePinBlock(pin: string): Uint8Array {
  invariant(/^\d+$/.test(pin), "a PIN is digits");
  invariant(
    pin.length >= PIN_DIGITS_MIN && pin.length <= PIN_DIGITS_MAX,
    "a PIN has 4 to 12 digits",
  );
  return fromHex(`2${pin.length.toString(16)}${pin}`.padEnd(2 * PIN_BLOCK_BYTES, "F"));
}

/** The PIN in such a block; undefined where it holds none. */
export function readOfflinePinBlock(block: Uint8Array): string | undefined {
  const length = (block[0] ?? 0) & 0x0f;
  if (block.length !== PIN_BLOCK_BYTES || length < PIN_DIGITS_MIN || length > PIN_DIGITS_MAX) {
    return undefined;
  }
  const hex = toHex(block);
  const pin = hex.slice(2, 2 + length);
  if (!/^\d+$/.test(pin) || hex.slice(0, 1) !== "2") return undefined;
  return /^F*$/.test(hex.slice(2 + length)) ? pin : undefined;
}

/**
 * The block under a card's public key, together with the challenge that the card has just given.
 *
 * @param random fills what the key has room for, so that one PIN never looks the same twice
 * @returns undefined where the key or the challenge is none
 * @source EMV 4.4 Book 2, 7.2
 */
export function encipherOfflinePin(
  pin: string,
  key: RsaPublicKey,
  challenge: Uint8Array,
  random: () => number,
): Uint8Array | undefined {
  const room = key.modulus.length - 1 - PIN_BLOCK_BYTES - CHALLENGE_BYTES;
  if (challenge.length !== CHALLENGE_BYTES || room < 0) return undefined;
  const filling = new Uint8Array(room).map(random);
  const clear = concat([Uint8Array.of(HEADER), offlinePinBlock(pin), challenge, filling]);
  const enciphered = applyPublicKey(key, clear);
  clear.fill(0);
  return enciphered;
}

/** The PIN that was enciphered for this key and challenge; undefined where it was not. */
export function decipherOfflinePin(
  pair: RsaKeyPair,
  data: Uint8Array,
  challenge: Uint8Array,
): string | undefined {
  const clear = applyPrivateKey(pair, data);
  if (clear === undefined || clear[0] !== HEADER) return undefined;
  const behind = 1 + PIN_BLOCK_BYTES;
  if (!equalBytes(clear.subarray(behind, behind + CHALLENGE_BYTES), challenge)) return undefined;
  return readOfflinePinBlock(clear.subarray(1, behind));
}
