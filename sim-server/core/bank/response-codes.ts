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
  reversed: "00",
  /** A reversal is never refused because there is nothing to undo. */
  "nothing-to-reverse": "00",
  "signed-on": "00",
  "merchant-unknown": "03",
  "amount-zero": "13",
  "card-unknown": "14",
  "account-dormant": "21",
  /** A request that comes after its own reversal. Chosen: the code for a related transaction amiss. */
  overtaken: "22",
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
  "account-restricted": "62",
  "pin-locked": "75",
  "sign-on-needed": "77",
  /** The same STAN for another transaction. */
  "stan-reused": "94",
  "terminal-unknown": "97",
  "pin-malformed": "99",
  "mac-wrong": "A0",
} as const;

export type Finding = keyof typeof RESPONSE_CODES;
