import { describe, expect, test } from "vitest";
import type { OrderKind } from "../../../../sim-server/core/bank/kinds.ts";
import { type OrderAsked, orderFrame, reversalFrame } from "./test-orders.ts";
import { PANS, startBank } from "./test-terminal.ts";

const DAY_MS = 86_400_000;
const HELD = 10_000;

describe("a pre-authorisation", () => {
  test("holds the money and moves none, so that it cannot be spent twice", () => {
    const counter = authorise();
    expect(counter.state()).toBe("balance 100000, available 90000, merchant 0, held 10000");
    expect(counter.code("sale", { stan: "000003", amountMinor: 90_001 })).toBe("51");
    expect(counter.code("sale", { stan: "000004", amountMinor: 90_000 })).toBe("00");
  });

  test.each<[string, readonly Step[], string]>([
    ["voided", [["pre-auth-void", HELD, "00"]], NOTHING],
    ["reversed", [["reversal of pre-auth", HELD, "00"]], NOTHING],
    ["completed", [["completion", HELD, "00"]], paid(HELD)],
    ["completed for less", [["completion", 1, "00"]], paid(1)],
    ["completed for 115 %", [["completion", 11_500, "00"]], paid(11_500)],
    ["completed for a fen more", [["completion", 11_501, "61"]], HOLDING],
    ["completed by advice", [["completion-advice", 11_500, "00"]], paid(11_500)],
    ["voided for less", [["pre-auth-void", HELD - 1, "64"]], HOLDING],
    [
      "completed twice",
      [
        ["completion", 500, "00"],
        ["completion", 500, "22"],
      ],
      paid(500),
    ],
    [
      "voided once completed",
      [
        ["completion", 500, "00"],
        ["pre-auth-void", HELD, "22"],
      ],
      paid(500),
    ],
    [
      "completed, and that voided",
      [
        ["completion", 500, "00"],
        ["completion-void", 500, "00"],
      ],
      HOLDING,
    ],
    [
      "completed, and that voided twice",
      [
        ["completion", 500, "00"],
        ["completion-void", 500, "00"],
        ["completion-void", 500, "22"],
      ],
      HOLDING,
    ],
    [
      "completed, and that reversed",
      [
        ["completion", 500, "00"],
        ["reversal of completion", 500, "00"],
      ],
      HOLDING,
    ],
    [
      "completed, voided, and the void reversed",
      [
        ["completion", 500, "00"],
        ["completion-void", 500, "00"],
        ["reversal of completion-void", 500, "00"],
      ],
      paid(500),
    ],
    [
      "voided, and that reversed",
      [
        ["pre-auth-void", HELD, "00"],
        ["reversal of pre-auth-void", HELD, "00"],
      ],
      HOLDING,
    ],
    [
      "completed, voided, completed again, and the first void reversed",
      [
        ["completion", 500, "00"],
        ["completion-void", 500, "00"],
        ["completion", 700, "00"],
        ["reversal of completion-void", 500, "00"],
      ],
      paid(700),
    ],
    [
      "refunded once completed",
      [
        ["completion", 500, "00"],
        ["refund", 200, "00"],
      ],
      "balance 99700, available 99700, merchant 300, held",
    ],
  ])("%s", (_name, steps, expected) => {
    const counter = authorise();
    const codes = steps.map(([what, amountMinor]) => counter.step(what, amountMinor));
    expect(codes).toEqual(steps.map(([, , code]) => code));
    expect(counter.state()).toBe(expected);
    expect(counter.total()).toBe(0);
  });

  test.each<[string, Partial<OrderAsked>]>([
    ["another approval code", { fields: { 38: "ABCDEF" } }],
    ["another date", { fields: { 61: "0000000000000614" } }],
    ["another card", { pan: PANS.second }],
  ])("is not found by %s", (_name, changes) => {
    const counter = authorise();
    const asked = { stan: "000003", amountMinor: HELD, of: counter.answer, ...changes };
    expect(counter.code("completion", asked)).toBe("25");
    expect(counter.state()).toBe(HOLDING);
  });

  test("is over after thirty business days: the money is free, and no completion comes", () => {
    const counter = authorise();
    const complete = { amountMinor: HELD, of: counter.answer };
    expect(counter.books.availableMinor("normal", 30 * DAY_MS)).toBe(90_000);
    expect(counter.books.availableMinor("normal", 31 * DAY_MS)).toBe(100_000);
    expect(counter.code("completion", { ...complete, stan: "000003" }, 31 * DAY_MS)).toBe("22");
  });

  test("a completion that the account cannot pay is 51, an advice of one is taken", () => {
    const counter = authorise();
    counter.send("sale", { stan: "000003", amountMinor: 90_000 });
    const complete = { amountMinor: HELD + 1, of: counter.answer };
    expect(counter.code("completion", { ...complete, stan: "000004" })).toBe("51");
    expect(counter.code("completion-advice", { ...complete, stan: "000005" })).toBe("00");
    expect(counter.books.balanceMinor("normal")).toBe(-1);
  });
});

type Step = readonly [what: string, amountMinor: number, code: string];

const NOTHING = "balance 100000, available 100000, merchant 0, held";
const HOLDING = "balance 100000, available 90000, merchant 0, held 10000";

function paid(amountMinor: number): string {
  const left = 100_000 - amountMinor;
  return `balance ${left}, available ${left}, merchant ${amountMinor}, held`;
}

/** A terminal that has just had 100.00 held. */
function authorise() {
  const terminal = startBank();
  terminal.signOn();
  const { books } = terminal.bank;
  const send = (kind: OrderKind, asked: OrderAsked, nowMs = 0) =>
    terminal.send(orderFrame(terminal, kind, asked), nowMs);
  const answer = send("pre-auth", { stan: "000002", amountMinor: HELD });
  const answers = new Map([["pre-auth", answer]]);
  let last = 2;
  /** One more message, of the pre-authorisation or of its latest completion. */
  const step = (what: string, amountMinor: number): string | undefined => {
    const [, undone] = what.split("reversal of ");
    if (undone !== undefined) {
      const stan = answers.get(undone)?.fields[11] ?? "";
      const frame = reversalFrame(terminal, undone as OrderKind, { stan, amountMinor });
      return terminal.code(frame);
    }
    last += 1;
    const of = answers.get(
      what === "completion-void" || what === "refund" ? "completion" : "pre-auth",
    );
    const stan = String(last).padStart(6, "0");
    const told = send(what as OrderKind, { stan, amountMinor, of });
    if (told?.fields[39] === "00") answers.set(what, told);
    return told?.fields[39];
  };
  return {
    books,
    answer,
    send,
    step,
    code: (kind: OrderKind, asked: OrderAsked, nowMs = 0) => send(kind, asked, nowMs)?.fields[39],
    total: books.totalMinor,
    state: () =>
      [
        `balance ${books.balanceMinor("normal")}`,
        `available ${books.availableMinor("normal", 0)}`,
        `merchant ${books.obligations()[0]?.amountMinor}`,
        ["held", ...books.holds("normal").map(({ amountMinor }) => amountMinor)].join(" "),
      ].join(", "),
  };
}
