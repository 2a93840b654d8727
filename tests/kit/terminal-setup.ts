import {
  type CardProfile,
  UNIONPAY_DEBIT,
} from "../../device-emulators/devices/card/card-profile.ts";
import { parsePan } from "../../device-emulators/kit/pan.ts";
import type { BankOptions } from "../../sim-server/core/bank/bank-options.ts";
import { HOUSE, KEYS } from "../../sim-server/core/counter/house.ts";
import { UNIONPAY_CONTACTLESS } from "../../sim-server/core/emv/unionpay-contactless.ts";
import { UNIONPAY_KERNEL } from "../../sim-server/core/emv/unionpay-terminal.ts";
import type { TerminalConfig } from "../../sim-server/core/terminal/ports.ts";

const PAN = "6212345678901265";
/** The right one, as the bank knows it. */
export const PIN = "246813";

/** 18 June 2025, 09:41:00 +08:00. */
const START_MS = Date.UTC(2025, 5, 18, 1, 41);

/** A debit card in order, but for `changes`. */
export function cardProfile(changes: Partial<CardProfile> = {}): CardProfile {
  const pan = parsePan(PAN);
  if (pan === undefined) throw new Error("not a test card");
  return {
    pan,
    panSequence: "01",
    validFrom: "2301",
    expiry: "3012",
    cardholderName: "LIANXI YONGKA",
    bankName: "青禾银行",
    serviceCode: "620",
    discretionary: "0000000",
    chip: "works",
    stripe: "works",
    application: UNIONPAY_DEBIT,
    ...changes,
  };
}

/** A bank that knows that card, its account and the terminal. */
export function bankOptions(profile: CardProfile, balanceMinor: number): BankOptions {
  return {
    startMs: START_MS,
    acquirerId: HOUSE.acquirerId,
    issuers: [
      {
        id: HOUSE.issuerId,
        name: HOUSE.bank,
        bins: HOUSE.bins,
        masterKey: KEYS.issuerMaster,
      },
    ],
    merchants: [{ id: HOUSE.merchantId, name: HOUSE.shop }],
    terminals: [
      { id: HOUSE.terminalId, merchant: HOUSE.merchantId, masterKey: KEYS.terminalMaster },
    ],
    accounts: [
      {
        id: "account",
        holder: "LIANXI YONGKA",
        balanceMinor,
        state: "normal",
        cards: [
          {
            pan: profile.pan,
            expiry: profile.expiry,
            psn: profile.panSequence,
            pin: PIN,
            state: "normal",
            pinTriesLeft: 3,
          },
        ],
      },
    ],
  };
}

/** The terminal of most tests: amount first, two copies. */
export function terminalConfig(changes: Partial<TerminalConfig> = {}): TerminalConfig {
  return {
    terminalId: HOUSE.terminalId,
    merchantId: HOUSE.merchantId,
    merchantName: HOUSE.shop,
    tillName: "01号机",
    issuerNames: { [HOUSE.issuerId]: HOUSE.bank },
    masterKey: KEYS.terminalMaster,
    keySet: "003",
    operators: [
      { id: "01", password: "0000" },
      { id: "00", password: "123456" },
      { id: "99", password: "00000000" },
    ],
    hostWaitMs: 10_000,
    copies: 2,
    flow: "amount-first",
    startMs: START_MS,
    capability: "5",
    partialApproval: false,
    ways: { contactless: false, swipe: false, manual: false, code: false },
    autoSignOff: false,
    kernel: { ...UNIONPAY_KERNEL, serialNumber: HOUSE.terminalId },
    contactless: UNIONPAY_CONTACTLESS,
    ...changes,
  };
}
