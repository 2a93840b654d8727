import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { satisfiesLuhn } from "../../device-emulators/kit/pan.ts";
import { parseScenario } from "../../scenarios/format/parse.ts";
import type { Scenario } from "../../scenarios/format/scenario.ts";
import { GOODS } from "../../scenarios/goods/goods.ts";
import { KNOWN_IDS } from "../../sim-server/core/counter/known-ids.ts";
import { playAnswer } from "../../sim-server/core/training/play.ts";
import { loadLessons } from "../../sim-server/io/scenario-files.ts";
import { complaintsOf } from "../kit/lesson-text.ts";

const LESSONS = loadLessons(["scenarios/library"]);
const each = LESSONS.map(({ file, text, scenario }) => [basename(file), text, scenario] as const);
const CARDS: readonly { readonly number: string }[] = parse(
  readFileSync("scenarios/cards/cards.yaml", "utf8"),
);

test("there are the first eight lessons, in the order of their numbers", () => {
  expect(LESSONS.map(({ scenario: { lesson, id } }) => `${lesson} ${id}`)).toEqual([
    "1 first-sale",
    "2 wrong-pin",
    "3 pin-locked",
    "4 frozen-card",
    "5 amount-mis-keyed",
    "6 reply-lost",
    "7 paper-out",
    "8 card-not-recognised",
  ]);
});

describe.each(each)("%s", (file, text, scenario) => {
  test("bears its lesson's number and id, and names its schema for editors", () => {
    const number = String(scenario.lesson * 10).padStart(3, "0");
    expect(file).toBe(`${number}-${scenario.id}.yaml`);
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/scenario\.schema\.json\n/);
  });

  test("speaks Chinese and English", () => {
    for (const { zh, en } of textsOf(scenario)) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).not.toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/[a-z]/);
    }
  });

  test("uses cards of the list, and no other lesson's", () => {
    const listed = CARDS.map(({ number }) => number);
    const elsewhere = LESSONS.filter((other) => other.scenario !== scenario).flatMap((other) =>
      other.scenario.cards.map(({ number }) => number),
    );
    for (const { number } of scenario.cards) {
      expect(listed).toContain(number);
      expect(elsewhere).not.toContain(number);
    }
  });

  test("can be paid: by a card that will do, or in cash", () => {
    const prices = new Map(GOODS.map(({ id, priceMinor }) => [id, priceMinor]));
    const total = scenario.basket.reduce(
      (sum, { item, quantity }) => sum + (prices.get(item) ?? 0) * quantity,
      0,
    );
    const good = scenario.cards.filter(({ account, pin, keyed, pinTriesLeft }) => {
      const { state, balanceMinor } = scenario.accounts.find(({ id }) => id === account) ?? {};
      const tries = keyed.slice(0, pinTriesLeft);
      return state === "normal" && (balanceMinor ?? 0) >= total && tries.includes(pin);
    });
    expect(good.length > 0 || scenario.customer.cashMinor >= total).toBe(true);
  });

  test("has wrong answers that differ from the right one and from each other", () => {
    const { right, wrong } = scenario.answers;
    const plays = [right, ...wrong].map(({ play }) => JSON.stringify(play));
    expect(new Set(plays).size).toBe(plays.length);
  });
});

test.each([1, 7, 4_294_967_295])("every answer earns or loses what it says, seed %i", (seed) => {
  for (const { scenario } of LESSONS) {
    expect(playedMarks(scenario, seed)).toEqual(writtenMarks(scenario));
  }
});

test("every listed card is in the list once and has a right check digit", () => {
  const numbers = CARDS.map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.filter((number) => !satisfiesLuhn(number))).toEqual([]);
});

function textsOf({ title, summary, steps, answers }: Scenario) {
  const tips = steps.flatMap(({ tip }) => (tip === undefined ? [] : [tip]));
  return [title, summary, ...tips, answers.right.title, ...answers.wrong.map((one) => one.title)];
}

describe("the guide for writers", () => {
  const guide = readFileSync("scenarios/README.md", "utf8");
  const [, example = ""] = /```yaml\n([\s\S]*?)```/.exec(guide) ?? [];

  test("shows a lesson that is right", () => {
    expect(complaintsOf(example, KNOWN_IDS)).toBe("fine");
  });

  test("shows what lint says of the same lesson with three slips", () => {
    const [, shown = ""] = /\$ npx tillyard lint[^\n]*\n([\s\S]*?)\d+ of/.exec(guide) ?? [];
    const slipped = example
      .replace("customer:", "costumer:")
      .replace('balance: "3.20"', "balance: 3.20")
      .replace("say: total", "say: totals");
    const said = complaintsOf(slipped, KNOWN_IDS).replaceAll(/^/gm, "my-lesson.yaml:");
    expect(`${said}\n`).toBe(shown);
  });

  test("its answers play as they say", () => {
    const lesson = parseScenario(example, "README.md", KNOWN_IDS);
    expect(lesson.ok && playedMarks(lesson.value, 1)).toEqual(
      lesson.ok && writtenMarks(lesson.value),
    );
  });
});

/** What each answer loses by its lesson, or why it could not be played to its end. */
type Marks = Readonly<Record<string, Readonly<Record<string, number>> | string>>;

function writtenMarks({ answers }: Scenario): Marks {
  const wrong = answers.wrong.map(({ id, loses }) => [id, sumByRule(loses)] as const);
  return { right: {}, ...Object.fromEntries(wrong) };
}

function playedMarks(scenario: Scenario, seed: number): Marks {
  const { right, wrong } = scenario.answers;
  const played = [{ ...right, id: "right" }, ...wrong].map((answer) => {
    const { card, stuck, ended } = playAnswer({ scenario, answer, seed });
    if (stuck !== undefined) return [answer.id, stuck] as const;
    return [answer.id, ended ? sumByRule(card.losses) : "the customer did not leave"] as const;
  });
  return Object.fromEntries(played);
}

function sumByRule(losses: readonly { rule: string; points: number }[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { rule, points } of losses) sums[rule] = (sums[rule] ?? 0) + points;
  return sums;
}
