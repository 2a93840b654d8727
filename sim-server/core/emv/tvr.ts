import { invariant } from "../../../device-emulators/kit/errors.ts";

/** One bit: which byte, counted from 0, and its mask. */
type Bit = readonly [byte: number, mask: number];

/** Terminal verification results (tag 95), bit by bit. @source EMV 4.4 Book 3, annex C5 */
const TVR = {
  offlineAuthenticationNotPerformed: [0, 0x80],
  staticAuthenticationFailed: [0, 0x40],
  dataMissing: [0, 0x20],
  onExceptionList: [0, 0x10],
  dynamicAuthenticationFailed: [0, 0x08],
  combinedAuthenticationFailed: [0, 0x04],
  staticAuthenticationSelected: [0, 0x02],
  versionsDiffer: [1, 0x80],
  expired: [1, 0x40],
  notYetEffective: [1, 0x20],
  serviceNotAllowed: [1, 0x10],
  newCard: [1, 0x08],
  verificationFailed: [2, 0x80],
  unknownMethod: [2, 0x40],
  pinTriesExceeded: [2, 0x20],
  pinPadMissing: [2, 0x10],
  pinNotEntered: [2, 0x08],
  onlinePinEntered: [2, 0x04],
  floorLimitReached: [3, 0x80],
  lowerOfflineLimitExceeded: [3, 0x40],
  upperOfflineLimitExceeded: [3, 0x20],
  selectedByChance: [3, 0x10],
  forcedOnline: [3, 0x08],
  defaultTdolUsed: [4, 0x80],
  issuerAuthenticationFailed: [4, 0x40],
  scriptFailedBefore: [4, 0x20],
  scriptFailedAfter: [4, 0x10],
} as const satisfies Record<string, Bit>;

/** Transaction status information (tag 9B), bit by bit. @source EMV 4.4 Book 3, annex C6 */
const TSI = {
  offlineAuthentication: [0, 0x80],
  cardholderVerification: [0, 0x40],
  cardRiskManagement: [0, 0x20],
  issuerAuthentication: [0, 0x10],
  terminalRiskManagement: [0, 0x08],
  scriptProcessing: [0, 0x04],
} as const satisfies Record<string, Bit>;

/** A finding that the kernel can make. */
export type TvrBit = keyof typeof TVR;
/** A step that the kernel can have performed. */
export type TsiBit = keyof typeof TSI;

/** Notes in the verification results that something was found. */
export function markTvr(tvr: Uint8Array, bit: TvrBit): void {
  mark(tvr, TVR[bit]);
}

/** Takes a note back: what was not done at first has been done since. */
export function clearTvr(tvr: Uint8Array, bit: TvrBit): void {
  const [byte, mask] = TVR[bit];
  tvr[byte] = (tvr[byte] ?? 0) & ~mask;
}

/** Notes in the status information that a step was performed. */
export function markTsi(tsi: Uint8Array, bit: TsiBit): void {
  mark(tsi, TSI[bit]);
}

function mark(bytes: Uint8Array, [byte, mask]: Bit): void {
  invariant(byte < bytes.length, "a bit lies inside its results");
  bytes[byte] = (bytes[byte] ?? 0) | mask;
}
