import { describe, expect, test } from "vitest";
import {
  copyOf,
  type Desk,
  layOut,
  moveSlip,
  type SlipOnDesk,
  slipOnCounter,
} from "../../../../sim-server/core/counter/desk.ts";

describe("a desk laid out", () => {
  test.each([
    ["no goods", [], ""],
    ["one piece by its own name", [{ item: "milk", quantity: 1 }], "milk"],
    ["more pieces by number", [{ item: "milk", quantity: 3 }], "milk-1 milk-2 milk-3"],
    [
      "every line of the basket in order",
      [
        { item: "rice", quantity: 1 },
        { item: "milk", quantity: 2 },
      ],
      "rice milk-1 milk-2",
    ],
  ])("has %s", (_what, basket, ids) => {
    expect(
      layOut(basket)
        .goods.map(({ id }) => id)
        .join(" "),
    ).toBe(ids);
  });

  test("has everything on the belt, the pad with the cashier, and nothing else", () => {
    expect(layOut([{ item: "milk", quantity: 2 }])).toEqual({
      goods: [
        { id: "milk-1", item: "milk", place: "belt" },
        { id: "milk-2", item: "milk", place: "belt" },
      ],
      card: undefined,
      mobile: undefined,
      slips: [],
      pad: "cashier",
      facing: "towards",
      looksAt: undefined,
    });
  });
});

describe("slips on a desk", () => {
  const desk = deskWith(
    slip("slip-1", "cardholder", "counter"),
    slip("slip-2", "merchant", "counter"),
    slip("slip-3", "cardholder", "counter"),
    slip("slip-4", "cardholder", "customer"),
  );

  test.each([
    ["cardholder", "slip-3"],
    ["merchant", "slip-2"],
    ["other", undefined],
  ] as const)("the %s copy at hand is the newest on the counter: %s", (copy, id) => {
    expect(slipOnCounter(desk, copy)?.id).toBe(id);
  });

  test("moving one leaves the others", () => {
    const places = moveSlip(desk, "slip-3", "filed").slips.map(({ place }) => place);
    expect(places).toEqual(["counter", "counter", "filed", "customer"]);
    expect(slipOnCounter(moveSlip(desk, "slip-3", "filed"), "cardholder")?.id).toBe("slip-1");
    expect(moveSlip(desk, "slip-9", "filed")).toEqual(desk);
  });

  test.each([
    ["商户存根  MERCHANT COPY", "merchant"],
    ["   持卡人存根  CARDHOLDER COPY", "cardholder"],
    ["持卡人存根", "other"],
    ["POS签购单", "other"],
  ])("a slip that says %s is the %s copy", (line, copy) => {
    expect(copyOf(["POS签购单", line])).toBe(copy);
  });

  test("paper with nothing on it is no copy", () => {
    expect(copyOf([])).toBe("other");
  });
});

function deskWith(...slips: readonly SlipOnDesk[]): Desk {
  return { ...layOut([]), slips };
}

function slip(id: string, copy: SlipOnDesk["copy"], place: SlipOnDesk["place"]): SlipOnDesk {
  return { id, copy, place, paper: [], text: [] };
}
