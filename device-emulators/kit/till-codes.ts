/**
 * What a payment terminal tells the till after every transaction: one frame (STX, payload, ETX, LRC),
 * answered with ACK, or with NAK when it came spoilt. The payload is ASCII: the fields of
 * `CARD_RESULT_FIELDS` in order, with FS between them. Our own protocol, in the manner of ECR links.
 */
export const CARD_RESULT = "R";

/** Field separator. @source ISO 646, FS (information separator four) */
export const FS = "\u001c";

/**
 * `kind` is `CARD_RESULT`, `outcome` a letter of `OUTCOME_LETTERS`, `responseCode` is DE 39 or empty,
 * `amount` 12 digits of fen, `stan` 6 digits or empty where none was drawn, `rrn` and `approvalCode` as the bank gave them or empty,
 * `card` masked: first six, asterisks, last four, or empty where no card was read.
 */
export const CARD_RESULT_FIELDS = [
  "kind",
  "outcome",
  "responseCode",
  "amount",
  "stan",
  "rrn",
  "approvalCode",
  "card",
] as const;

/** What became of the transaction, as one letter on the cable. */
export const OUTCOME_LETTERS = {
  approved: "A",
  declined: "D",
  cancelled: "C",
  unknown: "U",
  reversed: "R",
} as const;
