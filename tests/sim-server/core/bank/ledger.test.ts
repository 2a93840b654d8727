import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLedger, type Entry } from "../../../../sim-server/core/bank/ledger.ts";

const entry = (changes: Partial<Entry> = {}): Entry => ({
  kind: "sale",
  exchange: "12345678/000001/000002",
  atMs: 5,
  lines: [
    { account: "a", amountMinor: -100 },
    { account: "b", amountMinor: 100 },
  ],
  ...changes,
});

describe("a ledger", () => {
  test("moves what an entry says, and numbers it", () => {
    const ledger = createLedger();
    expect(ledger.post(entry())).toMatchObject({ seq: 1, kind: "sale" });
    expect([ledger.balanceMinor("a"), ledger.balanceMinor("b")]).toEqual([-100, 100]);
    expect(ledger.balanceMinor("c")).toBe(0);
  });

  test("names what each exchange caused", () => {
    const ledger = createLedger();
    ledger.post(entry());
    ledger.post(entry({ exchange: "another" }));
    ledger.post(entry({ kind: "reversal" }));
    const seqs = (exchange: string) => ledger.of(exchange).map(({ seq }) => seq);
    expect([seqs(entry().exchange), seqs("another"), seqs("none")]).toEqual([[1, 3], [2], []]);
  });

  test.each<[string, Entry]>([
    ["does not sum to 0", entry({ lines: [{ account: "a", amountMinor: 1 }] })],
    [
      "has half a fen",
      entry({
        lines: [
          { account: "a", amountMinor: 0.5 },
          { account: "b", amountMinor: -0.5 },
        ],
      }),
    ],
  ])("refuses an entry that %s, and stays as it was", (_name, wrong) => {
    const ledger = createLedger();
    expect(() => ledger.post(wrong)).toThrow("invariant");
    expect([ledger.postings().length, ledger.balanceMinor("a")]).toEqual([0, 0]);
  });

  test("refuses the same exchange twice, but for its reversal", () => {
    const ledger = createLedger();
    ledger.post(entry());
    expect(() => ledger.post(entry())).toThrow("booked once");
    ledger.post(entry({ kind: "reversal" }));
    expect(() => ledger.post(entry({ kind: "reversal" }))).toThrow("booked once");
    ledger.post(entry({ exchange: "12345678/000001/000003" }));
  });

  test("sums to 0 after any entries", () => {
    const moved = fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.nat(1_000_000)));
    fc.assert(
      fc.property(moved, (moves) => {
        const ledger = createLedger();
        for (const [index, [from, to, amountMinor]] of moves.entries()) {
          const lines = [
            { account: `${from}`, amountMinor: -amountMinor },
            { account: `${to}`, amountMinor },
          ];
          ledger.post(entry({ exchange: `${index}`, lines }));
          expect([...ledger.balances().values()].reduce((sum, each) => sum + each, 0)).toBe(0);
        }
      }),
    );
  });
});
