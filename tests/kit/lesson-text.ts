import { formatComplaint } from "../../scenarios/format/complaint.ts";
import type { KnownIds } from "../../scenarios/format/known-ids.ts";
import { parseScenario } from "../../scenarios/format/parse.ts";

/** A small world of ids, so that tests of the format do not change with the shop. */
export const KNOWN: KnownIds = {
  items: ["milk", "rice"],
  faults: {
    "bank.reply-lost": { mti: { kind: "text" } },
    "bank.slow": { ms: { kind: "number", optional: true, min: 1, max: 600_000 } },
    "printer.cover-open": {},
  },
  faultsAtOnce: ["printer.cover-open"],
  rules: {
    "slip-checked": {},
    "charged-once": { amount: { kind: "text", optional: true } },
  },
  losses: ["slip-checked", "charged-once"],
  steps: ["scan-goods", "say-total", "hand-back"],
  phrases: ["total", "ask-card"],
  things: ["card", "cardholder-copy"],
  verdicts: ["matches", "amount"],
  keys: ["1", "enter", "clear"],
  waits: ["approved", "remove-card", "paper"],
  personas: ["signs-static-data"],
  transactions: ["sale", "void"],
  choices: ["other-means"],
  requests: ["explain", "unfreeze", "change-pin"],
};

/** The smallest lesson that says something at every level. */
export const LESSON = `format: 1
id: first-sale
chapter: 1
lesson: 1
title: { zh: 第一位顾客, en: The first customer }
summary: { zh: 扫货收款, en: Scan and take payment }
level: novice
kind: sale
start: 2025-06-18T09:41:00+08:00
flow: amount-first
customer:
  face: lao
  wallet: [debit]
cards:
  - id: debit
    number: "6212345678901265"
    account: savings
    pin: "135790"
accounts:
  - id: savings
    balance: "500.00"
basket: [milk]
faults:
  - fault: bank.reply-lost
    with: { mti: "0210" }
steps: [scan-goods, say-total]
goals: [slip-checked]
answers:
  right:
    title: { zh: 标准做法, en: Model answer }
    play: [scan, say: total]
  wrong:
    - id: silent
      title: { zh: 不报总价, en: No total }
      loses: { slip-checked: 20 }
      play: [scan]
    - id: hasty
      title: { zh: 太急, en: Too fast }
      loses: { slip-checked: 20 }
      play: [say: total]
`;

/** The lesson with parts of its text replaced; every part must stand in it. */
export function lessonWith(...edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the lesson does not hold: ${from}`);
    return text.replace(from, () => to);
  }, LESSON);
}

/** Complaints one a line, as `lint` prints them, without the file; `fine` where there are none. */
export function complaintsOf(text: string, known: KnownIds = KNOWN): string {
  const parsed = parseScenario(text, "x", known);
  if (parsed.ok) return "fine";
  return parsed.error.map((complaint) => formatComplaint(complaint).slice(2)).join("\n");
}
