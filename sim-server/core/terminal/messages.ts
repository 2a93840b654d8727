import { fromHex, fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { reversalIccData } from "../emv/icc-data.ts";
import { type EmvSession, requireValue } from "../emv/session.ts";
import type { UnionPayMessage } from "../iso8583/dialects/unionpay.ts";
import type { RecordOf } from "./journal-record.ts";

/** Who asks: DE 41, DE 42. */
export type Identity = { readonly terminalId: string; readonly merchantId: string };

/** What the chip says of its card. */
export type CardFacts = {
  readonly pan: string;
  /** YYMM. */
  readonly expiry: string;
  /** Three digits (DE 23), or undefined where the card has none. */
  readonly panSequence: string | undefined;
  /** As DE 35 has it, `=` between number and date. */
  readonly track2: string | undefined;
};

const CONTACT_CHIP = "05";
const WITH_PIN = "1";
const WITHOUT_PIN = "2";
const NORMAL = "00";
const PIN_DIGITS_MAX = "12";
const RENMINBI = "156";
/** PIN block of format 0, triple DES, track in clear. */
const PIN_SECURITY = "2600000000000000";
/** 60.3 to 60.5: financial; chip reader; condition not used. */
const CHIP_SALE = "00050";
const SALE_KIND = "22";
const SIGN_ON_KIND = "00";
const DOUBLE_LENGTH_KEYS = "003";
const NO_MAC_YET = new Uint8Array(8);

/** Reads the card's own data out of a session whose records have been read. */
export function cardFacts(session: EmvSession): CardFacts {
  const sequence = session.data.get("5F34");
  const track = session.data.get("57");
  return {
    pan: toHex(requireValue(session, "5A")).replaceAll("F", ""),
    expiry: toHex(requireValue(session, "5F24")).slice(0, 4),
    panSequence: sequence === undefined ? undefined : toHex(sequence).padStart(3, "0"),
    track2: track === undefined ? undefined : toHex(track).replaceAll("F", "").replace("D", "="),
  };
}

/** 0800: asks for working keys. @source UnionPay POS terminal specification, sign-on */
export function signOnRequest(
  identity: Identity,
  facts: { readonly stan: string; readonly batch: string; readonly operator: string },
  serialNumber: string,
): UnionPayMessage {
  const length = String(serialNumber.length).padStart(2, "0");
  return {
    mti: "0800",
    fields: {
      11: facts.stan,
      41: identity.terminalId,
      42: identity.merchantId,
      60: SIGN_ON_KIND + facts.batch + DOUBLE_LENGTH_KEYS,
      62: fromLatin1(`Sequence No${length}${serialNumber}`),
      63: fromLatin1(`${facts.operator} `),
    },
  };
}

/** 0200: a sale by contact chip, before its MAC. @source UnionPay POS terminal specification, sale */
export function saleRequest(
  identity: Identity,
  card: CardFacts,
  sale: {
    readonly stan: string;
    readonly batch: string;
    readonly amount: string;
    readonly pinBlock: Uint8Array | undefined;
    readonly iccData: Uint8Array;
  },
): UnionPayMessage {
  const { pinBlock } = sale;
  return {
    mti: "0200",
    fields: {
      2: card.pan,
      3: "000000",
      4: sale.amount,
      11: sale.stan,
      14: card.expiry,
      22: CONTACT_CHIP + (pinBlock === undefined ? WITHOUT_PIN : WITH_PIN),
      23: card.panSequence,
      25: NORMAL,
      26: pinBlock && PIN_DIGITS_MAX,
      35: card.track2,
      41: identity.terminalId,
      42: identity.merchantId,
      49: RENMINBI,
      52: pinBlock,
      53: pinBlock && PIN_SECURITY,
      55: sale.iccData,
      60: SALE_KIND + sale.batch + CHIP_SALE,
      64: NO_MAC_YET,
    },
  };
}

/** What the journal keeps of a sale's DE 55 for a reversal. */
export function keptIccData(session: EmvSession): string {
  return toHex(reversalIccData(session));
}

/**
 * 0400: undoes the sale of `intent`, the same each time it is built. The original's elements are
 * kept, its PIN and track are not. @source UnionPay POS terminal specification, reversal
 */
export function reversalRequest(
  identity: Identity,
  pan: string,
  intent: RecordOf<"intent">,
  obligation: RecordOf<"reversal">,
): UnionPayMessage {
  const { panSequence, entryMode } = intent;
  return {
    mti: "0400",
    fields: {
      2: pan,
      3: "000000",
      4: intent.amount,
      11: intent.stan,
      14: intent.expiry,
      22: entryMode,
      23: panSequence === "" ? undefined : panSequence,
      25: NORMAL,
      38: obligation.approvalCode === "" ? undefined : obligation.approvalCode,
      39: obligation.reason,
      41: identity.terminalId,
      42: identity.merchantId,
      49: RENMINBI,
      55: fromHex(intent.iccData),
      60: SALE_KIND + intent.batch + CHIP_SALE,
      61: intent.batch + intent.stan + intent.date.slice(4),
      64: NO_MAC_YET,
    },
  };
}
