import type { Description, Unreadable } from "../iso8583/describe.ts";
import type { LedgerLine } from "./ledger.ts";
import type { Finding } from "./response-codes.ts";

/** What a bank tells of itself while it works. No card number in clear, no PIN, no key. */
export type BankEvents = {
  "bank.received": Description;
  /** Bytes that were no message; they get no answer. */
  "bank.unreadable": Unreadable;
  /** A request that had been answered before gets that answer again. */
  "bank.repeated": { readonly mti: string; readonly exchange: string };
  "bank.decided": {
    readonly mti: string;
    readonly terminal: string;
    readonly stan: string;
    readonly responseCode: string;
    readonly finding: Finding;
  };
  "bank.posted": Posted;
  "bank.reversed": Posted;
  "bank.answered": Description;
};

type Posted = {
  /** Its number in the ledger, from 1. */
  readonly entry: number;
  readonly exchange: string;
  readonly postings: readonly LedgerLine[];
};

export type BankEmit = <Kind extends keyof BankEvents>(kind: Kind, data: BankEvents[Kind]) => void;
