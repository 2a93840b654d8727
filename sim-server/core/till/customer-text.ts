import { formatMinor } from "../../../device-emulators/kit/money.ts";
import { centred, type DisplayText, labelled } from "../drivers/display-driver.ts";
import type { TillState } from "./till.ts";

/** Displays keep Chinese words in every language, as slips and terminals do. */
const WELCOME: DisplayText = [centred("欢迎光临"), centred("训练 TRAINING")];
const THANKS = centred("谢谢惠顾");
const BY_CARD = centred("请用银行卡付款");
const OTHER_MEANS = centred("请换一种方式付款");

/**
 * What the till tells the customer: the piece scanned last and the total, what is due, what was paid and
 * what she gets back. Of a card it tells what the terminal told it, and compares nothing.
 */
export function customerText(state: TillState): DisplayText {
  const { basket, sale, givenMinor, result } = state;
  const due = (): string => figure("应收", basket.totalMinor);
  switch (sale.kind) {
    case "ready": {
      const line = basket.lines[basket.last];
      if (line === undefined) return WELCOME;
      return [figure(line.name, line.priceMinor), figure("合计", basket.totalMinor)];
    }
    case "paying":
      return [due(), sale.means === "cash" ? figure("收款", givenMinor) : BY_CARD];
    case "approved":
      return [figure("已付", result?.amountMinor ?? basket.totalMinor), THANKS];
    case "failed":
      return [due(), OTHER_MEANS];
    case "paid":
      return [
        figure("收款", givenMinor),
        sale.changeMinor === 0 ? THANKS : figure("找零", sale.changeMinor),
      ];
  }
}

function figure(label: string, amountMinor: number): string {
  return labelled(label, formatMinor(amountMinor));
}
