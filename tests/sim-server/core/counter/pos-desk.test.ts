import { describe, expect, test } from "vitest";
import {
  createPosDesk,
  type PosRecord,
  RECORDS_MAX,
} from "../../../../sim-server/core/counter/pos-desk.ts";
import type { PosAnswer } from "../../../../sim-server/core/terminal/pos-port.ts";

const PRINT = { kind: "print", lines: ["?"] } as const;
const DONE: PosAnswer = { kind: "done" };

/** A desk, the terminal's end of its cable, and what was told and pressed. */
function openDesk() {
  const told: PosRecord[] = [];
  let presses = 0;
  const desk = createPosDesk({
    emit: () => undefined,
    pressCancel: () => {
      presses += 1;
    },
  });
  desk.attach((record) => told.push(record));
  const ask = (reference: string) =>
    desk.take({ kind: "request", reference, memo: `of ${reference}`, request: PRINT });
  return { desk, told, ask, port: desk.port(), presses: () => presses };
}

test("a request reaches the terminal with a number, and its answer is told and remembered", () => {
  const { desk, told, ask, port } = openDesk();
  expect(ask("a")).toBeUndefined();
  expect(port.requests.take()?.value).toEqual({ number: 1, request: PRINT });
  expect(desk.running()).toMatchObject({ reference: "a", answer: undefined });
  port.answer(1, DONE);
  const record = { reference: "a", memo: "of a", request: PRINT, aborted: false, answer: DONE };
  expect(told).toEqual([record]);
  expect([desk.running(), desk.find("a"), desk.find("b")]).toEqual([undefined, record, undefined]);
});

test("one at a time: another has no effect meanwhile", () => {
  const { desk, ask, port } = openDesk();
  ask("a");
  expect(ask("b")).toBe("not-now");
  expect(desk.find("b")).toBeUndefined();
  port.answer(1, DONE);
  expect(ask("b")).toBeUndefined();
  expect(desk.last(() => true)?.reference).toBe("b");
});

describe("an answer that is nobody's", () => {
  test.each([
    ["of a number never given", 2],
    ["of one answered before", 1],
  ])("%s changes nothing", (_what, number) => {
    const { told, ask, port } = openDesk();
    ask("a");
    port.answer(1, DONE);
    port.answer(number, { kind: "lost" });
    expect(told.map(({ answer }) => answer)).toEqual([DONE]);
  });
});

test("whoever wants to stop presses cancel at once, and on every screen until it is answered", () => {
  const { desk, ask, port, presses } = openDesk();
  expect(desk.take({ kind: "abort", reference: "a" })).toBe("not-there");
  ask("a");
  expect(desk.take({ kind: "abort", reference: "b" })).toBe("not-there");
  desk.screenShown();
  expect(presses()).toBe(0);
  expect(desk.take({ kind: "abort", reference: "a" })).toBeUndefined();
  desk.screenShown();
  expect(presses()).toBe(2);
  port.answer(1, DONE);
  desk.screenShown();
  expect(presses()).toBe(2);
  expect(desk.find("a")?.aborted).toBe(true);
});

describe("over a loss of power", () => {
  test("what never reached the journal is lost", () => {
    const { desk, ask } = openDesk();
    ask("a");
    desk.port().recovered();
    expect(desk.find("a")?.answer).toEqual({ kind: "lost" });
  });

  test("what was asked since is still to be done", () => {
    const { desk, ask } = openDesk();
    const port = desk.port();
    ask("a");
    port.recovered();
    expect(desk.running()?.reference).toBe("a");
    expect(port.requests.take()?.value.number).toBe(1);
  });
});

test("the oldest are forgotten", () => {
  const { desk, ask, port } = openDesk();
  for (let number = 1; number <= RECORDS_MAX + 1; number += 1) {
    ask(String(number));
    port.answer(number, DONE);
  }
  expect(desk.find("1")).toBeUndefined();
  expect(desk.find("2")?.answer).toEqual(DONE);
});
