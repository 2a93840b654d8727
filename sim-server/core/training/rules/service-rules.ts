import type { Phrase } from "../../counter/act.ts";
import type { Situation } from "../situation.ts";
import { numberParam, type Rule } from "./rule.ts";

/** A customer left in silence for longer than this starts to worry. Chosen. */
const SILENCE_MS = 10_000;

/** Rules about how the customer is treated. */
export const SERVICE_RULES: readonly Rule[] = [
  {
    id: "no-greeting",
    severity: "minor",
    part: "service",
    servicePoints: 3,
    title: { zh: "没打招呼", en: "No greeting" },
    why: { zh: "先说“您好”，再动手。", en: "Say hello before anything else." },
    broken: { "till.tendered": (_, now) => !now.said.has("greet") },
    missing: (end) => !end.said.has("greet"),
  },
  {
    id: "total-not-said",
    severity: "minor",
    part: "procedure",
    title: { zh: "没报总价", en: "The total was not said" },
    why: {
      zh: "收款前报出应收金额，请顾客确认。",
      en: "Say the amount due before taking payment.",
    },
    broken: {
      "card.moved": ({ to }, now) => to === "slot" && !totalSaid(now),
      "till.paid": (_, now) => !totalSaid(now),
    },
  },
  {
    id: "no-card-reminder",
    severity: "minor",
    part: "service",
    servicePoints: 3,
    title: { zh: "没提醒收好卡", en: "No reminder about the card" },
    why: { zh: "还卡时说“请收好您的卡”。", en: "Say “please keep your card safe” with the card." },
    missing: (end) => end.places.size > 0 && !end.said.has("keep-card-safe"),
  },
  {
    id: "no-thanks",
    severity: "minor",
    part: "service",
    servicePoints: 3,
    title: { zh: "没道谢", en: "No thanks" },
    why: { zh: "最后说一声谢谢。", en: "End with a word of thanks." },
    missing: (end) => !end.said.has("thank"),
  },
  {
    id: "silent-wait",
    params: { afterMs: { kind: "number", optional: true, min: 1 } },
    severity: "minor",
    part: "service",
    servicePoints: 3,
    title: { zh: "让顾客干等", en: "A silent wait" },
    why: {
      zh: "等银行超过十秒，要告诉顾客一声。",
      en: "When the bank takes more than ten seconds, tell the customer.",
    },
    broken: {
      "terminal.outcome": (_, now, params) =>
        now.requestMs !== undefined &&
        now.clockMs - now.requestMs > numberParam(params, "afterMs", SILENCE_MS) &&
        !now.saidInWait,
    },
  },
  {
    id: "blamed-customer",
    severity: "minor",
    part: "service",
    servicePoints: 10,
    title: { zh: "责怪了顾客", en: "Blamed the customer" },
    why: {
      zh: "出了问题，先说明、再解决，不怪顾客。",
      en: "When something fails, explain and solve it; never blame the customer.",
    },
    broken: { "cashier.said": ({ phrase }) => phrase === "blame" },
  },
  {
    id: "declined-said-loudly",
    severity: "major",
    part: "procedure",
    title: { zh: "大声说卡的情况", en: "Said it loudly" },
    why: {
      zh: "卡被拒是顾客的隐私，要轻声说，别让排队的人听见。",
      en: "A declined card is private: say it quietly, not to the whole queue.",
    },
    broken: { "cashier.said": ({ phrase }) => phrase === "explain-loudly" },
  },
  {
    id: "promise-unfreeze",
    severity: "major",
    part: "procedure",
    title: { zh: "答应帮顾客解冻", en: "Promised to unfreeze the card" },
    why: {
      zh: "只有发卡行能解冻，收银台不能保证。",
      en: "Only the issuer can release a card. A till cannot promise it.",
    },
    broken: { "cashier.said": ({ phrase }) => phrase === "promise-unfreeze" },
  },
];

const EXPLANATIONS: readonly Phrase[] = [
  "explain-decline",
  "explain-no-charge",
  "explain-reader",
  "issuer-only",
];

/** Whether the customer has been told about the last trouble. */
export function explained(now: Situation): boolean {
  return EXPLANATIONS.some((phrase) => now.saidSince.has(phrase));
}

function totalSaid(now: Situation): boolean {
  return now.said.has("total") || now.said.has("amount-read-back");
}
