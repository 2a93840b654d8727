import type { KeyingError } from "./keying.ts";
import type { Rule } from "./rules/rule.ts";
import type { Moment } from "./situation.ts";
import type { StepRecord } from "./step-tracker.ts";

/** A rule that was broken, and by which event. */
export type Breach = Moment & { readonly rule: Rule };

/** Satisfaction that a customer lost by waiting for the cashier. */
export type Waiting = Moment & { readonly lost: number };

/** All that a score is reckoned from. */
export type Evidence = {
  readonly steps: readonly StepRecord[];
  readonly breaches: readonly Breach[];
  readonly digits: number;
  readonly keyingErrors: readonly KeyingError[];
  readonly waits: readonly Waiting[];
  /** Recovery rules that a goal of the lesson asks for, by what they stand for. */
  readonly actionsAsked: number;
  /** The lesson is over: what is not done now will not be. */
  readonly ended: boolean;
  /** The lesson is over without a payment, and this is when. */
  readonly unpaid: Moment | undefined;
};
