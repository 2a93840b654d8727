import { describe, expect, test } from "vitest";
import type { Bank } from "../../../../sim-server/core/bank/bank.ts";
import { createPhone } from "../../../../sim-server/core/counter/phone.ts";
import { createWorld } from "../../../../sim-server/core/world/world.ts";
import { SALE } from "../../../kit/sale-lesson.ts";
import { openYard } from "../../../kit/yard.ts";

const BANK = "400-0000-417";

describe("the phone", () => {
  test("rings for four seconds, then the agent greets and offers a choice", () => {
    const phone = setUp();
    phone.dial(BANK);
    phone.run(3_999);
    expect(phone.state()).toBe("ringing []");
    phone.run(1);
    expect(phone.state()).toBe("talking [transaction card unfreeze goodbye]");
    expect(phone.said.join(", ")).toBe("dialled reached, agent");
  });

  test.each([
    ["400-0000-417", true],
    ["4000000417", true],
    ["40-00000417", true],
    ["400-0000-418", false],
    ["400-0000-41", false],
    ["", false],
  ])("%s reaches the bank: %s", (number, reached) => {
    const phone = setUp();
    phone.dial(number);
    phone.run(4_000);
    expect(phone.said.join(", ")).toBe(
      reached ? "dialled reached, agent" : "dialled, hung-up agent",
    );
    expect(phone.state()).toBe(
      reached ? "talking [transaction card unfreeze goodbye]" : "on-hook []",
    );
  });

  test("the agent looks it up, a second and a half long, and offers nothing meanwhile", () => {
    const phone = setUp();
    phone.dial(BANK);
    phone.run(4_000);
    phone.answer("card");
    expect(phone.state()).toBe("talking []");
    phone.run(1_499);
    expect(phone.said).toHaveLength(3);
    phone.run(1);
    expect(phone.said.at(-1)).toBe("agent");
    expect(phone.phone.view().transcript.map(({ who }) => who)).toEqual([
      "agent",
      "cashier",
      "agent",
    ]);
  });

  test("after goodbye the agent hangs up, and what was said can still be read", () => {
    const phone = setUp();
    phone.dial(BANK);
    phone.run(4_000);
    phone.answer("goodbye");
    phone.run(1_500);
    expect(phone.state()).toBe("on-hook []");
    expect(phone.said.at(-1)).toBe("hung-up agent");
    expect(phone.phone.view().transcript).toHaveLength(3);
  });

  test.each([
    ["while it rings", 1_000, ""],
    ["while the agent looks something up", 4_000, "card"],
  ])("a call hung up %s says nothing more, nor in the next one", (_when, afterMs, choice) => {
    const phone = setUp();
    phone.dial(BANK);
    phone.run(afterMs);
    if (choice !== "") phone.answer(choice);
    phone.hangUp();
    phone.dial(BANK);
    expect(phone.phone.view().transcript).toEqual([]);
    phone.run(3_999);
    expect(phone.said.filter((word) => word === "agent")).toHaveLength(choice === "" ? 0 : 1);
    expect(phone.state()).toBe("ringing []");
    phone.run(1);
    expect(phone.state()).toBe("talking [transaction card unfreeze goodbye]");
  });
});

test.each([
  ["rings", 1_000, ""],
  ["is silent, for the agent looks something up,", 4_000, "card"],
])("once hung up while it %s a phone stays on the hook", (_when, afterMs, choice) => {
  const phone = setUp();
  phone.dial(BANK);
  phone.run(afterMs);
  if (choice !== "") phone.answer(choice);
  phone.hangUp();
  const said = phone.said.length;
  phone.run(60_000);
  expect(phone.said).toHaveLength(said);
  expect(phone.state()).toBe("on-hook []");
});

describe("what a phone refuses", () => {
  test.each([
    ["on the hook", 0, "-", "not-now", "not-now"],
    ["ringing", 1_000, "not-now", "not-now", "-"],
    ["talking", 4_000, "not-now", "unknown", "-"],
  ])("%s", (_state, afterMs, dials, answers, hangsUp) => {
    const phone = setUp();
    if (afterMs > 0) phone.dial(BANK);
    phone.run(afterMs);
    const draw = (outcome: unknown): unknown => (typeof outcome === "string" ? outcome : "-");
    expect(draw(phone.phone.dial(BANK))).toBe(dials);
    expect(draw(phone.phone.answer("no-such-choice"))).toBe(answers);
    expect(draw(phone.phone.hangUp())).toBe(hangsUp);
  });

  test("a choice is gone once it was made", () => {
    const phone = setUp();
    phone.dial(BANK);
    phone.run(4_000);
    phone.answer("card");
    expect(phone.phone.answer("card")).toBe("unknown");
  });
});

test("the agent asks the bank at the moment of speaking, not of dialling", () => {
  const asked: number[] = [];
  const phone = setUp((nowMs) => asked.push(nowMs));
  phone.dial(BANK);
  phone.run(10_000);
  phone.answer("card");
  phone.run(10_000);
  expect(asked).toEqual([4_000, 11_500]);
});

function setUp(asked: (nowMs: number) => void = () => undefined) {
  const world = createWorld({ seed: 1, sink: () => undefined });
  const said: string[] = [];
  const { bank: real } = openYard(SALE);
  const bank: Bank = {
    ...real,
    talk: (terminal, step, nowMs) => {
      asked(nowMs);
      return real.talk(terminal, step, nowMs);
    },
  };
  const phone = createPhone({
    node: world.node("phone"),
    emit: (kind, data) => said.push(draw(kind, data)),
    bank,
    bankNumber: BANK,
    terminalId: "10023017",
  });
  const does = (outcome: ReturnType<typeof phone.hangUp>): void => {
    if (typeof outcome === "string") throw new Error(outcome);
    outcome();
  };
  return {
    phone,
    said,
    run: (ms: number) => world.scheduler.advance(world.scheduler.nowMs() + ms),
    dial: (number: string) => does(phone.dial(number)),
    answer: (choice: string) => does(phone.answer(choice)),
    hangUp: () => does(phone.hangUp()),
    state: () => {
      const { state, choices } = phone.view();
      return `${state} [${choices.map(({ id }) => id).join(" ")}]`;
    },
  };
}

function draw(kind: string, data: object): string {
  const word = kind.slice("phone.".length);
  if ("reached" in data) return data.reached === true ? `${word} reached` : word;
  return "by" in data ? `${word} ${data.by}` : word;
}
