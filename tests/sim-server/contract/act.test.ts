import { expect, expectTypeOf, test } from "vitest";
import { act, phrase, type WireAct } from "../../../sim-server/contract/index.ts";
import type { Act } from "../../../sim-server/core/counter/act.ts";
import { PHRASES } from "../../../sim-server/core/counter/act.ts";

test("what may cross the wire is what a cashier does at a counter; faults are not hers", () => {
  expectTypeOf<WireAct["type"]>().toEqualTypeOf<Exclude<Act["type"], "fault">>();
  expectTypeOf<WireAct>().toExtend<Act>();
  expectTypeOf<Exclude<Act, { type: "fault" }>>().toExtend<WireAct>();
  const types = act.options.map(({ shape }) => shape.type.value);
  expect(new Set(types).size).toBe(types.length);
});

test("every phrase can be said, and no other", () => {
  expect(new Set(phrase.options)).toEqual(new Set(PHRASES));
});

test.each([
  [{ type: "scan", item: "a".repeat(40) }, true],
  [{ type: "scan", item: "a".repeat(41) }, false],
  [{ type: "scan", item: "" }, false],
  [{ type: "wedge", text: "2004170001018" }, true],
  [{ type: "wedge", text: "2004170001018", seq: 1 }, false],
  [{ type: "dial", number: "1".repeat(20) }, true],
  [{ type: "dial", number: "1".repeat(21) }, false],
  [{ type: "dial", number: "" }, false],
  [{ type: "answer", choice: "a".repeat(60) }, true],
  [{ type: "answer", choice: "a".repeat(61) }, false],
  [{ type: "key", device: "terminal", key: "enter" }, true],
  [{ type: "key", device: "pin-pad", key: "1" }, false],
  [{ type: "key", device: "terminal", key: "10" }, false],
  [{ type: "hand", thing: "card", to: "thief" }, false],
  [{ type: "open", thing: "drawer" }, false],
  [{ type: "close", thing: "drawer" }, true],
  [{ type: "fault", fault: "bank.slow", params: {} }, false],
  [{ type: "pause", on: 1 }, false],
])("%j is an act: %s", (value, valid) => {
  expect(act.safeParse(value).success).toBe(valid);
});
