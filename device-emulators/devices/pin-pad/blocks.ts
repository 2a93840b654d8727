import type { BlockCipher } from "../../crypto/blocks.ts";
import { encipherOfflinePin, offlinePinBlock } from "../../crypto/offline-pin.ts";
import { encodePinBlock } from "../../crypto/pin-block.ts";
import type { Chance } from "../../kit/chance.ts";
import type { OfflinePinQuestion, PinQuestion } from "./requests.ts";

type Keyed = { readonly digits: string };

/** The block for the issuer, format 0, under the PIN key; undefined where there is no such key. */
export function issuerBlock(
  { digits, pan12 }: PinQuestion & Keyed,
  pinCipher: BlockCipher | undefined,
): Uint8Array | undefined {
  // The block wants a whole card number; its check digit does not count.
  const clear = encodePinBlock(digits, `${pan12}0`);
  const block = pinCipher?.encrypt(clear);
  clear.fill(0);
  return block;
}

/**
 * What VERIFY takes: the PIN in clear, or under the card's key, filled up by `random`; undefined where
 * that key is too short for it.
 */
export function cardBlock(
  { digits, cipher }: OfflinePinQuestion & Keyed,
  random: Chance,
): Uint8Array | undefined {
  if (cipher === undefined) return offlinePinBlock(digits);
  return encipherOfflinePin(digits, cipher.key, cipher.challenge, () => random.below(256));
}
