import { describe, expect, test } from "vitest";
import type { CodeSettings } from "../../../../scenarios/format/scenario.ts";
import { createCodeBook, RENEWED_MS } from "../../../../sim-server/core/customer/phone-codes.ts";
import { createScheduler } from "../../../../sim-server/core/world/scheduler.ts";

const PAYMENT: CodeSettings = {
  ...{ id: "pay", scheme: "wechat", account: "savings" },
  ...{ confirmAboveMinor: undefined, payer: "pays" },
};
const K: CodeSettings = { id: "k", scheme: "k-code", card: "debit" };

function setUp() {
  const scheduler = createScheduler();
  let issued = 0;
  const book = createCodeBook({
    codes: [PAYMENT, K],
    issue: ({ id }) => {
      issued += 1;
      return `${id}-${issued}`;
    },
    after: scheduler.after,
  });
  return {
    book,
    issued: () => issued,
    pass: (ms: number) => scheduler.advance(scheduler.nowMs() + ms),
  };
}

describe("a code on a phone", () => {
  test("is issued when it is first shown, and no sooner", () => {
    const { book, issued } = setUp();
    expect(issued()).toBe(0);
    book.open("pay");
    expect(book.shown("pay")).toEqual({ scheme: "wechat", digits: "pay-1", turn: 0 });
  });

  test.each([
    ["just before a minute", RENEWED_MS - 1, 0, "pay-1"],
    ["after a minute", RENEWED_MS, 1, "pay-2"],
    ["after three", 3 * RENEWED_MS, 3, "pay-4"],
  ])("%s is the code of its minute", (_name, ms, turn, digits) => {
    const { book, pass } = setUp();
    book.open("pay");
    pass(ms);
    expect(book.shown("pay")).toMatchObject({ turn, digits });
  });

  test("keeps its time when the phone is held out again, and is not issued by looking", () => {
    const { book, pass, issued } = setUp();
    book.open("pay");
    pass(RENEWED_MS);
    book.open("pay");
    book.shown("pay");
    expect([book.shown("pay").turn, issued()]).toEqual([1, 2]);
  });

  test("a K-code is not renewed", () => {
    const { book, pass } = setUp();
    book.open("k");
    pass(10 * RENEWED_MS);
    expect(book.shown("k")).toEqual({ scheme: "k-code", digits: "k-1", turn: 0 });
  });

  test("that was scanned is known as it was then", () => {
    const { book, pass } = setUp();
    expect(book.lastScanned()).toBeUndefined();
    book.open("pay");
    expect(book.scan("pay")).toBe("pay-1");
    pass(RENEWED_MS);
    expect(book.lastScanned()).toEqual({ code: PAYMENT, digits: "pay-1" });
  });
});
