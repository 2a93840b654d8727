import { expect, test } from "vitest";
import { COUNTED_RULES } from "../../../../../sim-server/core/training/rules/counted-rules.ts";
import {
  after,
  type Beat,
  instead,
  press,
  screen,
  slow,
  without,
  world,
} from "../../../../kit/beats.ts";
import { lostTo, testRows } from "../../../../kit/rule-rows.ts";
import { SALE, saleWith } from "../../../../kit/sale-lesson.ts";
import { CLEAN_SALE, keyAmount, OPENING, scan } from "../../../../kit/sale-trace.ts";
import { APPROVED, FROZEN, LEAVE } from "../../../../kit/troubles.ts";

const mood = (waited: number): Beat =>
  world("mood", ["customer.mood", { mood: "restless", satisfaction: 70, waited }, 4100]);

const wrongKeys = (...more: readonly Beat[]): readonly Beat[] =>
  instead(CLEAN_SALE, ["press 8", "amount"], ...more);

const D = (keys: string): readonly Beat[] => keyAmount(Number(keys)).slice(0, -1);

const CLEAR = press("clear", "key");

testRows(COUNTED_RULES, [
  [
    "kept-waiting",
    after(slow(CLEAN_SALE, "greet", 1000), "greet", mood(5)),
    after(slow(CLEAN_SALE, "greet", 830), "greet", mood(5)),
  ],
  [
    "amount-retyped",
    wrongKeys(...D("87"), press("cancel", "key"), ...keyAmount(8640)),
    wrongKeys(...D("86"), press("cancel", "key"), ...keyAmount(8640)),
  ],
  [
    "amount-retyped",
    wrongKeys(...D("87"), CLEAR, ...D("640"), ...keyAmount(8640).slice(-1)),
    wrongKeys(...D("86"), CLEAR, ...D("640"), ...keyAmount(8640).slice(-1)),
  ],
  [
    "amount-retyped",
    wrongKeys(...keyAmount(6840), press("cancel", "key", screen("amount")), ...keyAmount(8640)),
    wrongKeys(...keyAmount(8640)),
  ],
  [
    "amount-keyed-wrong",
    wrongKeys(...keyAmount(6840)),
    wrongKeys(...keyAmount(6840), press("cancel", "key", screen("amount")), ...keyAmount(8640)),
  ],
  ["slow-step", slow(CLEAN_SALE, "judge card", 3280), slow(CLEAN_SALE, "judge card", 3180)],
  ["fast-but-wrong", after(CLEAN_SALE, "scan 5", scan("rice", 6)), without(CLEAN_SALE, "greet")],
  ["work-undone", [...OPENING, LEAVE("goods")], FROZEN],
  ["major-cap", without(CLEAN_SALE, "judge card"), without(CLEAN_SALE, "file")],
  ["critical-cap", after(CLEAN_SALE, "bank", APPROVED), without(CLEAN_SALE, "judge card")],
]);

test("where patience is not timed, waiting costs nothing", () => {
  const waited = after(slow(CLEAN_SALE, "greet", 1000), "greet", mood(5));
  const untimed = saleWith({ coaching: { ...SALE.coaching, patience: false } });
  expect(lostTo(waited, untimed)).not.toContain("kept-waiting");
});
