/** How the characters of one track of a magnetic stripe are written. */
export type TrackCode = {
  /** Code point of the character whose data bits are all zero. */
  readonly first: number;
  /** Data bits of a character; one bit above them makes the number of ones odd. */
  readonly bits: number;
  readonly start: string;
  readonly end: string;
  /** Both sentinels and the check character counted. */
  readonly charactersMax: number;
};

/**
 * The three tracks.
 *
 * @source ISO/IEC 7811-2:2018 (coded characters), ISO/IEC 7813:2006 (tracks 1 and 2), ISO/IEC 4909:2006 (track 3)
 */
export const TRACK_CODES = {
  track1: { first: 0x20, bits: 6, start: "%", end: "?", charactersMax: 79 },
  track2: { first: 0x30, bits: 4, start: ";", end: "?", charactersMax: 40 },
  track3: { first: 0x30, bits: 4, start: ";", end: "?", charactersMax: 107 },
} as const satisfies Record<string, TrackCode>;

/** A track by its place on the stripe, counted from the edge. */
export type TrackName = keyof typeof TRACK_CODES;

/** What is written on a stripe, one byte a character, from start sentinel to check character. */
export type Stripe = { readonly [T in TrackName]?: Uint8Array };

/** What is read off a stripe: each track's characters between its sentinels. */
export type StripeTracks = { readonly [T in TrackName]?: string };

/** The byte of a character: its data bits, and above them the one that makes their number odd. */
export function withParity(data: number, { bits }: TrackCode): number {
  return onesIn(data) % 2 === 1 ? data : data | (1 << bits);
}

/** Whether the number of ones is odd, as it is in every character that was not damaged. */
export function parityHolds(character: number): boolean {
  return onesIn(character) % 2 === 1;
}

function onesIn(value: number): number {
  let ones = 0;
  for (let rest = value; rest > 0; rest >>= 1) ones += rest & 1;
  return ones;
}
