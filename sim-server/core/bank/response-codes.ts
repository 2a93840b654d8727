/**
 * What the bank may find, and the response code (DE 39) that says so.
 *
 * Several findings share a code: the code is what a terminal may know, the finding what a trace and
 * a debrief may.
 *
 * @source Q/CUP 006, response codes; a frozen account is 57, a dormant one 21
 */
export const RESPONSE_CODES = {
  approved: "00",
  "approved-in-part": "10",
  "approved-vip": "11",
  /** In the name of an issuer that could not be asked. */
  "stood-in": "00",
  reversed: "00",
  /** A reversal is never refused because there is nothing to undo. */
  "nothing-to-reverse": "00",
  "signed-on": "00",
  "signed-off": "00",
  served: "00",
  settled: "00",
  uploaded: "00",
  "issuer-wants-call": "01",
  "merchant-unknown": "03",
  "merchant-closed": "03",
  "card-wanted": "04",
  /** Chosen for all that proves nobody's identity: a keyed expiry, a K-code, a payer who says no. */
  "expiry-wrong": "05",
  "k-code-wrong": "05",
  "k-code-expired": "05",
  "payer-refused": "05",
  /** Chosen: the payer has not confirmed yet; ask again. */
  "payer-waiting": "09",
  "original-unfit": "12",
  "original-refused": "12",
  "original-of-other-card": "12",
  "amount-zero": "13",
  "card-number-wrong": "14",
  "card-unknown": "14",
  "card-cancelled": "14",
  "account-cancelled": "14",
  "payment-code-unknown": "14",
  "payment-code-expired": "14",
  "issuer-unknown": "15",
  "account-dormant": "21",
  /** A request that comes after its own reversal. Chosen: the code for a related transaction amiss. */
  overtaken: "22",
  "original-undone": "22",
  "original-expired": "22",
  "original-in-other-batch": "22",
  "payer-too-late": "22",
  "original-unknown": "25",
  malformed: "30",
  "cryptogram-wrong": "34",
  "pin-tries-spent": "38",
  unsupported: "40",
  "card-lost": "41",
  "card-stolen": "43",
  "chip-required": "45",
  "funds-short": "51",
  "card-expired": "54",
  "pin-missing": "55",
  "pin-wrong": "55",
  "account-frozen": "57",
  "account-held": "57",
  "original-of-other-terminal": "58",
  "stripe-wrong": "59",
  "amount-above-limit": "61",
  "completion-too-high": "61",
  "account-restricted": "62",
  "amount-not-original": "64",
  "count-above-limit": "65",
  "pin-locked": "75",
  "sign-on-needed": "77",
  "batch-closed": "77",
  "day-closing": "90",
  "issuer-down": "91",
  "issuer-unreachable": "92",
  /** The same STAN for another transaction. */
  "stan-reused": "94",
  "code-used": "94",
  "acquirer-broken": "96",
  "terminal-unknown": "97",
  "issuer-silent": "98",
  "pin-malformed": "99",
  "mac-wrong": "A0",
} as const;

export type Finding = keyof typeof RESPONSE_CODES;

const PASSES = [
  "day-closing",
  "issuer-down",
  "issuer-unreachable",
  "issuer-silent",
  "acquirer-broken",
] as const satisfies readonly Finding[];

/** Findings that pass by themselves: what is sent again under the same name is decided again. */
export const PASSING: ReadonlySet<Finding | "ruled"> = new Set<Finding>(PASSES);
/** DE 39 of the same. */
export const PASSING_CODES: ReadonlySet<string> = new Set(
  PASSES.map((finding) => RESPONSE_CODES[finding]),
);
