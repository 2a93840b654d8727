import type { LessonCard } from "../../sim-server/contract/index.ts";

/** A shop of the street: a chapter with its lessons. */
export type Shop = {
  readonly chapter: number;
  readonly lessons: readonly LessonCard[];
  /** Lights are on where every lesson is finished; open where one is, or is next. */
  readonly state: "lit" | "open" | "shut";
};

/** Lessons by chapter, in the order of the street, each shop as it looks from outside. */
export function planStreet(lessons: readonly LessonCard[]): Shop[] {
  const next = nextLesson(lessons)?.chapter;
  const chapters = [...new Set(inOrder(lessons).map(({ chapter }) => chapter))];
  return chapters.map((chapter) => {
    const own = inOrder(lessons).filter((lesson) => lesson.chapter === chapter);
    const finished = own.filter(isFinished).length;
    const state = finished === own.length ? "lit" : finished > 0 || chapter === next;
    return {
      chapter,
      lessons: own,
      state: state === "lit" ? "lit" : state ? "open" : "shut",
    };
  });
}

/** The lessons as they are taught: by chapter, then by lesson. */
export function inOrder(lessons: readonly LessonCard[]): LessonCard[] {
  return [...lessons].sort(
    (one, other) => one.chapter - other.chapter || one.lesson - other.lesson,
  );
}

/** What to do next: what is under way, else the first that was never finished, else the first. */
export function nextLesson(lessons: readonly LessonCard[]): LessonCard | undefined {
  const ordered = inOrder(lessons);
  return (
    ordered.find(({ open }) => open !== undefined) ??
    ordered.find((lesson) => !isFinished(lesson)) ??
    ordered[0]
  );
}

export function isFinished(lesson: LessonCard): boolean {
  return lesson.best !== undefined;
}
