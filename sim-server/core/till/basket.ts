/** What the till must know of something to sell it. */
export type Product = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly art: string;
  readonly priceMinor: number;
};

/** One row of the basket. */
export type Line = {
  readonly code: string;
  readonly name: string;
  readonly art: string;
  readonly quantity: number;
  readonly priceMinor: number;
  readonly totalMinor: number;
};

/** What is being sold, in the order of first scan. `last` is the row that changed last. */
export type Basket = {
  readonly lines: readonly Line[];
  readonly last: number;
  readonly totalMinor: number;
};

/** Chosen: far above what a tote holds, and the greatest total still fits DE 4. */
export const LINES_MAX = 200;
export const QUANTITY_MAX = 999;

export const EMPTY_BASKET: Basket = { lines: [], last: -1, totalMinor: 0 };

/** One more of `product`, on its row if it has one; undefined when the basket is full. */
export function addToBasket(basket: Basket, product: Product): Basket | undefined {
  const at = basket.lines.findIndex((line) => line.code === product.code);
  const held = basket.lines[at];
  if (held === undefined ? basket.lines.length >= LINES_MAX : held.quantity >= QUANTITY_MAX) {
    return undefined;
  }
  const { code, name, art, priceMinor } = product;
  const quantity = (held?.quantity ?? 0) + 1;
  const row: Line = { code, name, art, quantity, priceMinor, totalMinor: priceMinor * quantity };
  return {
    lines:
      held === undefined
        ? [...basket.lines, row]
        : basket.lines.map((line) => (line === held ? row : line)),
    last: held === undefined ? basket.lines.length : at,
    totalMinor: basket.totalMinor + priceMinor,
  };
}

/** The basket without the row that changed last, and that row; undefined when there is none. */
export function deleteLine(
  basket: Basket,
): { readonly basket: Basket; readonly line: Line } | undefined {
  const line = basket.lines[basket.last];
  if (line === undefined) return undefined;
  const lines = basket.lines.filter((each) => each !== line);
  return {
    basket: { lines, last: lines.length - 1, totalMinor: basket.totalMinor - line.totalMinor },
    line,
  };
}
