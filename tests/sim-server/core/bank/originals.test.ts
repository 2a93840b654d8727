import { describe, expect, test } from "vitest";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type { BankOptions } from "../../../../sim-server/core/bank/bank-options.ts";
import type { UnionPayMessage } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { type OrderAsked, orderFrame, reversalFrame } from "./test-orders.ts";
import { bankOptions, MERCHANT, PANS, startBank, type TestTerminal } from "./test-terminal.ts";

const DAY_MS = 86_400_000;

describe("a void", () => {
  test("gives a sale's money back, once, and under its RRN alone", () => {
    const { terminal, sold, balances } = sell();
    const again = terminal.send(orderFrame(terminal, "void", { stan: "000003", of: sold }));
    expect(again?.fields).toMatchObject({ 38: sold.fields[38], 39: "00" });
    expect(balances()).toEqual([100_000, 0]);
    expect(code(terminal, "void", { stan: "000004", of: sold })).toBe("22");
    expect(balances()).toEqual([100_000, 0]);
  });

  test.each<[string, Partial<OrderAsked>, string]>([
    ["of a transaction that never was", { fields: { 61: "0000010000990615" } }, "25"],
    ["under another RRN", { fields: { 37: "061509309999" } }, "25"],
    ["of less", { amountMinor: 1_233 }, "64"],
    ["of more", { amountMinor: 1_235 }, "64"],
    ["with another card", { pan: PANS.second }, "12"],
    ["as if a code had paid", { fields: { 2: undefined, 14: undefined, 22: "032" } }, "12"],
    ["in the next batch", { batch: "000002" }, "22"],
    ["of a pre-authorisation's kind", { fields: { 25: "06", 60: "2100000100050" } }, "12"],
  ])("%s is refused", (_name, changes, expected) => {
    const { terminal, sold, balances } = sell();
    expect(code(terminal, "void", { stan: "000003", of: sold, ...changes })).toBe(expected);
    expect(balances()).toEqual([98_766, 1_234]);
  });

  test("of a declined sale is 12, of a reversed or refunded one 22", () => {
    const { terminal, sold } = sell();
    const poor = terminal.send(terminal.sale({ stan: "000003", amountMinor: 900_000 }));
    const amount = { amountMinor: 900_000 };
    expect(code(terminal, "void", { stan: "000004", of: poor, ...amount })).toBe("12");
    terminal.send(orderFrame(terminal, "refund", { stan: "000005", of: sold, amountMinor: 1 }));
    expect(code(terminal, "void", { stan: "000006", of: sold })).toBe("22");
    const second = terminal.send(terminal.sale({ stan: "000007" }));
    terminal.send(terminal.reversal({ stan: "000007" }));
    expect(code(terminal, "void", { stan: "000008", of: second })).toBe("22");
  });

  test("at another terminal of the merchant is 58", () => {
    const { terminal, sold } = sell(twoTills());
    const other = otherTill(terminal);
    expect(other.code(orderFrame(other, "void", { stan: "000003", of: sold }))).toBe("58");
  });

  test("with a wrong PIN is 55 and costs a try; without one it needs none", () => {
    const { terminal, sold } = sell();
    expect(code(terminal, "void", { stan: "000003", of: sold, pin: "000000" })).toBe("55");
    expect(terminal.bank.books.pinTriesLeft(PANS.normal)).toBe(2);
    expect(code(terminal, "void", { stan: "000005", of: sold })).toBe("00");
  });

  test("that is reversed leaves the sale as it was; a sale that is reversed then stays undone", () => {
    const { terminal, sold, balances } = sell();
    terminal.send(orderFrame(terminal, "void", { stan: "000003", of: sold }));
    terminal.send(reversalFrame(terminal, "void", { stan: "000003" }));
    expect(balances()).toEqual([98_766, 1_234]);
    terminal.send(orderFrame(terminal, "void", { stan: "000004", of: sold }));
    terminal.send(reversalFrame(terminal, "sale", { stan: "000002" }));
    terminal.send(reversalFrame(terminal, "void", { stan: "000004" }));
    expect(balances()).toEqual([100_000, 0]);
  });
});

describe("a refund", () => {
  test("gives parts back until all is given back, also days later", () => {
    const { terminal, sold, balances } = sell();
    const refund = (stan: string, amountMinor: number, nowMs: number) =>
      terminal.send(orderFrame(terminal, "refund", { stan, of: sold, amountMinor }), nowMs)
        ?.fields[39];
    expect(refund("000003", 1_000, 0)).toBe("00");
    expect(refund("000004", 235, 9 * DAY_MS)).toBe("64");
    expect(refund("000005", 234, 9 * DAY_MS)).toBe("00");
    expect(refund("000006", 1, 9 * DAY_MS)).toBe("64");
    expect(balances()).toEqual([100_000, 0]);
  });

  test.each<[string, Partial<OrderAsked>, string]>([
    ["of an unknown RRN", { fields: { 37: "061509309999" } }, "25"],
    ["of another date", { fields: { 61: "0000000000000614" } }, "25"],
    ["to another card", { pan: PANS.second }, "12"],
    ["of nothing", { amountMinor: 0 }, "13"],
  ])("%s is refused", (_name, changes, expected) => {
    const { terminal, sold, balances } = sell();
    expect(code(terminal, "refund", { stan: "000003", of: sold, ...changes })).toBe(expected);
    expect(balances()).toEqual([98_766, 1_234]);
  });

  test("of a voided sale is 22, of a pre-authorisation 12", () => {
    const { terminal, sold } = sell();
    terminal.send(orderFrame(terminal, "void", { stan: "000003", of: sold }));
    expect(code(terminal, "refund", { stan: "000004", of: sold })).toBe("22");
    const held = terminal.send(orderFrame(terminal, "pre-auth", { stan: "000005" }));
    expect(code(terminal, "refund", { stan: "000006", of: held })).toBe("12");
  });

  test("elsewhere must name the terminal that sold", () => {
    const { terminal, sold } = sell(twoTills());
    const other = otherTill(terminal);
    const named = { 62: fromLatin1("12345678") };
    expect(other.code(orderFrame(other, "refund", { stan: "000003", of: sold }))).toBe("58");
    const frame = orderFrame(other, "refund", { stan: "000004", of: sold, fields: named });
    expect(other.code(frame)).toBe("00");
  });

  test("is not given back twice when its sale is reversed afterwards", () => {
    const { terminal, sold, balances } = sell();
    terminal.send(orderFrame(terminal, "refund", { stan: "000003", of: sold, amountMinor: 1_000 }));
    expect(terminal.code(terminal.reversal())).toBe("00");
    expect(balances()).toEqual([100_000, 0]);
  });
});

test("nothing of another merchant's can be refunded or completed", () => {
  const { terminal, sold } = sell(twoTills("TILLYARD0000002"));
  const held = terminal.send(orderFrame(terminal, "pre-auth", { stan: "000003" }));
  const other = otherTill(terminal, "TILLYARD0000002");
  const named = { 62: fromLatin1("12345678") };
  const refund = orderFrame(other, "refund", { stan: "000004", of: sold, fields: named });
  expect(other.code(refund)).toBe("25");
  expect(other.code(orderFrame(other, "completion", { stan: "000005", of: held }))).toBe("25");
  expect(other.code(orderFrame(other, "void", { stan: "000006", of: sold }))).toBe("25");
});

test("a balance is told to who proves to be the holder, and costs nothing", () => {
  const { terminal, balances } = sell();
  const answer = terminal.send(orderFrame(terminal, "balance", { stan: "000003" }));
  expect(answer?.fields).toMatchObject({ 39: "00", 54: "1002156C000000098766" });
  expect([answer?.fields[4], answer?.fields[38]]).toEqual([undefined, undefined]);
  const wrong = orderFrame(terminal, "balance", { stan: "000004", fields: { 52: undefined } });
  expect(terminal.send(wrong)?.fields).toMatchObject({ 39: "55" });
  expect(balances()).toEqual([98_766, 1_234]);
});

type Sold = {
  readonly terminal: TestTerminal;
  readonly sold: UnionPayMessage;
  readonly balances: () => readonly number[];
};

/** A terminal that has just sold for 12.34. */
function sell(options?: BankOptions): Sold {
  const terminal = startBank(options);
  terminal.signOn();
  const sold = terminal.send(terminal.sale());
  if (sold === undefined) throw new Error("no answer");
  const { books } = terminal.bank;
  const balances = () => [
    books.balanceMinor("normal"),
    books.obligations().reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  ];
  return { terminal, sold, balances };
}

function code(
  terminal: TestTerminal,
  kind: "void" | "refund",
  asked: OrderAsked,
): string | undefined {
  return terminal.code(orderFrame(terminal, kind, asked));
}

function twoTills(merchant = MERCHANT): BankOptions {
  const options = bankOptions();
  const masterKey = options.terminals[0]?.masterKey ?? "";
  return {
    ...options,
    merchants: [...options.merchants, { id: "TILLYARD0000002", name: "Next Door" }],
    terminals: [...options.terminals, { id: "12345679", merchant, masterKey }],
  };
}

/** The second terminal, on the same bank. */
function otherTill(first: TestTerminal, merchant = MERCHANT): TestTerminal {
  const other = startBank(undefined, { bank: first.bank, id: "12345679", merchant });
  other.signOn("000900");
  return other;
}
