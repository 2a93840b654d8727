import {
  HOLDER_GREETING,
  type HolderChange,
  type HolderRequest,
  type HolderStep,
  type HolderTurn,
} from "./holder-line.ts";
import type { Sentence } from "./service-line-texts.ts";

/** One turn of a call that is over: what it was asked by, what was said, and what was done. */
export type HeldTurn = {
  readonly asked: HolderStep["kind"];
  readonly says: Sentence;
  readonly changed?: HolderChange;
};

/**
 * Holds a whole call: it is greeted, verified, asked for each request in order, and ended. Whoever is
 * not verified is not asked anything more.
 *
 * @param talk the agent's turn at a step
 */
export function holdCall(
  talk: (step: HolderStep) => HolderTurn,
  asks: readonly HolderRequest[],
): readonly HeldTurn[] {
  const turns: HeldTurn[] = [];
  let turn = talk(HOLDER_GREETING);
  turns.push({ asked: "greeting", says: turn.says });
  for (const wanted of ["verify", ...asks, "farewell"] as const) {
    const chosen = turn.choices.find(({ id }) => id === wanted);
    if (chosen === undefined) break;
    turn = talk(chosen.next);
    const { says, changed } = turn;
    turns.push({ asked: wanted, says, ...(changed !== undefined && { changed }) });
  }
  return turns;
}
