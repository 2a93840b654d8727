import { fromHex, fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type { UnionPayMessage } from "../../iso8583/dialects/unionpay.ts";
import type { RecordedTransaction } from "../journal-facts.ts";
import type { Totals } from "../totals.ts";
import type { Identity } from "./identity.ts";

/** What the bank says of one kind of cards in DE 48 of the 0510. */
export const VERDICTS = { "1": "balanced", "2": "unbalanced", "3": "faulty" } as const;
export type Verdict = (typeof VERDICTS)[keyof typeof VERDICTS];

/** Items that one 0320 may hold. @source UnionPay POS terminal specification, batch upload */
export const UPLOAD_ITEMS_MAX = 8;

const MANAGEMENT = "00";
const SETTLEMENT = "201";
const PAN_DIGITS = 20;
/** Places of the verdicts in DE 48: behind the totals of domestic cards, and of foreign ones. */
const DOMESTIC_AT = 30;
const FOREIGN_AT = 61;
const DOMESTIC = "00";
const NO_TOTALS = "0".repeat(31);
const RENMINBI = "156";
/** DE 62 of a certificate: `61`, transaction currency and sort in use, amount, currency. */
const CERTIFICATE_HEAD = "610000";

/** DE 48 of the 0500: 31 digits for domestic cards, and 31 for foreign ones, of which there are none. */
export function totalsField({ debit, credit }: Totals): string {
  const part = ({ amountMinor, count }: Totals["debit"]): string =>
    String(amountMinor).padStart(12, "0") + String(count).padStart(3, "0");
  return `${part(debit)}${part(credit)}0${NO_TOTALS}`;
}

/** The verdicts in DE 48 of the 0510; undefined where it holds none. */
export function readVerdicts(
  totals: string,
): { readonly domestic: Verdict; readonly foreign: Verdict } | undefined {
  const known: Readonly<Record<string, Verdict>> = VERDICTS;
  const domestic = known[totals[DOMESTIC_AT] ?? ""];
  const foreign = known[totals[FOREIGN_AT] ?? ""];
  return domestic && foreign && { domestic, foreign };
}

type Said = { readonly stan: string; readonly batch: string; readonly operator: string };

/** 0500: asks the bank to compare totals. @source UnionPay POS terminal specification, settlement */
export function settlementRequest(
  { terminalId, merchantId }: Identity,
  { stan, batch, operator }: Said,
  totals: string,
): UnionPayMessage {
  return {
    mti: "0500",
    fields: {
      11: stan,
      41: terminalId,
      42: merchantId,
      48: totals,
      49: RENMINBI,
      60: MANAGEMENT + batch + SETTLEMENT,
      63: fromLatin1(`${operator} `),
    },
  };
}

/** How a 0320 names itself in DE 60.3. @source UnionPay POS terminal specification, DE 60.3 */
export const UPLOAD = {
  items: "201",
  endUnbalanced: "202",
  certificateBalanced: "203",
  certificateUnbalanced: "205",
  disownedBalanced: "204",
  disownedUnbalanced: "206",
  endBalanced: "207",
} as const;

/** 0320: a batch's transactions by stripe or hand, up to eight in a message. */
export function uploadRequest(
  identity: Identity,
  { stan, batch }: Said,
  items: readonly { readonly transaction: RecordedTransaction; readonly pan: string }[],
): UnionPayMessage {
  const rows = items.map(
    ({ transaction: { intent, approval }, pan }) =>
      DOMESTIC + intent.stan + pan.padStart(PAN_DIGITS, "0") + approval.amount,
  );
  const count = String(rows.length).padStart(2, "0");
  return batchMessage(identity, { stan, batch, code: UPLOAD.items }, count + rows.join(""));
}

/** 0320: the end of a batch upload, and how many transactions it had. */
export function uploadEnd(
  identity: Identity,
  { stan, batch }: Said,
  balanced: boolean,
  count: number,
): UnionPayMessage {
  const code = balanced ? UPLOAD.endBalanced : UPLOAD.endUnbalanced;
  return batchMessage(identity, { stan, batch, code }, String(count).padStart(4, "0"));
}

/** 0320: the certificate that a chip made for one transaction, also where the bank did not have it. */
export function certificateUpload(
  identity: Identity,
  { stan, batch }: Said,
  balanced: boolean,
  item: { readonly transaction: RecordedTransaction; readonly pan: string },
): UnionPayMessage {
  const { intent, approval, disowned = false } = item.transaction;
  const code = disowned
    ? UPLOAD[balanced ? "disownedBalanced" : "disownedUnbalanced"]
    : UPLOAD[balanced ? "certificateBalanced" : "certificateUnbalanced"];
  const { fields } = batchMessage(identity, { stan, batch, code }, undefined);
  return {
    mti: "0320",
    fields: {
      ...fields,
      2: item.pan,
      4: approval.amount,
      11: intent.stan,
      22: intent.entryMode,
      23: intent.panSequence === "" ? undefined : intent.panSequence,
      49: RENMINBI,
      55: fromHex(approval.tcData),
      62: fromLatin1(`${CERTIFICATE_HEAD}${approval.amount}${RENMINBI}`),
    },
  };
}

function batchMessage(
  { terminalId, merchantId }: Identity,
  { stan, batch, code }: { readonly stan: string; readonly batch: string; readonly code: string },
  items: string | undefined,
): UnionPayMessage {
  return {
    mti: "0320",
    fields: { 11: stan, 41: terminalId, 42: merchantId, 48: items, 60: MANAGEMENT + batch + code },
  };
}
