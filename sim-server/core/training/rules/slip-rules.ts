import { glanced, SLIP_LOOK_MS } from "./card-rules.ts";
import type { Rule } from "./rule.ts";

/** Rules about the slips. */
export const SLIP_RULES: readonly Rule[] = [
  {
    id: "slip-not-checked",
    severity: "major",
    part: "procedure",
    title: { zh: "没核对签购单", en: "The slip was not checked" },
    why: {
      zh: "交给顾客前，对金额、日期、卡号后四位。",
      en: "Before it is handed over, compare amount, date and the card's last four.",
    },
    broken: {
      "slip.handed": ({ copy }, now) => copy === "cardholder" && !now.slipJudged,
    },
  },
  {
    id: "slip-glanced",
    severity: "minor",
    part: "procedure",
    title: { zh: "签购单没看够", en: "The slip was hardly looked at" },
    why: {
      zh: "看得太快，几项内容对不过来。",
      en: "That was too quick to compare its items.",
    },
    broken: {
      "cashier.judged": ({ thing }, now) =>
        (thing === "cardholder-copy" || thing === "merchant-copy") &&
        glanced(now, thing, SLIP_LOOK_MS),
    },
  },
  {
    id: "slip-not-handed",
    severity: "major",
    part: "procedure",
    title: { zh: "没给签购单", en: "The slip was not handed over" },
    why: { zh: "持卡人存根要交给顾客。", en: "The cardholder copy belongs to the customer." },
    broken: {
      "customer.left": ({ without }, now) => without.includes("slip") && now.approved !== undefined,
    },
  },
  {
    id: "wrong-copy-handed",
    severity: "major",
    part: "procedure",
    title: { zh: "给错了联", en: "The wrong copy was handed over" },
    why: {
      zh: "商户存根留下，持卡人存根给顾客。",
      en: "The merchant copy stays; the cardholder copy goes to the customer.",
    },
    broken: { "slip.handed": ({ copy }) => copy === "merchant" },
  },
  {
    id: "merchant-copy-not-filed",
    severity: "minor",
    part: "procedure",
    title: { zh: "商户联没收好", en: "The merchant copy was not filed" },
    why: { zh: "商户存根是凭证，要放进票夹。", en: "The merchant copy is evidence: file it." },
    missing: (end) => end.approved !== undefined && end.lesson.copies === 2 && !end.slipFiled,
  },
  {
    id: "reprint-missing",
    severity: "major",
    part: "recovery",
    aspect: "action",
    title: { zh: "没有重打印", en: "The slip was not printed again" },
    why: {
      zh: "单子没打完，换纸后要重打印上一笔。",
      en: "The slip broke off. Load paper and print the last sale again.",
    },
    missing: (end) => end.slipBroken && end.approved !== undefined,
  },
];
