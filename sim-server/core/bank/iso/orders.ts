import type { Fields, Message } from "../../iso8583/dialect.ts";
import type { OrderKind } from "../kinds.ts";
import type { Order } from "../orders.ts";
import type { Finding } from "../response-codes.ts";
import type { Terminal } from "../terminals.ts";
import { completes, type Transaction } from "../transactions.ts";
import { type Edition, type Entry, textOf } from "./edition.ts";
import type { Names } from "./names.ts";

type Purpose = "purchase" | "void" | "refund" | "balance";

/**
 * What the first two digits of DE 3 ask for; the other four, the kinds of account, are not looked
 * at. Cash and cash-back are paid as purchases are.
 *
 * @source ISO 8583:1987 and 1993, processing code; 02 as a void is the hosts' custom
 */
export const PURPOSES: Readonly<Record<string, Purpose>> = {
  "00": "purchase",
  "01": "purchase",
  "02": "void",
  "09": "purchase",
  "20": "refund",
  "30": "balance",
  "31": "balance",
};

/** An authorisation (class 1) holds money, a financial message (class 2) moves it. */
function kindOf(
  mti: string,
  purpose: Purpose,
  referred: Transaction | undefined,
): OrderKind | undefined {
  const financial = mti[1] === "2";
  switch (purpose) {
    case "balance":
      return "balance";
    case "purchase":
      if (!financial) return "pre-auth";
      if (referred?.kind !== "pre-auth") return "sale";
      return isAdvice(mti) ? "completion-advice" : "completion";
    case "void":
      if (!financial || referred?.kind === "pre-auth") return "pre-auth-void";
      return referred !== undefined && completes(referred) ? "completion-void" : "void";
    case "refund":
      return financial ? "refund" : undefined;
  }
}

/** The third digit. @source ISO 8583:1987, 4.1.1: 2 is an advice */
function isAdvice(mti: string): boolean {
  return mti[2] === "2";
}

/**
 * What the message orders, in the words of the bank's branches, or why it orders nothing.
 *
 * @param currency taken where DE 49 is missing
 */
export function readIsoOrder(
  { edition, names, currency }: { edition: Edition; names: Names; currency: string },
  message: Message,
  terminal: Terminal,
): Order | Finding {
  const { mti, fields } = message;
  const name = names.own(message, terminal);
  const processingCode = textOf(fields, 3);
  if (name === undefined || processingCode === "") return "malformed";
  const purpose = PURPOSES[processingCode.slice(0, 2)];
  if (purpose === undefined) return "unsupported";
  const referred = names.referred(message, terminal);
  const kind = kindOf(mti, purpose, referred);
  if (kind === undefined) return "unsupported";
  const amount = textOf(fields, 4);
  if (amount === "" && kind !== "balance") return "malformed";
  const track = textOf(fields, 35).replace("D", "=");
  const pan = textOf(fields, 2) || (track.split("=", 1)[0] ?? "") || (referred?.pan ?? "");
  if (pan === "") return "malformed";
  const { mode, chipFailed } = entryOf(edition, fields);
  const { original, rrn, approvalCode, originalTerminal } = refersTo(referred, fields);
  return {
    terminal: name.terminal,
    batch: name.batch,
    stan: name.stan,
    kind,
    advice: isAdvice(mti),
    pan,
    amountMinor: Number(amount || "0"),
    entry: mode,
    currency: textOf(fields, 49) || currency,
    chipFailed,
    takesPart: false,
    code: "",
    expiry: textOf(fields, 14) || track.split("=")[1]?.slice(0, 4) || "",
    track,
    track3: textOf(fields, 36).replace("D", "="),
    original,
    rrn,
    approvalCode,
    originalTerminal,
  };
}

/** What an order says of its original, as the bank's search for it wants to hear it. */
function refersTo(
  referred: Transaction | undefined,
  fields: Fields,
): Pick<Order, "original" | "rrn" | "approvalCode" | "originalTerminal"> {
  if (referred === undefined) {
    const original = { batch: "", stan: "", date: "" };
    return { original, rrn: textOf(fields, 37), approvalCode: "", originalTerminal: "" };
  }
  const { exchange, date, rrn, approvalCode } = referred;
  return {
    original: { batch: exchange.batch, stan: exchange.stan, date },
    rrn,
    approvalCode: textOf(fields, 38).trim() || approvalCode,
    originalTerminal: exchange.terminal,
  };
}

/** DE 22, or where it says nothing, what the message brings. */
function entryOf({ readEntry }: Edition, fields: Fields): Entry {
  const said = readEntry(textOf(fields, 22));
  if (said.mode !== "other" || !/^0*$/.test(textOf(fields, 22))) return said;
  const chipFailed = false;
  if (fields[55] !== undefined) return { mode: "chip", chipFailed };
  return { mode: textOf(fields, 35) === "" ? "keyed" : "stripe", chipFailed };
}
