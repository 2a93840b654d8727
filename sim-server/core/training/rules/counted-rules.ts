import type { Rule } from "./rule.ts";

/**
 * What the scorer works out from figures rather than sees in one event: keying, pace, waiting, and
 * what a grave mistake leaves. They hold in every lesson that counts their part.
 */
export const COUNTED_RULES = [
  {
    id: "amount-retyped",
    severity: "minor",
    part: "accuracy",
    title: { zh: "金额按错又改", en: "Keyed wrong, then corrected" },
    why: {
      zh: "按错的每一位都算一点；改回来扣得少。",
      en: "Every wrong digit counts a little; corrected ones count less.",
    },
  },
  {
    id: "amount-keyed-wrong",
    severity: "minor",
    part: "accuracy",
    title: { zh: "金额输错没改", en: "Keyed wrong and left so" },
    why: {
      zh: "按确认前，把终端上的金额和应收对一遍。",
      en: "Before pressing enter, compare the terminal's amount with the amount due.",
    },
  },
  {
    id: "slow-step",
    severity: "minor",
    part: "speed",
    title: { zh: "慢了", en: "Slow" },
    why: { zh: "比这一步的目标时间长。", en: "Longer than this step's target." },
  },
  {
    id: "fast-but-wrong",
    severity: "minor",
    part: "speed",
    title: { zh: "快但不准", en: "Fast but not accurate" },
    why: {
      zh: "准确不到九成八，速度分按比例减。",
      en: "Below 98 % accuracy, points for speed shrink with it.",
    },
  },
  {
    id: "kept-waiting",
    severity: "minor",
    part: "service",
    title: { zh: "让顾客等久了", en: "Kept waiting" },
    why: {
      zh: "顾客等得不耐烦了，这段时间你没有动作。",
      en: "The customer grew impatient while nothing was being done.",
    },
  },
  {
    id: "work-undone",
    severity: "minor",
    part: "accuracy",
    title: { zh: "没做完", en: "Not done" },
    why: {
      zh: "这一单没收成款，没做的步骤不给分。",
      en: "The sale was not paid; steps that were not done earn nothing.",
    },
  },
  {
    id: "major-cap",
    severity: "major",
    part: "cap",
    title: { zh: "有重大失误，封顶 790", en: "A major mistake: at most 790" },
    why: {
      zh: "有重大失误的一单，总分不超过 790。",
      en: "With a major mistake the score is 790 at most.",
    },
  },
  {
    id: "critical-cap",
    severity: "critical",
    part: "cap",
    title: { zh: "有严重失误，封顶 590", en: "A critical mistake: at most 590" },
    why: {
      zh: "有严重失误的一单不能通过，总分不超过 590。",
      en: "With a critical mistake the lesson is not passed; the score is 590 at most.",
    },
  },
] as const satisfies readonly Rule[];

/** The id of a rule that the scorer counts. */
export type CountedId = (typeof COUNTED_RULES)[number]["id"];

/** The row of a counted rule. */
export function countedRule(id: CountedId): Rule {
  return COUNTED_RULES.find((rule) => rule.id === id) ?? COUNTED_RULES[0];
}
