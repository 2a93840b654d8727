import { expect, test } from "vitest";
import { complaintsOf, lessonWith } from "../../kit/lesson-text.ts";

const keying = (amount: string) =>
  lessonWith(["play: [scan, say: total]", `play: [key-amount: ${amount}]`]);
const starting = (moment: string) => lessonWith(["2025-06-18T09:41:00+08:00", moment]);
const carrying = (number: string) => lessonWith(['"6212345678901265"', number]);
const NOT_A_TEST_CARD = "16:13: `number` is not a test card; use one of scenarios/cards/cards.yaml";
const NO_CARD =
  "16:13: `number` is no card number, its check digit is wrong; use one of scenarios/cards/cards.yaml";
const NO_AMOUNT =
  '31:24: `key-amount` is not an amount; write yuan and fen with a point, like "86.40"';

test.each([
  ["card outside the test list", carrying(`"4${"1".repeat(15)}"`), NOT_A_TEST_CARD],
  [
    "card of a UnionPay prefix that is not ours",
    carrying(`"62${"1".repeat(13)}5"`),
    NOT_A_TEST_CARD,
  ],
  ["card failing Luhn", carrying('"6212345678901266"'), NO_CARD],
  ["card that is no number", carrying('"6212-3456-7890"'), NO_CARD],
  [
    "card out of quotes",
    carrying("6212345678901265"),
    '16:13: `number` must stand in quotes: a card number is text, like "6212345678901265"',
  ],
  [
    "title with a printer's command in it",
    lessonWith(["en: The first customer", 'en: "The \\e@ customer"']),
    "5:25: `en` must not hold control characters",
  ],
  ["amount of 0", keying('"0"'), "31:24: `key-amount` is 0; the least is 0.01"],
  ["amount of 0.00", keying('"0.00"'), "31:24: `key-amount` is 0; the least is 0.01"],
  [
    "amount of 13 digits",
    keying('"10000000000.00"'),
    "31:24: `key-amount` has 13 digits; an amount has at most 12, fen included",
  ],
  [
    "amount with 3 decimals",
    keying('"1.234"'),
    "31:24: `key-amount` has more than two decimals; the smallest coin is one fen, 0.01",
  ],
  ["amount below 0", keying('"-3"'), "31:24: `key-amount` is below 0; the least is 0.01"],
  ["amount with a comma", keying('"1,00"'), NO_AMOUNT],
  ["amount that is a word", keying("lots"), NO_AMOUNT],
  [
    "amount out of quotes",
    keying("86.40"),
    '31:24: `key-amount` must stand in quotes: an amount is text, like "86.40"',
  ],
  [
    "balance below 0",
    lessonWith(['"500.00"', '"-0.01"']),
    "21:14: `balance` is below 0; the least is 0.00",
  ],
  [
    "date without a zone",
    starting("2025-06-18T09:41:00"),
    "9:8: `start` is not the shop's time; end it with +08:00",
  ],
  [
    "date in another zone",
    starting("2025-06-18T01:41:00Z"),
    "9:8: `start` is not the shop's time; end it with +08:00",
  ],
  [
    "date that does not exist",
    starting("2025-02-29T09:41:00+08:00"),
    "9:8: `start` is a day or an hour that the calendar does not have; correct it",
  ],
  [
    "hour that does not exist",
    starting("2025-02-28T24:00:00+08:00"),
    "9:8: `start` is a day or an hour that the calendar does not have; correct it",
  ],
  [
    "date in words",
    starting("yesterday"),
    "9:8: `start` is not a date and time; write it like 2025-06-18T09:41:00+08:00",
  ],
  ["year alone", starting("2025"), "9:8: `start` must be a date and time, not a number"],
  [
    "thirteenth month on a card",
    lessonWith(["pin:", 'expiry: "13/29"\n    pin:']),
    '18:13: `expiry` is not a month and a year, like "08/29"',
  ],
  [
    "text for a number",
    lessonWith(["chapter: 1", "chapter: one"]),
    "3:10: `chapter` must be a whole number from 1 to 99",
  ],
  [
    "number for a word",
    lessonWith(["kind: sale", "kind: 3"]),
    "8:7: `kind` must name a lesson kind, not a number",
  ],
  ["word for a list", lessonWith(["[debit]", "debit"]), "13:11: `wallet` must be a list"],
  [
    "list for a map",
    lessonWith(["title: { zh: 第一位顾客, en: The first customer }", "title: [x]"]),
    "5:8: `title` must be a map, not a list",
  ],
  [
    "word for true or false",
    lessonWith(["face: lao", "face: lao\n  knows-pin: maybe"]),
    "13:14: `knows-pin` must be true or false, not text",
  ],
  [
    "unknown word of a closed list",
    lessonWith(["flow: amount-first", "flow: amount-last"]),
    "10:7: unknown flow `amount-last`; did you mean `amount-first`?",
  ],
  [
    "id with a blank",
    lessonWith(["id: first-sale", "id: first sale"]),
    "2:5: `id` must be small letters, digits and hyphens, beginning with a letter, at most 40",
  ],
])("%s", (_name, text, complaints) => {
  expect(complaintsOf(text)).toBe(complaints);
});
