import fc from "fast-check";
import { expect, test } from "vitest";
import { chance } from "../../../device-emulators/kit/chance.ts";
import {
  drawPaymentCode,
  PAYMENT_SCHEMES,
  schemeOf,
} from "../../../device-emulators/kit/payment-codes.ts";

const digits = (prefix: string, length: number) => prefix.padEnd(length, "4");

test.each([
  ["10", 18, "wechat"],
  ["15", 18, "wechat"],
  ["16", 18, undefined],
  ["13", 17, undefined],
  ["13", 19, undefined],
  ["25", 16, "alipay"],
  ["25", 15, undefined],
  ["28", 18, "alipay"],
  ["30", 24, "alipay"],
  ["30", 25, undefined],
  ["24", 18, undefined],
  ["31", 18, undefined],
  ["62", 19, "unionpay"],
  ["62", 18, undefined],
  ["62", 20, undefined],
  ["69", 13, undefined],
])("%s… of %i digits is of %s", (prefix, length, scheme) => {
  expect(schemeOf(digits(prefix, length))).toBe(scheme);
});

test.each(["", "13465001234567890x", " 34650012345678901"])("%j is nobody's", (text) => {
  expect(schemeOf(text)).toBeUndefined();
});

test("every code that is drawn is one of its scheme", () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(...PAYMENT_SCHEMES), (seed, scheme) => {
      expect(schemeOf(drawPaymentCode(scheme, chance(seed, "code")))).toBe(scheme);
    }),
  );
});
