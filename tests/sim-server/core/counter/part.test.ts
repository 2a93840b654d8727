import { expect, test } from "vitest";
import { part } from "../../../../sim-server/core/counter/part.ts";

test("a part is the same object until something it is made of was replaced", () => {
  const sources = { screen: {}, on: false };
  let made = 0;
  const view = part(
    () => [sources.screen, sources.on],
    (screen, on) => {
      made += 1;
      return { screen, on };
    },
  );
  const first = view();
  expect(view()).toBe(first);
  sources.on = true;
  const second = view();
  expect(second).not.toBe(first);
  expect(second.on).toBe(true);
  sources.screen = {};
  expect(view().screen).toBe(sources.screen);
  view();
  expect(made).toBe(3);
});

test("a part of undefined things is made once", () => {
  let made = 0;
  const view = part(
    () => [undefined],
    (_nothing) => {
      made += 1;
      return made;
    },
  );
  expect([view(), view()]).toEqual([1, 1]);
});
