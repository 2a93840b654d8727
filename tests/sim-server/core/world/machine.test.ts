import { expect, test } from "vitest";
import type { Step } from "../../../../device-emulators/kit/step.ts";
import { runMachine } from "../../../../sim-server/core/world/machine.ts";
import { createNode } from "../../../../sim-server/core/world/node.ts";
import { createScheduler } from "../../../../sim-server/core/world/scheduler.ts";

type Input = { readonly type: "push" } | { readonly type: "tick" };

/** Rings twice for a push: at once, and 100 ms later unless pushed again. */
function stepBell(state: number, input: Input, nowMs: number): Step<number, string> {
  const effects = [`${input.type} ${state}`];
  return input.type === "push"
    ? { state: state + 1, effects, wakeAtMs: nowMs + 100 }
    : { state, effects };
}

test("a machine is ticked at the time its last step named, and only then", () => {
  const scheduler = createScheduler();
  const rung: string[] = [];
  const bell = runMachine(createNode("bell", scheduler), stepBell, 0, (effect) =>
    rung.push(`${scheduler.nowMs()} ${effect}`),
  );
  bell.send({ type: "push" });
  scheduler.after(60, () => bell.send({ type: "push" }));
  scheduler.advance(1000);
  expect(rung).toEqual(["0 push 0", "60 push 1", "160 tick 2"]);
  expect(bell.state()).toBe(2);
});

test("an input sent by an effect waits until all effects of the step are done", () => {
  const scheduler = createScheduler();
  const order: string[] = [];
  const machine = runMachine(
    createNode("echo", scheduler),
    (state: number, input: { readonly type: "push" | "tick" }) => ({
      state: state + 1,
      effects: [`${input.type} first ${state}`, `${input.type} second ${state}`],
    }),
    0,
    (effect: string) => {
      order.push(effect);
      if (effect === "push first 0") machine.send({ type: "push" });
    },
  );
  machine.send({ type: "push" });
  expect(order).toEqual(["push first 0", "push second 0", "push first 1", "push second 1"]);
});
