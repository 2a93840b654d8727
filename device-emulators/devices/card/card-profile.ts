import type { Pan } from "../../kit/pan.ts";

/** Everything that tells one card from another, as plain data. Hex is upper-case, dates are YYMM. */
export type CardProfile = {
  readonly pan: Pan;
  /** Two digits (tag 5F34). */
  readonly panSequence: string;
  readonly validFrom: string;
  readonly expiry: string;
  /** As embossed: 2 to 26 Latin characters. */
  readonly cardholderName: string;
  readonly bankName: string;
  /** Three digits. */
  readonly serviceCode: string;
  /** Digits behind the service code on track 2, at most 9 with a number of 19. */
  readonly discretionary: string;
  /** A broken chip does not answer the reset; a card without one has nothing that could. */
  readonly chip: "works" | "broken" | "none";
  /** A worn stripe is damaged on every track. */
  readonly stripe: "works" | "worn" | "none";
  /** What stands between the sentinels of track 3, on cards that have one. */
  readonly track3?: string;
  readonly application: CardApplication;
  /** What else lives on the chip, each with its own records. */
  readonly furtherApplications?: readonly CardApplication[];
  /** The PIN that the card itself can check; without one it never does. */
  readonly offlinePin?: { readonly digits: string; readonly triesMax: number };
  /** A card that its issuer has blocked answers no selection. */
  readonly blocked?: boolean;
  /** On cards that also answer in a reader's field. */
  readonly contactless?: ContactlessApplication;
};

/** What a card does over the air, where it has no time to be read. */
export type ContactlessApplication = {
  /** Tag 9F38 over the air, hex. */
  readonly pdol: string;
  /** A phone has verified its holder by itself before it answers. */
  readonly holder: "card" | "phone";
};

/** What the issuer laid down for all cards of one kind. All values are hex, but for the label. */
export type CardApplication = {
  readonly aid: string;
  readonly label: string;
  /** Tag 9F12, in Latin letters. */
  readonly preferredName?: string;
  /** Tag 87: 1 is what the issuer likes best, 15 least; without one, 0. */
  readonly priority: number;
  /** Whether the cardholder must agree before it is used. */
  readonly mustConfirm?: boolean;
  /** The account behind it, where it is not the one on the plastic. */
  readonly pan?: Pan;
  /** An application that its issuer has blocked can be selected, and no more. */
  readonly blocked?: boolean;
  /** Tag 82, but for the bits that offline authentication sets. */
  readonly interchangeProfile: string;
  /** How the card proves offline that it is genuine. */
  readonly offlineAuthentication: "none" | "sda" | "dda" | "cda";
  /** The key that the pad enciphers an offline PIN with, where it does: one of its own, or the card's. */
  readonly pinKey?: "own" | "card";
  /** How many sales in a row the card approves without its issuer; without limits, none. */
  readonly offlineLimits?: {
    /** From here on it asks to be taken online. */
    readonly lower: number;
    /** From here on it refuses where it cannot be. */
    readonly upper: number;
  };
  /** Tags 9F14 and 9F23, two hex digits each: the same limits, for the terminal to watch. */
  readonly terminalLimits?: { readonly lower: string; readonly upper: string };
  /** How cryptograms are computed. */
  readonly cryptogramScheme: "3des" | "sm4";
  /** Tag 9F38; empty where the card has none. */
  readonly pdol: string;
  readonly cdol1: string;
  readonly cdol2: string;
  readonly cvmList: string;
  /** Tag 9F07. */
  readonly usageControl: string;
  /** Tag 9F08. */
  readonly version: string;
  readonly actionCodes: {
    readonly default: string;
    readonly denial: string;
    readonly online: string;
  };
  /** Tags 5F28 and 9F42. */
  readonly countryCode: string;
  readonly currencyCode: string;
};

const CRYPTOGRAM_DOL = "9F0206 9F0306 9F1A02 9505 5F2A02 9A03 9C01 9F3704";

/**
 * A UnionPay debit application that always asks its issuer.
 *
 * The interchange profile has cardholder verification and terminal risk management, no offline data
 * authentication, and no EXTERNAL AUTHENTICATE: the issuer's answer comes with the second GENERATE AC.
 * @source UICS test profiles: CVM list, action codes, usage control, version; the lists are chosen
 */
export const UNIONPAY_DEBIT: CardApplication = {
  aid: "A000000333010101",
  label: "PBOC DEBIT",
  priority: 1,
  interchangeProfile: "1800",
  offlineAuthentication: "none",
  cryptogramScheme: "3des",
  pdol: "9F1A02 5F2A02",
  cdol1: CRYPTOGRAM_DOL,
  cdol2: `8A02 910A ${CRYPTOGRAM_DOL}`,
  cvmList: "00000000 00000000 4203 1E03 1F00",
  usageControl: "FF00",
  version: "0030",
  actionCodes: { default: "D8609CA800", denial: "0010000000", online: "D8689CF800" },
  countryCode: "0156",
  currencyCode: "0156",
};

/**
 * UnionPay's quick application: everything the cryptogram covers is told in GET PROCESSING OPTIONS.
 *
 * @source traces of quick UICS transactions: the list of 33 bytes
 */
export const UNIONPAY_QUICK: ContactlessApplication = {
  pdol: `9F6604 ${CRYPTOGRAM_DOL}`,
  holder: "card",
};

/** What the plastic shows. The number is in clear: comparing it with the screen is a lesson. */
export type CardFace = {
  /** In groups of four. */
  readonly number: string;
  /** MM/YY. */
  readonly expiry: string;
  readonly name: string;
  readonly bank: string;
  /** Where the contacts are, seen from the front. @source ISO/IEC 7816-2:2007 */
  readonly chipSide: "left";
};

/** The front of a card. */
export function faceOf(profile: CardProfile): CardFace {
  const { pan, expiry } = profile;
  let number = "";
  for (let at = 0; at < pan.length; at += 4)
    number += `${at > 0 ? " " : ""}${pan.slice(at, at + 4)}`;
  return {
    number,
    expiry: `${expiry.slice(2)}/${expiry.slice(0, 2)}`,
    name: profile.cardholderName,
    bank: profile.bankName,
    chipSide: "left",
  };
}
