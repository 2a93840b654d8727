import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import {
  CTQ,
  isSet,
  type QualifierBit,
  TTQ,
  withBits,
} from "../../../device-emulators/kit/qualifier-bits.ts";
import type { EmvSession } from "./session.ts";

/** How a terminal is set up for cards in its field. Amounts are fen, and hold up to and including. */
export type ContactlessConfig = {
  /** What the terminal can do (tag 9F66, four bytes of hex); what it wants is added for each sale. */
  readonly qualifiers: string;
  /** UnionPay parameters DF20, DF21 and DF19. */
  readonly limits: {
    readonly transactionMinor: number;
    readonly verificationMinor: number;
    readonly floorMinor: number;
  };
  /** The rule for small amounts: no PIN, no signature. Without it every sale needs both. */
  readonly smallAmounts: {
    readonly enabled: boolean;
    readonly noPinLimitMinor: number;
    readonly noSignLimitMinor: number;
  };
};

/** Whether a sale of so much may be tapped at all. */
export function mayTap({ limits }: ContactlessConfig, amountMinor: number): boolean {
  return amountMinor <= limits.transactionMinor;
}

/** The terminal's qualifiers (tag 9F66) for a sale: its abilities, and what it wants of the card. */
export function qualifiersFor(config: ContactlessConfig, amountMinor: number): Uint8Array {
  const { floorMinor, verificationMinor } = config.limits;
  const wanted: QualifierBit[] = [];
  if (amountMinor > floorMinor) wanted.push(TTQ.onlineWanted);
  if (amountMinor > verificationMinor || !sparesPin(config, amountMinor)) {
    wanted.push(TTQ.verificationWanted);
  }
  return withBits(fromHex(config.qualifiers), wanted);
}

/** What the cardholder still has to do, and whether a phone has verified her already. */
export type HolderDuties = {
  /** The PIN must be keyed before the request leaves. */
  readonly pin: boolean;
  readonly signature: boolean;
  readonly device: boolean;
};

/**
 * Weighs what the card asks for (tag 9F6C) and what the amount spares. A device that verified its holder
 * spares both; a card may ask for more than the terminal would, never for less.
 *
 * @source UnionPay's rule for small amounts: up to the limit, inclusive, no PIN and no signature
 */
export function dutiesOf(
  config: ContactlessConfig,
  amountMinor: number,
  card: Uint8Array,
): HolderDuties {
  if (isSet(card, CTQ.holdersDevice)) return { pin: false, signature: false, device: true };
  const { limits, smallAmounts } = config;
  const spared = sparesPin(config, amountMinor) && amountMinor <= limits.verificationMinor;
  const pinWanted = !spared || isSet(card, CTQ.onlinePin);
  const pin = pinWanted && isSet(fromHex(config.qualifiers), TTQ.onlinePin);
  const unsigned = smallAmounts.enabled && amountMinor <= smallAmounts.noSignLimitMinor;
  // Where no PIN can be keyed, a signature stands in for it.
  const signature = !unsigned || isSet(card, CTQ.signature) || (pinWanted && !pin);
  return { pin, signature, device: false };
}

function sparesPin({ smallAmounts }: ContactlessConfig, amountMinor: number): boolean {
  return smallAmounts.enabled && amountMinor <= smallAmounts.noPinLimitMinor;
}

/** CVM results (tag 9F34) that say the same. @source UnionPay chip data as published: 420300, 1E0300, 1F0302 */
export function holderResults({ pin, signature }: HolderDuties): Uint8Array {
  if (pin) return fromHex("420300");
  return fromHex(signature ? "1E0300" : "1F0302");
}

/** The amount of a session (tag 9F02), in fen. */
export function amountOf(session: EmvSession): number {
  return Number(toHex(session.data.get("9F02") ?? new Uint8Array(0)));
}
