import { describe, expect, test } from "vitest";
import { journalFacts } from "../../../../kit/journal-reading.ts";
import { below, sell } from "../../../../kit/offline-rig.ts";
import type { Rig } from "../../../../kit/terminal-rig.ts";

/** Message types after the first sale. */
const asked = (rig: Rig): string =>
  rig.host.requests
    .slice(FIRST)
    .map(({ mti }) => mti)
    .join(" ");
/** Sign-on and the first sale. */
const FIRST = 2;
const paper = (rig: Rig): string =>
  rig
    .of("printer.printed")
    .map(({ text }) => text.trim().replace(/ +/g, " "))
    .join("\n");

describe("a sale that terminal and card approve between them", () => {
  test.each([
    ["199.99 of 200.00", "19999", "approved Y1", ""],
    ["200.00 of 200.00", "20000", "approved 00", "0200"],
  ])("%s", (_, amount, outcome, sent) => {
    const rig = below(20_000);
    sell(rig, amount);
    expect(rig.outcomes()).toBe(`approved 00, ${outcome}`);
    expect(asked(rig)).toBe(sent);
  });

  test("is told to the till, and its slip has certificate, code and a line to sign on", () => {
    const rig = below(20_000);
    const before = paper(rig).length;
    sell(rig, "1000");
    expect(rig.results.at(-1)).toMatchObject({ outcome: "approved", amountMinor: 1_000 });
    const slip = paper(rig).slice(before);
    expect(slip).toContain("交易类型 脱机消费 OFFLINE SALE");
    expect(slip).toMatch(/TC:[0-9A-F]{16}/);
    expect(slip).toContain("ARC:Y1");
    expect(slip).not.toContain("ARQC:");
    expect(slip).not.toContain("参考号");
    expect(slip).toContain("持卡人签名:");
  });

  test("moves no money until the bank has heard of it, before the next request, and then once", () => {
    const rig = below(20_000);
    sell(rig, "1000");
    expect(rig.chargedMinor()).toBe(25_000);
    sell(rig, "20000");
    expect(asked(rig)).toBe("0220 0200");
    expect(rig.chargedMinor()).toBe(46_000);
    sell(rig, "20000");
    expect(asked(rig)).toBe("0220 0200 0200");
  });

  test("three in a row, as the card has it; the fourth wants the bank", () => {
    const rig = below(20_000);
    for (const amount of ["1000", "2000", "3000", "4000"]) sell(rig, amount);
    expect(asked(rig)).toBe("0220 0220 0220 0200");
    expect(rig.chargedMinor()).toBe(35_000);
  });
});

describe("without a line", () => {
  /** @param offline so many sales that the card has approved by itself before */
  function cut(offline: number): Rig {
    let line = true;
    const rig = below(20_000, { dials: () => line });
    for (let sale = 0; sale < offline; sale += 1) sell(rig, "1000");
    line = false;
    return rig;
  }

  test("a card that would have asked may still approve, up to its upper limit", () => {
    const rig = cut(3);
    for (let sale = 0; sale < 3; sale += 1) sell(rig, "1000");
    expect(rig.outcomes()).toBe(
      "approved 00, approved Y1, approved Y1, approved Y1, approved Y3, approved Y3, declined Z3",
    );
  });

  test("above the floor limit it is declined", () => {
    const rig = cut(0);
    sell(rig, "20000");
    expect(rig.outcomes()).toBe("approved 00, declined Z3");
  });
});

describe("the bank hears of it", () => {
  const facts = (rig: Rig) => journalFacts(rig.flash);

  test("from the terminal that comes up after the power was off", () => {
    const rig = below(20_000);
    sell(rig, "1000");
    expect(facts(rig).undelivered).toHaveLength(1);
    const next = below(20_000, { flash: rig.flash });
    expect(next.host.requests.map(({ mti }) => mti)).toEqual(["0800", "0220", "0200"]);
    expect(facts(next).undelivered).toEqual([]);
  });

  test("before a void, which needs the number that the bank has given it", () => {
    const rig = below(20_000);
    sell(rig, "1000");
    const { stan = "" } = rig.lastOutcome() ?? {};
    rig.press("enter", "2");
    rig.until("supervisor");
    rig.answer("123456", stan);
    rig.press("enter");
    rig.until("insert-card");
    rig.slot.insert("card", "chip-first");
    rig.until("confirm-card");
    rig.press("enter");
    rig.finish();
    expect(rig.transactions()).toBe("void approved 00");
    expect(asked(rig)).toBe("0220 0200");
    expect(rig.chargedMinor()).toBe(25_000);
  });

  test("before the batch is compared, and the certificate goes up with it", () => {
    const rig = below(20_000);
    sell(rig, "1000");
    rig.press("enter", "7", "6");
    rig.until("settled");
    expect(asked(rig)).toBe("0220 0500 0320 0320 0320");
    expect(rig.of("terminal.settled")).toMatchObject([
      { verdict: "balanced", debitMinor: 26_000, creditMinor: 0 },
    ]);
  });
});
