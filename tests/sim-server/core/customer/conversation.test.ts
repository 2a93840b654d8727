import { expect, test } from "vitest";
import type { Phrase } from "../../../../sim-server/core/counter/act.ts";
import { PHRASES } from "../../../../sim-server/core/counter/act.ts";
import { replyTo, type Situation } from "../../../../sim-server/core/customer/conversation.ts";

/** One card in her bag, nothing tried, nothing wrong. */
const CALM: Situation = {
  greeted: false,
  trouble: undefined,
  waited: false,
  impatient: false,
  cardOut: false,
  hasCard: true,
  byPhone: false,
  hasCash: false,
  cashGiven: false,
  knowsPin: true,
  holdsPad: false,
  amountRight: true,
  paid: false,
  bankCall: "none",
};
const NO_CARD = { hasCard: false };
const DECLINED = { trouble: "declined" } as const;
const MAY_CALL = { ...DECLINED, bankCall: "possible" } as const;

test.each<readonly [Phrase, Partial<Situation>, string]>([
  ["greet", {}, "greets +greeted"],
  ["greet", { greeted: true }, "greets-again"],
  ["total", {}, "all-right"],
  ["amount-read-back", {}, "that-is-right"],
  ["amount-read-back", { amountRight: false }, "amount-wrong"],
  ["ask-means", {}, "by-card"],
  ["ask-means", { cardOut: true, hasCard: false }, "by-card"],
  ["ask-means", { ...NO_CARD, hasCash: true }, "in-cash"],
  ["ask-means", { cashGiven: true }, "cash-is-there"],
  ["ask-means", { paid: true }, "paid-already"],
  ["ask-card", {}, "here-is-card offer-card"],
  ["ask-card", { byPhone: true }, "by-phone offer-card"],
  ["ask-card", { byPhone: true, cardOut: true }, "card-is-there"],
  ["ask-other-means", { byPhone: true }, "by-phone offer-card"],
  ["ask-card", { cardOut: true }, "card-is-there"],
  ["ask-card", { ...NO_CARD, hasCash: true }, "only-cash"],
  ["ask-card", NO_CARD, "nothing-else give-up"],
  ["ask-card", { paid: true }, "paid-already"],
  ["ask-other-means", {}, "another-card offer-card"],
  ["ask-other-means", { cardOut: true }, "card-back-first card-back-first"],
  ["ask-other-means", { ...NO_CARD, hasCash: true }, "cash-then offer-cash"],
  ["ask-other-means", { ...NO_CARD, hasCash: true, cardOut: true }, "cash-then offer-cash"],
  ["ask-other-means", { ...NO_CARD, cashGiven: true }, "cash-is-there"],
  ["ask-other-means", NO_CARD, "nothing-else give-up"],
  ["ask-other-means", { paid: true }, "paid-already"],
  ["ask-pin-known", {}, "pin-known"],
  ["ask-pin-known", { knowsPin: false }, "pin-forgotten"],
  ["ask-pin", {}, "pin-not-told -15"],
  ["please-enter-pin", {}, "all-right"],
  ["please-enter-pin", { holdsPad: true }, "shields-pin"],
  ["please-wait", {}, "no-hurry explains"],
  ["please-wait", { waited: true }, "no-hurry +explained explains"],
  ["please-wait", DECLINED, "no-hurry +explained explains"],
  ["please-wait", { impatient: true }, "please-quick +explained explains"],
  ["explain-decline", DECLINED, "i-see +explained explains"],
  ["explain-decline", { trouble: "unread" }, "puzzled"],
  ["explain-decline", {}, "puzzled"],
  ["issuer-only", DECLINED, "asks-bank +explained explains"],
  ["issuer-only", MAY_CALL, "asks-bank call-bank +explained explains"],
  ["issuer-only", { ...MAY_CALL, bankCall: "made" }, "called-already"],
  ["issuer-only", { ...MAY_CALL, cashGiven: true }, "asks-bank +explained explains"],
  ["issuer-only", { ...MAY_CALL, paid: true }, "paid-already"],
  ["issuer-only", { bankCall: "possible" }, "puzzled"],
  ["explain-reader", { trouble: "unread" }, "try-again +explained explains"],
  ["explain-reader", DECLINED, "puzzled"],
  ["explain-no-charge", { trouble: "unknown" }, "good-not-twice +explained explains"],
  ["explain-no-charge", { trouble: "reversed" }, "good-not-twice +explained explains"],
  ["explain-no-charge", {}, "puzzled"],
  ["explain-loudly", DECLINED, "not-so-loud -15 explains"],
  ["promise-unfreeze", DECLINED, "you-can-unfreeze"],
  ["promise-unfreeze", {}, "puzzled"],
  ["apologise", {}, "never-mind"],
  ["apologise", { waited: true }, "never-mind +apologised"],
  ["apologise", DECLINED, "never-mind +apologised"],
  ["blame", {}, "not-my-fault -10"],
  ["thank", {}, "not-paid-yet"],
  ["thank", DECLINED, "not-paid-yet"],
  ["thank", { trouble: "reversed" }, "not-paid-yet"],
  ["thank", { paid: true }, "goodbye part"],
  ["thank", { trouble: "unknown" }, "goodbye part"],
  ["keep-card-safe", {}, "card-safe +reminded"],
  ["keep-card-safe", { cardOut: true }, "card-missing"],
])("%s in %o is answered: %s", (phrase, change, drawn) => {
  const { line, deed, credit, penalty, explains } = replyTo(phrase, { ...CALM, ...change });
  const words = [
    line,
    deed,
    credit && `+${credit}`,
    penalty && `-${penalty}`,
    explains && "explains",
  ];
  expect(words.filter((word) => word !== undefined).join(" ")).toBe(drawn);
});

test("there is an answer to everything that can be said, whatever is true", () => {
  const nothing: Situation = { ...CALM, hasCard: false, knowsPin: false, amountRight: false };
  for (const phrase of PHRASES) expect(replyTo(phrase, nothing).line).toBeTruthy();
});
