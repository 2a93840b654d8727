import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Card } from "../../../../device-emulators/devices/card/chip-card.ts";
import { ANSWER_TO_RESET, stepCard } from "../../../../device-emulators/devices/card/chip-card.ts";
import { stripeOf } from "../../../../device-emulators/devices/card/track.ts";
import {
  CARD_MS,
  emptyReader,
  MUTE_MS,
  type Orientation,
  type ReaderEffect,
  type ReaderInput,
  type ReaderState,
  readerOf,
} from "../../../../device-emulators/devices/card-reader/reader.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { card, PROFILE } from "../../../kit/cards.ts";
import { play } from "../../../kit/play.ts";

type Input = ReaderInput<Card>;

const stepReader = readerOf(stepCard);
const empty = emptyReader<Card>();
const tick: Input = { type: "tick" };
const on: Input = { type: "power", on: true };
const off: Input = { type: "power", on: false };
const remove: Input = { type: "remove" };
const soil: Input = { type: "soil" };
const clean: Input = { type: "clean" };
const selectAid = transmit("00A4040008A000000333010101");
const startTransaction = transmit("80A8000006830401560156");
const ATR = toHex(ANSWER_TO_RESET);

describe("a card in the slot", () => {
  test("is noticed at once, and answers the reset after its time", () => {
    expect(story([0, insert()], [5, on], [5 + CARD_MS - 1, tick])).toBe("present");
    expect(story([0, insert()], [5, on], [5 + CARD_MS, tick])).toBe(`present ${ATR}`);
  });

  test("answers each command after its time, and asks to be woken then", () => {
    const { state } = play(stepReader, empty, [
      [0, insert()],
      [0, on],
      [CARD_MS, tick],
    ]);
    const asked = stepReader(state, selectAid, 100);
    expect(asked.effects).toEqual([]);
    expect(asked.wakeAtMs).toBe(100 + CARD_MS);
    // Whatever happens meanwhile, the alarm stays set.
    expect(stepReader(asked.state, clean, 101).wakeAtMs).toBe(100 + CARD_MS);
    const answered = stepReader(asked.state, tick, 100 + CARD_MS);
    expect(draw(answered.effects)).toMatch(/^6F.*9000$/);
    expect(answered.wakeAtMs).toBeUndefined();
    expect(stepReader(answered.state, tick, 200).effects).toEqual([]);
  });

  test.each([
    ["turned the wrong way", [insert("wrong-way")]],
    ["over dirty contacts", [soil, insert()]],
    ["over contacts that got dirty", [insert(), soil]],
    ["with a broken chip", [insert("chip-first", card({ chip: "broken" }))]],
  ] as const)("%s is present but mute", (_name, inputs) => {
    const before = inputs.map((input) => [0, input] as const);
    expect(story(...before, [0, on], [MUTE_MS - 1, tick])).toBe("present");
    expect(story(...before, [0, on], [MUTE_MS, tick])).toBe("present mute");
  });

  test("answers once its contacts are clean", () => {
    expect(
      story(
        [0, soil],
        [0, insert()],
        [0, on],
        [MUTE_MS, tick],
        [2_000, clean],
        [2_000, on],
        [3_000, tick],
      ),
    ).toBe(`present mute ${ATR}`);
  });

  test("is mute without power", () => {
    expect(story([0, insert()], [0, selectAid], [MUTE_MS, tick])).toBe("present mute");
    expect(
      story([0, insert()], [0, on], [20, tick], [30, off], [30, selectAid], [30 + MUTE_MS, tick]),
    ).toBe(`present ${ATR} mute`);
  });

  test("powered off before it answers says nothing any more", () => {
    expect(story([0, insert()], [0, on], [1, off], [CARD_MS, tick], [MUTE_MS, tick])).toBe(
      "present",
    );
  });

  test("keeps a second one out", () => {
    const second = card();
    const { state, effects } = play(stepReader, empty, [
      [0, insert()],
      [1, insert("chip-first", second)],
    ]);
    expect(effects.at(-1)).toEqual({ type: "released", card: second });
    expect(state.slot.kind).toBe("occupied");
  });
});

describe("a card pulled out", () => {
  test("is noticed at once and comes back without power", () => {
    const { state, effects } = play(stepReader, empty, [
      [0, insert()],
      [0, on],
      [20, tick],
      [30, remove],
    ]);
    expect(draw(effects)).toBe(`present ${ATR} absent released`);
    expect(state).toEqual(empty);
    expect(released(effects)?.session).toEqual({ kind: "off" });
  });

  test("while it works leaves its answer unsaid, and remembers what it did", () => {
    const { effects } = play(stepReader, empty, [
      [0, insert()],
      [0, on],
      [20, selectAid],
      [40, startTransaction],
      [41, remove],
      [60, tick],
    ]);
    expect(draw(effects)).toBe("present absent mute released");
    expect(released(effects)?.memory.atc).toBe(1);
  });

  test.each([
    [1, "present absent mute released", 0],
    [2, "present 6F absent mute released", 0],
    [3, "present 6F 80 absent mute released", 1],
    [4, "present 6F 80", undefined],
  ])("at command %i never sees it", (command, expected, atc) => {
    const { effects } = play(stepReader, empty, [
      [0, { type: "pull-at", command }],
      [0, insert()],
      [0, on],
      [1, selectAid],
      [101, tick],
      ...(command > 1 ? ([[200, startTransaction]] as const) : []),
      [301, tick],
      ...(command > 2 ? ([[400, transmit("80CA9F3600")]] as const) : []),
    ]);
    expect(draw(effects, 2)).toBe(expected);
    expect(released(effects)?.memory.atc).toBe(atc);
  });

  test("by a fault is not pulled out again by the same", () => {
    const { effects } = play(stepReader, empty, [
      [0, insert()],
      [0, { type: "pull-at", command: 1 }],
      [0, on],
      [20, selectAid],
      [100, insert()],
      [100, on],
      [120, selectAid],
      [140, tick],
    ]);
    expect(draw(effects, 2)).toBe("present absent mute released present 6F");
  });

  test("late by a fault goes at the next command", () => {
    expect(
      story(
        [0, insert()],
        [0, on],
        [20, selectAid],
        [40, tick],
        [50, { type: "pull-at", command: 1 }],
        [60, startTransaction],
      ),
    ).toMatch(/ absent mute released$/);
  });
});

describe("an empty slot", () => {
  test.each([
    ["power on", on, "mute"],
    ["a command", selectAid, "mute"],
    ["power off", off, ""],
    ["a removal", remove, ""],
    ["a tick", tick, ""],
  ])("answers %s", (_name, input, expected) => {
    expect(story([0, input])).toBe(expected);
  });
});

describe("a stripe drawn past the head", () => {
  const stripe = stripeOf(PROFILE);

  test.each([
    ["is read", "chip-first", "good", "6212345678901265=3012220000000000"],
    ["is not seen the wrong way round", "wrong-way", "good", "nothing"],
    ["is damaged by a jerk", "chip-first", "bad", "garbled"],
  ] as const)("%s", (_name, orientation, quality, expected) => {
    const { effects } = play(stepReader, empty, [
      [0, { type: "swipe", stripe, orientation, quality }],
    ]);
    const [swiped] = effects;
    const read = swiped?.type === "swiped" ? swiped.read : undefined;
    expect(read?.ok ? read.value.track2 : read?.error).toBe(expected);
  });

  test("does not disturb the card in the slot", () => {
    const swipe: Input = { type: "swipe", stripe, orientation: "chip-first", quality: "good" };
    expect(story([0, insert()], [5, on], [6, swipe], [5 + CARD_MS, tick])).toBe(
      `present swiped ${ATR}`,
    );
  });
});

test("cards that go in come out again, and each question has at most one answer", () => {
  const input = fc.constantFrom<Input>(
    insert(),
    insert("wrong-way"),
    remove,
    on,
    off,
    soil,
    clean,
    tick,
    selectAid,
    startTransaction,
    { type: "pull-at", command: 2 },
  );
  fc.assert(
    fc.property(
      fc.array(input, { maxLength: 40 }),
      fc.integer({ min: 1, max: 600 }),
      (inputs, stepMs) => {
        const script = inputs.map((next, index) => [index * stepMs, next] as const);
        const { state, effects } = play<ReaderState<Card>, Input, ReaderEffect<Card>>(
          stepReader,
          empty,
          script,
        );
        const count = (type: string) => effects.filter((effect) => effect.type === type).length;
        const questions = inputs.filter(
          (next) => next.type === "transmit" || (next.type === "power" && next.on),
        );
        const inserted = inputs.filter((next) => next.type === "insert").length;
        const inside = state.slot.kind === "occupied" ? 1 : 0;
        expect(count("released") + inside).toBe(inserted);
        expect(count("answer") + count("mute")).toBeLessThanOrEqual(questions.length);
      },
    ),
  );
});

function insert(orientation: Orientation = "chip-first", inserted: Card = card()): Input {
  return { type: "insert", card: inserted, orientation };
}

function transmit(hex: string): Input {
  return { type: "transmit", bytes: fromHex(hex) };
}

function story(...script: readonly (readonly [number, Input])[]): string {
  return draw(play(stepReader, empty, script).effects);
}

/** Effects on one line: answers in hex, only the first `digits` of each where given. */
function draw(effects: readonly ReaderEffect<Card>[], digits?: number): string {
  return effects
    .map((effect) => {
      if (effect.type === "presence") return effect.present ? "present" : "absent";
      return effect.type === "answer" ? toHex(effect.bytes).slice(0, digits) : effect.type;
    })
    .join(" ");
}

function released(effects: readonly ReaderEffect<Card>[]): Card | undefined {
  return effects.flatMap((effect) => (effect.type === "released" ? [effect.card] : [])).at(-1);
}
