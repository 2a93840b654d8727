import { expect, test } from "vitest";
import { coach } from "../../../sim-server/contract/index.ts";
import { createSession } from "../../../sim-server/session/session.ts";
import { lesson } from "../../kit/lessons.ts";
import { GREET, message } from "../../kit/live.ts";
import { playSession } from "../../kit/session-play.ts";

const LESSON = lesson("wrong-pin");
const NOTHING = { steps: false, score: false, clock: false, patience: false };
const coachWith = (coaching: Partial<typeof NOTHING>) =>
  coach.parse(
    createSession({
      scenario: { ...LESSON, coaching: { ...NOTHING, ...coaching } },
      seed: 1,
      cashier: "a",
    }).whole().coach,
  );

test("a lesson without coaching shows an empty slip", () => {
  expect(coachWith({})).toEqual({ steps: [] });
});

test("each thing that coaching shows is there when the lesson asks for it", () => {
  expect(coachWith({ steps: true }).steps.map(({ step }) => step)).toEqual(
    LESSON.steps.map(({ step }) => step),
  );
  expect(coachWith({ score: true }).score).toBe(1000);
  expect(coachWith({ clock: true }).clock).toMatchObject({ activeMs: 0, running: true });
});

test("one step is the one to do now, and those done say how long they took", () => {
  const shown = coachWith({ steps: true, clock: true });
  expect(shown.steps.map(({ state }) => state)).toEqual([
    "now",
    ...shown.steps.slice(1).map(() => "todo"),
  ]);
  const { session } = playSession(LESSON, LESSON.answers.right);
  const told = coach.parse(session.whole().coach);
  expect(new Set(told.steps.map(({ state }) => state))).toEqual(new Set(["done"]));
  expect(told.steps.filter(({ overTenths }) => overTenths !== undefined).length).toBeGreaterThan(3);
  expect(told.clock?.running).toBe(false);
});

test("her clock stands while the bank is asked, and runs while she keys the amount", () => {
  const { states } = playSession(LESSON, LESSON.answers.right);
  const runningAt = new Map<string, boolean>();
  let [screen, running] = ["", true];
  for (const { view, coach: told } of states) {
    screen = view.terminal?.screen ?? screen;
    running = told?.clock?.running ?? running;
    runningAt.set(screen, running);
  }
  expect(runningAt.get("amount")).toBe(true);
  expect(runningAt.get("sending")).toBe(false);
});

test("the last loss is told with its reason", () => {
  const session = createSession({ scenario: LESSON, seed: 1, cashier: "a" });
  const row = session.stamp(message("a", { type: "say", phrase: "ask-pin" }));
  if (row !== undefined) session.apply(row);
  const told = coach.parse(session.whole().coach);
  expect(told.score).toBeLessThan(1000);
  expect(told.lastLoss?.points).toBeGreaterThan(0);
  expect(told.lastLoss?.why.zh).not.toBe("");
  expect(GREET.type).toBe("say");
});
