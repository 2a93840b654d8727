/** Cardholder verification methods by the low six bits of their code. @source EMV 4.4 Book 3, annex C3 */
const METHODS: Readonly<Record<number, string>> = {
  0: "fail CVM processing",
  1: "plaintext PIN verified by the card",
  2: "enciphered PIN verified online",
  3: "plaintext PIN verified by the card, and signature",
  4: "enciphered PIN verified by the card",
  5: "enciphered PIN verified by the card, and signature",
  30: "signature",
  31: "no CVM required",
  63: "no CVM performed",
};

/** When a rule applies. @source EMV 4.4 Book 3, annex C3 */
const CONDITIONS: Readonly<Record<number, string>> = {
  0: "always",
  1: "if unattended cash",
  2: "if not unattended cash, not manual cash and not purchase with cashback",
  3: "if the terminal supports it",
  4: "if manual cash",
  5: "if purchase with cashback",
  6: "if in the application's currency and under X",
  7: "if in the application's currency and over X",
  8: "if in the application's currency and under Y",
  9: "if in the application's currency and over Y",
};

/** @source EMV 4.4 Book 4, annex A4 */
const RESULTS = ["unknown", "failed", "successful"] as const;

const NEXT_ON_FAILURE = 0x40;

/** A rule of a CVM list in words: what, when, and what if it fails. */
export function describeRule(method: number, condition: number): string {
  const then = (method & NEXT_ON_FAILURE) === 0 ? "else fail" : "else the next rule";
  return `${describeMethod(method)}, ${CONDITIONS[condition] ?? "condition unknown"}, ${then}`;
}

/** CVM results (tag 9F34) in words. */
export function describeResults(method: number, condition: number, result: number): string {
  const when = CONDITIONS[condition] ?? "condition unknown";
  return `${describeMethod(method)}, ${when}: ${RESULTS[result] ?? "result unknown"}`;
}

function describeMethod(method: number): string {
  return METHODS[method & 0x3f] ?? "method unknown";
}
