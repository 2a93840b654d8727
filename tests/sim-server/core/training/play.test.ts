import { describe, expect, test } from "vitest";
import type { Intention } from "../../../../scenarios/format/scenario.ts";
import { OPENING_MS } from "../../../../sim-server/core/counter/opening.ts";
import { playAnswer } from "../../../../sim-server/core/training/play.ts";
import type { RobotOptions } from "../../../../sim-server/core/training/robot.ts";
import { LESSONS, lesson } from "../../../kit/lessons.ts";

const SALE = lesson("first-sale");

describe("an answer played", () => {
  test.each(LESSONS.map((scenario) => [scenario.id, scenario] as const))(
    "%s: the right one goes through with any seed, and the customer leaves content",
    (_id, scenario) => {
      for (const seed of [1, 2, 3, 0xffff_ffff]) {
        const played = playAnswer({ scenario, answer: scenario.answers.right, seed });
        expect([seed, played.stuck, played.ended]).toEqual([seed, undefined, true]);
      }
    },
  );

  test("streams its trace to the sink as it comes, to the last line", () => {
    const lines: string[] = [];
    const kinds: string[] = [];
    playAnswer({
      scenario: SALE,
      answer: SALE.answers.right,
      seed: 1,
      sink: ({ line, kind }) => {
        lines.push(line);
        kinds.push(kind);
      },
    });
    expect(kinds[0]).toBe("session.opened");
    expect(kinds.at(-1)).toBe("lesson.ended");
    expect(lines.map((line) => JSON.parse(line).seq)).toEqual(lines.map((_, at) => at + 1));
  });

  test.each<[string, Intention[], string]>([
    [
      "a card that was never asked for",
      [{ do: "insert" }],
      "intention 1 (insert) waited for a card on the counter; the terminal shows idle, the customer says arrives, the card is none, the printer's paper is ok",
    ],
    [
      "a slip that was never printed",
      [{ do: "say", phrase: "greet" }, { do: "tear" }],
      "intention 2 (tear) waited for printed paper; the terminal shows idle, the customer says greets, the card is none, the printer's paper is ok",
    ],
  ])("stuck at %s says where, and what stood there", (_what, play, why) => {
    const answer = { title: { zh: "", en: "" }, play };
    const played = playAnswer({ scenario: SALE, answer, seed: 1, robot: { limitMs: 5_000 } });
    expect(played.stuck).toBe(why);
    expect(played.ended).toBe(false);
    expect(played.worldMs).toBeLessThan(OPENING_MS + 10_000);
  });

  test("an answer that does nothing ends with the customer still there", () => {
    const answer = { title: { zh: "", en: "" }, play: [] };
    expect(playAnswer({ scenario: SALE, answer, seed: 1 })).toMatchObject({
      stuck: undefined,
      ended: false,
    });
  });

  test.each<[string, RobotOptions]>([
    ["hesitates", { factor: 2 }],
    ["uses a mouse", { by: "mouse" }],
    ["touches a screen", { by: "touch" }],
  ])("a robot that %s takes longer, and gets through all the same", (_how, robot) => {
    const play = (options?: RobotOptions) =>
      playAnswer({
        scenario: SALE,
        answer: SALE.answers.right,
        seed: 1,
        ...(options && { robot: options }),
      });
    const slow = play(robot);
    expect(slow.stuck).toBeUndefined();
    expect(slow.ended).toBe(true);
    expect(slow.worldMs).toBeGreaterThan(play().worldMs);
  });

  test("is charged once, whatever the lesson", () => {
    for (const scenario of LESSONS) {
      const balances = new Map<string, number>();
      playAnswer({
        scenario,
        answer: scenario.answers.right,
        seed: 1,
        sink: ({ kind, data }) => {
          if (kind !== "bank.posted" && kind !== "bank.reversed") return;
          const { postings } = data as { postings: { account: string; amountMinor: number }[] };
          for (const { account, amountMinor } of postings) {
            balances.set(account, (balances.get(account) ?? 0) + amountMinor);
          }
        },
      });
      const sums = [...balances.values()];
      expect(sums.reduce((sum, each) => sum + each, 0)).toBe(0);
      expect(sums.filter((sum) => sum > 0).length).toBeLessThanOrEqual(1);
    }
  });
});

describe("a customer whose bank can settle it by telephone", () => {
  const { play } = SALE.answers.right;
  const from = play.findIndex(({ do: what }) => what === "key-amount");
  const slips = play.findIndex((line) => line.do === "wait" && line.for.includes("next-copy"));
  const pay = play.slice(from, slips);
  const refused: readonly Intention[] = [
    { do: "wait", for: ["declined"] },
    { do: "inspect", thing: "terminal" },
    { do: "press", keys: ["enter"], device: "terminal" },
    { do: "remove" },
    { do: "say", phrase: "explain-decline" },
  ];
  const callsBank = { asks: ["unfreeze"], identity: "right", newPin: undefined } as const;
  const scenario = {
    ...SALE,
    customer: { ...SALE.customer, callsBank },
    accounts: SALE.accounts.map((account) => ({ ...account, state: "frozen" as const })),
  };
  const lostBy = (...between: readonly Intention[]) => {
    const again = [...refused, ...between, ...pay, ...play.slice(slips)];
    const answer = { title: { zh: "", en: "" }, play: [...play.slice(0, slips), ...again] };
    const { card, stuck } = playAnswer({ scenario, answer, seed: 1, robot: { limitMs: 60_000 } });
    return { stuck, lost: card.losses.map(({ rule }) => rule) };
  };

  test("is sent there, tries again and pays, and nothing is lost", () => {
    const sent = [
      { do: "say", phrase: "issuer-only" },
      { do: "wait", for: ["works-again"] },
    ] as const;
    expect(lostBy(...sent)).toEqual({ stuck: undefined, lost: [] });
  });

  test("is not to be promised anything, though she calls in the end", () => {
    const { lost } = lostBy(
      { do: "say", phrase: "promise-unfreeze" },
      { do: "say", phrase: "issuer-only" },
      { do: "wait", for: ["works-again"] },
    );
    expect(lost).toContain("promise-unfreeze");
  });

  test("is not to be tried before", () => {
    const { stuck, lost } = lostBy();
    expect(stuck).toContain("the terminal shows declined");
    expect(lost).toContain("retried-do-not-retry");
  });
});
