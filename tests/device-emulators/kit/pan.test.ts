import { describe, expect, test } from "vitest";
import { maskPan, parsePan, satisfiesLuhn } from "../../../device-emulators/kit/pan.ts";

describe("only test cards are cards", () => {
  test.each([
    ["6212345678901265", true, "published debit test number under our prefix"],
    ["6212345678901232", true, "published credit test number"],
    ["6212345678900000003", true, "19 digits under our prefix"],
    ["6200000000000005", true, "published elsewhere"],
    ["6212345678901266", false, "check digit off by one"],
    [`622588${"0000000001"}`, false, "another issuer's range"],
    ["4111111111111111", false, "another scheme's test number"],
    ["621234567890", false, "too short"],
    ["62123456789012650000", false, "too long"],
    ["6212 3456 7890 1265", false, "spaces are not digits"],
  ])("%s: %s (%s)", (digits, accepted) => {
    expect(parsePan(digits) !== undefined).toBe(accepted);
  });
});

test.each([
  ["79927398713", false],
  ["4111111111111111", true],
  ["4111111111111112", false],
])("%s satisfies Luhn as a card number: %s", (digits, satisfied) => {
  expect(satisfiesLuhn(digits)).toBe(satisfied);
});

test.each([
  ["6212345678901265", "621234******1265"],
  ["6212345678900000003", "621234*********0003"],
  ["621234567890", "************"],
])("%s is shown as %s", (digits, masked) => {
  expect(maskPan(digits)).toBe(masked);
});
