import { type Card, PIN_TRIES } from "./accounts.ts";
import { conditionOf } from "./card-states.ts";
import type { BankEmit } from "./events.ts";
import { HOLDER_CALLER, HOLDER_SPEECH, HOLDER_STATES } from "./holder-line-texts.ts";
import type { PinOrder } from "./script-orders.ts";
import type { Sentence } from "./service-line-texts.ts";

/** Who calls the number on the back of the card, and what the caller can prove. */
export type HolderCaller = {
  readonly pan: string;
  /** What the caller names when asked for the end of the identity number. */
  readonly identity: string;
  /** What the caller keys when asked for a new PIN; it is never spoken. */
  readonly newPin?: string;
};

/** Where the call is. Nothing is done for a caller who has not been verified in the same call. */
export type HolderStep =
  | { readonly kind: "greeting" }
  | { readonly kind: "verify" }
  | { readonly kind: "explain" }
  | { readonly kind: "freeze" }
  | { readonly kind: "unfreeze" }
  | { readonly kind: "unlock-pin" }
  | { readonly kind: "change-pin" }
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
  choice("unlock-pin"),
  choice("change-pin"),
  choice("report-lost"),
  choice("farewell"),
];

/** What the agent works with: the card that is called about, and the register that changes. */
export type HolderDesk = {
  readonly card: Card | undefined;
  readonly yearMonth: string;
  readonly emit: BankEmit;
  /** Has the chip hear of it. */
  readonly owePin: (card: Card, order: PinOrder) => void;
};

/**
 * The agent's turn at `step` of a cardholder's call. What it says has been done: accounts and cards
 * change. Whoever cannot be verified learns nothing, not even whether the card exists.
 */
export function speakToHolder(
  step: HolderStep,
  caller: HolderCaller,
  desk: HolderDesk,
): HolderTurn {
  const { card, emit } = desk;
  if (step.kind === "greeting") {
    return { says: HOLDER_SPEECH.greeting, choices: [choice("verify"), choice("farewell")] };
  }
  if (step.kind === "farewell") return { says: HOLDER_SPEECH.farewell, choices: [] };
  if (card?.account.identity === undefined || card.account.identity !== caller.identity) {
    return { says: HOLDER_SPEECH["not-verified"], choices: [] };
  }
  const says = serve(step.kind, card, { ...desk, newPin: caller.newPin ?? "" });
  const done = CHANGES[says.key];
  if (done !== undefined) emit("bank.account", { account: card.account.id, change: done });
  return { says: says.sentence, choices: OFFERS };
}

type Said = { readonly key: string; readonly sentence: Sentence };

/** What each sentence has changed, as the trace says it. */
const CHANGES: Readonly<Record<string, string>> = {
  frozen: "held by its holder",
  unfrozen: "released for its holder",
  "pin-unlocked": "PIN unlocked for its holder",
  "pin-changed": "PIN changed by its holder",
  "reported-lost": "card reported lost",
};

type HolderWish =
  | "verify"
  | "explain"
  | "freeze"
  | "unfreeze"
  | "unlock-pin"
  | "change-pin"
  | "report-lost";

/** @source chosen, as Chinese issuers have it: six digits */
const NEW_PIN = /^\d{6}$/;

type Serving = HolderDesk & { readonly newPin: string };

function serve(what: HolderWish, card: Card, desk: Serving): Said {
  const { account } = card;
  switch (what) {
    case "verify":
      return say("verified");
    case "explain": {
      const condition = conditionOf(card, desk.yearMonth);
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
    case "unlock-pin":
    case "change-pin":
      return card.state === "normal" ? servePin(what, card, desk) : say("already-stopped");
    case "report-lost":
      if (card.state !== "normal") return say("already-stopped");
      card.state = "lost";
      return say("reported-lost");
  }
}

/** What is done about the PIN here, the chip hears the next time it asks its issuer. */
function servePin(
  what: "unlock-pin" | "change-pin",
  card: Card,
  { newPin, owePin }: Serving,
): Said {
  if (what === "unlock-pin") {
    if (card.pinTriesLeft() > 0) return say("pin-not-locked");
    card.setPinTries(PIN_TRIES);
    owePin(card, { kind: "unblock-pin" });
    return say("pin-unlocked");
  }
  if (!NEW_PIN.test(newPin)) return say("pin-unfit");
  card.changePin(newPin);
  owePin(card, { kind: "change-pin", pin: newPin });
  return say("pin-changed");
}

function say(key: keyof typeof HOLDER_SPEECH): Said {
  return { key, sentence: HOLDER_SPEECH[key] };
}
