import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { state } from "../../../sim-server/contract/index.ts";
import { OPENING_MS } from "../../../sim-server/core/counter/opening.ts";
import { createSession, lessonParMs } from "../../../sim-server/session/session.ts";
import { LESSONS, lesson } from "../../kit/lessons.ts";
import { GREET, message } from "../../kit/live.ts";
import { playSession } from "../../kit/session-play.ts";

const FIRST = lesson("first-sale");
const open = (id = "first-sale") =>
  createSession({ scenario: lesson(id), seed: 1, cashier: "小禾" });
const digit = (key: "1" | "2") => ({ type: "key", device: "terminal", key }) as const;

describe.each(LESSONS.map((scenario) => [scenario.id, scenario] as const))(
  "%s",
  (_id, scenario) => {
    const played = playSession(scenario, scenario.answers.right);
    const { session, rows, states, view } = played;

    test("tells a page nothing but what the contract says", () => {
      for (const told of states) expect(state.strict().safeParse(told).error).toBeUndefined();
    });

    test("tells a page by parts what it tells another at once", () => {
      const { view: whole, ...rest } = session.whole();
      expect(whole).toEqual(view);
      expect(rest.nowMs).toBe(session.nowMs());
    });

    test("numbers what it tells one by one, in the order of time", () => {
      expect(states.map(({ rev }) => rev)).toEqual(states.map((_, at) => at + 1));
      const times = states.map(({ nowMs }) => nowMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    });

    test("comes to the same from its log alone", () => {
      const again = createSession({ scenario, seed: 1, cashier: "小禾" });
      expect(again.replay(rows)).toBeUndefined();
      again.advance(session.nowMs());
      expect(again.trace()).toEqual(session.trace());
      expect(again.whole().view).toEqual(view);
      expect(again.total()).toBe(session.total());
    });

    test("says at which input a log leaves the path it took", () => {
      const at = Math.floor(rows.length / 2);
      const forged = rows.map((row, place) =>
        place === at ? { ...row, hash: "0".repeat(16) } : row,
      );
      const again = createSession({ scenario, seed: 1, cashier: "小禾" });
      expect(again.replay(forged)).toEqual({
        seq: at + 1,
        wanted: "0".repeat(16),
        found: rows[at]?.hash,
      });
    });

    test("counts points where the lesson keeps a score", () => {
      expect(session.total()).toBe(scenario.coaching.score ? 1000 : undefined);
    });

    test("has a target that is the sum of its steps'", () => {
      expect(lessonParMs(scenario)).toBeGreaterThan(10_000);
      expect(open(scenario.id).opened().lesson).toMatchObject({ id: scenario.id });
    });
  },
);

test("a log of another seed, or of a changed lesson, is found out at its first input", () => {
  const { rows } = playSession(FIRST, FIRST.answers.right);
  const basket = FIRST.basket.slice(1);
  for (const [scenario, seed] of [
    [FIRST, 2],
    [lesson("wrong-pin"), 1],
    [{ ...FIRST, basket }, 1],
  ] as const) {
    const session = createSession({ scenario, seed, cashier: "a" });
    expect(session.replay(rows)?.seq).toBeGreaterThanOrEqual(1);
  }
});

/** World time passed, the moment a page says it reacted, and the moment that is believed. */
test.each([
  ["what is likely", 500, 300, 300],
  ["a moment not yet come: now", 500, 900, 500],
  ["a moment before anything was shown: when it was shown", 500, -5, 0],
  ["the beginning", 500, 0, 0],
  ["this very moment", 500, 500, 500],
])("of a reaction, %s is believed", (_what, passedMs, reactedMs, believedMs) => {
  const session = open();
  session.whole();
  session.advance(OPENING_MS + passedMs);
  const row = session.stamp(message("a", GREET, OPENING_MS + reactedMs));
  expect(row).toMatchObject({
    atMs: OPENING_MS + passedMs,
    reactedMs: OPENING_MS + believedMs,
  });
});

test("nobody reacted before what was shown last", () => {
  const session = open();
  session.advance(OPENING_MS + 400);
  session.whole();
  session.advance(OPENING_MS + 500);
  expect(session.stamp(message("a", GREET, OPENING_MS))?.reactedMs).toBe(OPENING_MS + 400);
});

test("an id that was applied is stamped no more; one that was not, is", () => {
  const session = open();
  const row = session.stamp(message("a", GREET));
  expect(session.stamp(message("a", GREET))).toEqual(row);
  if (row !== undefined) session.apply(row);
  expect(session.stamp(message("a", digit("1")))).toBeUndefined();
  expect(session.stamp(message("b", GREET))).toMatchObject({ seq: 2, id: "b" });
});

test("ids of a replayed log are known too, and numbers go on after it", () => {
  const { rows } = playSession(FIRST, FIRST.answers.right);
  const session = open();
  session.replay(rows.slice(0, 3));
  expect(session.stamp(message("a2", GREET))).toBeUndefined();
  expect(session.stamp(message("new", GREET))?.seq).toBe(4);
});

test("an act changes what it changes, and nothing else is told again", () => {
  const session = open();
  session.whole();
  expect(session.changes()).toBeUndefined();
  const row = session.stamp(message("a", digit("1")));
  if (row !== undefined) expect(session.apply(row)).toBeUndefined();
  expect(Object.keys(session.changes()?.view ?? {})).toEqual(["terminal"]);
  expect(session.changes()).toBeUndefined();
});

test("pausing is told, though nothing in the world has changed", () => {
  const session = open();
  session.whole();
  for (const on of [true, false]) {
    const row = session.stamp(message(String(on), { type: "pause", on }));
    if (row !== undefined) session.apply(row);
    expect(session.paused()).toBe(on);
    expect(session.changes()).toMatchObject({ paused: on, view: {} });
  }
});

test("however time is sliced, the same inputs at the same times leave the same trace", () => {
  const { rows, session } = playSession(FIRST, FIRST.answers.right);
  const slices = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(slices, (sizes) => {
      const again = open();
      let cut = 0;
      const to = (atMs: number): void => {
        while (again.nowMs() < atMs) {
          again.advance(Math.min(atMs, again.nowMs() + (sizes[cut % sizes.length] ?? 1)));
          cut += 1;
        }
      };
      for (const row of rows) {
        to(row.atMs);
        again.apply(row);
      }
      to(session.nowMs());
      expect(again.trace().join("\n")).toBe(session.trace().join("\n"));
    }),
    { numRuns: 10 },
  );
});
