import type { LessonCard } from "../../sim-server/contract/index.ts";

/** What is taught: the lessons of the street. */
export function taught(cards: readonly LessonCard[]): LessonCard[] {
  return cards.filter(({ kind }) => kind === "sale" || kind === "exception");
}

/** What is practised or tested, of one kind, by number. */
export function practised(
  cards: readonly LessonCard[],
  kind: "practice" | "qa",
): readonly LessonCard[] {
  return cards
    .filter((card) => card.kind === kind)
    .sort((one, other) => one.lesson - other.lesson || (one.id < other.id ? -1 : 1));
}

/** The scenarios that hold every word that is sought, in either language, or in number or id. */
export function findScenarios(cards: readonly LessonCard[], sought: string): readonly LessonCard[] {
  const wanted = sought.toLowerCase().split(/\s+/);
  return cards.filter(({ id, lesson, title, summary }) => {
    const text = [id, lesson, title.zh, title.en, summary.zh, summary.en].join(" ").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
