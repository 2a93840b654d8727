/**
 * Bits of the terminal's qualifiers (tag 9F66), each as byte and mask: what it can do, and what it wants
 * of this transaction.
 *
 * @source EMV Contactless Book C-7, terminal transaction qualifiers
 */
export const TTQ = {
  quick: [0, 0x20],
  contactChip: [0, 0x10],
  offlineOnly: [0, 0x08],
  onlinePin: [0, 0x04],
  signature: [0, 0x02],
  onlineWanted: [1, 0x80],
  verificationWanted: [1, 0x40],
  holdersDevice: [2, 0x40],
} as const satisfies Record<string, QualifierBit>;

/** Bits of the card's qualifiers (tag 9F6C). @source EMV Contactless Book C-7, card transaction qualifiers */
export const CTQ = {
  onlinePin: [0, 0x80],
  signature: [0, 0x40],
  otherInterface: [0, 0x10],
  noCashback: [0, 0x02],
  holdersDevice: [1, 0x80],
} as const satisfies Record<string, QualifierBit>;

/** One bit: which byte, counted from 0, and its mask. */
export type QualifierBit = readonly [byte: number, mask: number];

/** Whether a bit is set; a byte that is not there has none. */
export function isSet(qualifiers: Uint8Array, [byte, mask]: QualifierBit): boolean {
  return ((qualifiers[byte] ?? 0) & mask) !== 0;
}

/** The qualifiers with these bits set as well. */
export function withBits(qualifiers: Uint8Array, bits: readonly QualifierBit[]): Uint8Array {
  const set = qualifiers.slice();
  for (const [byte, mask] of bits) set[byte] = (set[byte] ?? 0) | mask;
  return set;
}
