import type { z } from "zod";
import { TillyardError } from "../device-emulators/kit/errors.ts";
import { formatComplaint } from "../scenarios/format/complaint.ts";
import { startBankApp } from "./bank-app.ts";
import type { AccountChange, CardChange } from "./core/bank/back-office.ts";
import { canSpeak } from "./core/bank/bank.ts";
import type { Explanation } from "./core/bank/explain.ts";
import type { Condition } from "./core/bank/issuers.ts";
import type { Posting } from "./core/bank/ledger.ts";
import type { Rule } from "./core/bank/rules.ts";
import { pays, stands } from "./core/bank/transactions.ts";
import type { Dialect } from "./core/iso8583/dialect.ts";
import { loadBankFile } from "./io/bank/bank-file.ts";
import { type CallAsked, type callView, viewCall } from "./io/bank/control/call-routes.ts";
import { type messageView, viewMessage } from "./io/bank/control/message-view.ts";
import {
  type accountView,
  type cardView,
  type exchangeView,
  nameCards,
  viewAccount,
  viewCard,
  viewExchange,
} from "./io/bank/control/views.ts";
import type { BankDesk } from "./io/bank/desk.ts";
import { LOGGED_MAX } from "./io/bank/message-log.ts";
import { loadDialect } from "./io/dialects/dialect-files.ts";

export type { AccountChange, CardChange } from "./core/bank/back-office.ts";
export type { Explanation } from "./core/bank/explain.ts";
export type { HolderRequest } from "./core/bank/holder-line.ts";
export type { Posting } from "./core/bank/ledger.ts";
export type { FieldPattern, Rule, RuleAction, RuleCondition } from "./core/bank/rules.ts";
export type { CallAsked } from "./io/bank/control/call-routes.ts";

export type TestBankOptions = {
  /** A built-in dialect or a file of one; `unionpay` unless said. */
  readonly dialect?: string;
  /** A file of accounts, cards and terminals; `scenarios/cards/bank.yaml` unless said. */
  readonly cards?: string;
  /** Instead of the rules in the file. */
  readonly rules?: readonly Rule[];
  /** Any free one unless said. */
  readonly port?: number;
  /** A control port too: 0 for any. */
  readonly control?: number;
  /** Of approval codes, working keys and rules with a probability; 1 unless said. */
  readonly seed?: number;
};

export type AccountView = z.infer<typeof accountView>;
export type CallView = z.infer<typeof callView>;
export type CardView = z.infer<typeof cardView>;
export type ExchangeView = z.infer<typeof exchangeView>;
export type MessageView = z.infer<typeof messageView>;

/** A payment that should stand in the ledger, so many times. */
export type ExpectedPosting = {
  readonly account: string;
  readonly amountMinor: number;
  /** Once unless said; 0 for never. */
  readonly times?: number;
};

/** A bank for tests: it listens on real TCP, and its books lie open. Money is in minor units. */
export type TestBank = {
  readonly host: string;
  readonly port: number;
  readonly controlPort: number | undefined;
  /** Ends every connection and frees the port. */
  readonly stop: () => Promise<void>;
  /** A fresh bank, as it was started; connections stay. */
  readonly reset: () => void;
  /** @throws Error where there is none of that id */
  readonly account: (id: string) => AccountView;
  /** @throws Error where nobody gave out that number */
  readonly card: (pan: string) => CardView;
  readonly setAccount: (id: string, change: AccountChange) => AccountView;
  readonly setCard: (pan: string, change: CardChange) => CardView;
  readonly setIssuer: (id: string, condition: Condition) => void;
  readonly addRule: (rule: Rule) => void;
  readonly setRules: (rules: readonly Rule[]) => void;
  /**
   * The holder of a card calls the issuer's line: verified, served and ended, as the agent says it.
   *
   * @throws Error where nobody gave out that number
   */
  readonly call: (pan: string, asked: CallAsked) => CallView;
  /** The latest messages, decoded, the oldest first. */
  readonly messages: () => readonly MessageView[];
  readonly exchanges: () => readonly ExchangeView[];
  /** All entries, openings first. */
  readonly ledger: () => readonly Posting[];
  /** Why a frame (its number) or an exchange (its name) was answered as it was. */
  readonly explain: (subject: number | string) => Explanation | undefined;
  /** @throws Error unless so many payments of the amount stand: neither reversed, voided nor doubled */
  readonly expectPosted: (expected: ExpectedPosting) => void;
};

/**
 * Starts a bank in this process, on 127.0.0.1. Any number run side by side.
 *
 * @throws TillyardError `port-in-use`, or `config-invalid` with every complaint about a file
 */
export async function startBank(options: TestBankOptions = {}): Promise<TestBank> {
  const { cards, rules, port = 0, control, seed = 1 } = options;
  const loaded = loadBankFile(cards);
  const failures: unknown[] = [];
  const host = "127.0.0.1";
  const running = await startBankApp({
    setup: rules === undefined ? loaded : { ...loaded, rules },
    dialect: findDialect(options.dialect ?? "unionpay"),
    host,
    port,
    control: control === undefined ? undefined : { port: control, token: undefined },
    seed,
    failed: (error) => void failures.push(error),
  });
  return {
    host,
    port: running.port,
    controlPort: running.controlPort,
    stop: async () => {
      await running.close();
      if (failures.length > 0) throw failures[0];
    },
    ...openBooks(running.desk),
  };
}

function openBooks(desk: BankDesk): Omit<TestBank, "host" | "port" | "controlPort" | "stop"> {
  const bank = desk.bank;
  const account = (id: string): AccountView =>
    viewAccount(desk, found(bank().books.account(id), "account", id));
  const named = (pan: string) =>
    found(
      nameCards(desk).find(([, each]) => each.pan === pan),
      "card",
      "of that number",
    );
  const card = (pan: string): CardView => viewCard(...named(pan));
  return {
    reset: desk.reset,
    account,
    card,
    setAccount: (id, change) => {
      bank().office.setAccount(id, change, desk.nowMs());
      return account(id);
    },
    setCard: (pan, change) => {
      bank().office.setCard(pan, change);
      return card(pan);
    },
    setIssuer: (id, condition) => bank().setIssuer(id, condition, desk.nowMs()),
    call: (pan, asked) => viewCall(desk, named(pan)[1], asked),
    addRule: desk.addRule,
    setRules: desk.setRules,
    messages: () => desk.log.since(0, LOGGED_MAX).map((logged) => viewMessage(desk, logged)),
    exchanges: () => [...bank().books.exchanges()].map(viewExchange),
    ledger: () => bank().books.postings(),
    explain: (subject) => bank().explain(subject),
    expectPosted: (expected) => expectPosted(desk, expected),
  };
}

function expectPosted(desk: BankDesk, { account, amountMinor, times = 1 }: ExpectedPosting): void {
  const { books } = desk.bank();
  found(books.account(account), "account", account);
  const payments = [...books.exchanges()].filter(
    ({ transaction }) =>
      transaction?.account?.id === account && pays(transaction) && stands(transaction),
  );
  const fitting = payments.filter(({ transaction }) => transaction?.amountMinor === amountMinor);
  if (fitting.length === times) return;
  const standing = payments.map(({ key, transaction }) => `${transaction?.amountMinor} by ${key}`);
  throw new Error(
    `expected ${times} standing payment(s) of ${amountMinor} from ${account}, found ${fitting.length}; ` +
      `all that stands: ${standing.join(", ") || "nothing"}`,
  );
}

function found<T>(value: T | undefined, what: string, name: string): T {
  if (value !== undefined) return value;
  throw new Error(`the bank has no ${what} ${name}`);
}

function findDialect(name: string): Dialect {
  const loaded = loadDialect(name);
  if (loaded.ok && canSpeak(loaded.value)) return loaded.value;
  const said = loaded.ok
    ? "the bank does not speak the edition of 2003"
    : loaded.error.map(formatComplaint).join("\n  ");
  throw new TillyardError("config-invalid", said, {
    hint: "give unionpay, iso87-ascii, iso87-bcd, iso93-ascii, or a file: docs/dialects.md",
  });
}
