import { formatComplaint } from "../../scenarios/format/complaint.ts";
import { parseScenario } from "../../scenarios/format/parse.ts";
import type { PlayReply, PlayRequest } from "../contract/index.ts";
import { KNOWN_IDS } from "../core/counter/known-ids.ts";
import { playAnswer } from "../core/training/play.ts";

/** Plays an answer without a page, by a robot, from the lesson's text to the customer's leaving. */
export function playHeadless({ scenario: text, answer: id, seed }: PlayRequest): PlayReply {
  const parsed = parseScenario(text, "lesson", KNOWN_IDS);
  if (!parsed.ok) return refuse(parsed.error.map(formatComplaint).join("\n"));
  const scenario = parsed.value;
  const { right, wrong } = scenario.answers;
  const answer = id === "right" ? right : wrong.find((other) => other.id === id);
  if (answer === undefined) return refuse(`the lesson has no answer ${id}`);
  const { traceHash, card, worldMs, stuck } = playAnswer({ scenario, answer, seed });
  if (stuck !== undefined) return refuse(stuck);
  return { ok: true, traceHash, total: card.total, worldMs };
}

function refuse(why: string): PlayReply {
  return { ok: false, why };
}
