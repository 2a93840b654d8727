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

/** What the agent says; what has been done with it, if anything; what may be said next. */
export type HolderTurn = {
  readonly says: Sentence;
  readonly choices: readonly HolderChoice[];
  readonly changed?: HolderChange;
};

export type HolderChoice = {
  readonly id: HolderStep["kind"];
  readonly text: Sentence;
  readonly next: HolderStep;
};

/** What a verified caller can ask for. */
export const HOLDER_REQUESTS = [
  "explain",
  "freeze",
  "unfreeze",
  "unlock-pin",
  "change-pin",
  "report-lost",
] as const;
export type HolderRequest = (typeof HOLDER_REQUESTS)[number];

/** A cardholder's call begins here. */
export const HOLDER_GREETING: HolderStep = { kind: "greeting" };

const choice = (kind: Exclude<HolderStep["kind"], "greeting">): HolderChoice => ({
  id: kind,
  text: HOLDER_CALLER[kind],
  next: { kind },
});

const OFFERS = [...HOLDER_REQUESTS.map(choice), choice("farewell")];

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
  const { says, changed } = serve(step.kind, card, { ...desk, newPin: caller.newPin ?? "" });
  if (changed === undefined) return { says, choices: OFFERS };
  emit("bank.account", { account: card.account.id, change: CHANGES[changed] });
  return { says, choices: OFFERS, changed };
}

type Said = { readonly says: Sentence; readonly changed?: HolderChange };

/** What a call can change, by the name of the sentence that says so. */
export const HOLDER_CHANGES = [
  "frozen",
  "unfrozen",
  "pin-unlocked",
  "pin-changed",
  "reported-lost",
] as const;
export type HolderChange = (typeof HOLDER_CHANGES)[number];

/** The same as the trace says it. */
const CHANGES: Readonly<Record<HolderChange, string>> = {
  frozen: "held by its holder",
  unfrozen: "released for its holder",
  "pin-unlocked": "PIN unlocked for its holder",
  "pin-changed": "PIN changed by its holder",
  "reported-lost": "card reported lost",
};

/** @source chosen, as Chinese issuers have it: six digits */
const NEW_PIN = /^\d{6}$/;

type Serving = HolderDesk & { readonly newPin: string };

function serve(what: "verify" | HolderRequest, card: Card, desk: Serving): Said {
  const { account } = card;
  switch (what) {
    case "verify":
      return say("verified");
    case "explain":
      return { says: HOLDER_STATES[conditionOf(card, desk.yearMonth)] };
    case "freeze":
      if (account.state !== "normal") return say("cannot-freeze");
      account.state = "held";
      return change("frozen");
    case "unfreeze":
      // A verified holder ends what was meant to protect the holder; other states need the branch.
      if (account.state !== "held" && account.state !== "frozen") return say("cannot-unfreeze");
      account.state = "normal";
      return change("unfrozen");
    case "unlock-pin":
    case "change-pin":
      return card.state === "normal" ? servePin(what, card, desk) : say("already-stopped");
    case "report-lost":
      if (card.state !== "normal") return say("already-stopped");
      card.state = "lost";
      return change("reported-lost");
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
    return change("pin-unlocked");
  }
  if (!NEW_PIN.test(newPin)) return say("pin-unfit");
  card.changePin(newPin);
  owePin(card, { kind: "change-pin", pin: newPin });
  return change("pin-changed");
}

function say(key: keyof typeof HOLDER_SPEECH): Said {
  return { says: HOLDER_SPEECH[key] };
}

function change(changed: HolderChange): Said {
  return { says: HOLDER_SPEECH[changed], changed };
}
