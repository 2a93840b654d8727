import type { ContactlessConfig } from "./contactless-rules.ts";

/** UnionPay's limit for a sale without PIN and signature, in fen, inclusive. @source UnionPay notice of 2018-04-08 */
export const SMALL_AMOUNT_MINOR = 100_000;

/**
 * A reader for UnionPay's quick transactions beside a slot: online PIN, signature, and phones that verify
 * their holder. Its floor limit is 0, since every sale is asked.
 *
 * @source UnionPay parameters DF20 and DF21 as published in many sets
 */
export const UNIONPAY_CONTACTLESS: ContactlessConfig = {
  qualifiers: "36004000",
  limits: {
    transactionMinor: 999_999_999,
    verificationMinor: SMALL_AMOUNT_MINOR,
    floorMinor: 0,
  },
  smallAmounts: {
    enabled: true,
    noPinLimitMinor: SMALL_AMOUNT_MINOR,
    noSignLimitMinor: SMALL_AMOUNT_MINOR,
  },
};
