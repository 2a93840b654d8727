import type { SlipItem } from "../drivers/escpos-writer.ts";
import type { Channel } from "../world/channel.ts";
import type { ApprovedTransaction } from "./journal-facts.ts";
import type { TransactionKind } from "./kinds.ts";
import type { Outcome } from "./outcome.ts";
import type { Totals } from "./totals.ts";

/**
 * What a POS may ask of the terminal: whichever protocol it speaks has been read elsewhere. Amounts
 * are fen.
 */
export type PosRequest =
  | { readonly kind: "sale"; readonly amountMinor: number }
  /** Gives money back for a transaction of this terminal: all of it where no amount is named. */
  | {
      readonly kind: "undo";
      readonly original: PosOriginal;
      readonly amountMinor: number | undefined;
    }
  /** Gives money back to a card that is presented, for a transaction that may be named. */
  | {
      readonly kind: "refund";
      readonly amountMinor: number;
      readonly original: PosOriginal | undefined;
    }
  | { readonly kind: "settle" }
  /** Adds the open batch up, and leaves it open. */
  | { readonly kind: "totals" }
  /** Asks the bank for a sign of life. */
  | { readonly kind: "echo" }
  | { readonly kind: "print"; readonly lines: readonly string[] }
  /** Puts text up, at least for so long. */
  | { readonly kind: "display"; readonly lines: readonly string[]; readonly forMs: number };

/** An earlier transaction as its answer named it: batch and trace number, RRN, day (MMDD). */
export type PosOriginal = {
  readonly batch: string;
  readonly stan: string;
  readonly rrn: string;
  readonly date: string;
};

/** How a request of the POS ended. */
export type PosAnswer =
  | TransactionAnswer
  /** The terminal would not begin, or could not go on, in the words of its screen. */
  | { readonly kind: "refused"; readonly lines: readonly string[] }
  | {
      readonly kind: "settled";
      readonly batch: string;
      /** Whether the bank has counted the same. */
      readonly balanced: boolean;
      readonly totals: Totals;
    }
  | { readonly kind: "totals"; readonly batch: string; readonly totals: Totals }
  /** What is to be undone is not known here. */
  | { readonly kind: "no-original" }
  | { readonly kind: "done" }
  /** The printer has no paper, or a fault. */
  | { readonly kind: "no-printer" }
  /** The bank must hear of something earlier first, and does not answer. */
  | { readonly kind: "owing" }
  /** The power was cut before anything came of it. */
  | { readonly kind: "lost" };

/** How a transaction ended that the POS has asked for. */
export type TransactionAnswer = {
  readonly kind: "transaction";
  readonly transaction: TransactionKind;
  readonly outcome: Outcome;
  readonly batch: string;
  /** By the terminal's clock: `YYYYMMDD` and `hhmmss`. */
  readonly date: string;
  readonly time: string;
  /** Why it was cancelled; undefined where it was not. */
  readonly why: Cancelled | undefined;
  /** What was approved, as the slips have it. */
  readonly approved: ApprovedTransaction | undefined;
  readonly slips: { readonly merchant: Slip; readonly cardholder: Slip } | undefined;
};

type Slip = readonly SlipItem[];

/** What ended a transaction before the bank was asked. */
export type Cancelled =
  | "cancelled"
  | "timed-out"
  | "removed"
  | "pad-fault"
  | "mute"
  | "no-application"
  | "bad-data"
  | "blocked";

/** A request with the number that its answer bears; numbers count from 1 and are never used twice. */
export type NumberedRequest = { readonly number: number; readonly request: PosRequest };

/** The cable to somebody's POS. */
export type PosPort = {
  readonly requests: Channel<NumberedRequest>;
  readonly answer: (number: number, answer: PosAnswer) => void;
  /** Says what has come at last of a transaction that was answered as unknown. */
  readonly correct: (answer: TransactionAnswer) => void;
  /** Says that all the journal knows to have been asked before the power came is answered. */
  readonly recovered: () => void;
};
