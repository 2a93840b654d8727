import type { Level } from "../../../scenarios/format/scenario.ts";
import type { Modality } from "../counter/act.ts";

/** What a cashier's hands, eyes and head do, as the keystroke-level model counts it. */
export type Operator = "look" | "search" | "read" | "verify" | "recall" | "act" | "digit";

/** An act with its thinking: what the steps' targets and the robot's pace are made of. */
export type ActId =
  | "scan"
  | "say"
  | "tender"
  | "inspect"
  | "judge-card"
  | "judge-slip"
  | "first-digit"
  | "digit"
  | "enter"
  | "confirm"
  | "notice"
  | "key"
  | "insert"
  | "swipe"
  | "tap"
  | "scan-code"
  | "remove"
  | "turn-card"
  | "hand"
  | "look-away"
  | "tear"
  | "file"
  | "dial"
  | "answer"
  | "hang-up"
  | "device";

/** How often each act occurs in a step. */
export type Acts = { readonly [A in ActId]?: number };

/**
 * Milliseconds of the operators that do not depend on the hand.
 * @source Card, Moran and Newell 1980; MITRE Cogulator defaults: look, search, read, verify, recall
 */
const MIND = { look: 550, search: 1250, read: 260, verify: 1250, recall: 550 };

/**
 * Milliseconds an operator takes, by the hand that works. A robot counts as keys.
 * @source KLM key of an average typist 0.28 s; Cogulator point 0.95 s + click 0.32 s, touch 0.49 s,
 * tap in a series 0.45 s
 */
export const OPERATOR_MS: Readonly<Record<Modality, Readonly<Record<Operator, number>>>> = {
  keys: { ...MIND, act: 280, digit: 280 },
  robot: { ...MIND, act: 280, digit: 280 },
  mouse: { ...MIND, act: 1270, digit: 1270 },
  touch: { ...MIND, act: 490, digit: 450 },
};

/** Operators of each act. Counts chosen after the worked example of a chip sale. */
const ACT_OPERATORS: Readonly<Record<ActId, Readonly<Partial<Record<Operator, number>>>>> = {
  scan: { look: 1, act: 1 },
  say: { recall: 1, act: 1 },
  tender: { look: 1, act: 1 },
  inspect: { act: 1 },
  "judge-card": { look: 3, verify: 1, act: 1 },
  "judge-slip": { look: 8, verify: 1, act: 1 },
  "first-digit": { look: 1, verify: 1, digit: 1 },
  digit: { digit: 1 },
  enter: { act: 1 },
  confirm: { look: 2, verify: 1, act: 1 },
  notice: { look: 2, verify: 1 },
  key: { look: 1, act: 1 },
  insert: { look: 1, act: 1 },
  swipe: { look: 1, act: 1 },
  tap: { look: 1, act: 1 },
  "scan-code": { look: 1, act: 1 },
  remove: { look: 1, act: 1 },
  "turn-card": { look: 1, act: 1 },
  hand: { look: 1, act: 1 },
  "look-away": { recall: 1, act: 1 },
  tear: { look: 1, act: 1 },
  file: { look: 1, act: 1 },
  dial: { search: 1, act: 1 },
  answer: { read: 8, verify: 1, act: 1 },
  "hang-up": { act: 1 },
  device: { look: 1, act: 1 },
};

/** How much slower than an expert each level may be. Chosen. */
export const LAMBDA: Readonly<Record<Level, number>> = {
  novice: 3,
  trainee: 2,
  operator: 1.5,
  expert: 1.2,
  master: 1,
};

const ACT_MS: Readonly<Record<Modality, Readonly<Record<ActId, number>>>> = {
  keys: sums(OPERATOR_MS.keys),
  robot: sums(OPERATOR_MS.robot),
  mouse: sums(OPERATOR_MS.mouse),
  touch: sums(OPERATOR_MS.touch),
};

/** Milliseconds one act takes somebody practised. */
export function actParMs(act: ActId, by: Modality): number {
  return ACT_MS[by][act];
}

/** Milliseconds several acts take somebody practised, one after another. */
export function parMs(acts: Acts, by: Modality): number {
  const each = ACT_MS[by];
  let sum = 0;
  for (const act in acts) sum += each[act as ActId] * (acts[act as ActId] ?? 0);
  return sum;
}

/** How many acts these are. */
export function countActs(acts: Acts): number {
  let sum = 0;
  for (const act in acts) sum += acts[act as ActId] ?? 0;
  return sum;
}

function sums(operatorMs: Readonly<Record<Operator, number>>): Record<ActId, number> {
  const entries = Object.entries(ACT_OPERATORS).map(([act, operators]) => [
    act,
    Object.entries(operators).reduce(
      (sum, [operator, count]) => sum + operatorMs[operator as Operator] * count,
      0,
    ),
  ]);
  return Object.fromEntries(entries) as Record<ActId, number>;
}
