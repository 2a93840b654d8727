import type { Chance } from "../../../device-emulators/kit/chance.ts";
import { registerCards } from "./accounts.ts";
import { createAcquirer } from "./acquirer.ts";
import { createScribe } from "./answers.ts";
import { wallAt } from "./bank-clock.ts";
import type { BankOptions } from "./bank-options.ts";
import { knowTransaction } from "./card-states.ts";
import type { BankEmit } from "./events.ts";
import { createExchanges, type ExchangeName } from "./exchanges.ts";
import { createIssuer } from "./issuer.ts";
import {
  cardholder,
  createLedger,
  type Ledger,
  type LedgerLine,
  merchant,
  OPENING,
  type Posting,
} from "./ledger.ts";
import { type CallStep, type CallTurn, speak, TRANSACTIONS_NAMED } from "./service-line.ts";
import { registerTerminals } from "./terminals.ts";

/**
 * A bank that plays acquirer and issuer. It is told the time and given its chance; the same frames
 * at the same times get the same answers.
 */
export type Bank = {
  /**
   * The answer to one frame, its length included; undefined when there is none to give.
   *
   * @param nowMs world time
   */
  readonly receive: (frame: Uint8Array, nowMs: number) => Uint8Array | undefined;
  /** The agent's turn in a call from the merchant of `terminal`. Start with `GREETING`. */
  readonly talk: (terminal: string, step: CallStep, nowMs: number) => CallTurn;
  /** For debrief and tests; no message can ask these. */
  readonly books: Books;
};

export type Books = {
  readonly balanceMinor: (account: string) => number;
  /** What one STAN of one terminal moved, in any batch, in order. */
  readonly entriesOf: (name: Pick<ExchangeName, "terminal" | "stan">) => readonly Posting[];
  /** All postings, openings first. */
  readonly postings: () => readonly Posting[];
  /** What the acquirer owes each merchant. */
  readonly obligations: () => readonly LedgerLine[];
  /** Reversals accepted whose request never came: `terminal/batch/stan`. */
  readonly unmatchedReversals: () => readonly string[];
  /** The sum of all accounts; anything but 0 is a bug. */
  readonly totalMinor: () => number;
  readonly pinTriesLeft: (pan: string) => number | undefined;
};

export function createBank(
  options: BankOptions,
  outside: { readonly chance: Chance; readonly emit: BankEmit },
): Bank {
  const cards = registerCards(options.accounts);
  const terminals = registerTerminals(options);
  const ledger = createLedger();
  for (const { id, balanceMinor } of options.accounts) openAccount(ledger, id, balanceMinor);
  const exchanges = createExchanges();
  const scribe = createScribe(options);
  const issuer = createIssuer(options.issuer, cards, (id) => ledger.balanceMinor(cardholder(id)));
  const { startMs } = options;
  const parts = { exchanges, issuer, ledger, scribe, startMs, terminals };
  const { receive } = createAcquirer({ ...parts, ...outside });

  const talk = (terminal: string, step: CallStep, nowMs: number): CallTurn => {
    const { yearMonth } = wallAt(startMs + nowMs);
    const latest = exchanges.latest(terminal, TRANSACTIONS_NAMED);
    return speak(
      step,
      latest.map((exchange) => knowTransaction(exchange, yearMonth)),
    );
  };

  const books: Books = {
    balanceMinor: (account) => ledger.balanceMinor(cardholder(account)),
    entriesOf: ({ terminal, stan }) =>
      ledger
        .postings()
        .filter(
          ({ exchange }) => exchange.startsWith(`${terminal}/`) && exchange.endsWith(`/${stan}`),
        ),
    postings: ledger.postings,
    obligations: () =>
      options.merchants.map(({ id }) => ({
        account: merchant(id),
        amountMinor: ledger.balanceMinor(merchant(id)),
      })),
    unmatchedReversals: () =>
      [...exchanges.all()]
        .filter(({ asked, reversal }) => asked === undefined && reversal !== undefined)
        .map(({ key }) => key),
    totalMinor: () => [...ledger.balances().values()].reduce((sum, each) => sum + each, 0),
    pinTriesLeft: (pan) => cards.get(pan)?.pinTriesLeft(),
  };

  return { receive, talk, books };
}

function openAccount(ledger: Ledger, id: string, balanceMinor: number): void {
  ledger.post({
    kind: "opening",
    exchange: id,
    atMs: 0,
    lines: [
      { account: cardholder(id), amountMinor: balanceMinor },
      { account: OPENING, amountMinor: -balanceMinor },
    ],
  });
}
