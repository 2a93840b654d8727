import type { Chance } from "../../../device-emulators/kit/chance.ts";
import type { Finding } from "./response-codes.ts";

/** What a K-code is bound to. */
export type KCodeBinding = { readonly pan: string; readonly merchant: string };

/**
 * Single-use codes that an issuer gives to its cardholder for one card and one merchant.
 *
 * A wrong or late code is refused with 05, as nobody's identity is proven; a used one with 94, so
 * that the cashier looks into the journal before anything is charged again. Chosen.
 */
export type KCodes = {
  readonly issue: (binding: KCodeBinding, nowMs: number) => string;
  /** Spends a code. @param pan of the card, empty where the code alone stands for it */
  readonly redeem: (
    code: string,
    at: { readonly merchant: string; readonly pan: string; readonly nowMs: number },
  ) => { readonly pan: string } | Finding;
};

/** @source the cashiers' guide of the lessons: three minutes; digits chosen, to be keyed by hand */
export const K_CODE_MS = 180_000;
const K_CODE_DIGITS = 6;

export function createKCodes(chance: Chance): KCodes {
  const codes = new Map<string, KCodeBinding & { readonly issuedMs: number; used: boolean }>();

  const draw = (nowMs: number): string => {
    for (;;) {
      const code = String(chance.below(10 ** K_CODE_DIGITS)).padStart(K_CODE_DIGITS, "0");
      const known = codes.get(code);
      if (known === undefined || nowMs - known.issuedMs >= K_CODE_MS) return code;
    }
  };

  return {
    issue: (binding, nowMs) => {
      const code = draw(nowMs);
      codes.set(code, { ...binding, issuedMs: nowMs, used: false });
      return code;
    },
    redeem: (code, { merchant, pan, nowMs }) => {
      const known = codes.get(code);
      if (known === undefined || known.merchant !== merchant) return "k-code-wrong";
      if (pan !== "" && pan !== known.pan) return "k-code-wrong";
      if (known.used) return "code-used";
      if (nowMs - known.issuedMs >= K_CODE_MS) return "k-code-expired";
      known.used = true;
      return { pan: known.pan };
    },
  };
}
