import type { Chip } from "./chip.ts";
import { ANSWER_TO_RESET, ANSWER_TO_RESET_T0, type Card, stepCard } from "./chip-card.ts";
import { longestAnswerBytes } from "./longest-answer.ts";

/** The chip of this card, which speaks the protocol that its answer to reset offers. */
export function chipOf(card: Card, protocol: "t0" | "t1" = "t1"): Chip<Card> {
  const answerToReset = protocol === "t0" ? ANSWER_TO_RESET_T0 : ANSWER_TO_RESET;
  return {
    machine: stepCard,
    initial: card,
    answerToReset: card.profile.chip === "works" ? answerToReset : undefined,
    answerBytesMax: longestAnswerBytes(card.chip),
  };
}
