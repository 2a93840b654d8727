import type { Cancelled } from "../../core/terminal/pos-port.ts";
import { meaningOf } from "../../core/terminal/response-codes.ts";

/** @source Adyen Terminal API, ErrorConditionType */
export type ErrorCondition =
  | "Aborted"
  | "Busy"
  | "Cancel"
  | "DeviceOut"
  | "InProgress"
  | "InvalidCard"
  | "LoggedOut"
  | "MessageFormat"
  | "NotAllowed"
  | "NotFound"
  | "PaymentRestriction"
  | "Refusal"
  | "UnavailableDevice"
  | "UnavailableService"
  | "UnreachableHost"
  | "WrongPIN";

/** A refusal in nexo's words: its condition, a reason for people, and a name for logs. */
export type NexoRefusal = {
  readonly condition: ErrorCondition;
  readonly refusalReason: string;
  readonly message: string;
};

/** Response codes (DE 39) that mean more than that the issuer refuses. */
const CONDITIONS: ReadonlyMap<string, readonly [ErrorCondition, string]> = new Map([
  ["04", ["InvalidCard", "BLOCK_CARD"]],
  ["07", ["InvalidCard", "BLOCK_CARD"]],
  ["14", ["InvalidCard", "INVALID_CARD"]],
  ["15", ["InvalidCard", "INVALID_CARD"]],
  ["25", ["NotFound", "ORIGINAL_NOT_FOUND"]],
  ["33", ["InvalidCard", "CARD_EXPIRED"]],
  ["41", ["InvalidCard", "BLOCK_CARD"]],
  ["43", ["InvalidCard", "BLOCK_CARD"]],
  ["51", ["Refusal", "NOT_ENOUGH_BALANCE"]],
  ["54", ["InvalidCard", "CARD_EXPIRED"]],
  ["55", ["WrongPIN", "INVALID_PIN"]],
  ["57", ["Refusal", "TX_NOT_PERMITTED"]],
  ["61", ["PaymentRestriction", "AMOUNT_LIMIT"]],
  ["62", ["Refusal", "RESTRICTED_CARD"]],
  ["65", ["PaymentRestriction", "COUNT_LIMIT"]],
  ["38", ["WrongPIN", "PIN_TRIES_EXCEEDED"]],
  ["75", ["WrongPIN", "PIN_TRIES_EXCEEDED"]],
  ["68", ["UnreachableHost", "ISSUER_UNAVAILABLE"]],
  ["90", ["UnreachableHost", "ACQUIRER_ERROR"]],
  ["91", ["UnreachableHost", "ISSUER_UNAVAILABLE"]],
  ["92", ["UnreachableHost", "ISSUER_UNAVAILABLE"]],
  ["96", ["UnreachableHost", "ACQUIRER_ERROR"]],
  ["98", ["UnreachableHost", "ISSUER_UNAVAILABLE"]],
  ["Z1", ["Refusal", "DECLINED_OFFLINE"]],
  ["Z3", ["UnreachableHost", "NO_CONNECTION"]],
]);

/** What a response code is to a POS. */
export function refusalOf(responseCode: string): NexoRefusal {
  const [condition, message] = CONDITIONS.get(responseCode) ?? ["Refusal", "DECLINED"];
  const code = responseCode === "" ? "" : `${responseCode} `;
  return { condition, message, refusalReason: code + meaningOf(responseCode).en };
}

const CANCELLATIONS: Readonly<Record<Cancelled, NexoRefusal>> = {
  cancelled: refuse("Cancel", "CANCELLED", "cancelled at the terminal or its PIN pad"),
  "timed-out": refuse("Cancel", "TIMED_OUT", "nobody answered the terminal in time"),
  removed: refuse("Cancel", "CARD_REMOVED", "the card was taken out too early"),
  "pad-fault": refuse("UnavailableDevice", "PIN_PAD_FAULT", "the PIN pad does not answer"),
  mute: refuse("InvalidCard", "CARD_MUTE", "the chip does not answer"),
  "no-application": refuse(
    "InvalidCard",
    "NO_APPLICATION",
    "no application that the terminal takes",
  ),
  "bad-data": refuse("InvalidCard", "BAD_CARD_DATA", "the chip's data cannot be read"),
  blocked: refuse("InvalidCard", "BLOCKED_CARD", "the chip is blocked"),
};

/** What ended it before the bank was asked. @param aborted the POS has wanted it stopped */
export function cancellationOf(why: Cancelled | undefined, aborted: boolean): NexoRefusal {
  if (aborted) return refuse("Aborted", "ABORTED", "stopped by the POS");
  return CANCELLATIONS[why ?? "cancelled"];
}

/** A refusal in these words. */
export function refuse(
  condition: ErrorCondition,
  message: string,
  refusalReason: string,
): NexoRefusal {
  return { condition, message, refusalReason };
}
