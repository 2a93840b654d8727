import { expect, test } from "vitest";
import type { HardwareEvent } from "../../../../sim-server/core/counter/hardware-event.ts";
import { createDeskOutbox } from "../../../../sim-server/io/hardware/desk-outbox.ts";

const SCAN: HardwareEvent = { device: "scanner", kind: "bytes", hex: "310D" };
const plugged = (device: "printer" | "scanner"): HardwareEvent => ({ device, kind: "plugged" });

test("what was not acknowledged waits, in order, under its number", () => {
  const outbox = createDeskOutbox();
  for (const event of [plugged("scanner"), SCAN, SCAN]) outbox.add(event);
  outbox.acknowledge(1);
  expect(outbox.waiting().map(({ n, event }) => `${n} ${event.kind}`)).toEqual([
    "2 bytes",
    "3 bytes",
  ]);
  outbox.acknowledge(3);
  expect(outbox.waiting()).toEqual([]);
  expect(outbox.add(SCAN).n).toBe(4);
});

test("the cables that are in are those that the server was told of: what waits is told after them", () => {
  const outbox = createDeskOutbox();
  outbox.add(plugged("printer"));
  outbox.add(plugged("scanner"));
  expect(outbox.plugged()).toEqual([]);
  outbox.acknowledge(2);
  outbox.add({ device: "printer", kind: "unplugged" });
  expect(outbox.plugged()).toEqual([plugged("printer"), plugged("scanner")]);
  outbox.acknowledge(3);
  expect(outbox.plugged()).toEqual([plugged("scanner")]);
});
