import { describe, expect, test } from "vitest";
import { parseScenario } from "../../../scenarios/format/parse.ts";
import { complaintsOf, KNOWN, lessonWith } from "../../kit/lesson-text.ts";

const calling = (setting: string): string =>
  lessonWith(["wallet: [debit]", `wallet: [debit]\n  calls-bank: ${setting}`]);

describe("a customer's call to her bank", () => {
  test.each([
    [
      "{ asks: [explain, unfreeze] }",
      { asks: ["explain", "unfreeze"], identity: "right", newPin: undefined },
    ],
    [
      '{ asks: [change-pin], identity: wrong, new-pin: "975310" }',
      { asks: ["change-pin"], identity: "wrong", newPin: "975310" },
    ],
  ])("is read: %s", (setting, callsBank) => {
    const lesson = parseScenario(calling(setting), "x", KNOWN);
    expect(lesson.ok && lesson.value.customer.callsBank).toEqual(callsBank);
  });

  test.each([
    ["{ asks: [unfreze] }", "14:24: unknown request to a bank `unfreze`; did you mean `unfreeze`?"],
    ["{ asks: [] }", "14:23: `asks` is empty; name at least one request"],
    [
      `{ asks: [${"explain, ".repeat(7)}] }`,
      "14:23: `asks` names more than 6 requests; leave some out",
    ],
    ["{ identity: wrong }", "14:3: `asks` is missing in `calls-bank`"],
    [
      "{ asks: [explain], identity: wrung }",
      "14:44: unknown way of naming it `wrung`; did you mean `wrong`?",
    ],
    [
      "{ asks: [change-pin] }",
      "14:15: `calls-bank` needs `new-pin`: `change-pin` asks for the digits that she keys",
    ],
    [
      '{ asks: [explain], new-pin: "975310" }',
      "14:43: `new-pin` is keyed for `change-pin` alone; ask for that, or leave it out",
    ],
    [
      "{ asks: [change-pin], new-pin: 975310 }",
      '14:46: `new-pin` must stand in quotes: a PIN is text, like "123456"',
    ],
  ])("is complained of: %s", (setting, complaint) => {
    expect(complaintsOf(calling(setting))).toBe(complaint);
  });
});

test.each(["04-17", "", "X417", "1234567890123456789"])("%j is no identity number", (named) => {
  const text = lessonWith(['balance: "500.00"', `balance: "500.00"\n    identity: "${named}"`]);
  expect(complaintsOf(text)).toBe(
    '22:15: `identity` is not the end of an identity number: 1 to 18 digits, X only at the end, like "0417"',
  );
});
