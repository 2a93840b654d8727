import { describe, expect, test } from "vitest";
import type { View } from "../../../../sim-server/core/counter/view.ts";
import { lesson } from "../../../kit/lessons.ts";
import { openYard, playRobot, type Yard } from "../../../kit/yard.ts";

const SALE = lesson("first-sale");
const [CARD] = SALE.cards;

describe("the view", () => {
  test("of an open counter: goods on the belt, an idle terminal, somebody there", () => {
    const view = openYard(SALE).view();
    expect(view.goods.items.map(({ id, place }) => `${id} ${place}`)).toEqual([
      "milk belt",
      "cookie belt",
      "rice belt",
    ]);
    expect(view.terminal).toMatchObject({ screen: "idle", slot: "empty" });
    expect(view.customer.here).toBe(true);
    expect(view.card.place).toBe("none");
    expect(view.clock).toEqual({ date: "2025/06/18", time: "09:41" });
    expect(view.phase).toBe("open");
  });

  test("keeps every part the same object while nothing happens, and one alone changes with a key", () => {
    const yard = openYard(SALE);
    const before = yard.view();
    expect(changedBetween(before, yard.view())).toEqual([]);
    yard.acts({ type: "key", device: "terminal", key: "1" });
    expect(changedBetween(before, yard.view())).toEqual(["terminal"]);
  });

  test("taken before a key stays as it was, and the live one shows what the key did", () => {
    const yard = openYard(SALE);
    const before = yard.view();
    const { terminal } = before;
    yard.acts({ type: "key", device: "terminal", key: "1" });
    expect(before.terminal).toBe(terminal);
    expect(yard.live.terminal).not.toBe(terminal);
    expect(changedBetween(yard.live, yard.view())).toEqual([]);
  });

  test("turns its clock with the minute", () => {
    const yard = openYard(SALE);
    const before = yard.view();
    yard.run(59_999);
    expect(yard.view().clock).toBe(before.clock);
    yard.run(1);
    expect(yard.view().clock.time).toBe("09:42");
  });

  test("is replaced, never changed: what was seen stays as it was", () => {
    const yard = openYard(SALE);
    const seen: [View, string][] = [];
    playRobot(yard, SALE.answers.right, () => {
      const view = yard.view();
      if (seen.at(-1)?.[0] !== view) seen.push([view, JSON.stringify(view)]);
      return false;
    });
    expect(seen.length).toBeGreaterThan(50);
    expect(seen.filter(([view, text]) => JSON.stringify(view) !== text)).toEqual([]);
  });

  test("of two looks has a new part exactly where its content is new", () => {
    const yard = openYard(SALE);
    const needless = new Set<string>();
    const missed = new Set<string>();
    let before = yard.view();
    playRobot(yard, SALE.answers.right, () => {
      const now = yard.view();
      for (const part of partsOf(now)) {
        const same = JSON.stringify(before[part]) === JSON.stringify(now[part]);
        if (before[part] === now[part] && !same) missed.add(part);
        if (before[part] !== now[part] && same) needless.add(part);
      }
      before = now;
      return false;
    });
    expect([...missed]).toEqual([]);
    expect([...needless]).toEqual([]);
  });
});

describe("what a cashier cannot see", () => {
  test("the card's number, but for its tail, until it is looked at closely", () => {
    const yard = withCardHeld();
    expect(yard.view().card).toMatchObject({ place: "held", tail: "1265" });
    expect(JSON.stringify(yard.view())).not.toContain(CARD?.number);
    yard.acts({ type: "inspect", thing: "card" });
    expect(yard.view().card.face).toMatchObject({ number: "6212 3456 7890 1265", expiry: "08/29" });
    yard.acts({ type: "judge", thing: "card", verdict: "matches" });
    expect(yard.view().card.face).toBeUndefined();
  });

  test("the face of another thing than the one looked at", () => {
    const yard = withCardHeld();
    yard.acts({ type: "inspect", thing: "card" }, { type: "inspect", thing: "terminal" });
    expect(yard.view().card.face).toBeUndefined();
  });

  test("the pad's display while the customer holds it", () => {
    const yard = openYard(SALE);
    expect(yard.view().pinPad.lines[0]).toBe("训练 TRAINING");
    yard.acts({ type: "hand", thing: "pin-pad", to: "customer" });
    expect(yard.view().pinPad).toEqual({ place: "customer", facing: "towards", lines: ["", ""] });
  });

  test("a PIN, ever", () => {
    const yard = openYard(SALE);
    const seen: string[] = [];
    playRobot(yard, SALE.answers.right, () => {
      seen.push(JSON.stringify(yard.view()));
      return false;
    });
    expect(seen.filter((text) => text.includes(CARD?.pin ?? ""))).toEqual([]);
  });
});

test("a card in the slot is in the slot for the terminal too", () => {
  const yard = openYard(SALE);
  playRobot(yard, SALE.answers.right, () => yard.view().terminal.screen === "confirm-card");
  expect(yard.view().terminal.slot).toBe("card");
  expect(yard.view().card.place).toBe("slot");
});

function withCardHeld(): Yard {
  const yard = openYard(SALE);
  playRobot(yard, SALE.answers.right, () => yard.view().card.place === "held");
  return yard;
}

function partsOf(view: View): (keyof View)[] {
  return Object.keys(view) as (keyof View)[];
}

function changedBetween(before: View, now: View): string[] {
  return partsOf(now).filter((part) => before[part] !== now[part]);
}
