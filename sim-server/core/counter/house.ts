import {
  type CardProfile,
  UNIONPAY_DEBIT,
  UNIONPAY_QUICK,
} from "../../../device-emulators/devices/card/card-profile.ts";
import { type Persona, withPersona } from "../../../device-emulators/devices/card/personas.ts";
import { invariant } from "../../../device-emulators/kit/errors.ts";
import { parsePan } from "../../../device-emulators/kit/pan.ts";
import type { CardSettings, Scenario } from "../../../scenarios/format/scenario.ts";
import type { AccountOptions, BankOptions, CardOptions } from "../bank/bank-options.ts";
import type { ApplicationParameters, DownloadOptions } from "../bank/downloads.ts";
import { TEST_CA_KEYS } from "../emv/ca-keys.ts";
import type { TerminalApplication } from "../emv/session.ts";
import { UNIONPAY_KERNEL } from "../emv/unionpay-terminal.ts";

/** The shop and the bank of every lesson. All of it is invented. */
export const HOUSE = {
  shop: "青禾超市",
  bank: "青禾银行",
  bankPhone: "400-0000-417",
  merchantId: "TILLYARD0000001",
  terminalId: "10023017",
  acquirerId: "00010000",
  issuerId: "01020000",
  /** Every test card is the house bank's. */
  bins: ["62"],
  /** What the plastic of a training card is embossed with. */
  holder: "LIANXI YONGKA",
  panSequence: "01",
  /** Cards are good from this month (YYMM) on. */
  validFrom: "2301",
} as const;

/** Invented for training; they protect nothing. Three-key hex, as banks deliver them. */
export const KEYS = {
  terminalMaster: "0123456789ABCDEFFEDCBA9876543210",
  issuerMaster: "2315208C9110AD402315208C9110AD40",
} as const;

/** @source ISO/IEC 7813: good in its own country, with a chip that must be used, or without one */
const SERVICE_CODE = { chip: "620", stripe: "120" } as const;

/** What the terminals of the house may fetch: what they were delivered with, so that it stays good. */
const DOWNLOADS: DownloadOptions = {
  keys: TEST_CA_KEYS,
  applications: UNIONPAY_KERNEL.applications.map(parametersOf),
};

/** @source UnionPay terminal parameters 9F06, DF01, 9F08, DF11 to DF17, 9F1B, as hosts send them */
function parametersOf(application: TerminalApplication): ApplicationParameters {
  const { aid, match, version, actionCodes, floorLimitMinor, randomSelection } = application;
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, "0");
  return {
    aid,
    values: {
      DF01: match === "exact" ? "00" : "01",
      "9F08": version,
      DF11: actionCodes.default,
      DF12: actionCodes.online,
      DF13: actionCodes.denial,
      "9F1B": hex(floorLimitMinor),
      DF15: hex(randomSelection.thresholdMinor),
      DF16: String(randomSelection.maxPercent).padStart(2, "0"),
      DF17: String(randomSelection.targetPercent).padStart(2, "0"),
    },
  };
}

/** What of a lesson's card is written into the plastic. */
type PlasticSettings = Pick<
  CardSettings,
  "number" | "expiry" | "chip" | "stripe" | "contactless" | "kind" | "persona"
>;

/** The chip card that a lesson describes. */
export function profileOf(card: PlasticSettings): CardProfile {
  const pan = parsePan(card.number);
  invariant(pan !== undefined, "a parsed lesson has test cards only");
  const profile: CardProfile = {
    pan,
    panSequence: HOUSE.panSequence,
    validFrom: HOUSE.validFrom,
    expiry: card.expiry,
    cardholderName: HOUSE.holder,
    bankName: HOUSE.bank,
    serviceCode: card.chip === "none" ? SERVICE_CODE.stripe : SERVICE_CODE.chip,
    discretionary: "0000000",
    chip: card.chip === "good" ? "works" : card.chip,
    stripe: card.stripe,
    application: UNIONPAY_DEBIT,
    ...(card.contactless && { contactless: { ...UNIONPAY_QUICK, holder: card.kind } }),
  };
  return card.persona === undefined ? profile : withPersona(profile, card.persona as Persona);
}

/** The bank as a lesson sets it up. @param startMs real time of the world's time zero */
export function bankOf(scenario: Scenario, startMs: number): BankOptions {
  return {
    startMs,
    acquirerId: HOUSE.acquirerId,
    downloads: DOWNLOADS,
    issuers: [
      {
        id: HOUSE.issuerId,
        name: HOUSE.bank,
        bins: HOUSE.bins,
        masterKey: KEYS.issuerMaster,
        fallback: scenario.bank.fallback,
      },
    ],
    merchants: [{ id: HOUSE.merchantId, name: HOUSE.shop, manualEntry: scenario.bank.manualEntry }],
    terminals: [
      { id: HOUSE.terminalId, merchant: HOUSE.merchantId, masterKey: KEYS.terminalMaster },
    ],
    accounts: scenario.accounts.map((account) => ({
      id: account.id,
      holder: HOUSE.holder,
      balanceMinor: account.balanceMinor,
      state: account.state,
      identity: account.identity,
      ...walletOf(scenario, account.id),
      cards: scenario.cards
        .filter((card) => card.account === account.id)
        .map((card) => ({
          stripeOnly: card.chip === "none",
          signature: card.signature,
          pan: card.number,
          expiry: card.expiry,
          psn: HOUSE.panSequence,
          pin: card.pin,
          state: card.state,
          pinTriesLeft: card.pinTriesLeft,
          ...issuedAs(card),
        })),
    })),
  };
}

/** The wallet behind the payment codes of an account, where there are any. */
function walletOf({ codes }: Scenario, account: string): Pick<AccountOptions, "wallet"> {
  for (const code of codes) {
    if (code.scheme === "k-code" || code.account !== account) continue;
    const { scheme, confirmAboveMinor } = code;
    return { wallet: confirmAboveMinor === undefined ? { scheme } : { scheme, confirmAboveMinor } };
  }
  return {};
}

/** What the issuer must know of what it gave out. */
function issuedAs(
  card: CardSettings,
): Pick<CardOptions, "cryptogramScheme" | "phone" | "checksPin"> {
  const { application, offlinePin } = profileOf(card);
  const { cryptogramScheme } = application;
  return { cryptogramScheme, phone: card.kind === "phone", checksPin: offlinePin !== undefined };
}
