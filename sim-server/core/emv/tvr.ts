import { invariant } from "../../../device-emulators/kit/errors.ts";

/** One bit: which byte, counted from 0, and its mask. */
type Bit = readonly [byte: number, mask: number];

/** Terminal verification results (tag 95), bit by bit. @source EMV 4.4 Book 3, annex C5 */
const TVR = {
  offlineAuthenticationNotPerformed: [0, 0x80],
  dataMissing: [0, 0x20],
  versionsDiffer: [1, 0x80],
  expired: [1, 0x40],
  notYetEffective: [1, 0x20],
  serviceNotAllowed: [1, 0x10],
  verificationFailed: [2, 0x80],
  unknownMethod: [2, 0x40],
  pinPadMissing: [2, 0x10],
  onlinePinEntered: [2, 0x04],
  floorLimitReached: [3, 0x80],
} as const satisfies Record<string, Bit>;

/** Transaction status information (tag 9B), bit by bit. @source EMV 4.4 Book 3, annex C6 */
const TSI = {
  cardholderVerification: [0, 0x40],
  cardRiskManagement: [0, 0x20],
  terminalRiskManagement: [0, 0x08],
} as const satisfies Record<string, Bit>;

/** A finding that the kernel can make. */
export type TvrBit = keyof typeof TVR;
/** A step that the kernel can have performed. */
export type TsiBit = keyof typeof TSI;

/** Notes in the verification results that something was found. */
export function markTvr(tvr: Uint8Array, bit: TvrBit): void {
  mark(tvr, TVR[bit]);
}

/** Notes in the status information that a step was performed. */
export function markTsi(tsi: Uint8Array, bit: TsiBit): void {
  mark(tsi, TSI[bit]);
}

function mark(bytes: Uint8Array, [byte, mask]: Bit): void {
  invariant(byte < bytes.length, "a bit lies inside its results");
  bytes[byte] = (bytes[byte] ?? 0) | mask;
}
