import type { HostSpeech } from "../terminal/host-speech.ts";
import type { Stan } from "../terminal/stan.ts";
import { HOUSE, KEYS } from "./house.ts";

/** Who the shop is to its acquirer. */
export type Merchant = {
  /** DE 41, eight characters, and DE 42, fifteen. */
  readonly terminalId: string;
  readonly merchantId: string;
  readonly merchantName: string;
  /** Terminal master key (TMK), 32 or 48 hex digits. */
  readonly masterKey: string;
  /** The trace number that was used last at this terminal; an acquirer takes none twice. */
  readonly lastStan?: Stan | undefined;
};

/** The shop as the world's own bank knows it. */
export const HOUSE_MERCHANT: Merchant = {
  terminalId: HOUSE.terminalId,
  merchantId: HOUSE.merchantId,
  merchantName: HOUSE.shop,
  masterKey: KEYS.terminalMaster,
};

/**
 * Someone else's bank, as far as a counter must know it: who the shop is there, and how it is
 * spoken to. Where it listens is no matter of the world's.
 */
export type Acquirer = {
  readonly merchant: Merchant;
  readonly speech: HostSpeech;
  /** Tells one acquirer's set-up from another's, and no secret of it. */
  readonly fingerprint: string;
};
