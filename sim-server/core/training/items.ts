import type { Text } from "../../../scenarios/format/scenario.ts";
import type { Budget } from "./budget.ts";
import type { Breach, Evidence } from "./evidence.ts";
import { type CountedId, countedRule } from "./rules/counted-rules.ts";
import type { Aspect, Part, Severity } from "./rules/rule.ts";
import type { Moment } from "./situation.ts";
import type { StepRecord } from "./step-tracker.ts";

/** Something that costs, in thousandths of a point, before points are made whole. */
export type Item = {
  readonly rule: string;
  readonly part: Part;
  readonly thousandths: number;
  readonly atMs: number;
  readonly seq: number;
  readonly title: Text;
  readonly why: Text;
};

/** Share of the procedure part that a breach costs. Chosen. */
const PROCEDURE: Readonly<Record<Severity, number>> = { minor: 0.03, major: 0.15, critical: 0.3 };

/** How many required acts a wrong one outweighs. Chosen. */
const WRONG_ACTS: Readonly<Record<Severity, number>> = { minor: 1, major: 3, critical: 6 };

/** Share of the recovery part. Chosen. */
const RECOVERY: Readonly<Record<Aspect, number>> = {
  detected: 0.2,
  class: 0.3,
  action: 0.3,
  harm: 0.1,
  closure: 0.1,
};

/** A corrected digit costs this part of a wrong one: it has cost time already. Chosen. */
const FIXED_SHARE = 0.25;

/** Speed counts in full from 98 % accuracy, and not at all at 80 % or below. Chosen. */
const GATE_SHUT = 0.8;
const GATE_WIDTH = 0.18;

/** Everything that costs points, part by part. */
export function itemise(budget: Budget, evidence: Evidence): readonly Item[] {
  const breaches = evidence.breaches.flatMap((breach) => breachItem(breach, budget, evidence));
  const keying = keyingItems(budget, evidence);
  const waits = evidence.waits.map((wait) =>
    counted("kept-waiting", "service", (wait.lost / 100) * budget.service, wait),
  );
  const lost = [...breaches, ...keying, ...waits];
  const undone = undoneItems(budget, evidence, lost);
  const accuracyLost = [...lost, ...undone].filter(({ part }) => part === "accuracy");
  return [...lost, ...undone, ...speedItems(budget, evidence, accuracyLost)];
}

function breachItem({ rule, ...moment }: Breach, budget: Budget, evidence: Evidence): Item[] {
  const part = rule.part === "recovery" && budget.recovery === 0 ? "procedure" : rule.part;
  const made = (points: number): Item[] =>
    part === "cap"
      ? []
      : [{ rule: rule.id, part, ...scaled(points), ...moment, title: rule.title, why: rule.why }];
  switch (part) {
    case "accuracy":
      return made(
        (budget.accuracy * actionShare(evidence) * WRONG_ACTS[rule.severity]) / required(evidence),
      );
    case "procedure":
      return made(budget.procedure * PROCEDURE[rule.severity]);
    case "recovery":
      return made(budget.recovery * recoveryShare(rule.aspect ?? "action", evidence));
    case "service":
      return made((budget.service * (rule.servicePoints ?? 0)) / 100);
    case "speed":
    case "cap":
      return [];
  }
}

/** Several actions that a lesson asks for share what action is worth. */
function recoveryShare(aspect: Aspect, { actionsAsked }: Evidence): number {
  return aspect === "action" ? RECOVERY.action / Math.max(1, actionsAsked) : RECOVERY[aspect];
}

/** Keying and acting weigh the same; where nothing is keyed, acting is all. */
function actionShare({ digits }: Evidence): number {
  return digits > 0 ? 0.5 : 1;
}

function required({ steps }: Evidence): number {
  return Math.max(
    1,
    steps.reduce((acts, step) => acts + step.acts, 0),
  );
}

/** Wrong digits that one key press left or took away are one item. */
function keyingItems({ accuracy }: Budget, { digits, keyingErrors }: Evidence): Item[] {
  const each = (accuracy * 0.5) / Math.max(1, digits);
  const items = new Map<string, Item>();
  for (const { fixed, ...moment } of keyingErrors) {
    const id = fixed ? "amount-retyped" : "amount-keyed-wrong";
    const key = `${id} ${moment.seq}`;
    const item = counted(id, "accuracy", each * (fixed ? FIXED_SHARE : 1), moment);
    const thousandths = item.thousandths + (items.get(key)?.thousandths ?? 0);
    items.set(key, { ...item, thousandths });
  }
  return [...items.values()];
}

/** A sale that nobody paid earns only what was done: each part loses that share of what is left. */
function undoneItems(budget: Budget, evidence: Evidence, lost: readonly Item[]): Item[] {
  const { unpaid, steps } = evidence;
  if (unpaid === undefined) return [];
  const undone = steps.reduce(
    (acts, { state, acts: own }) => acts + (state === "done" ? 0 : own),
    0,
  );
  const share = undone / required(evidence);
  return (["accuracy", "procedure", "recovery", "service"] as const).map((part) => {
    const left = Math.max(0, budget[part] - pointsOf(lost, part));
    return counted("work-undone", part, left * share, unpaid);
  });
}

function speedItems(
  { accuracy, speed }: Budget,
  evidence: Evidence,
  accuracyLost: readonly Item[],
): Item[] {
  if (speed === 0) return [];
  const slow = paceItems(speed, evidence);
  const accurate = 1 - Math.min(1, pointsOf(accuracyLost, "accuracy") / accuracy);
  const gate = Math.min(1, Math.max(0, (accurate - GATE_SHUT) / GATE_WIDTH));
  const first = [...accuracyLost].sort((a, b) => a.seq - b.seq)[0];
  if (gate >= 1 || first === undefined) return slow;
  const left = Math.max(0, speed - pointsOf(slow, "speed"));
  return [...slow, counted("fast-but-wrong", "speed", left * (1 - gate), first)];
}

function paceItems(speed: number, { steps, ended, unpaid }: Evidence): Item[] {
  const timed = steps.filter(({ state, targetMs }) => targetMs > 0 && state === "done");
  // A paid sale may have left out steps of another way to the same end; they are not timed.
  const counting = ended && unpaid === undefined ? timed : steps;
  const whole = counting.reduce((sum, { targetMs }) => sum + targetMs, 0);
  const late = timed.flatMap((step) => {
    const points = (speed * (1 - pace(step)) * step.targetMs) / whole;
    return points > 0 ? [slowStep(step, points)] : [];
  });
  if (unpaid === undefined || whole === 0) return late;
  const undoneMs = steps.reduce(
    (sum, { state, targetMs }) => sum + (state === "done" ? 0 : targetMs),
    0,
  );
  return [...late, counted("work-undone", "speed", (speed * undoneMs) / whole, unpaid)];
}

/** 1 at the target or faster, a half at twice as long, nothing at four times. */
function pace({ activeMs, targetMs }: StepRecord): number {
  return Math.min(1, Math.max(0, 1 - Math.log2(activeMs / targetMs) / 2));
}

function slowStep({ title, activeMs, targetMs, endMs, seq }: StepRecord, points: number): Item {
  const item = counted("slow-step", "speed", points, { atMs: endMs, seq });
  const over = ((activeMs - targetMs) / 1000).toFixed(1);
  return {
    ...item,
    title: { zh: `${title.zh}慢 ${over} 秒`, en: `${title.en}: ${over} s slow` },
  };
}

function counted(id: CountedId, part: Part, points: number, { atMs, seq }: Moment): Item {
  const { title, why } = countedRule(id);
  return { rule: id, part, ...scaled(points), atMs, seq, title, why };
}

function scaled(points: number): { readonly thousandths: number } {
  return { thousandths: Math.round(points * 1000) };
}

function pointsOf(items: readonly Item[], part: Part): number {
  let sum = 0;
  for (const item of items) if (item.part === part) sum += item.thousandths;
  return sum / 1000;
}
