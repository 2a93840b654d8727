import fc from "fast-check";
import { expect, test } from "vitest";
import { GOODS } from "../../../../scenarios/goods/goods.ts";
import {
  addToBasket,
  type Basket,
  deleteLine,
  EMPTY_BASKET,
  LINES_MAX,
  type Product,
  QUANTITY_MAX,
} from "../../../../sim-server/core/till/basket.ts";

const product = (id: string, priceMinor = 100): Product => ({
  id,
  code: id,
  name: id,
  art: id,
  priceMinor,
});

test("a row takes more of its own up to the greatest quantity", () => {
  let basket = EMPTY_BASKET;
  for (let count = 0; count < QUANTITY_MAX; count += 1) basket = add(basket, product("milk"));
  expect(basket.lines).toMatchObject([{ quantity: QUANTITY_MAX, totalMinor: QUANTITY_MAX * 100 }]);
  expect(addToBasket(basket, product("milk"))).toBeUndefined();
  expect(addToBasket(basket, product("eggs"))).toBeDefined();
});

test("a basket has a greatest number of rows, and a full one still takes more of a row", () => {
  let basket = EMPTY_BASKET;
  for (let row = 0; row < LINES_MAX; row += 1) basket = add(basket, product(`p${row}`));
  expect(addToBasket(basket, product("one-too-many"))).toBeUndefined();
  expect(addToBasket(basket, product("p0"))?.totalMinor).toBe((LINES_MAX + 1) * 100);
});

test("the row deleted is the one that changed last, then the one above the end", () => {
  const basket = ["milk", "eggs", "soy", "milk"].reduce(
    (all, id) => add(all, product(id)),
    EMPTY_BASKET,
  );
  const first = deleteLine(basket);
  expect(first?.line).toMatchObject({ code: "milk", quantity: 2 });
  const second = deleteLine(first?.basket ?? EMPTY_BASKET);
  expect(second?.line.code).toBe("soy");
  expect(second?.basket.totalMinor).toBe(100);
  expect(deleteLine(EMPTY_BASKET)).toBeUndefined();
});

test("whatever is scanned and deleted, the total is the sum of the rows, and no row stands twice", () => {
  const act = fc.oneof(fc.constantFrom(...GOODS.keys()), fc.constant(undefined));
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      let basket: Basket = EMPTY_BASKET;
      for (const at of acts) {
        const good = at === undefined ? undefined : GOODS[at];
        basket =
          good === undefined
            ? (deleteLine(basket)?.basket ?? basket)
            : add(basket, { ...good, name: good.name.zh });
      }
      const rows = basket.lines.map((line) => line.priceMinor * line.quantity);
      expect(basket.totalMinor).toBe(rows.reduce((sum, row) => sum + row, 0));
      expect(rows).toEqual(basket.lines.map((line) => line.totalMinor));
      expect(new Set(basket.lines.map((line) => line.code)).size).toBe(rows.length);
    }),
  );
});

function add(basket: Basket, what: Product): Basket {
  return addToBasket(basket, what) ?? basket;
}
