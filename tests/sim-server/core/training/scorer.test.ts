import fc from "fast-check";
import { expect, test } from "vitest";
import type { TraceEvent } from "../../../../sim-server/core/trace-events.ts";
import type { ScoreCard } from "../../../../sim-server/core/training/score.ts";
import { createScorer, scoreTrace } from "../../../../sim-server/core/training/scorer.ts";
import { after, type Beat, say, screen, without, world, writeTrace } from "../../../kit/beats.ts";
import { SALE, saleWith } from "../../../kit/sale-lesson.ts";
import { askBank, CLEAN_SALE, outcome, scan } from "../../../kit/sale-trace.ts";
import { drawScore } from "../../../kit/score-drawing.ts";

const EXTRAS: readonly Beat[] = [
  say("ask-pin"),
  say("blame"),
  say("explain-loudly"),
  scan("rice", 6),
  askBank(outcome("declined", "57"), screen("declined")),
  askBank(outcome("unknown", ""), screen("reversing")),
  world("out", ["printer.status", { paper: "out", cover: "closed" }]),
  world("mood", ["customer.mood", { mood: "upset", satisfaction: 10 }, 3000]),
  world("left", ["customer.left", { satisfaction: 10, without: ["card", "slip"] }]),
];
const beats = fc.array(fc.constantFrom(...CLEAN_SALE, ...EXTRAS), { maxLength: 80 });
const lessons = fc.record({
  kind: fc.constantFrom("sale", "exception"),
  level: fc.constantFrom("novice", "trainee", "operator", "expert", "master"),
  clock: fc.boolean(),
  patience: fc.boolean(),
});

test("whatever is played, losses sum to 1000 less the score, and the score is 0 to 1000", () => {
  const pace = fc.double({ min: 0, max: 9, noNaN: true });
  fc.assert(
    fc.property(beats, pace, lessons, (played, hand, { kind, level, clock, patience }) => {
      const coaching = { ...SALE.coaching, clock, patience };
      const scenario = saleWith({ kind, level, coaching });
      for (const card of [
        scoreTrace(writeTrace(played, { pace: hand }), scenario),
        liveCard(writeTrace(played, { pace: hand })),
      ]) {
        expect(lost(card)).toBe(1000 - card.total);
        expect(card.total).toBeGreaterThanOrEqual(0);
        expect(card.total).toBeLessThanOrEqual(1000);
        for (const { points, outOf } of card.parts) {
          expect(points).toBeGreaterThanOrEqual(0);
          expect(points).toBeLessThanOrEqual(outOf);
        }
      }
    }),
  );
});

test("the same trace read back from its lines scores the same", () => {
  const events = writeTrace(without(CLEAN_SALE, "greet", "judge card"), { pace: 1.7 });
  const stored = events.map((event) => JSON.parse(JSON.stringify(event)) as TraceEvent);
  expect(drawScore(scoreTrace(stored, SALE))).toBe(drawScore(scoreTrace(events, SALE)));
});

test("200 ± 100 ms between hand and counter change the score by 5 points at most", () => {
  const delays = fc.array(fc.integer({ min: 100, max: 300 }), { minLength: 60, maxLength: 60 });
  fc.assert(
    fc.property(delays, fc.double({ min: 0.6, max: 3, noNaN: true }), (late, pace) => {
      const still = scoreTrace(writeTrace(CLEAN_SALE, { pace }), SALE).total;
      const delayMs = (input: number): number => late[input % late.length] ?? 0;
      const jittered = scoreTrace(writeTrace(CLEAN_SALE, { pace, delayMs }), SALE).total;
      expect(Math.abs(jittered - still)).toBeLessThanOrEqual(5);
    }),
  );
});

test("a trace that breaks off is a lesson given up there", () => {
  const broken = writeTrace(without(CLEAN_SALE, "leave"));
  const ended = writeTrace([
    ...without(CLEAN_SALE, "leave"),
    world("end", ["lesson.ended", { reason: "given-up" }]),
  ]);
  expect(drawScore(scoreTrace(broken, SALE))).toBe(drawScore(scoreTrace(ended, SALE)));
});

test("while a lesson is on, only what has happened costs", () => {
  const started = writeTrace(CLEAN_SALE.slice(1, 7));
  expect(drawScore(liveCard(started))).toBe("1000");
  expect(
    drawScore(liveCard(writeTrace(after(CLEAN_SALE.slice(0, 7), "total", say("blame"))))),
  ).toBe("990 blamed-customer 10");
});

test("a slow step costs no more while the rest is still to come than at the end", () => {
  const slow = CLEAN_SALE.map((each) =>
    each.name === "greet" ? { ...each, thinksMs: 9000 } : each,
  );
  const early = liveCard(writeTrace(slow.slice(0, 1)));
  const late = scoreTrace(writeTrace(slow), SALE);
  expect(early.total).toBe(late.total);
  expect(late.total).toBeLessThan(1000);
});

test("what happens before a lesson begins costs nothing", () => {
  const [screenShown, began, ...rest] = writeTrace(CLEAN_SALE);
  const [early, ...others] = writeTrace([say("ask-pin")]).slice(2);
  expect(screenShown?.kind).toBe("terminal.screen");
  const events = [screenShown, early, ...others, began, ...rest].filter(
    (each) => each !== undefined,
  );
  expect(scoreTrace(events, SALE).losses).toEqual([]);
});

function liveCard(events: readonly TraceEvent[]): ScoreCard {
  const scorer = createScorer(SALE);
  for (const event of events) scorer.take(event);
  return scorer.card();
}

function lost(card: ScoreCard): number {
  return card.losses.reduce((sum, { points }) => sum + points, 0);
}
