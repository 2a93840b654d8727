import type { Brand } from "../../../device-emulators/kit/brand.ts";
import { invariant } from "../../../device-emulators/kit/errors.ts";

/** System trace audit number (DE 11), also the voucher number: six digits, 000001 to 999999. */
export type Stan = Brand<string, "Stan">;

/** The trace number that `digits` are, or undefined where they are none. */
export function parseStan(digits: string): Stan | undefined {
  return /^\d{6}$/.test(digits) && digits !== "000000" ? (digits as Stan) : undefined;
}

/** The number after `previous`; the first is 000001, and 999999 is followed by it. */
export function nextStan(previous: Stan | undefined): Stan {
  const next = (Number(previous ?? 0) % 999_999) + 1;
  const stan = parseStan(String(next).padStart(6, "0"));
  invariant(stan !== undefined, "the next trace number is one");
  return stan;
}
