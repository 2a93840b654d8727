import { describe, expect, test } from "vitest";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type {
  AccountOptions,
  WalletScheme,
} from "../../../../sim-server/core/bank/bank-options.ts";
import {
  PAYER_WAIT_MS,
  PAYMENT_CODE_MS,
  schemeOf,
} from "../../../../sim-server/core/bank/payment-codes.ts";
import type { UnionPayMessage } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { type OrderAsked, orderFrame, reversalFrame } from "./test-orders.ts";
import { bankOptions, startBank, type TestTerminal } from "./test-terminal.ts";

test.each([
  [`10${"0".repeat(16)}`, "wechat"],
  [`15${"9".repeat(16)}`, "wechat"],
  [`16${"0".repeat(16)}`, undefined],
  [`10${"0".repeat(15)}`, undefined],
  [`25${"0".repeat(14)}`, "alipay"],
  [`30${"0".repeat(22)}`, "alipay"],
  [`30${"0".repeat(23)}`, undefined],
  [`24${"0".repeat(16)}`, undefined],
  [`31${"0".repeat(16)}`, undefined],
  [`62${"0".repeat(17)}`, "unionpay"],
  [`62${"0".repeat(16)}`, undefined],
  [`01${"0".repeat(17)}`, "digital-yuan"],
  ["690123456789", undefined],
  ["", undefined],
])("%s is a code of %s", (code, scheme) => {
  expect(schemeOf(code)).toBe(scheme);
});

describe("a payment code", () => {
  test.each<[WalletScheme]>([["wechat"], ["alipay"], ["unionpay"], ["digital-yuan"]])(
    "of %s looks like one, and pays at once from the account behind it",
    (scheme) => {
      const { terminal, code, pay, books } = open({ scheme });
      expect(schemeOf(code)).toBe(scheme);
      const answer = pay("000002");
      expect(answer?.fields).toMatchObject({ 39: "00", 4: "000000001234" });
      expect(answer?.fields[38]).toMatch(/^\d{6}$/);
      expect(answer?.fields[2]).toBeUndefined();
      expect(books.balanceMinor("wallet")).toBe(98_766);
      expect(JSON.stringify(terminal.events)).not.toContain(code);
    },
  );

  test("pays once: the same sale again is the same answer, another is 94", () => {
    const { pay, books, fresh } = open({});
    expect(pay("000002")).toEqual(pay("000002"));
    expect(pay("000003")?.fields[39]).toBe("94");
    expect(pay("000002", { code: fresh() })?.fields[39]).toBe("94");
    expect(books.balanceMinor("wallet")).toBe(98_766);
  });

  test.each([
    ["fresh to its last millisecond", {}, PAYMENT_CODE_MS - 1, "00"],
    ["old after a minute", {}, PAYMENT_CODE_MS, "14"],
    ["for more than there is", { amountMinor: 100_001 }, 0, "51"],
    ["that nobody issued", { code: "628888888888888888" + "8" }, 0, "14"],
    ["that is none", { code: "6901234567890" }, 0, "15"],
  ])("%s", (_name, changes, nowMs, expected) => {
    expect(open({}).pay("000002", changes, nowMs)?.fields[39]).toBe(expected);
  });

  test("of a frozen account is 57, of an account beyond its limit 61", () => {
    expect(open({}, { state: "frozen" }).pay("000002")?.fields[39]).toBe("57");
    expect(open({}, { limits: { singleMinor: 1_233 } }).pay("000002")?.fields[39]).toBe("61");
  });

  test("cannot hold money, and an account without a wallet has none", () => {
    const { terminal, code } = open({});
    const fields = scanned(code);
    expect(terminal.code(orderFrame(terminal, "pre-auth", { stan: "000002", fields }))).toBe("40");
    expect(terminal.bank.issuePaymentCode("normal", 0)).toBeUndefined();
    expect(terminal.bank.issuePaymentCode("nobody", 0)).toBeUndefined();
  });

  test("what it paid can be voided, refunded and reversed without it", () => {
    const { terminal, pay, books, fresh } = open({});
    const sold = pay("000002");
    const plain = { fields: { ...scanned(""), 62: undefined } };
    const asked = (stan: string, of: OrderAsked["of"]) => ({
      stan,
      of,
      fields: { ...plain.fields, 37: of?.fields[37] },
    });
    expect(terminal.code(orderFrame(terminal, "void", asked("000003", sold)))).toBe("00");
    expect(books.balanceMinor("wallet")).toBe(100_000);
    const second = pay("000004", { code: fresh() });
    expect(terminal.code(orderFrame(terminal, "refund", asked("000005", second)))).toBe("00");
    pay("000006", { code: fresh() });
    expect(terminal.code(reversalFrame(terminal, "sale", { stan: "000006" }))).toBe("00");
    expect(books.balanceMinor("wallet")).toBe(100_000);
  });
});

describe("an order that the payer must confirm", () => {
  const asks = { confirmAboveMinor: 1_233 };

  test("waits with 09 until the payer has; then query and repeat say 00 alike", () => {
    const { terminal, code, pay, query, books } = open(asks);
    const waiting = pay("000002");
    expect(waiting?.fields[39]).toBe("09");
    expect([query("000003")?.fields[39], books.balanceMinor("wallet")]).toEqual(["09", 100_000]);
    expect(terminal.bank.decidePayment(code, "pay", 5_000)).toBe("approved");
    const told = query("000004")?.fields;
    expect(told).toMatchObject({ 37: waiting?.fields[37], 39: "00" });
    expect(pay("000002")?.fields).toMatchObject({ 37: told?.[37], 38: told?.[38], 39: "00" });
    expect(books.balanceMinor("wallet")).toBe(98_766);
    expect(terminal.bank.decidePayment(code, "pay", 6_000)).toBeUndefined();
    expect(books.balanceMinor("wallet")).toBe(98_766);
  });

  test("is paid at once up to the payer's own limit", () => {
    expect(open({ confirmAboveMinor: 1_234 }).pay("000002")?.fields[39]).toBe("00");
  });

  test.each<[string, (play: Play) => void, string]>([
    ["refused", ({ decide }) => decide("refuse", 0), "05"],
    ["forgotten", () => undefined, "22"],
    ["confirmed too late", ({ decide }) => decide("pay", PAYER_WAIT_MS), "22"],
    ["voided", ({ cancel }) => cancel(), "22"],
    ["reversed", ({ reverse }) => reverse(), "22"],
  ])("that is %s never costs anything, and a query says why", (_name, happens, expected) => {
    const play = open(asks);
    play.pay("000002");
    happens(play);
    expect(play.query("000009", PAYER_WAIT_MS)?.fields[39]).toBe(expected);
    expect(play.decide("pay", PAYER_WAIT_MS - 1)).toBeUndefined();
    expect(play.books.balanceMinor("wallet")).toBe(100_000);
    expect(play.books.totalMinor()).toBe(0);
    const { debitCount, creditCount } = play.books.batchTotals({
      terminal: "12345678",
      batch: "000001",
    }).domestic;
    expect([debitCount, creditCount]).toEqual([0, 0]);
  });

  test("whose payer has spent the money meanwhile is refused", () => {
    const { terminal, fresh, pay, query, decide } = open(asks);
    pay("000002", { amountMinor: 60_000 });
    const second = fresh();
    pay("000003", { code: second, amountMinor: 60_000 });
    expect(terminal.bank.decidePayment(second, "pay", 0)).toBe("approved");
    expect(decide("pay", 0)).toBe("funds-short");
    expect(query("000004")?.fields[39]).toBe("51");
  });

  test("a query of an order that was never made is 25", () => {
    expect(open(asks).query("000003")?.fields[39]).toBe("25");
  });
});

type Play = ReturnType<typeof open>;

function scanned(code: string) {
  const named = `Pay Code${String(code.length).padStart(2, "0")}${code}`;
  const none = { 2: undefined, 14: undefined, 23: undefined, 26: undefined, 52: undefined };
  return { ...none, 22: "032", 53: undefined, 55: undefined, 62: fromLatin1(named) };
}

/** A terminal, and a payer with 1000.00 behind a payment code. */
function open(
  wallet: Partial<NonNullable<AccountOptions["wallet"]>>,
  changes: Partial<AccountOptions> = {},
) {
  const account: AccountOptions = {
    id: "wallet",
    holder: "Payer",
    balanceMinor: 100_000,
    state: "normal",
    cards: [],
    wallet: { scheme: "wechat", ...wallet },
    ...changes,
  };
  const terminal: TestTerminal = startBank(bankOptions([account]));
  terminal.signOn();
  const { bank } = terminal;
  const fresh = (): string => bank.issuePaymentCode("wallet", 0) ?? "";
  const code = fresh();
  const send = (frame: Uint8Array, nowMs: number): UnionPayMessage | undefined =>
    terminal.send(frame, nowMs);
  const pay = (
    stan: string,
    changed: { readonly code?: string; readonly amountMinor?: number } = {},
    nowMs = 0,
  ) => {
    const { amountMinor = 1_234 } = changed;
    const fields = scanned(changed.code ?? code);
    return send(orderFrame(terminal, "sale", { stan, amountMinor, fields }), nowMs);
  };
  const original = { 61: "0000010000020615" };
  return {
    terminal,
    code,
    fresh,
    pay,
    books: bank.books,
    query: (stan: string, nowMs = 0) => {
      const fields = { ...scanned(""), 62: undefined, ...original };
      return send(orderFrame(terminal, "balance", { stan, fields }), nowMs);
    },
    decide: (choice: "pay" | "refuse", nowMs: number) => bank.decidePayment(code, choice, nowMs),
    cancel: () => {
      const name = { terminal: "12345678", batch: "000001", stan: "000002" };
      const rrn = bank.books.exchange(name)?.transaction?.rrn;
      const fields = { ...scanned(""), 62: undefined, ...original, 37: rrn };
      const answer = send(orderFrame(terminal, "void", { stan: "000005", fields }), 0);
      if (answer?.fields[39] !== "00") throw new Error("the void was refused");
    },
    reverse: () => void terminal.send(reversalFrame(terminal, "sale", { stan: "000002" })),
  };
}
