import { describe, expect, test } from "vitest";
import type { CardSettings, Scenario } from "../../../../scenarios/format/scenario.ts";
import type { Act } from "../../../../sim-server/core/counter/act.ts";
import { lesson } from "../../../kit/lessons.ts";
import { openYard, playRobot, type Yard } from "../../../kit/yard.ts";

const SALE = lesson("first-sale");

describe("a judgement of the card", () => {
  test.each<[string, Partial<CardSettings>, readonly string[]]>([
    ["that is good", {}, []],
    ["that ended last month", { expiry: "2505" }, ["expiry"]],
    ["that is a sample", { face: { bankMark: true, sample: true, damaged: false } }, ["sample"]],
  ])("%s", (_what, change, wrong) => {
    const yard = openYard(withCard(change));
    playRobot(yard, SALE.answers.right, () => yard.view().card.place === "held");
    expect(wrongBy(yard, { type: "judge", thing: "card", verdict: "matches" })).toEqual(wrong);
  });
});

describe("a judgement of the terminal", () => {
  test.each([
    ["before an amount is keyed", "", []],
    ["of the right amount", "4440", []],
    ["of one fen more", "4441", ["amount"]],
    ["of a digit too few", "444", ["amount"]],
  ])("%s", (_when, digits, wrong) => {
    const yard = openYard(SALE);
    playRobot(yard, SALE.answers.right, () => yard.view().card.place === "held");
    for (const key of digits) {
      yard.acts({ type: "key", device: "terminal", key: key as "1" });
    }
    expect(wrongBy(yard, { type: "judge", thing: "terminal", verdict: "matches" })).toEqual(wrong);
  });
});

describe("a judgement of the slips", () => {
  test.each([
    ["merchant-copy", []],
    ["cardholder-copy", []],
  ] as const)("a sound %s has nothing wrong", (thing, wrong) => {
    const yard = soldYard();
    expect(wrongBy(yard, { type: "judge", thing, verdict: "matches" })).toEqual(wrong);
  });

  test("a slip over another amount than the till's total is wrong in its amount", () => {
    const yard = soldYard({ fault: "terminal.key-bounce", nth: 1, times: 1, params: { key: "0" } });
    expect(wrongBy(yard, { type: "judge", thing: "cardholder-copy", verdict: "matches" })).toEqual([
      "amount",
    ]);
  });

  test("the verdict itself changes nothing of the truth", () => {
    const yard = soldYard();
    expect(wrongBy(yard, { type: "judge", thing: "cardholder-copy", verdict: "date" })).toEqual([]);
    expect(yard.told("cashier.judged").at(-1)?.verdict).toBe("date");
  });
});

test.each(["pin-pad", "slot", "printer"] as const)("nothing is ever wrong with the %s", (thing) => {
  const yard = openYard(SALE);
  expect(wrongBy(yard, { type: "judge", thing, verdict: "broken" })).toEqual([]);
});

function withCard(change: Partial<CardSettings>): Scenario {
  return { ...SALE, cards: SALE.cards.map((card) => ({ ...card, ...change })) };
}

/** Paid, both slips torn and on the counter. */
function soldYard(...faults: Scenario["faults"]): Yard {
  const yard = openYard({
    ...SALE,
    faults,
    accounts: SALE.accounts.map((account) => ({ ...account, balanceMinor: 1_000_000 })),
  });
  playRobot(yard, SALE.answers.right, () => yard.view().slips.length === 2);
  return yard;
}

function wrongBy(yard: Yard, act: Act): readonly string[] {
  yard.acts(act);
  return yard.told("cashier.judged").at(-1)?.wrong ?? ["not judged"];
}
