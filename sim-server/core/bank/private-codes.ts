import { toLatin1 } from "../../../device-emulators/kit/bytes.ts";

/**
 * Our private use of DE 62 in orders (chosen; no published dialect has it): named values, each as
 * name, two digits of length, value, all ASCII, as DE 62 of a sign-on writes `Sequence No`.
 *
 * - `Pay Code` with the digits that a scanner read from a payer's telephone; DE 22 is 03x, and no
 *   DE 2 or 35 goes with it.
 * - `K Code` with the single-use code that the cardholder read out; DE 22 is 01x, and DE 2 may be
 *   left out, as the code stands for the card.
 *
 * A status query of an unpaid order is a balance message (DE 3 310000, DE 60.1 01) with DE 22 03x
 * and the order's batch and trace number in DE 61. It is answered 00 when paid, 09 while the payer
 * has not confirmed, 05 when the payer refused, 22 when it was too late or was cancelled, 25 when
 * there is no such order. The order itself may be voided or reversed while it waits.
 *
 * A refund made elsewhere than the sale has the sale's terminal, eight characters, as all of DE 62.
 */
export const PRIVATE_NAMES = { payment: "Pay Code", k: "K Code" } as const;

/** The value called `name` in DE 62, or undefined where it is not there whole. */
export function privateValue(field: Uint8Array | undefined, name: string): string | undefined {
  if (field === undefined) return undefined;
  const text = toLatin1(field);
  const at = text.indexOf(name);
  if (at < 0) return undefined;
  const from = at + name.length + 2;
  const length = text.slice(from - 2, from);
  if (!/^\d\d$/.test(length)) return undefined;
  const value = text.slice(from, from + Number(length));
  return value.length === Number(length) ? value : undefined;
}
