import { effect } from "@preact/signals";
import { expect, test } from "vitest";
import type { State } from "../../../sim-server/contract/index.ts";
import { createCounterStore } from "../../../trainer-ui/session/store.ts";
import { cardAt } from "../../kit/page-view.ts";

const state = (more: Partial<State>): State => ({
  rev: 1,
  nowMs: 0,
  paused: false,
  view: {},
  ...more,
});

const card = (tail: string) => ({ ...cardAt("held"), tail });

test("a part that is not sent stays as it was", () => {
  const store = createCounterStore(() => 0);
  store.absorb(state({ view: { card: card("1265"), drawer: { open: true } } }));
  store.absorb(state({ view: { drawer: { open: false } } }));
  expect(store.view.card.value?.tail).toBe("1265");
  expect(store.seen().drawer).toEqual({ open: false });
  expect(store.seen().till).toBeUndefined();
});

test("whoever reads one part is not told of another", () => {
  const store = createCounterStore(() => 0);
  const tails: (string | undefined)[] = [];
  effect(() => void tails.push(store.seen().card?.tail));
  store.absorb(state({ view: { drawer: { open: true } } }));
  store.absorb(state({ view: { card: card("1265") } }));
  expect(tails).toEqual([undefined, "1265"]);
});

test.each([
  ["runs on at the server's speed", false, 0, 1000 + 250 * 20],
  ["was so much less a moment ago", false, 30, 1000 + 220 * 20],
  ["was never before what it was told last", false, 400, 1000],
  ["stands still while paused", true, 0, 1000],
])("world time %s", (_how, paused, agoMs, expected) => {
  const speed = 20;
  let realMs = 500;
  const store = createCounterStore(() => realMs);
  store.opened.value = {
    lesson: {
      id: "first-sale",
      chapter: 1,
      lesson: 1,
      title: { zh: "", en: "" },
      light: "morning",
      flow: "amount-first",
      kind: "sale",
      ways: [],
      shows: { steps: true, score: false, clock: false, patience: false },
    },
    cashier: "小禾",
    speed,
  };
  expect(store.worldNowMs()).toBe(0);
  store.absorb(state({ nowMs: 1000, paused }));
  realMs += 250;
  expect(store.worldNowMs(agoMs)).toBe(expected);
});
