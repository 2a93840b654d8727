import type { HolderStep, HolderTurn } from "../bank/holder-line.ts";
import type { TraceEvents } from "../trace-events.ts";
import type { PinKey } from "./pin-entry.ts";

/** What a customer can notice besides words. */
export type Sight =
  /** Something is visibly done for her: a scan, a key, a call to her bank. */
  | { readonly type: "work" }
  /** The terminal waits for the bank, or no longer. */
  | { readonly type: "bank-wait"; readonly on: boolean }
  /** How the payment ended; the response code as the screen shows it, empty where it shows none. */
  | {
      readonly type: "outcome";
      readonly outcome: TraceEvents["terminal.outcome"]["outcome"];
      readonly responseCode: string;
    }
  | { readonly type: "card-unread" }
  /** The PIN pad is with her, or no longer. */
  | { readonly type: "pad"; readonly mine: boolean }
  /** The PIN pad asks for a PIN, or no longer. */
  | { readonly type: "pin-asked"; readonly on: boolean }
  /** The cashier looks away from the pad, or at it again. */
  | { readonly type: "unwatched"; readonly on: boolean }
  /** The cashier looks at the pad while she keys. */
  | { readonly type: "stared-at" }
  /** A card of hers is used without her having handed it over; whether it lies there now. */
  | { readonly type: "card-used"; readonly card: string; readonly lies: boolean }
  | { readonly type: "card-back"; readonly card: string }
  | { readonly type: "slip-handed" }
  | { readonly type: "cash-taken" };

/** What she can do at the counter. */
export type Hands = {
  readonly offerCard: (cardId: string) => void;
  /** Holds her phone out, so that it can be seen what is on it. */
  readonly showPhone: (cardId: string) => void;
  /** Holds a card or her phone to the reader. */
  readonly tapCard: (cardId: string) => void;
  readonly offerCash: (amountMinor: number) => void;
  readonly pressPinKey: (key: PinKey) => void;
  readonly leave: () => void;
};

/** Her own phone, as far as she reaches her bank by it. */
export type OwnPhone = {
  /** She has it at her ear, about this card. */
  readonly dial: (cardId: string) => void;
  /** What the agent says when she is at `step`. What she proves and keys with it stays off the trace. */
  readonly speak: (cardId: string, step: HolderStep) => HolderTurn;
  readonly hangUp: () => void;
};

/** What she can read from where she stands. */
export type Eyes = {
  /** The till's total. */
  readonly dueMinor: () => number;
  /** The amount on the terminal, while it shows one. */
  readonly shownMinor: () => number | undefined;
};
