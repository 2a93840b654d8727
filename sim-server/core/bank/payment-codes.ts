import type { Chance } from "../../../device-emulators/kit/chance.ts";
import type { Account } from "./accounts.ts";
import type { WalletScheme } from "./bank-options.ts";
import type { Finding } from "./response-codes.ts";
import type { Transaction } from "./transactions.ts";

/** A payment code as its wallet knows it. */
export type PaymentCode = {
  readonly account: Account;
  readonly issuedMs: number;
  /** What it was used for. */
  order?: Transaction;
};

/** Codes that payers show: single use, good for a minute, the wallet behind each an account. */
export type PaymentCodes = {
  /** A fresh code of an account with a wallet, or undefined where it has none. */
  readonly issue: (account: Account, nowMs: number) => string | undefined;
  readonly find: (code: string) => PaymentCode | undefined;
  /** The code if it may pay now, or why not. */
  readonly check: (code: string, nowMs: number) => PaymentCode | Finding;
};

type Shape = {
  readonly scheme: WalletScheme;
  readonly first: readonly string[];
  readonly digits: number;
};

/**
 * What the codes of each scheme look like. A code of 19 digits behind 62 looks like a card number
 * and is none.
 *
 * @source the schemes' rules for merchants: WeChat 18 digits from 10 to 15; Alipay 16 to 24 digits
 *   from 25 to 30, of which we issue 18; UnionPay and the digital yuan 19 digits
 */
const SHAPES: readonly Shape[] = [
  { scheme: "wechat", first: ["10", "11", "12", "13", "14", "15"], digits: 18 },
  { scheme: "alipay", first: ["25", "26", "27", "28", "29", "30"], digits: 18 },
  { scheme: "unionpay", first: ["62"], digits: 19 },
  { scheme: "digital-yuan", first: ["01"], digits: 19 },
];

const PATTERNS: Readonly<Record<WalletScheme, RegExp>> = {
  wechat: /^1[0-5]\d{16}$/,
  alipay: /^(2[5-9]|30)\d{14,22}$/,
  unionpay: /^62\d{17}$/,
  "digital-yuan": /^01\d{17}$/,
};

/** @source payers' applications draw a new code about once a minute */
export const PAYMENT_CODE_MS = 60_000;
/** Chosen: so long an unpaid order waits for its payer. */
export const PAYER_WAIT_MS = 120_000;

/** The scheme of a code by its prefix and length, or undefined where it is no payment code. */
export function schemeOf(code: string): WalletScheme | undefined {
  return SHAPES.find(({ scheme }) => PATTERNS[scheme].test(code))?.scheme;
}

export function createPaymentCodes(chance: Chance): PaymentCodes {
  const codes = new Map<string, PaymentCode>();
  return {
    issue: (account, nowMs) => {
      const shape = SHAPES.find(({ scheme }) => scheme === account.wallet?.scheme);
      if (shape === undefined) return undefined;
      let code = shape.first[chance.below(shape.first.length)] ?? "";
      while (code.length < shape.digits) code += String(chance.below(10));
      codes.set(code, { account, issuedMs: nowMs });
      return code;
    },
    find: (code) => codes.get(code),
    check: (code, nowMs) => {
      if (schemeOf(code) === undefined) return "issuer-unknown";
      const known = codes.get(code);
      if (known === undefined) return "payment-code-unknown";
      if (known.order !== undefined) return "code-used";
      return nowMs - known.issuedMs >= PAYMENT_CODE_MS ? "payment-code-expired" : known;
    },
  };
}
