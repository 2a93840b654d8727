import type { ScriptOrder } from "../../../device-emulators/crypto/issuer-script.ts";
import type { ScriptOutcome } from "../../../device-emulators/kit/script-results.ts";
import type { Description, Unreadable } from "../iso8583/describe.ts";
import type { Answer } from "./exchanges.ts";
import type { LedgerLine } from "./ledger.ts";

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
    readonly finding: Answer["finding"];
  };
  "bank.posted": Posted;
  "bank.reversed": Posted;
  /** What was approved in an issuer's name has reached it. */
  "bank.forwarded": Posted;
  /** The issuer could not book it; it stays with the acquirer. */
  "bank.parked": { readonly exchange: string; readonly why: string };
  "bank.hold": {
    readonly exchange: string;
    readonly account: string;
    readonly amountMinor: number;
    readonly state: "placed" | "released";
  };
  "bank.settled": {
    readonly terminal: string;
    readonly batch: string;
    /** 1 equal, 2 not equal, 3 cannot be told now. */
    readonly domestic: number;
    readonly foreign: number;
  };
  /** A rule did something to an exchange of messages. */
  "bank.rule": {
    readonly rule: string;
    readonly does: string;
    readonly because: string;
    readonly frame: number;
  };
  /** An account or card was changed by the holder's word. */
  "bank.account": { readonly account: string; readonly change: string };
  /** An order to a card is on its way in an answer, or the terminal has told what came of it. */
  "bank.script": {
    readonly exchange: string;
    /** Its name, tag 9F18. */
    readonly script: string;
    readonly order: ScriptOrder["kind"];
    readonly state: "sent" | ScriptOutcome;
  };
  "bank.answered": Description;
};

type Posted = {
  /** Its number in the ledger, from 1. */
  readonly entry: number;
  readonly exchange: string;
  readonly postings: readonly LedgerLine[];
};

export type BankEmit = <Kind extends keyof BankEvents>(kind: Kind, data: BankEvents[Kind]) => void;

/** For a bank that nobody listens to: what only listeners want is not even put into words. */
export const NOBODY_LISTENS: BankEmit = () => undefined;
