import type { Chance } from "./chance.ts";

/** Whose code a phone shows. */
export const PAYMENT_SCHEMES = ["unionpay", "wechat", "alipay"] as const;
export type PaymentScheme = (typeof PAYMENT_SCHEMES)[number];

type CodeRule = { readonly prefixes: readonly [string, ...string[]]; readonly digits: number };

/**
 * How a scheme's codes begin, and how long those are that are drawn here.
 *
 * @source public rules of the three schemes' payment codes
 */
const RULES: Readonly<Record<PaymentScheme, CodeRule>> = {
  unionpay: { prefixes: ["62"], digits: 19 },
  wechat: { prefixes: ["10", "11", "12", "13", "14", "15"], digits: 18 },
  alipay: { prefixes: ["25", "26", "27", "28", "29", "30"], digits: 18 },
};

/** Alipay's codes come in more than one length. */
const ALIPAY_DIGITS = { min: 16, max: 24 } as const;

/** Whose code these digits are; undefined where they are nobody's. Goods' codes are shorter than any. */
export function schemeOf(digits: string): PaymentScheme | undefined {
  if (!/^\d+$/.test(digits)) return undefined;
  return PAYMENT_SCHEMES.find((scheme) => {
    const rule = RULES[scheme];
    const long =
      scheme === "alipay"
        ? digits.length >= ALIPAY_DIGITS.min && digits.length <= ALIPAY_DIGITS.max
        : digits.length === rule.digits;
    return long && rule.prefixes.includes(digits.slice(0, 2));
  });
}

/** A code of the scheme, drawn digit by digit. */
export function drawPaymentCode(scheme: PaymentScheme, chance: Chance): string {
  const { prefixes, digits } = RULES[scheme];
  let code = chance.pick(prefixes);
  while (code.length < digits) code += String(chance.below(10));
  return code;
}
