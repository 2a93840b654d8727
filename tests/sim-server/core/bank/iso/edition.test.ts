import { describe, expect, test } from "vitest";
import { toHex } from "../../../../../device-emulators/kit/bytes.ts";
import type { Fields, Message } from "../../../../../sim-server/core/iso8583/dialect.ts";
import { iso93Ascii } from "../../../../../sim-server/core/iso8583/dialects/iso93.ts";
import { iccData, PANS, TERMINAL } from "../test-terminal.ts";
import { pinBlock, SIGNED, startHost } from "./test-host.ts";

describe("in the edition of 1993", () => {
  const modern = (stan: string, fields: Fields = {}, mti = "1200"): Message => ({
    mti,
    fields: {
      2: SIGNED,
      3: "000000",
      4: "000000001234",
      11: stan,
      12: "260615093000",
      14: "2606",
      22: "000000600000",
      24: "200",
      41: TERMINAL,
      49: "156",
      ...fields,
    },
  });
  const original = "120000000126061509300008";

  test.each<[string, readonly Message[], string, number]>([
    ["a purchase", [modern("000001")], "1210 000", 98_766],
    ["too much", [modern("000001", { 4: "000000100001" })], "1210 116", 100_000],
    ["a repeat", [modern("000001"), modern("000001", {}, "1201")], "1210 000, 1210 000", 98_766],
    [
      "a reversal advice",
      [modern("000001"), modern("000002", { 56: original }, "1420")],
      "1210 000, 1430 400",
      100_000,
    ],
    ["an advice", [modern("000001", {}, "1220")], "1230 000", 98_766],
    ["an authorisation", [modern("000001", {}, "1100")], "1110 000", 100_000],
    [
      "an echo",
      [{ mti: "1804", fields: { 11: "000001", 12: "260615093000", 24: "831" } }],
      "1814 800",
      100_000,
    ],
    [
      "a sign-on",
      [{ mti: "1804", fields: { 11: "000001", 12: "260615093000", 24: "801" } }],
      "1814 800",
      100_000,
    ],
    ["totals that differ", [modern("000001", { 76: "0000000001" }, "1520")], "1530 501", 100_000],
    ["totals that agree", [modern("000001", {}, "1520")], "1530 500", 100_000],
  ])("%s", (_name, messages, answers, balanceMinor) => {
    const { draw, bank } = startHost(iso93Ascii);
    expect(messages.map((message) => draw(message)).join(", ")).toBe(answers);
    expect(bank.books.balanceMinor("signing")).toBe(balanceMinor);
  });

  test("the settlement date has a year, and DE 55 is data objects", () => {
    const { ask } = startHost(iso93Ascii);
    const chip = { 2: PANS.normal, 22: "000000500000", 52: pinBlock() };
    const answer = ask(modern("000001", { ...chip, 55: iccData(PANS.normal, 1_234, 1) }));
    expect(answer?.fields).toMatchObject({ 15: "260615", 39: "000" });
    expect(toHex(answer?.fields[55] as Uint8Array)).toMatch(/^910A[\dA-F]{16}3030$/);
  });
});
