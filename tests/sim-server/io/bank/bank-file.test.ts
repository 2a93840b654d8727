import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { formatComplaint } from "../../../../scenarios/format/complaint.ts";
import { parseBankFile, USUAL_BANK_FILE } from "../../../../sim-server/io/bank/bank-file.ts";

const USUAL = readFileSync(USUAL_BANK_FILE, "utf8");

/** What is wrong with the usual file once `from` has become `to`. */
function complaints(from: string | RegExp, to: string): string[] {
  const text = USUAL.replace(from, to);
  expect(text).not.toBe(USUAL);
  const parsed = parseBankFile(text, "bank.yaml");
  return parsed.ok ? [] : parsed.error.map(formatComplaint);
}

test("the usual file is a bank: every card is a test card, every amount in minor units", () => {
  const parsed = parseBankFile(USUAL, "bank.yaml");
  if (!parsed.ok) throw new Error(parsed.error.map(formatComplaint).join());
  const { options, rules } = parsed.value;
  expect(rules).toEqual([]);
  expect(options.accounts[0]).toEqual({
    id: "signature",
    holder: "QIAN MING",
    balanceMinor: 100_000_000,
    state: "normal",
    cards: [
      {
        pan: "6212345678901232",
        expiry: "3012",
        pin: "123456",
        psn: "01",
        state: "normal",
        signature: true,
        pinTriesLeft: 3,
      },
    ],
  });
  expect(options.settings).toEqual({ currency: "156", noPinMinor: 100_000, issuerWaitMs: 25_000 });
});

describe("what is wrong with a file is said at its place:", () => {
  test.each<[string, string | RegExp, string, string]>([
    [
      "a key that nobody knows",
      "holder: QIAN MING",
      "holdr: QIAN MING",
      "unknown key `holdr`; did you mean `holder`?",
    ],
    ["a card that may be real", "6212345678901232", "4111111111111111", "is not a test card"],
    ["an amount without quotes", '"1000000.00"', "1000000", "must stand in quotes"],
    ["a state of nobody", "state: frozen", "state: frosen", "did you mean `frozen`?"],
    [
      "a merchant of nobody",
      "merchant: TILLYARD0000001",
      "merchant: TILLYARD0000002",
      "unknown merchant; did you mean `TILLYARD0000001`?",
    ],
    ["a card that stands twice", "6212345678901265", "6212345678901232", "this stands twice"],
    ["an account that stands twice", "id: debit", "id: signature", "this stands twice"],
    [
      "a key that is too short",
      '"2315208C9110AD402315208C9110AD40"',
      '"2315208C9110AD40"',
      "must be 32 hexadecimal digits",
    ],
    [
      "a MAC key that does not fit",
      /pin-key: .*/,
      'mac: { method: x9.19, key: "0123456789ABCDEF" }',
      "x9.19 wants 32 hexadecimal digits",
    ],
    ["no YAML", "format: 1", "format: [", "not YAML"],
  ])("%s", (_name, from, to, said) => {
    const found = complaints(from, to);
    expect(found.join("\n")).toContain(said);
    expect(found[0]).toMatch(/^bank\.yaml:\d+:\d+: /);
    expect(found.join()).not.toContain("4111");
  });
});
