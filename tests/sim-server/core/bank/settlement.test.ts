import { describe, expect, test } from "vitest";
import { fromHex, fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type { UnionPayFields } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { orderFrame, reversalFrame } from "./test-orders.ts";
import { bankOptions, card, MERCHANT, PANS, startBank, TERMINAL } from "./test-terminal.ts";

const FOREIGN_PAN = "6200000000000005";

describe("a settlement", () => {
  test("compares what sold and completed, and what voided and refunded", () => {
    const { settle } = trade();
    expect(settle(totals([4_468, 3, 1_235, 2], [700, 1, 0, 0]))).toEqual(["00", "11"]);
  });

  test.each([
    ["a fen more sold", totals([4_469, 3, 1_235, 2], [700, 1, 0, 0]), "21"],
    ["one sale fewer", totals([4_468, 2, 1_235, 2], [700, 1, 0, 0]), "21"],
    ["a fen more given back", totals([4_468, 3, 1_236, 2], [700, 1, 0, 0]), "21"],
    ["one void more", totals([4_468, 3, 1_235, 3], [700, 1, 0, 0]), "21"],
    ["nothing from abroad", totals([4_468, 3, 1_235, 2], [0, 0, 0, 0]), "12"],
  ])("with %s is not equal", (_name, asked, verdicts) => {
    expect(trade().settle(asked)).toEqual(["00", verdicts]);
  });

  test("echoes the terminal's totals around its verdicts", () => {
    const { terminal, settlement } = trade();
    const asked = totals([4_468, 3, 1_235, 2], [700, 1, 0, 0]);
    const told = terminal.send(settlement(asked))?.fields[48];
    expect(told).toBe(`${asked.slice(0, 30)}1${asked.slice(31, 61)}1`);
  });

  test("while the day is closed cannot tell", () => {
    const at = { at: "0930", windowMs: 60_000 };
    const terminal = startBank({ ...bankOptions(), settings: { cutOver: at } });
    terminal.signOn();
    const fields = settlementFields(totals([0, 0, 0, 0], [0, 0, 0, 0]));
    const answer = terminal.send(terminal.frame({ mti: "0500", fields }), 59_999);
    expect([answer?.fields[48]?.[30], answer?.fields[48]?.[61]]).toEqual(["3", "3"]);
  });

  test("without all of its digits is malformed", () => {
    expect(trade().settle("0".repeat(61))).toEqual(["30", ""]);
  });

  test("closes its batch: the old number is 77, and signing on tells the new one", () => {
    const { terminal, settle } = trade();
    settle(totals([0, 0, 0, 0], [0, 0, 0, 0]));
    expect(terminal.code(terminal.sale({ stan: "000020" }))).toBe("77");
    expect(terminal.code(terminal.sale({ stan: "000021", batch: "000003" }))).toBe("77");
    expect(terminal.signOn("000022").fields[60]).toBe("00000002003");
    expect(terminal.code(terminal.sale({ stan: "000023", batch: "000002" }))).toBe("00");
    expect(settle(totals([0, 0, 0, 0], [0, 0, 0, 0]), "000000")).toEqual(["77", ""]);
  });

  test("does not keep a late reversal of the closed batch from being accepted", () => {
    const { terminal, settle } = trade();
    settle(totals([4_468, 3, 1_235, 2], [700, 1, 0, 0]));
    const before = terminal.bank.books.balanceMinor("normal");
    expect(terminal.code(reversalFrame(terminal, "sale", { stan: "000003" }))).toBe("00");
    expect(terminal.bank.books.balanceMinor("normal")).toBe(before + 2_000);
  });
});

describe("an upload", () => {
  test("of what the bank has finds no difference", () => {
    const { terminal, upload } = trade();
    expect(upload("201", { 48: items(["000002", 1_234], ["000003", 2_000]) })).toBe("00");
    expect(upload("201", { 48: items(["000004", 1_234], ["000008", 700]) })).toBe("00");
    expect(upload("205", { 2: PANS.normal, 4: "000000000001", 11: "000005" })).toBe("00");
    expect(upload("205", { 2: PANS.normal, 4: "000000001234", 11: "000007" })).toBe("00");
    expect(upload("206", { 2: PANS.normal, 4: "000000009999", 11: "000099" })).toBe("00");
    expect(upload("202", { 48: "0006" })).toBe("00");
    expect(terminal.bank.books.differences()).toEqual([]);
  });

  test("lists every item that only one side has, or has otherwise", () => {
    const { terminal, upload } = trade();
    upload("201", { 48: items(["000002", 1_235], ["000003", 2_000], ["000042", 5]) });
    upload("201", { 48: items(["000004", 1_234], ["000005", 1], ["000007", 1_234]) });
    upload("202", { 48: "0006" });
    const drawn = terminal.bank.books
      .differences()
      .map((each) => `${each.stan} ${each.terminalMinor} ${each.bankMinor}`);
    expect(drawn).toEqual(["000002 1235 1234", "000008 undefined 700", "000042 5 undefined"]);
    upload("202", { 48: "0006" });
    expect(terminal.bank.books.differences()).toHaveLength(3);
  });

  test.each([
    ["more items than it has", `09${items(["000002", 1]).slice(2)}`],
    ["half an item", items(["000002", 1]).slice(0, -1)],
    ["fewer items than it says", `02${items(["000002", 1]).slice(2)}`],
  ])("of %s is malformed", (_name, field) => {
    expect(trade().upload("201", { 48: field })).toBe("30");
  });

  test("that is balanced ends without comparing items", () => {
    const { terminal, upload } = trade();
    expect(upload("207", { 48: "0000" })).toBe("00");
    expect(terminal.bank.books.differences()).toEqual([]);
  });
});

type Sum = readonly [debitMinor: number, debits: number, creditMinor: number, credits: number];

function totals(home: Sum, abroad: Sum): string {
  const half = ([debitMinor, debits, creditMinor, credits]: Sum) =>
    `${digits(debitMinor, 12)}${digits(debits, 3)}${digits(creditMinor, 12)}${digits(credits, 3)}0`;
  return half(home) + half(abroad);
}

function items(...each: readonly (readonly [stan: string, amountMinor: number])[]): string {
  const item = ([stan, amountMinor]: readonly [string, number]) =>
    `00${stan}${PANS.normal.padStart(20, "0")}${digits(amountMinor, 12)}`;
  return digits(each.length, 2) + each.map(item).join("");
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, "0");
}

function settlementFields(text: string, batch = "000001"): UnionPayFields {
  return {
    11: "000010",
    41: TERMINAL,
    42: MERCHANT,
    48: text,
    49: "156",
    60: `00${batch}201`,
    63: fromLatin1("01 "),
  };
}

/** Three sales, one from abroad besides, one void, one refund, one reversed sale and one hold. */
function trade() {
  const account = {
    id: "foreign",
    holder: "Holder",
    balanceMinor: 10_000,
    state: "normal",
    cards: [{ ...card(FOREIGN_PAN), stripeOnly: true }],
  } as const;
  const options = bankOptions([account]);
  const abroad = { id: "09990000", name: "Far Bank", bins: ["620"], foreign: true };
  const masterKey = options.issuers[0]?.masterKey ?? "";
  const terminal = startBank({
    ...options,
    issuers: [...options.issuers, { ...abroad, masterKey }],
  });
  terminal.signOn();
  const sold = terminal.send(terminal.sale());
  terminal.send(terminal.sale({ stan: "000003", amountMinor: 2_000 }));
  terminal.send(orderFrame(terminal, "void", { stan: "000004", of: sold }));
  const second = terminal.send(terminal.sale({ stan: "000007" }));
  terminal.send(orderFrame(terminal, "refund", { stan: "000005", of: second, amountMinor: 1 }));
  terminal.send(terminal.sale({ stan: "000006" }));
  terminal.send(terminal.reversal({ stan: "000006" }));
  const track = `${FOREIGN_PAN}=26061010000000000`;
  const swiped = { 2: undefined, 22: "021", 35: track, 55: undefined };
  const far = { stan: "000008", amountMinor: 700, pan: FOREIGN_PAN, fields: swiped };
  terminal.send(terminal.sale(far));
  terminal.send(orderFrame(terminal, "pre-auth", { stan: "000009" }));
  const settlement = (text: string, batch?: string): Uint8Array =>
    terminal.frame({ mti: "0500", fields: settlementFields(text, batch) });
  return {
    terminal,
    settlement,
    /** Response code, and the verdicts on both halves. */
    settle: (text: string, batch?: string) => {
      const { 39: code, 48: told = "" } = terminal.send(settlement(text, batch))?.fields ?? {};
      return [code, `${told[30] ?? ""}${told[61] ?? ""}`];
    },
    upload: (code: string, fields: UnionPayFields) =>
      terminal.code(
        terminal.frame({
          mti: "0320",
          fields: {
            11: "000011",
            41: TERMINAL,
            42: MERCHANT,
            55: fromHex("9F270140"),
            60: `00000001${code}`,
            ...fields,
          },
        }),
      ),
  };
}
