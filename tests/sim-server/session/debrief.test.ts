import { describe, expect, test } from "vitest";
import { debrief } from "../../../sim-server/contract/index.ts";
import { debriefOf } from "../../../sim-server/session/debrief.ts";
import { createSession } from "../../../sim-server/session/session.ts";
import { FAR } from "../../kit/acquirer.ts";
import { ANSWERS, lesson } from "../../kit/lessons.ts";
import { playSession } from "../../kit/session-play.ts";

describe.each(ANSWERS)("%s", (name, scenario, answer) => {
  const { session } = playSession(scenario, answer);
  const told = debriefOf({
    session: "s",
    cashier: "小禾",
    scenario,
    trace: session.trace(),
    next: "the-next",
  });
  const lost = told.losses.reduce((sum, { points }) => sum + points, 0);

  test("is told by the contract", () => {
    expect(debrief.strict().parse(told)).toEqual(told);
    expect(told).toMatchObject({ session: "s", cashier: "小禾", next: "the-next" });
  });

  test("loses what its lesson says, every point with its reason and its moment", () => {
    const right = name.endsWith("/ right");
    const wanted = scenario.answers.wrong.find(({ id }) => name.endsWith(`/ ${id}`))?.loses ?? [];
    const loses = wanted.reduce((sum, { points }) => sum + points, 0);
    expect(lost).toBe(right ? 0 : loses);
    if (told.total !== undefined) expect(told.total).toBe(1000 - lost);
    for (const { atMs, title, why } of told.losses) {
      expect(atMs).toBeGreaterThanOrEqual(0);
      expect(atMs).toBeLessThanOrEqual(told.durationMs);
      expect(title.zh.length * title.en.length * why.zh.length * why.en.length).toBeGreaterThan(0);
    }
  });

  test("counts time from the lesson's beginning, step after step", () => {
    for (const { startMs, endMs, activeMs } of told.steps) {
      expect(startMs).toBeGreaterThanOrEqual(0);
      expect(endMs).toBeGreaterThanOrEqual(startMs);
      expect(activeMs).toBeGreaterThanOrEqual(0);
      expect(endMs).toBeLessThanOrEqual(told.durationMs);
    }
  });

  test("keeps the points to itself where the lesson keeps no score", () => {
    expect(told.total === undefined).toBe(!scenario.coaching.score);
    expect(told.grade === undefined).toBe(!scenario.coaching.score);
  });

  test("holds no card number, and the customer by name", () => {
    expect(JSON.stringify(told)).not.toMatch(/62\d{14}/);
    expect(told.customer.name).not.toBe("");
  });
});

test("says where another bank was asked, whose books are not here", () => {
  const scenario = lesson("first-sale");
  const told = [FAR, undefined].map((acquirer) => {
    const session = createSession({ scenario, seed: 1, cashier: "a", acquirer });
    session.advance(40_000);
    return debriefOf({ session: "s", cashier: "a", scenario, trace: session.trace(), next: "b" });
  });
  expect(told.map(({ otherBank }) => otherBank)).toEqual([true, undefined]);
});

test("the last lesson has none after it, and dates are the shop's", () => {
  const scenario = lesson("first-sale");
  const { session } = playSession(scenario, scenario.answers.right);
  const told = debriefOf({
    session: "s",
    cashier: "a",
    scenario,
    trace: session.trace(),
    next: undefined,
  });
  expect("next" in told).toBe(false);
  expect(told.date).toBe("2025/06/18 09:41");
});
