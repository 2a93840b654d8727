import { expect, test } from "vitest";
import { goodsCode } from "../../../sim-server/contract/index.ts";

test.each<[string, string, boolean]>([
  ["EAN-13", "2004170001018", true],
  ["EAN-8", "20041700", true],
  ["an AIM identifier before it", "]E02004170001018", true],
  ["letters, of Code 39", "AB-12.34", true],
  ["a GTIN of 14 digits, as GS1 prints it", "0102004170001018", true],
  ["the number of a box, 18 digits behind its identifier", "00340123450000000001", true],
  ["letters before fourteen digits", "S00000000000001", true],
  ["nothing", "", false],
  ["as many characters as a till reads", "A".repeat(48), true],
  ["one more", "A".repeat(49), false],
  ["a space", "AB 12", false],
  ["a control character", "AB\u001d12", false],
  ["no ASCII", "\uff11\uff12", false],
  ["13 digits, as some cards had", "4000000000006", true],
  ["14 digits", "36000000000008", false],
  ["a card's number", "6212345678901265", false],
  ["a card's number behind an AIM identifier", "]E06212345678901265", false],
  ["a card's number among other things", "%B6212345678901265^X", false],
  ["a payment code of 18 digits", "134567890123456789", false],
  ["a payment code of 24 digits", "281234567890123456789012", false],
])("%s", (_name, text, taken) => {
  expect(goodsCode.safeParse(text).success).toBe(taken);
});
