import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  majorOf,
  minorOf,
  pairs,
  readTransactionId,
  timeStamp,
  transactionId,
} from "../../../../sim-server/io/nexo/words.ts";

describe("an amount in major units", () => {
  test.each([
    [86.4, 8640],
    [0.01, 1],
    [1.1, 110],
    [1, 100],
    [9_999_999.99, 999_999_999],
    [0, undefined],
    [-1, undefined],
    [10.999, undefined],
    [0.001, undefined],
    [1e21, undefined],
    [Number.NaN, undefined],
  ])("%d is %s fen", (amount, amountMinor) => {
    expect(minorOf(amount)).toBe(amountMinor);
  });

  test("is the same again after it was converted, for every amount that fits a message", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (amountMinor) => {
        expect(minorOf(majorOf(amountMinor))).toBe(amountMinor);
      }),
    );
  });
});

describe("a transaction's identification", () => {
  const original = { batch: "000001", stan: "000005", rrn: "061809410005" };

  test("names batch, trace number and RRN, and is read again with its day in China", () => {
    const named = transactionId(original, timeStamp("20250618", "000501"));
    expect(named).toEqual({
      TransactionID: "000001000005.061809410005",
      TimeStamp: "2025-06-18T00:05:01+08:00",
    });
    expect(readTransactionId(named)).toEqual({ ...original, date: "0618" });
    const utc = { ...named, TimeStamp: new Date(named.TimeStamp).toISOString() };
    expect(readTransactionId(utc)).toEqual({ ...original, date: "0618" });
  });

  test.each([
    ["nothing", undefined],
    [
      "another terminal's",
      { TransactionID: "BV0q001.ABCDEFGH", TimeStamp: "2025-06-18T00:00:00Z" },
    ],
    ["no time", { TransactionID: "000001000005.061809410005", TimeStamp: "yesterday" }],
  ])("that is %s names nothing here", (_what, named) => {
    expect(readTransactionId(named)).toBeUndefined();
  });
});

test("pairs are encoded, and empty ones left out", () => {
  expect(pairs({ refusalReason: "57 not & permitted", message: "", stan: "1" })).toBe(
    "refusalReason=57%20not%20%26%20permitted&stan=1",
  );
});
