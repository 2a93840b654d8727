import type { WireAct } from "../../sim-server/contract/index.ts";

export type Phrase = Extract<WireAct, { type: "say" }>["phrase"];

/**
 * All that can be said, by the moment it belongs to: never more than seven at a time, and always the
 * same, so that the list gives nothing away.
 */
export const PHRASE_GROUPS: readonly (readonly Phrase[])[] = [
  ["greet", "total", "amount-read-back", "ask-means", "ask-card"],
  ["ask-pin-known", "ask-pin", "please-enter-pin", "please-wait"],
  [
    "explain-decline",
    "explain-loudly",
    "explain-reader",
    "explain-no-charge",
    "apologise",
    "blame",
  ],
  ["ask-other-means", "issuer-only", "promise-unfreeze", "thank", "keep-card-safe"],
];

/** The phrases of one group, in their order. */
export function phrasesIn(group: number): readonly Phrase[] {
  return PHRASE_GROUPS[group] ?? [];
}
