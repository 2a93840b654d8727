import { formatMinor } from "../../../device-emulators/kit/money.ts";
import {
  CALLER,
  CARD_STATES,
  type CardCondition,
  OUTCOMES,
  type Outcome,
  type Sentence,
  SPEECH,
} from "./service-line-texts.ts";

/** A transaction as the agent at the bank sees it at this moment. */
export type KnownTransaction = {
  readonly stan: string;
  readonly amountMinor: number;
  readonly responseCode: string;
  readonly outcome: Outcome;
  /** Of the card that it was made with. */
  readonly card: CardCondition;
};

/** Where a call is. It carries nothing that the bank knows: every answer is looked up anew. */
export type CallStep =
  | { readonly kind: "greeting" }
  | { readonly kind: "ask-which"; readonly about: Topic }
  | { readonly kind: "tell"; readonly about: Topic; readonly stan: string }
  | { readonly kind: "not-received" }
  | { readonly kind: "no-unfreezing" }
  | { readonly kind: "not-verified" }
  | { readonly kind: "farewell" };

type Topic = "transaction" | "card";

/** What the agent says, and what the caller may answer; a call without choices is over. */
export type CallTurn = { readonly says: Sentence; readonly choices: readonly CallChoice[] };

export type CallChoice = {
  readonly id: ChoiceId;
  readonly text: Sentence;
  readonly next: CallStep;
};

/** What a caller can answer the agent. */
export const CHOICE_IDS = [
  "transaction",
  "card",
  "unfreeze",
  "goodbye",
  "latest",
  "second",
  "third",
  "other",
] as const;
export type ChoiceId = (typeof CHOICE_IDS)[number];

/** A call begins here. */
export const GREETING: CallStep = { kind: "greeting" };

/** The agent names this many of the terminal's last transactions. */
export const TRANSACTIONS_NAMED = 3;

const PLACES = ["latest", "second", "third"] as const;

const TOPICS: readonly CallChoice[] = [
  {
    id: "transaction",
    text: CALLER.transaction,
    next: { kind: "ask-which", about: "transaction" },
  },
  { id: "card", text: CALLER.card, next: { kind: "ask-which", about: "card" } },
  { id: "unfreeze", text: CALLER.unfreeze, next: { kind: "no-unfreezing" } },
  { id: "goodbye", text: CALLER.goodbye, next: { kind: "farewell" } },
];

/**
 * The agent's turn at `step` of a call from a terminal's merchant.
 *
 * @param known the terminal's transactions at this moment, latest first
 */
export function speak(step: CallStep, known: readonly KnownTransaction[]): CallTurn {
  switch (step.kind) {
    case "greeting":
      return { says: SPEECH.greeting, choices: TOPICS };
    case "ask-which":
      return askWhich(step.about, known);
    case "tell": {
      const told = known.find(({ stan }) => stan === step.stan);
      if (told === undefined) return { says: SPEECH["not-received"], choices: TOPICS };
      const says =
        step.about === "card" ? CARD_STATES[told.card] : fill(OUTCOMES[told.outcome], told);
      return { says, choices: TOPICS };
    }
    case "not-received":
    case "no-unfreezing":
      return { says: SPEECH[step.kind], choices: TOPICS };
    case "not-verified":
    case "farewell":
      return { says: SPEECH[step.kind], choices: [] };
  }
}

function askWhich(about: Topic, known: readonly KnownTransaction[]): CallTurn {
  if (known.length === 0) return { says: SPEECH["none-seen"], choices: TOPICS };
  const choices: CallChoice[] = [];
  for (const [place, id] of PLACES.entries()) {
    const transaction = known[place];
    if (transaction === undefined) break;
    const next = { kind: "tell", about, stan: transaction.stan } as const;
    choices.push({ id, text: fill(CALLER.which, transaction), next });
  }
  choices.push({ id: "other", text: CALLER.other, next: { kind: "not-received" } });
  return { says: SPEECH["ask-which"], choices };
}

function fill({ zh, en }: Sentence, transaction: KnownTransaction): Sentence {
  const { stan, amountMinor, responseCode } = transaction;
  const put = (text: string): string =>
    text
      .replace("{stan}", stan)
      .replace("{amount}", formatMinor(amountMinor))
      .replace("{code}", responseCode);
  return { zh: put(zh), en: put(en) };
}
