import { describe, expect, test } from "vitest";
import type { Scenario } from "../../../../scenarios/format/scenario.ts";
import { SALE, saleWith } from "../../../kit/sale-lesson.ts";
import { openYard, type Yard } from "../../../kit/yard.ts";

type Changes = Partial<Scenario["cards"][number]>;

describe("a card in the cashier's hand", () => {
  test("that is swiped stays there, and its tracks reach the terminal", () => {
    const { yard, reader } = setUp({});
    offer(yard);
    yard.acts({ type: "swipe" });
    expect(yard.view().card).toMatchObject({ place: "held", stripe: true });
    expect(reader.drain()).toBe("swiped 6212345678901265=2912620");
    expect(yard.told("reader.swiped")).toEqual([{ read: "tracks" }]);
  });

  test.each<[string, Changes, string]>([
    ["is worn", { stripe: "worn" }, "swiped garbled"],
    ["is not there", { stripe: "none" }, "swiped nothing"],
    ["lies on the other side", { way: "wrong-way" }, "swiped nothing"],
    ["is all there is", { chip: "none" }, "swiped 6212345678901265=2912120"],
  ])("whose stripe %s is read as that", (_name, changes, expected) => {
    const { yard, reader } = setUp(changes);
    offer(yard);
    yard.acts({ type: "swipe" });
    expect(reader.drain()).toBe(expected);
  });

  test("that is tapped is felt by the terminal, seen at the reader, and in the hand again", () => {
    const { yard, reader } = setUp({});
    offer(yard);
    expect(yard.view().terminal.field).toBe("off");
    reader.port.powerField(true);
    expect(yard.view().terminal.field).toBe("empty");
    yard.acts({ type: "tap" });
    yard.run(100);
    expect(yard.view().terminal.field).toBe("card");
    expect(yard.view().card).toMatchObject({ place: "held", contactless: true });
    reader.port.powerField(false);
    yard.run(1_000);
    expect(yard.view().terminal.field).toBe("off");
    expect(reader.drain()).toBe("tapped");
    expect(yard.told("card.tapped")).toEqual([{ card: "debit", tail: "1265", by: "cashier" }]);
  });

  test("with a fault is read badly, or away before it has said everything", () => {
    const { yard, reader } = setUp({});
    offer(yard);
    yard.acts({ type: "fault", fault: "card.swiped-badly", params: {} }, { type: "swipe" });
    expect(reader.drain()).toBe("swiped garbled");
    yard.acts({ type: "fault", fault: "card.left-field", params: { apdu: 1 } });
    reader.port.powerField(true);
    yard.acts({ type: "tap" });
    yard.run(100);
    reader.port.transmitField(new Uint8Array(4));
    expect(reader.drain()).toBe("tapped left");
    expect(yard.view().terminal.field).toBe("empty");
  });

  test("without an antenna is not felt", () => {
    const { yard, reader } = setUp({ contactless: false });
    offer(yard);
    reader.port.powerField(true);
    yard.acts({ type: "tap" });
    yard.run(4_000);
    expect(reader.drain()).toBe("");
    expect(yard.view().card.contactless).toBe(false);
  });
});

describe("a customer invited to tap", () => {
  test("holds her own card to the reader, and never lets go of it", () => {
    const { yard, reader } = setUp({});
    reader.port.powerField(true);
    yard.acts({ type: "tap" });
    yard.run(2_000);
    expect(reader.drain()).toBe("tapped");
    expect(yard.view().card).toMatchObject({ place: "customer", tail: "1265" });
    expect(yard.told("card.tapped")).toEqual([{ card: "debit", tail: "1265", by: "customer" }]);
    expect(yard.act({ type: "insert" })).toBe("not-there");
    yard.run(3_000);
    yard.acts({ type: "tap" });
    yard.run(2_000);
    expect(reader.drain()).toBe("left tapped");
    expect(yard.told("card.moved")).toEqual([]);
  });

  test.each<[string, Changes]>([
    ["has no card that can", { contactless: false }],
    ["has it in the slot", { contactless: true }],
  ])("cannot where she %s", (name, changes) => {
    const { yard } = setUp(changes);
    if (name.includes("slot")) {
      offer(yard);
      yard.acts({ type: "insert" });
    }
    expect(yard.act({ type: "tap" })).toBe("not-there");
  });

  test("who pays by phone shows it, and taps it", () => {
    const { yard, reader } = setUp({ kind: "phone" });
    reader.port.powerField(true);
    yard.acts({ type: "say", phrase: "ask-card" });
    yard.run(3_000);
    expect(yard.view().customer.speech?.id).toBe("by-phone");
    expect(yard.view().mobile).toEqual({ shows: "card", tail: "1265" });
    expect(yard.view().card.place).toBe("none");
    yard.acts({ type: "tap" });
    yard.run(1_500);
    expect(yard.view().terminal.field).toBe("phone");
    expect(reader.drain()).toBe("tapped");
  });
});

test("a phone is put away when the customer brings out something else", () => {
  const [first] = SALE.cards;
  if (first === undefined) throw new Error("the sale has a card");
  const phone = { ...first, id: "phone", number: "6212345678901232", kind: "phone" } as const;
  const customer = { ...SALE.customer, wallet: ["phone", "debit"] };
  const yard = openYard(saleWith({ cards: [phone, first], customer }));
  offer(yard);
  expect(yard.view().mobile).toEqual({ shows: "card", tail: "1232" });
  yard.acts({ type: "say", phrase: "ask-other-means" });
  yard.run(3_000);
  expect(yard.view().mobile).toEqual({ shows: "nothing" });
  expect(yard.view().card).toMatchObject({ place: "held", tail: "1265" });
});

function offer(yard: Yard): void {
  yard.acts({ type: "say", phrase: "ask-card" });
  yard.run(3_000);
}

/** A sale with its card changed, and the terminal's end of the reader in the test's hand. */
function setUp(changes: Changes) {
  const cards = SALE.cards.map((card) => ({ ...card, ...changes }));
  const yard = openYard(saleWith({ cards }));
  const port = yard.rig.devices.slot.port();
  const drain = (): string => {
    const words: string[] = [];
    for (let taken = port.events.take(); taken !== undefined; taken = port.events.take()) {
      const { value } = taken;
      if (value.type !== "swiped") words.push(value.type);
      else words.push("swiped", value.read.ok ? (value.read.value.track2 ?? "") : value.read.error);
    }
    return words.join(" ").replace(/0000000$/, "");
  };
  return { yard, reader: { port, drain } };
}
