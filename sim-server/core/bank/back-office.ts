import type { Account, Card } from "./accounts.ts";
import type { AccountState, CardState } from "./bank-options.ts";
import type { BankEmit } from "./events.ts";
import type { Condition, Issuers } from "./issuers.ts";
import { cardholder, type Ledger, OPENING } from "./ledger.ts";
import type { ScriptOrders } from "./script-orders.ts";
import type { HostInstruction, Terminal } from "./terminals.ts";

/** What people in the bank can look up and change by hand, without any message. */
export type BackOffice = {
  /**
   * Changes an account. A new balance is booked as an entry against the opening account.
   *
   * @returns the account; undefined where there is none of that id
   */
  readonly setAccount: (id: string, change: AccountChange, nowMs: number) => Account | undefined;
  /** Changes a card; undefined where nobody gave out that number. */
  readonly setCard: (pan: string, change: CardChange) => Card | undefined;
  readonly issuers: () => readonly IssuerView[];
  readonly terminals: () => readonly TerminalView[];
};

export type AccountChange = { readonly state?: AccountState; readonly balanceMinor?: number };

export type CardChange = {
  readonly state?: CardState;
  /** 0 to 3; at 0 the PIN is locked. */
  readonly pinTriesLeft?: number;
};

export type IssuerView = {
  readonly id: string;
  readonly name: string;
  readonly condition: Condition;
};

export type TerminalView = {
  readonly id: string;
  readonly merchant: string;
  readonly signedOn: boolean;
  /** Batch or period that it must use, once one was closed. */
  readonly batch: string | undefined;
  /** What it has been told to do and has not done yet. */
  readonly instructions: readonly HostInstruction[];
};

export function createBackOffice(parts: {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly cards: ReadonlyMap<string, Card>;
  readonly issuers: Issuers;
  readonly terminals: ReadonlyMap<string, Terminal>;
  readonly ledger: Ledger;
  readonly scripts: ScriptOrders;
  readonly emit: BankEmit;
}): BackOffice {
  const { accounts, cards, issuers, terminals, ledger, scripts, emit } = parts;
  let adjustments = 0;

  const book = (id: string, balanceMinor: number, nowMs: number): void => {
    const changeMinor = balanceMinor - ledger.balanceMinor(cardholder(id));
    if (changeMinor === 0) return;
    adjustments += 1;
    const exchange = `${id}/adjustment/${adjustments}`;
    const lines = [
      { account: cardholder(id), amountMinor: changeMinor },
      { account: OPENING, amountMinor: -changeMinor },
    ];
    const { seq } = ledger.post({ kind: "adjustment", exchange, atMs: nowMs, lines });
    emit("bank.posted", { entry: seq, exchange, postings: lines });
  };

  return {
    setAccount: (id, { state, balanceMinor }, nowMs) => {
      const account = accounts.get(id);
      if (account === undefined) return undefined;
      if (state !== undefined && state !== account.state) {
        account.state = state;
        emit("bank.account", { account: id, change: `set ${state}` });
      }
      if (balanceMinor !== undefined) book(id, balanceMinor, nowMs);
      return account;
    },
    setCard: (pan, { state, pinTriesLeft }) => {
      const card = cards.get(pan);
      if (card === undefined) return undefined;
      if (state !== undefined && state !== card.state) {
        card.state = state;
        emit("bank.account", { account: card.account.id, change: `card set ${state}` });
      }
      if (pinTriesLeft === undefined) return card;
      // A chip that checks the PIN itself hears that it is unlocked.
      if (card.pinTriesLeft() === 0 && pinTriesLeft > 0) {
        scripts.owePin(card, { kind: "unblock-pin" });
      }
      card.setPinTries(pinTriesLeft);
      return card;
    },
    issuers: () =>
      issuers.all().map(({ options, condition }) => {
        const { id, name } = options;
        return { id, name, condition };
      }),
    terminals: () =>
      [...terminals.values()].map(({ id, merchant, signOn, batch, instructions }) => ({
        id,
        merchant: merchant.id,
        signedOn: signOn !== undefined,
        batch,
        instructions: [...instructions],
      })),
  };
}
