import { describe, expect, test } from "vitest";
import {
  type Answer,
  createExchanges,
  keepAnswer,
  recallAnswer,
} from "../../../../sim-server/core/bank/exchanges.ts";

describe("a kept answer", () => {
  test.each<[string, Answer]>([
    ["with nothing in it", { finding: "ruled", fields: {} }],
    ["of text", { finding: "approved", fields: { 12: "093000", 39: "00", 37: "061509300001" } }],
    ["of bytes", { finding: "approved", fields: { 55: Uint8Array.of(1, 2), 63: Uint8Array.of() } }],
  ])("%s is recalled as it was", (_name, answer) => {
    expect(recallAnswer(keepAnswer(answer))).toEqual(answer);
  });

  test("does not say of an element that it is not there", () => {
    const kept = keepAnswer({ finding: "approved", fields: { 2: undefined, 39: "00" } });
    expect(Object.keys(recallAnswer(kept).fields)).toEqual(["39"]);
  });
});

test("exchanges of one trace number are found in every batch of their terminal, in order", () => {
  const exchanges = createExchanges();
  for (const [terminal, batch, stan] of [
    ["A", "000002", "000005"],
    ["A", "000001", "000005"],
    ["A", "000001", "000006"],
    ["B", "000001", "000005"],
    ["A", "000002", "000005"],
  ] as const) {
    exchanges.open({ terminal, batch, stan });
  }
  const keys = (terminal: string, stan: string): readonly string[] =>
    exchanges.ofStan({ terminal, stan }).map(({ key }) => key);
  expect(keys("A", "000005")).toEqual(["A/000002/000005", "A/000001/000005"]);
  expect(keys("A", "000006")).toEqual(["A/000001/000006"]);
  expect(keys("C", "000005")).toEqual([]);
  const last = (terminal: string, stan: string) => exchanges.lastOfStan({ terminal, stan })?.key;
  expect([last("A", "000005"), last("C", "000005")]).toEqual(["A/000001/000005", undefined]);
  const latest = exchanges.latest("A", 2).map(({ key }) => key);
  expect(latest).toEqual(["A/000001/000006", "A/000001/000005"]);
  const batch = exchanges.ofBatch({ terminal: "A", batch: "000001" }).map(({ stan }) => stan);
  expect(batch).toEqual(["000005", "000006"]);
});

test("a name is told of whether or not there is such an exchange", () => {
  const exchanges = createExchanges();
  const name = { terminal: "A", batch: "000001", stan: "000002" };
  const before = exchanges.keyOf(name);
  const { key } = exchanges.open(name);
  expect([before, exchanges.keyOf(name), exchanges.keyOf(undefined)]).toEqual([key, key, ""]);
});
