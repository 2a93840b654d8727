/** How messages follow one another on a connection, and what stands before each. */
export type Wire = {
  readonly length: WireLength;
  readonly header: WireHeader;
  /** The longest frame, its length included. */
  readonly frameBytesMax: number;
};

/** The length that opens a frame. Without one, whatever arrives at once is a frame. */
export type WireLength =
  | { readonly as: "none" }
  | {
      readonly as: "binary" | "bcd" | "ascii";
      readonly bytes: number;
      /** Whether it counts itself, or only what follows it. */
      readonly counts: "rest" | "all";
    };

export type WireHeader =
  | { readonly kind: "none" }
  /** 60, then where to and where from, four digits each. */
  | { readonly kind: "tpdu" }
  /** A TPDU and then so many BCD digits, an even number of them. */
  | { readonly kind: "tpdu-digits"; readonly digits: number }
  /** So many printable characters; a header that does not begin so is refused. */
  | { readonly kind: "text"; readonly chars: number; readonly begins: string };

/** The longest frame that any wire may have: what a length of two bytes can say, and itself. */
export const FRAME_BYTES_MAX = 65_537;

/** UnionPay's: two bytes of length, TPDU, twelve digits. Its longest frame is chosen. */
export const UNIONPAY_WIRE: Wire = {
  length: { as: "binary", bytes: 2, counts: "rest" },
  header: { kind: "tpdu-digits", digits: 12 },
  frameBytesMax: 2_061,
};

/** Two bytes of length and nothing else before the message: the commonest. Its maximum is chosen. */
export const PLAIN_WIRE: Wire = {
  length: { as: "binary", bytes: 2, counts: "rest" },
  header: { kind: "none" },
  frameBytesMax: 16_384,
};

/** Bytes of the length that opens a frame. */
export function lengthBytes({ length }: Wire): number {
  return length.as === "none" ? 0 : length.bytes;
}

/** Bytes between the length and the message. */
export function headerBytes({ header }: Wire): number {
  switch (header.kind) {
    case "none":
      return 0;
    case "tpdu":
      return TPDU_BYTES;
    case "tpdu-digits":
      return TPDU_BYTES + (header.digits >> 1);
    case "text":
      return header.chars;
  }
}

/** First byte of a TPDU, and how many it has. @source ISO 8583 over X.25 and TCP: 60, two addresses */
export const TPDU_ID = 0x60;
export const TPDU_BYTES = 5;

/** Bytes of the whole frame by the length at `at`, or undefined where that is no number. */
export function readFrameLength(wire: Wire, bytes: Uint8Array, at: number): number | undefined {
  const { length } = wire;
  if (length.as === "none") return bytes.length - at;
  let value = 0;
  for (let index = at; index < at + length.bytes; index += 1) {
    const byte = bytes[index] ?? 0;
    const digits = digitsOf(byte, length.as);
    if (digits === undefined) return undefined;
    value = value * RADIX[length.as] + digits;
  }
  return length.counts === "all" ? value : value + length.bytes;
}

/** Writes the length of a frame of `frameLength` bytes at its start. */
export function writeFrameLength(wire: Wire, out: Uint8Array, frameLength: number): void {
  const { length } = wire;
  if (length.as === "none") return;
  let value = length.counts === "all" ? frameLength : frameLength - length.bytes;
  for (let at = length.bytes - 1; at >= 0; at -= 1) {
    const digits = value % RADIX[length.as];
    value = (value - digits) / RADIX[length.as];
    if (length.as === "binary") out[at] = digits;
    else out[at] = length.as === "ascii" ? 0x30 + digits : ((digits / 10) | 0) * 6 + digits;
  }
}

const RADIX = { binary: 256, bcd: 100, ascii: 10 } as const;

function digitsOf(byte: number, as: "binary" | "bcd" | "ascii"): number | undefined {
  if (as === "binary") return byte;
  if (as === "ascii") return byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : undefined;
  return byte >> 4 > 9 || (byte & 0xf) > 9 ? undefined : (byte >> 4) * 10 + (byte & 0xf);
}
