import { wallTime } from "../../../device-emulators/kit/wall-clock.ts";
import type { CardSettings, Scenario } from "../../../scenarios/format/scenario.ts";

/** What the scorer needs to know of a lesson beforehand; the trace tells it the rest. */
export type LessonFacts = {
  readonly goods: number;
  /** Pieces the customer brings, by item. */
  readonly wanted: ReadonlyMap<string, number>;
  readonly copies: 1 | 2;
  /** What anybody can see is wrong with a card, by its id. */
  readonly cardFaults: ReadonlyMap<string, "expired" | "invalid">;
};

/** The facts of a parsed lesson. */
export function readLesson(scenario: Scenario): LessonFacts {
  const wanted = new Map<string, number>();
  let goods = 0;
  for (const { item, quantity } of scenario.basket) {
    wanted.set(item, (wanted.get(item) ?? 0) + quantity);
    goods += quantity;
  }
  const cardFaults = new Map<string, "expired" | "invalid">();
  const month = yearMonth(scenario.startMs);
  for (const card of scenario.cards) {
    const fault = visibleFault(card, month);
    if (fault !== undefined) cardFaults.set(card.id, fault);
  }
  return { goods, wanted, copies: scenario.terminal.copies, cardFaults };
}

function visibleFault(card: CardSettings, month: string): "expired" | "invalid" | undefined {
  if (!card.face.bankMark || card.face.sample || card.face.damaged) return "invalid";
  return card.expiry < month ? "expired" : undefined;
}

/** YYMM of the shop's day, as card faces have it. */
function yearMonth(startMs: number): string {
  return wallTime(startMs).date.slice(2, 6);
}
