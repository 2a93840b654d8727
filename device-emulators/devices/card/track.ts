import { fromHex } from "../../kit/bytes.ts";
import { invariant } from "../../kit/errors.ts";
import { type Stripe, TRACK_CODES, type TrackName, withParity } from "../../kit/track-codes.ts";
import type { CardProfile } from "./card-profile.ts";

/** What the second track of a stripe says, and the chip repeats (tag 57). */
export type Track2 = {
  readonly pan: string;
  /** Year and month, YYMM. */
  readonly expiry: string;
  /** Three digits; a first digit of 2 or 6 says that there is a chip. */
  readonly serviceCode: string;
  readonly discretionary: string;
};

/** @source ISO/IEC 7813:2006: 40 characters less two sentinels and the LRC */
export const TRACK_2_DIGITS_MAX = 37;

/**
 * The value of tag 57: digits packed by twos, D between number and date, F at the end if they are odd.
 *
 * @throws on a track that is too long
 * @source EMV 4.4 Book 3, annex A, "Track 2 Equivalent Data"
 */
export function track2Equivalent(track: Track2): Uint8Array {
  const { pan, expiry, serviceCode, discretionary } = track;
  const digits = `${pan}D${expiry}${serviceCode}${discretionary}`;
  invariant(digits.length <= TRACK_2_DIGITS_MAX, "track 2 has at most 37 characters");
  return packDigits(digits);
}

/** Two digits a byte, an F in the place of a missing last one (format cn). */
export function packDigits(digits: string): Uint8Array {
  return fromHex(digits.length % 2 === 0 ? digits : `${digits}F`);
}

/**
 * What a card's stripe carries: tracks 1 and 2, and 3 where the profile has one. A worn stripe has one
 * damaged character in the middle of each track, a card without a stripe no track at all.
 *
 * @throws on a profile whose tracks are too long, or hold a character that a track cannot
 * @source ISO/IEC 7813:2006, tracks 1 and 2
 */
export function stripeOf(profile: CardProfile): Stripe {
  if (profile.stripe === "none") return {};
  const { pan, expiry, serviceCode, discretionary, cardholderName, track3 } = profile;
  const after = `${expiry}${serviceCode}${discretionary}`;
  const write = profile.stripe === "worn" ? wear : (track: Uint8Array) => track;
  return {
    track1: write(encodeTrack("track1", `B${pan}^${cardholderName}^${after}`)),
    track2: write(encodeTrack("track2", `${pan}=${after}`)),
    ...(track3 === undefined ? {} : { track3: write(encodeTrack("track3", track3)) }),
  };
}

/** The track between its sentinels, and the check character that makes each bit's sum even. */
function encodeTrack(name: TrackName, text: string): Uint8Array {
  const code = TRACK_CODES[name];
  const data = Array.from(`${code.start}${text}${code.end}`, (character) => {
    const value = character.charCodeAt(0) - code.first;
    invariant(value >= 0 && value < 1 << code.bits, "a track holds only its own characters");
    return value;
  });
  invariant(data.length < code.charactersMax, "a track is not longer than the stripe");
  const check = data.reduce((sum, value) => sum ^ value, 0);
  return Uint8Array.from([...data, check], (value) => withParity(value, code));
}

function wear(track: Uint8Array): Uint8Array {
  const middle = track.length >> 1;
  return track.map((character, at) => (at === middle ? character ^ 1 : character));
}
