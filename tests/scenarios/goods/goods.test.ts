import { expect, test } from "vitest";
import { GOODS } from "../../../scenarios/goods/goods.ts";

test.each(GOODS.map((good) => [good.id, good] as const))(
  "%s has a code of the shop's own",
  (_, good) => {
    expect(good.code).toMatch(/^2[0-9]\d{11}$/);
    expect(checkDigit(good.code.slice(0, 12))).toBe(Number(good.code.at(-1)));
    expect(Number.isInteger(good.priceMinor) && good.priceMinor > 0).toBe(true);
  },
);

// The worked example of the GS1 check digit calculator.
test("the check digit is that of GS1", () => {
  expect(checkDigit("629104150021")).toBe(3);
});

test("no two goods share an id or a code", () => {
  expect(new Set(GOODS.map((good) => good.id)).size).toBe(GOODS.length);
  expect(new Set(GOODS.map((good) => good.code)).size).toBe(GOODS.length);
});

function checkDigit(digits: string): number {
  const sum = [...digits].reduce(
    (total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3),
    0,
  );
  return (10 - (sum % 10)) % 10;
}
