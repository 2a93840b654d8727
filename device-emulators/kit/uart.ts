/** How the two ends of a serial line agree to send characters. */
export type LineFormat = {
  /** Bits a second. */
  readonly baud: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly parity: Parity;
  readonly stopBits: 1 | 1.5 | 2;
};

export type Parity = "none" | "odd" | "even" | "mark" | "space";

/** A character as a receiver made it out, and what it noticed: its parity, or a stop bit that was low. */
export type ReadCharacter = {
  readonly byte: number;
  readonly error: "parity" | "framing" | undefined;
};

/** What nearly all devices are set to. */
export const USUAL_FORMAT = {
  baud: 9_600,
  dataBits: 8,
  parity: "none",
  stopBits: 1,
} as const satisfies LineFormat;

/**
 * What a receiver that is set to `readAs` hands over for bytes that were sent as `sentAs`, without
 * pauses between them. A character with an error is handed over as it was sampled, as drivers do
 * unless they are told to check; each byte is 0 to 2^dataBits - 1 of the receiver.
 */
export function resample(bytes: Uint8Array, sentAs: LineFormat, readAs: LineFormat): Uint8Array {
  return Uint8Array.from(readCharacters(bytes, sentAs, readAs), ({ byte }) => byte);
}

/**
 * The same, character by character. The receiver waits for the line to fall, looks at the middle of
 * each bit, and at its first stop bit alone; then it waits for the line to fall again, so that a line
 * that stays low is read once.
 *
 * @source National Semiconductor PC16550D, line control register, bit 2 (the stop bit); the rest is
 * chosen, as simple receivers do it
 */
export function readCharacters(
  bytes: Uint8Array,
  sentAs: LineFormat,
  readAs: LineFormat,
): readonly ReadCharacter[] {
  const wire = wireOf(bytes, sentAs);
  // Time is counted so that half a bit of either end is a whole number.
  const readHalf = sentAs.baud;
  const sentHalf = readAs.baud;
  const levelAt = (time: number): number => wire.level(Math.floor(time / sentHalf));
  const characters: ReadCharacter[] = [];
  let half = wire.nextFall(-1);
  while (half !== undefined) {
    const start = half * sentHalf;
    // What is over by the middle of a start bit was none.
    const isStart = levelAt(start + readHalf) === 0;
    const read = isStart ? readOne(levelAt, { start, readHalf }, readAs) : undefined;
    if (read !== undefined) characters.push(read.character);
    const seenUntil = read?.until ?? start + readHalf;
    half = wire.nextFall(Math.floor(seenUntil / sentHalf));
  }
  return characters;
}

function readOne(
  levelAt: (time: number) => number,
  { start, readHalf }: { readonly start: number; readonly readHalf: number },
  { dataBits, parity }: LineFormat,
): { readonly character: ReadCharacter; readonly until: number } {
  const middleOf = (bit: number): number => start + (2 * bit + 1) * readHalf;
  let byte = 0;
  for (let bit = 0; bit < dataBits; bit += 1) byte |= levelAt(middleOf(1 + bit)) << bit;
  const wanted = parityBit(byte, parity);
  const parityBits = wanted === undefined ? 0 : 1;
  const until = middleOf(1 + dataBits + parityBits);
  const agrees = wanted === undefined || levelAt(middleOf(1 + dataBits)) === wanted;
  const error = levelAt(until) === 0 ? "framing" : agrees ? undefined : "parity";
  return { character: { byte, error }, until };
}

/** The level of the wire in each half of a bit: low while a start bit passes, high when all is said. */
function wireOf(bytes: Uint8Array, { dataBits, parity, stopBits }: LineFormat) {
  const parityBits = parity === "none" ? 0 : 1;
  const halves = 2 * (1 + dataBits + parityBits + stopBits);
  const end = bytes.length * halves;

  const level = (half: number): number => {
    const byte = bytes[Math.floor(half / halves)];
    if (byte === undefined) return 1;
    const bit = (half % halves) >> 1;
    if (bit === 0) return 0;
    if (bit <= dataBits) return (byte >> (bit - 1)) & 1;
    const checked = bit === 1 + dataBits ? parityBit(byte % 2 ** dataBits, parity) : undefined;
    return checked ?? 1;
  };

  return {
    level,
    /** The first half behind `half` at which the wire has fallen. */
    nextFall: (half: number): number | undefined => {
      for (let at = half + 1; at < end; at += 1) {
        if (level(at) === 0 && level(at - 1) === 1) return at;
      }
      return undefined;
    },
  };
}

function parityBit(byte: number, parity: Parity): number | undefined {
  let ones = 0;
  for (let rest = byte; rest > 0; rest >>= 1) ones += rest & 1;
  switch (parity) {
    case "none":
      return undefined;
    case "odd":
      return (ones + 1) % 2;
    case "even":
      return ones % 2;
    case "mark":
      return 1;
    case "space":
      return 0;
  }
}
