import type { CardNumber, SlipNumber } from "../../../scenarios/format/scenario.ts";
import type { View } from "../counter/view.ts";

/** Where each number stands on a slip: behind its label, whole or in part. */
const ON_SLIP: Readonly<Record<SlipNumber, RegExp>> = {
  voucher: /批次号\/凭证号\s*\d{6}\/(\d{6})/,
  rrn: /(?:^|\n)参考号\s*(\d{12})/,
  "approval-code": /(?:^|\n)授权码\s*(\d{6})/,
  date: /日期\/时间\s*\d{4}\/(\d{2}\/\d{2})/,
};

/** The digits of a number on the last slip that was torn off; undefined where it cannot be read. */
export function readFromSlip(what: SlipNumber, { slips }: View): string | undefined {
  const text = slips
    .at(-1)
    ?.lines.map(({ runs }) => runs.map((run) => run.text).join(""))
    .join("\n");
  return text === undefined ? undefined : ON_SLIP[what].exec(text)?.[1]?.replace("/", "");
}

/** The K-code that the customer's phone shows, and she reads out; undefined where it shows none. */
export function readFromPhone({ mobile }: View): string | undefined {
  return mobile.shows === "k-code" ? mobile.digits : undefined;
}

/** The check number that the terminal shows; undefined where it asks for none. */
export function readFromScreen({ terminal }: View): string | undefined {
  if (terminal.screen !== "check-number") return undefined;
  return /校验码 (\d+)/.exec(terminal.lines.map(({ text }) => text).join("\n"))?.[1];
}

/** The digits on the face of the card that is being looked at, the expiry as the terminal asks it. */
export function readFromCard(what: CardNumber, { card }: View): string | undefined {
  if (card.face === undefined) return undefined;
  if (what === "number") return card.face.number.replaceAll(" ", "");
  const [month = "", year = ""] = card.face.expiry.split("/");
  return year + month;
}
