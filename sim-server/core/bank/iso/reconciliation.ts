import type { Fields, Message } from "../../iso8583/dialect.ts";
import type { Batches, BatchTotals } from "../batch-totals.ts";
import type { BankEmit } from "../events.ts";
import { nextBatch, VERDICTS } from "../settlement.ts";
import type { Terminal } from "../terminals.ts";
import { textOf } from "./edition.ts";
import { FIRST_PERIOD } from "./names.ts";

/** Totals of a period: what cards were credited with, and what they were debited. */
type Sums = {
  readonly credits: number;
  readonly creditMinor: number;
  readonly debits: number;
  readonly debitMinor: number;
};

const COUNT_DIGITS = 10;
const AMOUNT_DIGITS = 16;

/**
 * Compares a terminal's totals of a period with the bank's own, and begins the next period.
 *
 * A purchase debits a card, a refund or void credits it. What was reversed is left out, or its own
 * totals take it out again.
 *
 * @returns whether they are equal, and the bank's totals
 * @source ISO 8583:1987 and 1993, DE 74 to 77 and 86 to 89
 */
export function reconcile(
  { fields }: Message,
  terminal: Terminal,
  outside: { readonly batches: Batches; readonly emit: BankEmit },
): { readonly balanced: boolean; readonly totals: Fields } {
  const batch = terminal.batch ?? FIRST_PERIOD;
  const own = sumUp(outside.batches.totals({ terminal: terminal.id, batch }));
  const told = readSums(fields);
  const balanced = (Object.keys(own) as (keyof Sums)[]).every((key) => own[key] === told[key]);
  terminal.batch = nextBatch(batch);
  const domestic = balanced ? VERDICTS.equal : VERDICTS.unequal;
  outside.emit("bank.settled", { terminal: terminal.id, batch, domestic, foreign: domestic });
  return { balanced, totals: writeSums(own) };
}

function sumUp({ domestic, foreign }: BatchTotals): Sums {
  return {
    credits: domestic.creditCount + foreign.creditCount,
    creditMinor: domestic.creditMinor + foreign.creditMinor,
    debits: domestic.debitCount + foreign.debitCount,
    debitMinor: domestic.debitMinor + foreign.debitMinor,
  };
}

function readSums(fields: Fields): Sums {
  const total = (de: number): number => Number(textOf(fields, de));
  return {
    credits: total(74) - total(75),
    creditMinor: total(86) - total(87),
    debits: total(76) - total(77),
    debitMinor: total(88) - total(89),
  };
}

function writeSums({ credits, creditMinor, debits, debitMinor }: Sums): Fields {
  const count = (value: number): string => String(value).padStart(COUNT_DIGITS, "0");
  const amount = (value: number): string => String(value).padStart(AMOUNT_DIGITS, "0");
  return { 74: count(credits), 76: count(debits), 86: amount(creditMinor), 88: amount(debitMinor) };
}
