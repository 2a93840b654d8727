import { encipherTrack } from "../../../../device-emulators/crypto/track-cipher.ts";
import type { UnionPayFields } from "../../iso8583/dialects/unionpay.ts";
import type { WorkingKeys } from "../working-keys.ts";

/** The keys of the last sign-on, as far as they show in a request. */
export type Secrecy = Pick<WorkingKeys, "set" | "track">;

/** What a terminal that has not said otherwise signs on for: double keys, tracks in clear. */
export const USUAL_SECRECY: Secrecy = { set: "003" };

/** First digit of DE 53: no PIN, or a block of format 0. Second: single or triple DES. Third: tracks. */
const PIN = { none: "0", format0: "2" } as const;
const CIPHER = { single: "0", triple: "6" } as const;
const TRACKS = { clear: "0", enciphered: "1" } as const;
const REST = "0000000000000";

/**
 * What of a request is secret, and how: tracks as they travel (DE 35 and 36), the PIN block, and what
 * DE 53 says of both; nothing where there is neither.
 *
 * @source UnionPay POS terminal specification, DE 53; keys of sign-on 001, 003 and 004
 */
export function secretFields(
  { set, track }: Secrecy,
  told: {
    readonly track2: string | undefined;
    readonly track3: string | undefined;
    readonly pinBlock: Uint8Array | undefined;
  },
): Pick<UnionPayFields, 35 | 36 | 52 | 53> {
  const { track2, track3, pinBlock } = told;
  if (track2 === undefined && pinBlock === undefined) return {};
  const seal = (clear: string | undefined): string | undefined =>
    clear === undefined || track === undefined ? clear : encipherTrack(track, clear);
  const tracks = track !== undefined && track2 !== undefined ? TRACKS.enciphered : TRACKS.clear;
  const format = pinBlock === undefined ? PIN.none : PIN.format0;
  const cipher = set === "001" ? CIPHER.single : CIPHER.triple;
  return { 35: seal(track2), 36: seal(track3), 52: pinBlock, 53: format + cipher + tracks + REST };
}
