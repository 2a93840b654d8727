import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ANSWER_TO_SELECT,
  type FieldCard,
  stepFieldCard,
} from "../../../../device-emulators/devices/card/field-card.ts";
import {
  FIELD_CARD_MS,
  FIELD_MUTE_MS,
  type FieldEffect,
  type FieldInput,
  type FieldState,
  fieldOf,
  POLL_MS,
  quietField,
} from "../../../../device-emulators/devices/card-reader/field.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import type { Machine } from "../../../../device-emulators/kit/step.ts";
import { fieldCard } from "../../../kit/field-cards.ts";
import { play } from "../../../kit/play.ts";

type Input = FieldInput<FieldCard>;

const stepField = fieldOf(stepFieldCard);
const quiet = quietField<FieldCard>();
const tick: Input = { type: "tick" };
const on: Input = { type: "power", on: true };
const off: Input = { type: "power", on: false };
const withdraw: Input = { type: "withdraw" };
const select: Input = { type: "transmit", bytes: fromHex("00A4040008A000000333010101") };
const silent = fieldCard("card", { chip: "broken" });

describe("one card held to the reader", () => {
  test("is found after a moment, answers, and comes back", () => {
    const { state, effects } = play(stepField, quiet, [
      [0, on],
      [10, tap(fieldCard())],
      [10 + POLL_MS - 1, tick],
      [10 + POLL_MS, tick],
      [100, select],
      [100 + FIELD_CARD_MS, tick],
      [200, withdraw],
    ]);
    expect(draw(effects)).toBe("tapped 6F left released");
    expect(state).toEqual({ ...quiet, powered: true });
  });

  test("is found when the field comes on, if it is there already", () => {
    expect(story([0, tap(fieldCard())], [50, on], [50 + POLL_MS, tick])).toBe("tapped");
  });

  test("asks to be woken when it is due", () => {
    const { state } = play(stepField, quiet, [[0, on]]);
    const near = stepField(state, tap(fieldCard()), 5);
    expect(near.wakeAtMs).toBe(5 + POLL_MS);
    const found = stepField(near.state, tick, 5 + POLL_MS);
    expect(found.wakeAtMs).toBeUndefined();
    expect(stepField(found.state, select, 100).wakeAtMs).toBe(100 + FIELD_CARD_MS);
  });

  test.each([
    ["without a field is not felt", [tap(fieldCard())], "released"],
    ["without an antenna is not felt", [on, tap(silent)], "released"],
  ] as const)("%s", (_name, inputs, expected) => {
    const before = inputs.map((input) => [0, input] as const);
    expect(story(...before, [POLL_MS, tick], [999, withdraw])).toBe(expected);
  });

  test.each([
    ["before it is found", 10, "mute released"],
    ["while it works", POLL_MS + 15, "tapped left released"],
    ["after it has answered", POLL_MS + 200, "tapped 6F left released"],
  ])("taken away %s", (_name, atMs, expected) => {
    const script = [
      [0, on],
      [0, tap(fieldCard())],
      ...(atMs > POLL_MS ? ([[POLL_MS, tick]] as const) : []),
      [Math.min(atMs, POLL_MS + 10), select],
      ...(atMs > POLL_MS + 100 ? ([[POLL_MS + 60, tick]] as const) : []),
      [atMs, withdraw],
      [atMs + 999, tick],
    ] as const;
    expect(story(...script)).toBe(expected);
  });

  test.each([
    [1, "tapped left released"],
    [2, "tapped 6F left released"],
    [3, "tapped 6F 6F"],
  ])("leaves at command %i before it sees it", (command, expected) => {
    expect(
      story(
        [0, on],
        [0, tap(fieldCard())],
        [0, { type: "leave-at", command }],
        [POLL_MS, tick],
        [100, select],
        [150, tick],
        ...(command > 1 ? ([[200, select]] as const) : []),
        [250, tick],
      ),
    ).toBe(expected);
  });

  test("is forgotten when the field goes off, and found anew when it comes back", () => {
    expect(
      story(
        [0, on],
        [0, tap(fieldCard())],
        [POLL_MS, tick],
        [100, select],
        [101, off],
        [100 + FIELD_CARD_MS, tick],
        [200, select],
        [300, on],
        [300 + POLL_MS, tick],
      ),
    ).toBe("tapped mute tapped");
  });

  test("that does not answer a command is mute", () => {
    const answersOnce: Machine<
      FieldCard,
      Parameters<typeof stepFieldCard>[1],
      never | { readonly type: "answer"; readonly bytes: Uint8Array }
    > = (state, input) => ({
      state,
      effects: input.type === "power-on" ? [{ type: "answer", bytes: ANSWER_TO_SELECT }] : [],
    });
    const { effects } = play(fieldOf(answersOnce), quiet, [
      [0, on],
      [0, tap(fieldCard())],
      [POLL_MS, tick],
      [100, select],
      [100 + FIELD_MUTE_MS - 1, tick],
      [100 + FIELD_MUTE_MS, tick],
    ]);
    expect(draw(effects)).toBe("tapped mute");
  });
});

describe("two cards held to the reader", () => {
  test("collide, and are both given back", () => {
    expect(
      story(
        [0, on],
        [0, tap(fieldCard(), fieldCard())],
        [POLL_MS, tick],
        [99, select],
        [200, withdraw],
      ),
    ).toBe("collision mute left released released");
  });

  test("are one where only one of them answers", () => {
    expect(
      story([0, on], [0, tap(silent, fieldCard())], [POLL_MS, tick], [99, select], [150, tick]),
    ).toBe("tapped 6F");
  });

  test("collide when the second comes into a transaction of the first", () => {
    expect(
      story(
        [0, on],
        [0, tap(fieldCard())],
        [POLL_MS, tick],
        [100, select],
        [101, tap(fieldCard())],
        [101 + POLL_MS, tick],
      ),
    ).toBe("tapped collision");
  });
});

test("cards that come to the field go away again, and each question has at most one answer", () => {
  const input = fc.constantFrom<Input>(
    tap(fieldCard()),
    tap(fieldCard("phone"), silent),
    withdraw,
    on,
    off,
    select,
    tick,
    { type: "leave-at", command: 2 },
  );
  fc.assert(
    fc.property(
      fc.array(input, { maxLength: 40 }),
      fc.integer({ min: 1, max: 700 }),
      (inputs, stepMs) => {
        const script = inputs.map((next, index) => [index * stepMs, next] as const);
        const { state, effects } = play<FieldState<FieldCard>, Input, FieldEffect<FieldCard>>(
          stepField,
          quiet,
          script,
        );
        const count = (type: string) => effects.filter((effect) => effect.type === type).length;
        const came = inputs.reduce(
          (sum, next) => sum + (next.type === "tap" ? next.cards.length : 0),
          0,
        );
        expect(count("released") + state.cards.length).toBe(came);
        const asked = inputs.filter(({ type }) => type === "transmit").length;
        expect(count("answer") + count("mute")).toBeLessThanOrEqual(asked);
      },
    ),
  );
});

function tap(...cards: readonly FieldCard[]): Input {
  return { type: "tap", cards };
}

function story(...script: readonly (readonly [number, Input])[]): string {
  return draw(play(stepField, quiet, script).effects);
}

function draw(effects: readonly FieldEffect<FieldCard>[]): string {
  return effects
    .map((effect) => (effect.type === "answer" ? toHex(effect.bytes).slice(0, 2) : effect.type))
    .join(" ");
}
