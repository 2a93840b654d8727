import { describe, expect, test } from "vitest";
import type { Scenario } from "../../../../scenarios/format/scenario.ts";
import {
  beyondReach,
  beyondSight,
  withinSight,
} from "../../../../sim-server/core/counter/beyond-reach.ts";
import { createCounter } from "../../../../sim-server/core/counter/counter.ts";
import { LESSON_FAULTS } from "../../../../sim-server/core/faults/catalogue.ts";
import { FAR } from "../../../kit/acquirer.ts";
import { LESSONS } from "../../../kit/lessons.ts";
import { SALE, saleWith } from "../../../kit/sale-lesson.ts";

const [CARD] = SALE.cards;
if (CARD === undefined) throw new Error("the lesson has a card");
const fault = (
  id: string,
  params: Scenario["faults"][number]["params"] = {},
): Partial<Scenario> => ({
  faults: [{ fault: id, nth: 1, times: 1, params }],
});

describe("someone else's bank cannot be made to", () => {
  test.each<[string, Partial<Scenario>, string]>([
    [
      "lose a reply",
      fault("bank.reply-lost"),
      "fault bank.reply-lost cannot act on someone else's bank or its line",
    ],
    [
      "drop the line",
      fault("host-line.down"),
      "fault host-line.down cannot act on someone else's bank or its line",
    ],
    [
      "freeze an account",
      { accounts: [{ id: "savings", balanceMinor: 1, state: "frozen", identity: "0000" }] },
      "account savings cannot be made frozen at someone else's bank",
    ],
    [
      "take a card for lost",
      { cards: [{ ...CARD, id: "debit", state: "lost" }] },
      "card debit cannot be made lost at someone else's bank",
    ],
    [
      "speak to the customer",
      {
        customer: {
          ...SALE.customer,
          callsBank: { asks: ["explain"], identity: "right", newPin: undefined },
        },
      },
      "the customer's call does not reach someone else's bank",
    ],
    [
      "count PIN tries otherwise",
      { cards: [{ ...CARD, id: "debit", pinTriesLeft: 2 }] },
      "the PIN tries of card debit cannot be set at someone else's bank",
    ],
    [
      "know a code",
      { codes: [{ id: "k", scheme: "k-code", card: "debit" }] },
      "code k is not known to someone else's bank",
    ],
    [
      "be down",
      { bank: { ...SALE.bank, issuer: "down" } },
      "the issuer cannot be made down at someone else's bank",
    ],
    [
      "tell about its accounts",
      {
        answers: {
          right: { title: { zh: "", en: "" }, play: [{ do: "answer", choice: "card" }] },
          wrong: [],
        },
      },
      "the bank's service line sees none of someone else's accounts",
    ],
    ["do what is no fault of the bank", fault("printer.cover-open"), ""],
    ["see to a cable that is not the bank's", fault("cable.flip", { cable: "till" }), ""],
  ])("%s", (_what, changes, says) => {
    expect(beyondReach(saleWith(changes)).join("; ")).toBe(says);
  });

  test("every fault of the bank's line is beyond reach, and no other", () => {
    for (const { id, layer } of LESSON_FAULTS) {
      expect([id, beyondReach(saleWith(fault(id))).length]).toEqual([
        id,
        layer === "bank line" || layer === "cable" ? 1 : 0,
      ]);
    }
  });
});

test("of the library, the lessons are left that the bank has no part in", () => {
  const within = LESSONS.filter((lesson) => beyondReach(lesson).length === 0);
  expect(within.map(({ id }) => id)).toEqual([
    "first-sale",
    "wrong-pin",
    "amount-mis-keyed",
    "paper-out",
    "card-not-recognised",
  ]);
});

test("what accounts hold there is not looked at", () => {
  const expecting = saleWith({
    expect: {
      transactions: [],
      balancesMinor: { savings: 1 },
      settled: undefined,
      prints: ["x"],
      screens: [],
      messages: [],
    },
  });
  expect(beyondSight(SALE)).toEqual([]);
  expect(beyondSight(expecting)).toEqual([
    "what account savings holds is not looked at: it is at someone else's bank",
    "what messages arrive is not looked at: they arrive at someone else's bank",
  ]);
  expect(withinSight(expecting).expect).toMatchObject({ balancesMinor: {}, prints: ["x"] });
  expect(withinSight(SALE)).toBe(SALE);
});

test("a fault of the bank's line is refused at a counter whose bank is someone else's", () => {
  const arm = (acquirer: typeof FAR | undefined, id: string) => {
    const counter = createCounter({ scenario: SALE, seed: 1, acquirer, sink: () => undefined });
    counter.advance(30_000);
    const act = { type: "fault", fault: id, params: {} } as const;
    return counter.apply({ seq: 1, id: "a", atMs: 30_000, reactedMs: 30_000, by: "keys", act });
  };
  expect(arm(FAR, "bank.reply-lost")).toBe("not-there");
  expect(arm(FAR, "printer.cover-open")).toBeUndefined();
  expect(arm(undefined, "bank.reply-lost")).toBeUndefined();
});
