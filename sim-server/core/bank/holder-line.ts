import type { Card } from "./accounts.ts";
import { conditionOf } from "./card-states.ts";
import type { BankEmit } from "./events.ts";
import { HOLDER_CALLER, HOLDER_SPEECH, HOLDER_STATES } from "./holder-line-texts.ts";
import type { Sentence } from "./service-line-texts.ts";

/** Who calls the number on the back of the card, and what the caller can prove. */
export type HolderCaller = {
  readonly pan: string;
  /** What the caller names when asked for the end of the identity number. */
  readonly identity: string;
};

/** Where the call is. Nothing is done for a caller who has not been verified in the same call. */
export type HolderStep =
  | { readonly kind: "greeting" }
  | { readonly kind: "verify" }
  | { readonly kind: "explain" }
  | { readonly kind: "freeze" }
  | { readonly kind: "unfreeze" }
  | { readonly kind: "report-lost" }
  | { readonly kind: "farewell" };

export type HolderTurn = { readonly says: Sentence; readonly choices: readonly HolderChoice[] };

export type HolderChoice = {
  readonly id: HolderStep["kind"];
  readonly text: Sentence;
  readonly next: HolderStep;
};

/** A cardholder's call begins here. */
export const HOLDER_GREETING: HolderStep = { kind: "greeting" };

const choice = (kind: Exclude<HolderStep["kind"], "greeting">): HolderChoice => ({
  id: kind,
  text: HOLDER_CALLER[kind],
  next: { kind },
});

const OFFERS = [
  choice("explain"),
  choice("freeze"),
  choice("unfreeze"),
  choice("report-lost"),
  choice("farewell"),
];

/** What the agent works with: the card that is called about, and the register that changes. */
export type HolderDesk = {
  readonly card: Card | undefined;
  readonly yearMonth: string;
  readonly emit: BankEmit;
};

/**
 * The agent's turn at `step` of a cardholder's call. What it says has been done: accounts and cards
 * change. Whoever cannot be verified learns nothing, not even whether the card exists.
 */
export function speakToHolder(
  step: HolderStep,
  caller: HolderCaller,
  { card, yearMonth, emit }: HolderDesk,
): HolderTurn {
  if (step.kind === "greeting") {
    return { says: HOLDER_SPEECH.greeting, choices: [choice("verify"), choice("farewell")] };
  }
  if (step.kind === "farewell") return { says: HOLDER_SPEECH.farewell, choices: [] };
  if (card?.account.identity === undefined || card.account.identity !== caller.identity) {
    return { says: HOLDER_SPEECH["not-verified"], choices: [] };
  }
  const says = serve(step.kind, card, yearMonth);
  const done = CHANGES[says.key];
  if (done !== undefined) emit("bank.account", { account: card.account.id, change: done });
  return { says: says.sentence, choices: OFFERS };
}

type Said = { readonly key: string; readonly sentence: Sentence };

/** What each sentence has changed, as the trace says it. */
const CHANGES: Readonly<Record<string, string>> = {
  frozen: "held by its holder",
  unfrozen: "released for its holder",
  "reported-lost": "card reported lost",
};

type HolderWish = "verify" | "explain" | "freeze" | "unfreeze" | "report-lost";

function serve(what: HolderWish, card: Card, yearMonth: string): Said {
  const { account } = card;
  switch (what) {
    case "verify":
      return say("verified");
    case "explain": {
      const condition = conditionOf(card, yearMonth);
      return { key: condition, sentence: HOLDER_STATES[condition] };
    }
    case "freeze":
      if (account.state !== "normal") return say("cannot-freeze");
      account.state = "held";
      return say("frozen");
    case "unfreeze":
      // A verified holder ends what was meant to protect the holder; other states need the branch.
      if (account.state !== "held" && account.state !== "frozen") return say("cannot-unfreeze");
      account.state = "normal";
      return say("unfrozen");
    case "report-lost":
      if (card.state !== "normal") return say("already-stopped");
      card.state = "lost";
      return say("reported-lost");
  }
}

function say(key: keyof typeof HOLDER_SPEECH): Said {
  return { key, sentence: HOLDER_SPEECH[key] };
}
