import { formatMinor, parseAmount } from "../../../device-emulators/kit/money.ts";
import { wallTime } from "../../../device-emulators/kit/wall-clock.ts";
import type { PosOriginal } from "../../core/terminal/pos-port.ts";
import type { Header } from "./messages.ts";
import type { ErrorCondition, NexoRefusal } from "./refusals.ts";

/** Renminbi, the only currency of the terminal. @source ISO 4217 */
export const CURRENCY = "CNY";

/** Whole fen from a decimal number; undefined where it has more decimals than fen, or is not above 0. */
export function minorOf(amount: number): number | undefined {
  return parseAmount(String(amount));
}

/** The decimal number again. */
export function majorOf(amountMinor: number): number {
  return Number(formatMinor(amountMinor));
}

/** Wall time in China as ISO 8601 has it. @param date `YYYYMMDD` @param time `hhmmss` */
export function timeStamp(date: string, time: string): string {
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6)];
  const [hours, minutes, seconds] = [time.slice(0, 2), time.slice(2, 4), time.slice(4)];
  return `${year}-${month}-${day}T${hours}:${minutes}:${seconds}+08:00`;
}

/** An identification of a transaction, as the terminal gives it to a POS. */
export type TransactionId = { readonly TransactionID: string; readonly TimeStamp: string };

/** Batch and trace number, and behind a point what the bank calls it. */
export function transactionId(
  { batch, stan, rrn }: Pick<PosOriginal, "batch" | "stan" | "rrn">,
  at: string,
): TransactionId {
  return { TransactionID: `${batch}${stan.padStart(6, "0")}.${rrn}`, TimeStamp: at };
}

/** The transaction that such an identification names; undefined where this terminal gave none such. */
export function readTransactionId(named: TransactionId | undefined): PosOriginal | undefined {
  const match = /^(\d{6})(\d{6})\.([0-9A-Z]{12})$/.exec(named?.TransactionID ?? "");
  const atMs = Date.parse(named?.TimeStamp ?? "");
  if (match === null || Number.isNaN(atMs)) return undefined;
  const [, batch = "", stan = "", rrn = ""] = match;
  return { batch, stan, rrn, date: wallTime(atMs).date.slice(4) };
}

/** How the processing of a message ended. */
export type ResponsePart = {
  readonly Result: "Success" | "Partial" | "Failure";
  readonly ErrorCondition?: ErrorCondition;
  readonly AdditionalResponse?: string;
};

export const SUCCESS: ResponsePart = { Result: "Success" };

/** @source Adyen Terminal API: AdditionalResponse as form-encoded pairs */
export function pairs(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
}

/** A failure, its reason in AdditionalResponse. */
export function failure(
  { condition, message, refusalReason }: NexoRefusal,
  more: Readonly<Record<string, string>> = {},
): ResponsePart {
  const AdditionalResponse = pairs({ refusalReason, message, ...more });
  return { Result: "Failure", ErrorCondition: condition, AdditionalResponse };
}

/** A message of a POS that cannot be read, in the words that Adyen's terminals have for it. */
export function malformed(errors: string): ResponsePart {
  const AdditionalResponse = pairs({ errors });
  return { Result: "Failure", ErrorCondition: "MessageFormat", AdditionalResponse };
}

/** A response as it travels: the request's header, and the body of its category. */
export function responseTo(header: Header, body: object): object {
  const MessageHeader = { ...header, MessageType: "Response" };
  return {
    SaleToPOIResponse: { MessageHeader, [`${header.MessageCategory}Response`]: body },
  };
}
