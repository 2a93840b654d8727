import type { Message } from "../../iso8583/dialect.ts";
import type { ExchangeName, Exchanges } from "../exchanges.ts";
import type { Terminal } from "../terminals.ts";
import type { Transaction, Transactions } from "../transactions.ts";
import { type Edition, textOf } from "./edition.ts";

/** Tells exchanges apart, and finds those that messages refer to. */
export type Names = {
  /** Of the exchange that the message begins or repeats; undefined without DE 11. */
  readonly own: (message: Message, terminal: Terminal) => ExchangeName | undefined;
  /** Of the exchange that a reversal reverses. */
  readonly reversed: (message: Message, terminal: Terminal) => ExchangeName | undefined;
  /** The transaction that DE 90 (1993: 56) or DE 37 names. */
  readonly referred: (message: Message, terminal: Terminal) => Transaction | undefined;
};

/** The reconciliation period that a terminal begins in. */
export const FIRST_PERIOD = "000001";

const MTI_DIGITS = 4;
const STAN_DIGITS = 6;
const STAN_END = MTI_DIGITS + STAN_DIGITS;

/** @param identifiedBy data elements that tell exchanges apart beside DE 41 and 11 */
export function createNames(
  edition: Edition,
  identifiedBy: readonly number[],
  books: { readonly exchanges: Exchanges; readonly transactions: Transactions },
): Names {
  const { exchanges, transactions } = books;
  const others = identifiedBy.filter((de) => de !== 11 && de !== 41);

  /** A repeat belongs to the period that its first sending fell in. */
  const name = (terminal: Terminal, stan: string): ExchangeName => {
    const known = exchanges.lastOfStan({ terminal: terminal.id, stan });
    return { terminal: terminal.id, batch: known?.batch ?? terminal.batch ?? FIRST_PERIOD, stan };
  };

  const ownAnew: Names["own"] = ({ fields }, terminal) => {
    const stan = textOf(fields, 11);
    if (stan === "") return undefined;
    let identity = stan;
    for (const de of others) {
      const value = textOf(fields, de);
      if (value !== "") identity += `-${value}`;
    }
    return name(terminal, identity);
  };

  let latest: { readonly message: Message; readonly name: ExchangeName | undefined } | undefined;

  /** Asked for twice with every message: by who explains it, and by who decides it. */
  const own: Names["own"] = (message, terminal) => {
    if (latest?.message !== message) latest = { message, name: ownAnew(message, terminal) };
    return latest.name;
  };

  const original = ({ fields }: Message, terminal: Terminal): ExchangeName | undefined => {
    const { de, names, digits } = edition.original;
    const data = textOf(fields, de);
    const stan = data.slice(MTI_DIGITS, STAN_END);
    const moment = data.slice(STAN_END, STAN_END + digits);
    if (stan.length < STAN_DIGITS || /^0*$/.test(stan)) return undefined;
    const rest = others
      .map((other) =>
        other === names ? (/^0*$/.test(moment) ? "" : moment) : textOf(fields, other),
      )
      .filter((value) => value !== "");
    return name(terminal, [stan, ...rest].join("-"));
  };

  const referred: Names["referred"] = (message, terminal) => {
    const named = original(message, terminal);
    const exchange = named && exchanges.find(named);
    return exchange?.transaction ?? transactions.ofRrn(textOf(message.fields, 37));
  };

  const reversed: Names["reversed"] = (message, terminal) => {
    const named = original(message, terminal);
    if (named !== undefined) return named;
    const same = own(message, terminal);
    if (same !== undefined && exchanges.find(same) !== undefined) return same;
    const found = transactions.ofRrn(textOf(message.fields, 37))?.exchange;
    return found?.terminal === terminal.id ? found : same;
  };

  return { own, reversed, referred };
}
