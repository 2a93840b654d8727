import { fromHex, toHex } from "../kit/bytes.ts";
import type { BlockCipher } from "./blocks.ts";

/** So many characters are enciphered: one block of DES. */
const BLOCK_CHARACTERS = 16;
/** A track has at least a block and what stands behind it. */
const CHARACTERS_MIN = BLOCK_CHARACTERS + 1;
const FILLING = "F";

/**
 * A track on its way to the bank: the sixteen characters before its last byte are enciphered, the rest
 * stays as it is; one that is too short is filled up in front. `=` stands for the half byte D, there
 * and in what is enciphered.
 *
 * @param cipher of the track key (TDK)
 * @param track digits and separators
 * @source UnionPay POS terminal specification, track encryption, as terminal programs show it
 */
export function encipherTrack(cipher: BlockCipher, track: string): string {
  const whole = track.replaceAll("=", "D").padStart(CHARACTERS_MIN, FILLING);
  return replaceBlock(whole, cipher.encrypt).replaceAll("D", "=");
}

/** The track that was enciphered so; undefined where none comes out, as under another key. */
export function decipherTrack(cipher: BlockCipher, enciphered: string): string | undefined {
  if (enciphered.length < CHARACTERS_MIN || !/^[\dA-F=]+$/.test(enciphered)) return undefined;
  const whole = replaceBlock(enciphered.replaceAll("=", "D"), cipher.decrypt);
  const track = whole.replace(/^F+/, "").replaceAll("D", "=");
  return /^[\d=]+$/.test(track) ? track : undefined;
}

function replaceBlock(whole: string, change: (block: Uint8Array) => Uint8Array): string {
  // The last byte is two characters, or the one that an odd number leaves over.
  const end = whole.length - (whole.length % 2 === 0 ? 2 : 1);
  const start = end - BLOCK_CHARACTERS;
  return whole.slice(0, start) + toHex(change(fromHex(whole.slice(start, end)))) + whole.slice(end);
}
