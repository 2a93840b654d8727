import type { Thing } from "../../counter/act.ts";
import type { Situation } from "../situation.ts";
import type { Rule } from "./rule.ts";

/** Rules about the card and the PIN. */
export const CARD_RULES: readonly Rule[] = [
  {
    id: "asked-for-pin",
    severity: "critical",
    part: "procedure",
    title: { zh: "问了顾客的密码", en: "Asked for the PIN" },
    why: {
      zh: "只能问“记得密码吗”，绝不能问密码是多少。",
      en: "Ask whether the PIN is remembered. Never ask what it is.",
    },
    broken: { "cashier.said": ({ phrase }) => phrase === "ask-pin" },
  },
  {
    id: "saw-pin",
    severity: "critical",
    part: "procedure",
    title: { zh: "看着顾客输密码", en: "Watched the PIN being keyed" },
    why: {
      zh: "递出密码键盘后马上转开视线。",
      en: "Look away as soon as the PIN pad is with the customer.",
    },
    // Her turning away may still be on its way from the page: when she did it is what counts.
    broken: {
      input: ({ act, reactedMs }, { sawPin }) =>
        sawPin !== undefined && !(act.type === "look-away" && reactedMs <= sawPin.atMs),
    },
    missing: (end) => end.sawPin !== undefined,
    moment: ({ sawPin }) => sawPin,
  },
  {
    id: "pin-pad-not-passed",
    severity: "major",
    part: "procedure",
    title: { zh: "没递密码键盘", en: "The PIN pad was not passed" },
    why: {
      zh: "终端要密码时，把键盘递给顾客。",
      en: "When the terminal asks for the PIN, pass the pad to the customer.",
    },
    broken: {
      "pin-pad.answered": ({ answer }, now) => answer === "timeout" && !now.padWithCustomer,
    },
  },
  {
    id: "card-not-checked",
    severity: "major",
    part: "procedure",
    title: { zh: "没核对卡面", en: "The card was not checked" },
    why: {
      zh: "插卡前看银行标识、卡号和有效期。",
      en: "Before a card goes in, look at its bank mark, number and expiry.",
    },
    broken: {
      "card.moved": ({ card, to }, now) => to === "slot" && !now.judgedCards.has(card),
    },
  },
  {
    id: "card-glanced",
    severity: "minor",
    part: "procedure",
    title: { zh: "卡面没看够", en: "The card was hardly looked at" },
    why: {
      zh: "看得太快，看不清有效期和卡号。",
      en: "That was too quick to read a number and an expiry date.",
    },
    broken: {
      "cashier.judged": ({ thing }, now) => thing === "card" && glanced(now, thing, CARD_LOOK_MS),
    },
  },
  {
    id: "expired-card-accepted",
    severity: "major",
    part: "procedure",
    title: { zh: "收了过期的卡", en: "Took an expired card" },
    why: {
      zh: "卡面有效期已过，要礼貌地请顾客换一张。",
      en: "The card has expired. Ask politely for another.",
    },
    broken: { "card.moved": ({ card, to }, now) => to === "slot" && faulty(now, card, "expired") },
  },
  {
    id: "invalid-card-accepted",
    severity: "critical",
    part: "procedure",
    title: { zh: "收了有问题的卡", en: "Took a card that is plainly wrong" },
    why: {
      zh: "没有银行标识、样卡、破损的卡不能收。",
      en: "A card without its bank mark, a sample or a broken card is refused.",
    },
    broken: { "card.moved": ({ card, to }, now) => to === "slot" && faulty(now, card, "invalid") },
  },
  {
    id: "mismatch-missed",
    severity: "major",
    part: "accuracy",
    title: { zh: "没看出不一致", en: "A mismatch was not seen" },
    why: {
      zh: "有一项不对，却判断为一致。逐项对。",
      en: "Something differed and was judged to match. Compare item by item.",
    },
    broken: {
      "cashier.judged": ({ verdict, wrong }) => verdict === "matches" && wrong.length > 0,
    },
  },
  {
    id: "false-alarm",
    severity: "minor",
    part: "accuracy",
    title: { zh: "把对的判成错的", en: "Saw a mismatch where there is none" },
    why: { zh: "这一项其实一致，再看一遍。", en: "That item does match. Look once more." },
    broken: {
      "cashier.judged": ({ verdict, wrong }) => verdict !== "matches" && !wrong.includes(verdict),
    },
  },
  {
    id: "pulled-card-early",
    severity: "major",
    part: "procedure",
    title: { zh: "交易中拔了卡", en: "The card was pulled early" },
    why: {
      zh: "等屏幕提示“请取卡”再拔。",
      en: "Wait until the screen asks for the card to be taken.",
    },
    broken: {
      "reader.card": ({ present }, now) =>
        !present && atWork(now) && now.input?.act.type === "remove",
    },
  },
  {
    id: "card-left",
    severity: "major",
    part: "procedure",
    title: { zh: "卡没还给顾客", en: "The card was left behind" },
    why: { zh: "顾客离开前，卡要还到手里。", en: "The card goes back before the customer leaves." },
    broken: { "customer.left": ({ without }) => without.includes("card") },
  },
];

/**
 * A check counts as not made when it took less than two fifths of reading time: for a card three
 * looks and a decision, for a slip eight. Chosen.
 */
export const CARD_LOOK_MS = 1160;
/** The same for a slip. */
export const SLIP_LOOK_MS = 2260;

/** Whether the thing just judged was not looked at closely before, or too briefly. */
export function glanced(now: Situation, thing: Thing, leastMs: number): boolean {
  return now.inspected !== thing || now.clockMs - now.inspectedMs < leastMs;
}

function faulty(now: Situation, card: string, fault: "expired" | "invalid"): boolean {
  return now.lesson.cardFaults.get(card) === fault;
}

function atWork({ screen }: Situation): boolean {
  return (
    screen === "reading" ||
    screen === "confirm-card" ||
    screen === "pin" ||
    screen === "connecting" ||
    screen === "sending" ||
    screen === "receiving"
  );
}
