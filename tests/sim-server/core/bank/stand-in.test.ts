import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Condition } from "../../../../sim-server/core/bank/issuers.ts";
import type { UnionPayMessage } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { orderFrame } from "./test-orders.ts";
import { bankOptions, PANS, startBank, type TestTerminal } from "./test-terminal.ts";

const ISSUER = "01020000";
const POLICY = { singleMinor: 2_000, dailyMinor: 3_000 };

describe("while an issuer cannot be asked", () => {
  test.each<[Condition]>([["down"], ["unreachable"], ["silent"]])(
    "and is %s, its policy lets the acquirer approve, which the answer says",
    (condition) => {
      const { terminal, books } = open(condition);
      const answer = terminal.send(terminal.sale({ pin: "000000" }));
      expect(answer?.fields).toMatchObject({ 39: "00", 61: `00000100000206150200010000000` });
      expect(answer?.fields[55]).toBeUndefined();
      expect(books.balanceMinor("normal")).toBe(100_000);
      expect(books.obligations()[0]?.amountMinor).toBe(1_234);
      expect(books.totalMinor()).toBe(0);
    },
  );

  test.each([
    ["at the single limit", [2_000], "00"],
    ["above the single limit", [2_001], "91"],
    ["up to the daily limit", [2_000, 1_000], "00 00"],
    ["above the daily limit", [2_000, 1_001], "00 91"],
  ])("%s", (_name, amounts, codes) => {
    const { terminal } = open("down");
    const answered = amounts.map((amountMinor, at) =>
      terminal.code(terminal.sale({ stan: `00000${at + 2}`, amountMinor })),
    );
    expect(answered.join(" ")).toBe(codes);
  });

  test("the daily limit is each card's own, and begins anew with the day", () => {
    const { terminal } = open("down");
    const codeAt = (stan: string, pan: string, nowMs: number) =>
      terminal.send(terminal.sale({ stan, pan, amountMinor: 2_000 }), nowMs)?.fields[39];
    expect(codeAt("000002", PANS.normal, 0)).toBe("00");
    expect(codeAt("000003", PANS.normal, 0)).toBe("91");
    expect(codeAt("000004", PANS.second, 0)).toBe("00");
    expect(codeAt("000005", PANS.normal, 86_400_000)).toBe("00");
  });

  test.each(["pre-auth", "balance"] as const)("a %s is not approved in its name", (kind) => {
    const { terminal } = open("down");
    expect(terminal.code(orderFrame(terminal, kind, { stan: "000002" }))).toBe("91");
  });

  test("a void of what it approved waits until it is back, a refund does not", () => {
    const { terminal } = open("up");
    const sold = terminal.send(terminal.sale());
    terminal.bank.setIssuer(ISSUER, "down", 0);
    expect(terminal.code(orderFrame(terminal, "void", { stan: "000003", of: sold }))).toBe("91");
    expect(terminal.code(orderFrame(terminal, "refund", { stan: "000004", of: sold }))).toBe("00");
  });
});

test("what was approved in its name can be voided meanwhile, and only sales are kept", () => {
  const { terminal, books } = open("down");
  const sold = terminal.send(terminal.sale());
  expect(terminal.code(orderFrame(terminal, "void", { stan: "000003", of: sold }))).toBe("00");
  expect(books.standIn().kept).toEqual(["12345678/000001/000002"]);
  expect(books.obligations()[0]?.amountMinor).toBe(0);
});

describe("once the issuer is back", () => {
  test("each approval is forwarded once, in order", () => {
    const { terminal, books } = open("down");
    terminal.send(terminal.sale({ stan: "000002", amountMinor: 1_000 }));
    terminal.send(terminal.sale({ stan: "000003", amountMinor: 500 }));
    expect(books.standIn().kept).toHaveLength(2);
    terminal.bank.setIssuer(ISSUER, "up", 9);
    terminal.bank.setIssuer(ISSUER, "up", 10);
    const forwarded = books.postings().filter(({ kind }) => kind === "forwarding");
    expect(forwarded.map(({ exchange, atMs }) => `${exchange} ${atMs}`)).toEqual([
      "12345678/000001/000002 9",
      "12345678/000001/000003 9",
    ]);
    expect(books.balanceMinor("normal")).toBe(98_500);
    expect([books.standIn().kept, books.totalMinor()]).toEqual([[], 0]);
  });

  test.each([
    ["reversed before", true],
    ["reversed after", false],
  ])("what was %s costs nobody anything", (_name, before) => {
    const { terminal, books } = open("down");
    terminal.send(terminal.sale());
    if (before) terminal.send(terminal.reversal());
    terminal.bank.setIssuer(ISSUER, "up", 0);
    if (!before) terminal.send(terminal.reversal());
    expect(books.balanceMinor("normal")).toBe(100_000);
    expect(books.obligations()[0]?.amountMinor).toBe(0);
    expect(books.totalMinor()).toBe(0);
  });

  test("a refund of it follows it to the cardholder", () => {
    const { terminal, books } = open("down");
    const sold = terminal.send(terminal.sale());
    terminal.send(orderFrame(terminal, "refund", { stan: "000003", of: sold, amountMinor: 234 }));
    terminal.bank.setIssuer(ISSUER, "up", 0);
    expect(books.balanceMinor("normal")).toBe(99_000);
    expect(books.obligations()[0]?.amountMinor).toBe(1_000);
  });

  test("a card that it does not know is parked, and holds up no other", () => {
    const { terminal, books } = open("down");
    terminal.send(terminal.sale({ pan: PANS.unknown }));
    terminal.send(terminal.sale({ stan: "000003" }));
    terminal.bank.setIssuer(ISSUER, "up", 0);
    expect(books.standIn()).toEqual({ kept: [], parked: ["12345678/000001/000002"] });
    expect(books.balanceMinor("normal")).toBe(98_766);
    expect(terminal.events.filter(({ kind }) => kind === "bank.parked")).toHaveLength(1);
  });
});

test("whatever comes while an issuer comes and goes, no fen is lost and nothing posts twice", () => {
  const acts = fc.array(
    fc.record({
      act: fc.constantFrom("sale", "sale", "repeat", "reverse", "void", "refund", "down", "up"),
      back: fc.nat(3),
    }),
    { minLength: 5, maxLength: 30 },
  );
  let forwarded = 0;
  fc.assert(
    fc.property(acts, (each) => {
      const { terminal, books } = open("up");
      const sales: Sold[] = [];
      each.forEach(({ act, back }, at) => {
        const stan = String(at + 10).padStart(6, "0");
        if (act === "sale") sales.push({ stan, of: terminal.send(sale(terminal, stan)) });
        else if (act === "down" || act === "up") terminal.bank.setIssuer(ISSUER, act, at);
        else change(terminal, act, stan, sales.at(-1 - back));
        expect(books.totalMinor()).toBe(0);
      });
      terminal.bank.setIssuer(ISSUER, "up", 99);
      const owedMinor = books.obligations()[0]?.amountMinor ?? 0;
      expect(books.balanceMinor("normal")).toBe(100_000 - owedMinor);
      expect(owedMinor % 100).toBe(0);
      expect(owedMinor).toBeGreaterThanOrEqual(0);
      expect(books.standIn()).toEqual({ kept: [], parked: [] });
      forwarded += books.postings().filter(({ kind }) => kind === "forwarding").length;
    }),
    { numRuns: 150 },
  );
  expect(forwarded).toBeGreaterThan(20);
});

type Sold = { readonly stan: string; readonly of: UnionPayMessage | undefined };

/** One more message about an earlier sale, if there was one. */
function change(terminal: TestTerminal, act: string, stan: string, sold: Sold | undefined): void {
  if (sold === undefined) return;
  if (act === "repeat") terminal.send(sale(terminal, sold.stan));
  else if (act === "reverse") terminal.send(terminal.reversal({ stan: sold.stan }));
  else {
    const asked = { stan, of: sold.of, amountMinor: 100 };
    terminal.send(orderFrame(terminal, act === "void" ? "void" : "refund", asked));
  }
}

function sale(terminal: TestTerminal, stan: string): Uint8Array {
  return terminal.sale({ stan, amountMinor: 100 });
}

function open(condition: Condition) {
  const options = bankOptions();
  const issuers = options.issuers.map((issuer) => ({ ...issuer, standIn: POLICY }));
  const terminal = startBank({ ...options, issuers });
  terminal.signOn();
  terminal.bank.setIssuer(ISSUER, condition, 0);
  return { terminal, books: terminal.bank.books };
}
