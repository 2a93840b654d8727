import { formatMinor } from "../../../device-emulators/kit/money.ts";
import { maskPan } from "../../../device-emulators/kit/pan.ts";
import type { CardSettings } from "../../../scenarios/format/scenario.ts";
import type { Verdict } from "./act.ts";

/** What is visibly wrong with a card on the day whose month is `yearMonth` (YYMM). */
export function wrongWithCard(card: CardSettings, yearMonth: string): Verdict[] {
  const wrong: Verdict[] = [];
  if (card.expiry < yearMonth) wrong.push("expiry");
  if (!card.face.bankMark) wrong.push("bank-mark");
  if (card.face.sample) wrong.push("sample");
  if (card.face.damaged) wrong.push("broken");
  return wrong;
}

/** What a sound slip of this sale says. */
export type SlipTruth = {
  readonly totalMinor: number;
  readonly cardNumber: string;
  /** YYYY/MM/DD; undefined where it is not the shop's to know. */
  readonly date: string | undefined;
  readonly merchantId: string;
};

/** What a slip says that is not so, by comparing its text with the sale as it should be. */
export function wrongWithSlip(text: readonly string[], truth: SlipTruth): Verdict[] {
  const says = (words: string): boolean => text.some((line) => line.includes(words));
  const wrong: Verdict[] = [];
  if (!text.some((line) => amountOf(line) === formatMinor(truth.totalMinor))) wrong.push("amount");
  if (truth.date !== undefined && !says(truth.date)) wrong.push("date");
  if (!says(maskPan(truth.cardNumber))) wrong.push("card-number");
  if (!says(truth.merchantId)) wrong.push("merchant");
  return wrong;
}

/** The amount at a line's end, if the line is about renminbi. */
function amountOf(line: string): string | undefined {
  return line.includes("RMB") ? /(\d+\.\d{2})\s*$/.exec(line)?.[1] : undefined;
}
