import { describe, expect, test } from "vitest";
import type { Fields } from "../../../../../sim-server/core/iso8583/dialect.ts";
import { iso87Ascii } from "../../../../../sim-server/core/iso8583/dialects/iso87.ts";
import { purchase, startHost } from "./test-host.ts";

describe("an exchange of 1987", () => {
  test("a repeat gets the same answer and moves nothing", () => {
    const { ask, bank } = startHost();
    const first = ask(purchase("000001"));
    expect(ask(purchase("000001", {}, "0201"))).toEqual(first);
    expect(bank.books.balanceMinor("signing")).toBe(98_766);
  });

  test.each<[string, Fields]>([
    ["another time of transmission", { 7: "0615093001" }],
    ["another acquirer", { 32: "12345678" }],
    ["another STAN", { 11: "000002" }],
  ])("%s makes it another one", (_name, fields) => {
    const { draw, bank } = startHost();
    draw(purchase("000001"));
    expect(draw(purchase("000001", fields))).toBe("0210 00");
    expect(bank.books.balanceMinor("signing")).toBe(97_532);
  });

  test("which data elements tell exchanges apart can be set", () => {
    const settings = { identifiedBy: [] };
    const { draw, bank } = startHost(iso87Ascii, { settings });
    draw(purchase("000001"));
    expect(draw(purchase("000001", { 7: "0615093001" }))).toBe("0210 00");
    expect(bank.books.balanceMinor("signing")).toBe(98_766);
  });

  test("the same name for something else is refused", () => {
    const { draw } = startHost();
    draw(purchase("000001"));
    expect(draw(purchase("000001", { 4: "000000000001" }))).toBe("0210 94");
  });

  test("a response that comes in is no request: nothing is said to it", () => {
    const { draw, events } = startHost();
    expect(draw(purchase("000001", {}, "0210"))).toBe("none");
    expect(events.map(({ kind }) => kind)).toEqual(["bank.received"]);
  });
});
