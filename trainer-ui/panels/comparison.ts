import type { WireView } from "../../sim-server/contract/index.ts";
import { formatMinor } from "../text/figures.ts";
import { type Seen, slipAtHand } from "./deeds.ts";
import type { Verdict } from "./fields.ts";

/** One row to compare: what the slip prints beside what it should be. Nothing says whether they agree. */
export type ComparedRow = {
  readonly field: Exclude<Verdict, "matches">;
  readonly slip: string;
  readonly elsewhere: string;
};

/** Labels that stand at the start of a slip's lines, as the terminal prints them. */
const LABELS = {
  merchant: "商户名称",
  "card-number": "卡号",
  date: "日期/时间",
  amount: "金额 RMB",
} as const;

/** The shop, as the till and the sign over the door name it. */
const SHOP = "青禾超市";

/** The rows to compare for a slip, in the order in which it prints them. */
export function comparedRows(seen: Seen, copy: "merchant" | "cardholder"): ComparedRow[] {
  const lines = textLines(slipAtHand(seen, copy)?.lines ?? []);
  return [
    { field: "merchant", slip: printedAfter(lines, "merchant"), elsewhere: SHOP },
    {
      field: "card-number",
      slip: printedAfter(lines, "card-number"),
      elsewhere: seen.card?.tail === undefined ? "" : `…${seen.card.tail}`,
    },
    {
      field: "date",
      slip: printedAfter(lines, "date"),
      elsewhere: `${seen.clock?.date ?? ""} ${seen.clock?.time ?? ""}`,
    },
    {
      field: "amount",
      slip: printedAfter(lines, "amount"),
      elsewhere: formatMinor(seen.till?.totalMinor ?? 0),
    },
  ];
}

function textLines(lines: WireView["printer"]["rising"]): string[] {
  return lines.map(({ runs }) => runs.map(({ text }) => text).join(""));
}

/** What stands after a label on its line, or on the next line where the label stands alone. */
function printedAfter(lines: readonly string[], field: keyof typeof LABELS): string {
  const label = LABELS[field];
  const at = lines.findIndex((line) => line.trimStart().startsWith(label));
  const value = lines[at]?.trim().slice(label.length).trim() ?? "";
  return value === "" && at >= 0 ? (lines[at + 1]?.trim() ?? "") : value;
}
