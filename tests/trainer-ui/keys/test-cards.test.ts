import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePan } from "../../../device-emulators/kit/pan.ts";
import { isTestCard } from "../../../trainer-ui/keys/test-cards.ts";

test.each([
  "6212345678901265",
  "6212345678604751406",
  "6200000000000005",
  "6205500000000000004",
  "6243030000000001",
  "6216261000000000018",
])("%s is a test card", (number) => {
  expect(isTestCard(number)).toBe(true);
});

test.each(["6212345678901264", "621234567890126", "6212345679901265", "", "6212 3456 7890 1265"])(
  "%s is none",
  (number) => {
    expect(isTestCard(number)).toBe(false);
  },
);

test("the page takes the very numbers for test cards that the devices do", () => {
  const digits = (min: number, max: number) =>
    fc.stringMatching(new RegExp(`^\\d{${min},${max}}$`));
  const number = fc.oneof(
    digits(6, 9).map((rest) => `6212345678${rest}`),
    digits(13, 19),
  );
  fc.assert(
    fc.property(number, (each) => {
      expect(isTestCard(each)).toBe(parsePan(each) !== undefined);
    }),
    { numRuns: 1_000 },
  );
});
