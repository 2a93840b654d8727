import { expect, test } from "vitest";
import { createScorer } from "../../../../sim-server/core/training/scorer.ts";
import { say, world, writeTrace } from "../../../kit/beats.ts";
import { saleWith } from "../../../kit/sale-lesson.ts";

test("while the customer talks to her bank the time is not the cashier's, however long it takes", () => {
  const call = world(
    "call",
    ["bank-call.dialled", { card: "debit" }],
    ["customer.said", { line: "bank-says" }, 17_000],
    ["bank-call.hung-up", { by: "customer", settled: true }, 13_000],
  );
  const scorer = createScorer(saleWith({ steps: [{ step: "greet", tip: undefined }] }));
  for (const event of writeTrace([call, say("greet")])) scorer.take(event);
  expect(scorer.steps().map(({ activeMs, targetMs }) => [activeMs, targetMs])).toEqual([
    [830, 830],
  ]);
});
