import { expect, test } from "vitest";
import type { WireView } from "../../../sim-server/contract/index.ts";
import { choicesInOrder } from "../../../trainer-ui/panels/phone-choices.ts";

const choice = (id: string) => ({ id, zh: id, en: id });
const call = (...said: string[]): WireView["phone"] => ({
  state: "talking",
  number: "4000000417",
  transcript: said.map((zh) => ({ who: "agent", zh, en: zh })),
  choices: [choice("card"), choice("unfreeze"), choice("goodbye")],
});
const order = (phone: WireView["phone"], session: string): string =>
  choicesInOrder(phone, session)
    .map(({ id }) => id)
    .join(" ");

test("the answers stay where they are while they are read", () => {
  expect(order(call("您好"), "a")).toBe(order(call("您好"), "a"));
});

test("their order differs between sessions, and between moments of one call", () => {
  const sessions = Array.from({ length: 40 }, (_, at) => order(call("您好"), `s${at}`));
  const moments = Array.from({ length: 40 }, (_, at) => order(call(`第 ${at} 句`), "s"));
  expect(new Set(sessions).size).toBe(6);
  expect(new Set(moments).size).toBeGreaterThan(3);
});

test("no call, no answers", () => {
  expect(choicesInOrder(undefined, "s")).toEqual([]);
});
