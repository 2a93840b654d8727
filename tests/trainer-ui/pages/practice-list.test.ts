import { expect, test } from "vitest";
import type { LessonCard } from "../../../sim-server/contract/index.ts";
import { findScenarios, practised, taught } from "../../../trainer-ui/pages/practice-list.ts";

const card = (lesson: number, kind: LessonCard["kind"], zh: string, en: string): LessonCard => ({
  id: `s-${lesson}`,
  chapter: 1,
  lesson,
  title: { zh, en },
  summary: { zh: "", en: "" },
  face: "zhou",
  kind,
  parMs: 0,
});

const CARDS = [
  card(510, "qa", "撤销", "Void of a sale"),
  card(900, "practice", "自由练习", "Free practice"),
  card(101, "qa", "插卡消费", "Sale by contact chip"),
  card(1, "sale", "第一位顾客", "The first customer"),
  card(2, "exception", "密码输错", "Wrong PIN"),
];
const numbers = (cards: readonly LessonCard[]): string =>
  cards.map(({ lesson }) => lesson).join(" ");

test("lessons are taught, scenarios tested, and practice is neither", () => {
  expect(numbers(taught(CARDS))).toBe("1 2");
  expect(numbers(practised(CARDS, "qa"))).toBe("101 510");
  expect(numbers(practised(CARDS, "practice"))).toBe("900");
});

test.each([
  ["", "101 510"],
  ["撤销", "510"],
  ["SALE void", "510"],
  ["sale", "101 510"],
  ["s-101", "101"],
  ["51", "510"],
  ["sale nowhere", ""],
])("%j finds %s", (sought, found) => {
  expect(numbers(findScenarios(practised(CARDS, "qa"), sought))).toBe(found);
});
