import type { Modality } from "../counter/act.ts";
import { countActs, parMs } from "./par.ts";
import type { Situation } from "./situation.ts";
import type { StepRow } from "./steps.ts";

/** Digits of an amount that is not known yet. Chosen: 10.00 to 999.99. */
const AMOUNT_DIGITS = 5;

/** The target for the slowest hand that was used: nobody is hurried by the input they have. */
export function targetMs(
  row: StepRow,
  now: Situation,
  used: ReadonlySet<Modality>,
  lambda: number,
): number {
  let slowest = 0;
  for (const by of used.size > 0 ? used : [now.input?.by ?? "keys"]) {
    let sum = 0;
    eachPart(row, now, (acts, times) => {
      sum += parMs(acts, by) * times;
    });
    slowest = Math.max(slowest, sum);
  }
  return Math.round(slowest * lambda);
}

/** How many acts the step asks for. */
export function actsOf(row: StepRow, now: Situation): number {
  let sum = 0;
  eachPart(row, now, (acts, times) => {
    sum += countActs(acts) * times;
  });
  return sum;
}

function eachPart(
  { acts, perGood, perDigit, perCopy }: StepRow,
  { lesson, totalMinor }: Situation,
  take: (acts: StepRow["acts"], times: number) => void,
): void {
  take(acts, 1);
  if (perGood !== undefined) take(perGood, lesson.goods);
  if (perCopy !== undefined) take(perCopy, lesson.copies - 1);
  if (perDigit === undefined) return;
  take(perDigit, (totalMinor > 0 ? String(totalMinor).length : AMOUNT_DIGITS) - 1);
}
