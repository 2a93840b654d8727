import { describe, expect, test } from "vitest";
import type { Fields, Message } from "../../../../../sim-server/core/iso8583/dialect.ts";
import { TERMINAL } from "../test-terminal.ts";
import { purchase, startHost } from "./test-host.ts";

describe("a reconciliation", () => {
  const totals = (debits: number, debitMinor: number, credits = 0, creditMinor = 0): Fields => ({
    74: String(credits).padStart(10, "0"),
    76: String(debits).padStart(10, "0"),
    86: String(creditMinor).padStart(16, "0"),
    88: String(debitMinor).padStart(16, "0"),
  });
  const close = (stan: string, fields: Fields, mti = "0500"): Message => ({
    mti,
    fields: { 7: "0615093000", 11: stan, 41: TERMINAL, ...fields },
  });

  test.each<[string, Fields, string]>([
    ["equal totals", totals(2, 2_468, 1, 1_000), "1"],
    [
      "totals from which reversals are taken",
      { ...totals(3, 3_000, 1, 1_000), 77: "0000000001", 89: "0000000000000532" },
      "1",
    ],
    ["a fen too much", totals(2, 2_469, 1, 1_000), "2"],
    ["one too few", totals(1, 2_468, 1, 1_000), "2"],
    ["no totals", {}, "2"],
  ])("%s", (_name, fields, verdict) => {
    const { ask } = startHost();
    const rrn = ask(purchase("000001"))?.fields[37];
    ask(purchase("000002"));
    ask(purchase("000003", { 3: "200000", 4: "000000001000", 37: rrn }));
    const answer = ask(close("000004", fields));
    expect(answer).toMatchObject({ mti: "0510", fields: { 39: "00", 66: verdict } });
    expect(answer?.fields).toMatchObject(totals(2, 2_468, 1, 1_000));
  });

  test("its repeat closes no other period, and what follows begins at nothing", () => {
    const { ask, draw } = startHost();
    ask(purchase("000001"));
    expect(draw(close("000002", totals(1, 1_234), "0520"))).toBe("0530 00");
    expect(ask(close("000002", totals(1, 1_234), "0521"))?.fields[66]).toBe("1");
    expect(ask(close("000003", totals(0, 0)))?.fields[66]).toBe("1");
  });

  test("a repeat from before it is still a repeat, and a void from before it comes too late", () => {
    const { ask, draw, bank } = startHost();
    const rrn = ask(purchase("000001"))?.fields[37];
    ask(close("000002", totals(1, 1_234)));
    expect(draw(purchase("000001", {}, "0201"))).toBe("0210 00");
    expect(draw(purchase("000003", { 3: "020000", 37: rrn }))).toBe("0210 22");
    expect(bank.books.balanceMinor("signing")).toBe(98_766);
  });
});
