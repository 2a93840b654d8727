import { describe, expect, test } from "vitest";
import type { Expectations, Scenario } from "../../../../scenarios/format/scenario.ts";
import type { TraceEvent } from "../../../../sim-server/core/trace-events.ts";
import { watchExpectations } from "../../../../sim-server/core/training/expectations.ts";

const NOTHING: Expectations = {
  transactions: [],
  balancesMinor: {},
  settled: undefined,
  prints: [],
  screens: [],
  messages: undefined,
};

function complaints(
  wanted: Partial<Expectations>,
  ...events: readonly (readonly [kind: string, data: object])[]
): readonly string[] {
  const accounts = [{ id: "savings", balanceMinor: 10_000, state: "normal", identity: "0417" }];
  const watch = watchExpectations({
    accounts,
    expect: { ...NOTHING, ...wanted },
  } as Partial<Scenario> as Scenario);
  for (const [kind, data] of events) watch.take({ kind, data } as TraceEvent);
  return watch.complaints();
}

const sale = (responseCode: string, amountMinor = 8_640) =>
  ["terminal.outcome", { outcome: "approved", responseCode, amountMinor }] as const;
const WANTED = { transaction: "sale", outcome: "approved" } as const;
const any = { responseCode: undefined, amountMinor: undefined };

describe("transactions", () => {
  test.each([
    ["what is left out is not looked at", { ...WANTED, ...any }, []],
    ["all of it is right", { ...WANTED, responseCode: "00", amountMinor: 8_640 }, []],
    [
      "another code",
      { ...WANTED, ...any, responseCode: "51" },
      ["transaction 1 should be sale approved 51, and is sale approved 00 86.40"],
    ],
    [
      "another amount",
      { ...WANTED, ...any, amountMinor: 1 },
      ["transaction 1 should be sale approved 0.01, and is sale approved 00 86.40"],
    ],
    [
      "another kind",
      { ...WANTED, ...any, transaction: "void" },
      ["transaction 1 should be void approved, and is sale approved 00 86.40"],
    ],
  ])("%s", (_what, wanted, said) => {
    expect(complaints({ transactions: [wanted] }, sale("00"))).toEqual(said);
  });

  test("one too many and one too few are told", () => {
    expect(complaints({}, sale("00"))).toEqual([
      "transaction 1 should not be, and is sale approved 00 86.40",
    ]);
    expect(complaints({ transactions: [{ ...WANTED, ...any }] })).toEqual([
      "transaction 1 should be sale approved, and is none",
    ]);
  });
});

test("balances follow what is booked and reversed", () => {
  const postings = [{ account: "cardholder:savings", amountMinor: -4_000 }];
  const booked = ["bank.posted", { postings }] as const;
  expect(complaints({ balancesMinor: { savings: 6_000 } }, booked)).toEqual([]);
  expect(complaints({ balancesMinor: { savings: 6_001, other: 0 } }, booked)).toEqual([
    "account savings should hold 60.01, and it holds 60.00",
    "account other should hold 0.00, and there is no such account",
  ]);
});

test.each([
  ["prints", "printed", (text: string) => ["printer.printed", { text }] as const],
  ["screens", "shown", (text: string) => ["terminal.screen", { lines: ["训练", text] }] as const],
] as const)("%s are looked for in order", (what, how, event) => {
  const come = [event("消费   SALE"), event("86.40"), event("消费 SALE")];
  expect(complaints({ [what]: ["消费 SALE", "86.40", "SALE"] }, ...come)).toEqual([]);
  expect(complaints({ [what]: ["86.40", "SALE", "86.40"] }, ...come)).toEqual([
    `86.40 should be ${how}, and is not`,
  ]);
});

describe("messages", () => {
  const received = (mti: string, more: object) => ["bank.received", { mti, ...more }] as const;
  const came = [
    received("0800", { privateUse: "00000001003" }),
    ["lesson.began", { flow: "amount-first" }],
    received("0200", {
      processingCode: "000000",
      entryMode: "051",
      condition: "00",
      privateUse: "2200000100050",
    }),
    received("0820", { privateUse: "00000001301" }),
  ] as const;

  test.each([
    ["as far as they are told", ["0200", "0820"], []],
    ["to their end", ["0200 000000 051 00 22", "0820 00 301"], []],
    [
      "by whole words alone",
      ["0200 0000", "0820"],
      ["message 1 should be 0200 0000, and is 0200 000000 051 00 22"],
    ],
    ["one too few", ["0200"], ["message 2 should not be, and is 0820 00 301"]],
    ["one too many", ["0200", "0820", "0400"], ["message 3 should be 0400, and is none"]],
  ])("are compared %s", (_how, messages, said) => {
    expect(complaints({ messages }, ...came)).toEqual(said);
  });

  test("are not looked at unless they are told", () => {
    expect(complaints({}, ...came)).toEqual([]);
  });
});

test("the last settlement counts", () => {
  const settled = (verdict: string) => ["terminal.settled", { verdict }] as const;
  expect(complaints({ settled: "balanced" }, settled("faulty"), settled("balanced"))).toEqual([]);
  expect(complaints({ settled: "balanced" })).toEqual([
    "the settlement should be balanced, and was never done",
  ]);
});
