import { parsePan } from "../../../device-emulators/kit/pan.ts";
import { type StripeTracks, TRACK_CODES } from "../../../device-emulators/kit/track-codes.ts";

/** The characters of a card that is being swiped, as they have come so far. */
export type StripeReader = string;

/** What a swipe came to. Of a card that is not a test card, nothing but that is known. */
export type Swipe =
  | { readonly kind: "swiped"; readonly tracks: StripeTracks }
  | { readonly kind: "refused" }
  | { readonly kind: "garbled" };

const { track1, track2, track3 } = TRACK_CODES;
/** Three full tracks; what is longer is no card. */
export const SWIPE_CHARACTERS_MAX =
  track1.charactersMax + track2.charactersMax + track3.charactersMax;

const CR = 0x0d;
const LF = 0x0a;
/** One track between its sentinels. Readers send the third with `+`, or with `;` like the second. */
const TRACKS = /^(?:%([^?]*)\?)?(?:;([^?]*)\?)?(?:[;+]([^?]*)\?)?$/;

/**
 * Reads on from where `reader` stopped: the tracks of a card one after another, then CR, LF or both,
 * as readers for keyboards and serial ports send them.
 *
 * @source ISO/IEC 7813:2006 (tracks 1 and 2), ISO/IEC 4909:2006 (track 3)
 */
export function readSwipes(
  reader: StripeReader,
  bytes: Uint8Array,
): { readonly reader: StripeReader; readonly swipes: readonly Swipe[] } {
  const swipes: Swipe[] = [];
  let text = reader;
  for (const byte of bytes) {
    if (byte === CR || byte === LF) {
      if (text !== "") swipes.push(judge(text));
      text = "";
    } else if (text.length <= SWIPE_CHARACTERS_MAX) {
      text += String.fromCharCode(byte);
    }
  }
  return { reader: text, swipes };
}

function judge(text: string): Swipe {
  const matched = text.length > SWIPE_CHARACTERS_MAX ? null : TRACKS.exec(text);
  if (matched === null) return { kind: "garbled" };
  const [, one, two, three] = matched;
  const tracks = {
    ...(one !== undefined && { track1: one }),
    ...(two !== undefined && { track2: two }),
    ...(three !== undefined && { track3: three }),
  };
  const numbers = numbersOf(tracks);
  if (numbers.length === 0 || numbers.includes(undefined)) return { kind: "garbled" };
  return ofTestCard(tracks) ? { kind: "swiped", tracks } : { kind: "refused" };
}

/** Whether every track says the number of one and the same test card; what cannot be read does not. */
export function ofTestCard(tracks: StripeTracks): boolean {
  const [first, ...more] = numbersOf(tracks);
  if (first === undefined || parsePan(first) === undefined) return false;
  return more.every((number) => number === first);
}

const NUMBER_IN = {
  track1: /^[A-Z](\d{12,19})\^/,
  track2: /^(\d{12,19})=/,
  track3: /^\d{2}(\d{12,19})=/,
} as const;

/** The number that the tracks say, on the first that can be read. */
export function numberOn(tracks: StripeTracks): string | undefined {
  return numbersOf(tracks).find((number) => number !== undefined);
}

/** The card number of each track that there is; undefined for one that has none in its place. */
function numbersOf(tracks: StripeTracks): readonly (string | undefined)[] {
  return (["track1", "track2", "track3"] as const).flatMap((name) => {
    const track = tracks[name];
    return track === undefined ? [] : [NUMBER_IN[name].exec(track)?.[1]];
  });
}
