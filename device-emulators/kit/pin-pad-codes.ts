/**
 * The words between terminal and PIN pad. Each payload travels in a frame of `frame.ts`:
 *
 * - a request is two digits that number it, a letter, and fields with a separator between them;
 * - an answer is the request's two digits and letter, two digits that say how it went, and, behind
 *   a separator, a PIN block where there is one. Of a PIN that the card checks it is what VERIFY takes.
 *
 * | letter | fields | answer |
 * | --- | --- | --- |
 * | `K` load the PIN key | key under the master key (16 or 32 hex), check value (8 hex) | `00`, `01` |
 * | `P` ask for the PIN | amount (minor units), 12 digits of the PAN left of its check digit, shortest and longest PIN, time allowed in ms | `00` and the PIN block (16 hex), `10` to `13` |
 * | `V` ask for the PIN that the card checks | amount, shortest and longest PIN, time allowed in ms; for an enciphered one also the modulus, exponent and challenge of the card (hex) | `00` and the data of VERIFY (hex), `10` to `12` |
 * | `C` cancel what was asked | – | `00`; what was asked is answered no more |
 * | `S` show | two lines of text in GB18030 | `00`; what was asked is answered no more |
 *
 * A request that cannot be read is answered `90`. Each side acknowledges a frame with ACK, and a
 * spoilt one with NAK, on which the other repeats it; a request that comes again is answered again.
 * Chosen throughout: makers keep theirs to themselves.
 */
export const PIN_PAD = {
  separator: 0x1c,
  request: { loadKey: "K", askPin: "P", askOfflinePin: "V", cancel: "C", show: "S" },
  outcome: {
    done: "00",
    checkValueDiffers: "01",
    cancelled: "10",
    timedOut: "11",
    bypassed: "12",
    noKey: "13",
    malformed: "90",
  },
} as const;

/** Digits in front of the check digit that bind a PIN block to its card. @source ISO 9564-1 */
export const PIN_PAN_DIGITS = 12;
/** UnionPay sends this much of a key's check value. @source UnionPay, 0810 field 62 */
export const CHECK_VALUE_BYTES = 4;
/** The longest that a PIN may be waited for. Chosen. */
export const PIN_WAIT_MS_MAX = 300_000;
