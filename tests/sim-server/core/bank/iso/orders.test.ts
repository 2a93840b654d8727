import { describe, expect, test } from "vitest";
import type { Fields, Message } from "../../../../../sim-server/core/iso8583/dialect.ts";
import { originalData, purchase, startHost } from "./test-host.ts";

/** What is sent one after the other, and what is answered; at last what the account holds. */
describe("messages of 1987 that follow one another", () => {
  const first = purchase("000001");
  const refers = (rrn: string): Fields => ({ 37: rrn });
  test.each<[string, (rrn: string, approval: string) => readonly Message[], string, number]>([
    [
      "a reversal undoes",
      () => [purchase("000002", { 90: originalData(first) }, "0400")],
      "0410 00",
      100_000,
    ],
    [
      "a reversal advice and its repeat undo once",
      () => [
        purchase("000002", { 90: originalData(first) }, "0420"),
        purchase("000002", { 90: originalData(first) }, "0421"),
      ],
      "0430 00, 0430 00",
      100_000,
    ],
    [
      "a reversal without DE 90 names its original by its own numbers",
      () => [purchase("000001", {}, "0401")],
      "0410 00",
      100_000,
    ],
    [
      "a reversal without DE 90 names its original by the reference number",
      (rrn) => [purchase("000009", refers(rrn), "0400")],
      "0410 00",
      100_000,
    ],
    [
      "a reversal of what never came is accepted, and what then comes is refused",
      () => [
        purchase("000003", { 90: originalData(purchase("000007")) }, "0420"),
        purchase("000007"),
      ],
      "0430 00, 0210 22",
      98_766,
    ],
    [
      "a repeat after its reversal is refused",
      () => [
        purchase("000002", { 90: originalData(first) }, "0400"),
        purchase("000001", {}, "0201"),
      ],
      "0410 00, 0210 22",
      100_000,
    ],
    ["a void undoes", (rrn) => [purchase("000002", { 3: "020000", 37: rrn })], "0210 00", 100_000],
    [
      "a void of a void's original is refused",
      (rrn) => [
        purchase("000002", { 3: "020000", 37: rrn }),
        purchase("000003", { 3: "020000", 37: rrn }),
      ],
      "0210 00, 0210 22",
      100_000,
    ],
    [
      "a void of another amount is refused",
      (rrn) => [purchase("000002", { 3: "020000", 4: "000000000001", 37: rrn })],
      "0210 64",
      98_766,
    ],
    [
      "a void of what nobody knows is refused",
      () => [purchase("000002", { 3: "020000", 37: "000000000000" })],
      "0210 25",
      98_766,
    ],
    [
      "refunds give back in parts, never more than was paid",
      (rrn) => [
        purchase("000002", { 3: "200000", 4: "000000001000", 37: rrn }),
        purchase("000003", { 3: "200000", 4: "000000000234", 37: rrn }, "0220"),
        purchase("000004", { 3: "200000", 4: "000000000001", 37: rrn }),
      ],
      "0210 00, 0230 00, 0210 64",
      100_000,
    ],
    [
      "a financial advice is a purchase told of afterwards",
      () => [purchase("000002", {}, "0220"), purchase("000002", {}, "0221")],
      "0230 00, 0230 00",
      97_532,
    ],
    [
      "an inquiry moves nothing",
      () => [purchase("000002", { 3: "300000" }, "0100")],
      "0110 00",
      98_766,
    ],
  ])("%s", (_name, messages, answers, balanceMinor) => {
    const { ask, draw, bank } = startHost();
    const { 37: rrn = "", 38: approval = "" } = ask(first)?.fields ?? {};
    const drawn = messages(String(rrn), String(approval)).map((message) => draw(message));
    expect(drawn.join(", ")).toBe(answers);
    expect(bank.books.balanceMinor("signing")).toBe(balanceMinor);
    expect(bank.books.totalMinor()).toBe(0);
  });

  test.each<[string, string, (rrn: string) => readonly Message[], string, number, number]>([
    ["an authorisation holds", "0100", () => [], "", 100_000, 98_766],
    ["an authorisation advice holds", "0120", () => [], "", 100_000, 98_766],
    [
      "a purchase that names it completes it",
      "0100",
      (rrn) => [purchase("000002", { 4: "000000001000", 37: rrn })],
      "0210 00",
      99_000,
      99_000,
    ],
    [
      "an advice that names it completes it",
      "0100",
      () => [purchase("000002", { 90: originalData(purchase("000001", {}, "0100")) }, "0220")],
      "0230 00",
      98_766,
      98_766,
    ],
    [
      "a completion of more than 115 % is refused",
      "0100",
      (rrn) => [purchase("000002", { 4: "000000001420", 37: rrn })],
      "0210 61",
      100_000,
      98_766,
    ],
    [
      "a completion with another approval code is refused",
      "0100",
      (rrn) => [purchase("000002", { 37: rrn, 38: "XXXXXX" })],
      "0210 25",
      100_000,
      98_766,
    ],
    [
      "a void releases it",
      "0100",
      (rrn) => [purchase("000002", { 3: "020000", 37: rrn }, "0100")],
      "0110 00",
      100_000,
      100_000,
    ],
    [
      "a completion can be voided",
      "0100",
      (rrn) => [
        purchase("000002", { 37: rrn }),
        purchase("000003", { 3: "020000", 90: originalData(purchase("000002")) }),
      ],
      "0210 00, 0210 00",
      100_000,
      98_766,
    ],
  ])("%s", (_name, mti, messages, answers, balanceMinor, availableMinor) => {
    const { ask, draw, bank } = startHost();
    const answer = ask(purchase("000001", {}, mti));
    expect(answer?.fields[39]).toBe("00");
    const drawn = messages(String(answer?.fields[37])).map((message) => draw(message));
    expect(drawn.join(", ")).toBe(answers);
    expect(bank.books.balanceMinor("signing")).toBe(balanceMinor);
    expect(bank.books.availableMinor("signing", 0)).toBe(availableMinor);
  });
});
