import { err, ok, type Result } from "../../kit/result.ts";
import {
  parityHolds,
  type Stripe,
  type StripeTracks,
  TRACK_CODES,
  type TrackCode,
  type TrackName,
} from "../../kit/track-codes.ts";

/** How a card is drawn past the head: evenly, with a jerk, or so slowly that the head senses nothing. */
export type SwipeQuality = "good" | "bad" | "too-slow";

/** Why a swipe gave no track: the head sensed nothing, or what it sensed is damaged. */
export type StripeFault = "nothing" | "garbled";

/** What comes of one track: `check` is the check character as it stands on the card. */
export type TrackReading =
  | { readonly kind: "read"; readonly text: string; readonly check: string }
  | { readonly kind: "garbled" | "blank" };

const TRACK_NAMES = Object.keys(TRACK_CODES) as readonly TrackName[];

/**
 * Reads a stripe as it passes the head. Tracks that are damaged or absent are left out.
 *
 * @returns the tracks that could be read, or why there is none
 * @source ISO/IEC 7811-2:2018: odd parity of each character, and a check character over all
 */
export function readStripe(
  stripe: Stripe,
  quality: SwipeQuality,
): Result<StripeTracks, StripeFault> {
  let sensed = false;
  const tracks: { [T in TrackName]?: string } = {};
  for (const [name, reading] of readTracks(stripe, quality)) {
    if (reading.kind !== "blank") sensed = true;
    if (reading.kind === "read") tracks[name] = reading.text;
  }
  if (Object.keys(tracks).length > 0) return ok(tracks);
  return err(sensed ? "garbled" : "nothing");
}

/** The three tracks one by one, from the edge of the card on. */
export function readTracks(
  stripe: Stripe,
  quality: SwipeQuality,
): readonly (readonly [TrackName, TrackReading])[] {
  return TRACK_NAMES.map((name) => {
    const characters = pass(stripe[name], quality);
    if (characters.length === 0) return [name, { kind: "blank" }];
    return [name, decodeTrack(characters, TRACK_CODES[name])];
  });
}

const NOTHING = new Uint8Array(0);

/** What arrives at the head: after a jerk the second half of the stripe has lifted off it. */
function pass(track: Uint8Array | undefined, quality: SwipeQuality): Uint8Array {
  if (track === undefined || quality === "too-slow") return NOTHING;
  return quality === "bad" ? track.subarray(0, track.length >> 1) : track;
}

/** The text between the sentinels; garbled where parity, check character or a sentinel is wrong. */
function decodeTrack(characters: Uint8Array, code: TrackCode): TrackReading {
  const garbled: TrackReading = { kind: "garbled" };
  if (characters.length > code.charactersMax || !characters.every(parityHolds)) return garbled;
  const mask = (1 << code.bits) - 1;
  let sum = 0;
  let text = "";
  for (const character of characters) {
    sum ^= character & mask;
    text += String.fromCharCode(code.first + (character & mask));
  }
  const end = text.length - 2;
  const framed = text.startsWith(code.start) && text[end] === code.end;
  if (sum !== 0 || !framed || end <= 0) return garbled;
  return { kind: "read", text: text.slice(code.start.length, end), check: text.slice(-1) };
}
