import { describe, expect, test } from "vitest";
import type { CardSettings } from "../../../../scenarios/format/scenario.ts";
import type { CardOptions } from "../../../../sim-server/core/bank/bank-options.ts";
import { createDownloads } from "../../../../sim-server/core/bank/downloads.ts";
import { bankOf } from "../../../../sim-server/core/counter/house.ts";
import { TEST_CA_KEYS } from "../../../../sim-server/core/emv/ca-keys.ts";
import { UNIONPAY_KERNEL } from "../../../../sim-server/core/emv/unionpay-terminal.ts";
import { lesson } from "../../../kit/lessons.ts";

const SALE = lesson("first-sale");

function issued(change: Partial<CardSettings>): CardOptions | undefined {
  const cards = SALE.cards.map((card) => ({ ...card, ...change }));
  return bankOf({ ...SALE, cards }, 0).accounts[0]?.cards[0];
}

describe("the house bank", () => {
  test.each([
    ["good", false],
    ["broken", false],
    ["none", true],
  ] as const)(
    "of a card whose chip is %s it knows that it is a stripe alone: %s",
    (chip, alone) => {
      expect(issued({ chip })?.stripeOnly).toBe(alone);
    },
  );

  test.each([true, false])("takes a signature as the lesson says: %s", (signature) => {
    expect(issued({ signature })?.signature).toBe(signature);
  });

  test("has for its terminals the key and the applications that they were delivered with", () => {
    const { downloads } = bankOf(SALE, 0);
    expect(downloads?.keys).toEqual(TEST_CA_KEYS);
    expect(downloads?.applications?.map(({ aid }) => aid)).toEqual(
      UNIONPAY_KERNEL.applications.map(({ aid }) => aid),
    );
    expect(downloads?.applications?.[0]?.values).toEqual({
      DF01: "01",
      "9F08": "0030",
      DF11: "D84000A800",
      DF12: "D84004F800",
      DF13: "0010000000",
      "9F1B": "00000000",
      DF15: "00000000",
      DF16: "99",
      DF17: "99",
    });
    expect(createDownloads(downloads).listApplications(new Uint8Array(0))[0]).toBe(0x31);
  });
});
