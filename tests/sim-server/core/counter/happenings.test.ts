import { expect, test } from "vitest";
import { happeningsOf } from "../../../../sim-server/core/counter/happenings.ts";
import { setScene } from "../../../../sim-server/core/counter/scene.ts";
import type { TraceEvents } from "../../../../sim-server/core/trace-events.ts";
import { SALE } from "../../../kit/sale-lesson.ts";

test.each<[TraceEvents["terminal.outcome"]["outcome"], boolean]>([
  ["approved", false],
  ["declined", false],
  ["cancelled", true],
  ["unknown", true],
  ["reversed", true],
])("after %s the customer still holds her phone out: %s", (outcome, holds) => {
  const scene = setScene(SALE);
  scene.desk = { ...scene.desk, mobile: { id: "debit", shows: "card" } };
  happeningsOf(scene, () => undefined).outcomeShown({
    outcome,
    amountMinor: 8640,
    responseCode: "00",
    stan: "000001",
    rrn: "",
    approvalCode: "",
    cardTail: "1265",
  });
  expect(scene.desk.mobile !== undefined).toBe(holds);
});
