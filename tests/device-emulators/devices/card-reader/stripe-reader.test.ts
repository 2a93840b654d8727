import fc from "fast-check";
import { expect, test } from "vitest";
import { stripeOf } from "../../../../device-emulators/devices/card/track.ts";
import { ID_TECH, MAGTEK } from "../../../../device-emulators/devices/card-reader/stripe-format.ts";
import type { SwipeQuality } from "../../../../device-emulators/devices/card-reader/stripe-head.ts";
import {
  STRIPE_IDLE,
  type StripeEffect,
  type StripeInput,
  stripeReaderOf,
} from "../../../../device-emulators/devices/card-reader/stripe-reader.ts";
import { toLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type { Stripe } from "../../../../device-emulators/kit/track-codes.ts";
import { PROFILE } from "../../../kit/cards.ts";

const swipe = (stripe: Stripe, quality: SwipeQuality = "good"): StripeInput => ({
  type: "swipe",
  stripe,
  quality,
});
const CARD = stripeOf(PROFILE);
const TRACKS =
  "%B6212345678901265^LI XIAOMING^3012220000000000?;6212345678901265=3012220000000000?";

/** What is sent and told, with the time: `300 "abc" 12`, `300 xx`. */
function draw(effects: readonly StripeEffect[], nowMs: number): string {
  const parts = effects.map((effect) =>
    effect.type === "send"
      ? JSON.stringify(toLatin1(effect.bytes))
      : [...effect.read.map((name) => name.slice(-1)), ...effect.garbled.map(() => "x")].join("") ||
        "nothing",
  );
  return [nowMs, ...parts].join(" ");
}

function play(inputs: readonly (readonly [number, StripeInput])[], format = MAGTEK): string[] {
  const machine = stripeReaderOf(format);
  const drawn: string[] = [];
  let state = STRIPE_IDLE;
  let wakeAtMs: number | undefined;
  const run = (input: StripeInput, nowMs: number): void => {
    const step = machine(state, input, nowMs);
    ({ state, wakeAtMs } = { wakeAtMs: undefined, ...step });
    if (step.effects.length > 0) drawn.push(draw(step.effects, nowMs));
  };
  for (const [atMs, input] of inputs) {
    if (wakeAtMs !== undefined && wakeAtMs <= atMs) run({ type: "tick" }, wakeAtMs);
    run(input, atMs);
  }
  if (wakeAtMs !== undefined) run({ type: "tick" }, wakeAtMs);
  return drawn;
}

test.each<[string, Stripe, SwipeQuality, string[]]>([
  ["drawn evenly", CARD, "good", [`300 ${JSON.stringify(`${TRACKS}\r`)} 12`]],
  ["drawn with a jerk", CARD, "bad", ['300 "%E?;E?\\r" xx']],
  ["drawn too slowly", CARD, "too-slow", ["2000 nothing"]],
  ["with a worn stripe", stripeOf({ ...PROFILE, stripe: "worn" }), "good", ['300 "%E?;E?\\r" xx']],
  ["without a stripe", stripeOf({ ...PROFILE, stripe: "none" }), "good", ["300 nothing"]],
  [
    "with a third track",
    stripeOf({ ...PROFILE, track3: "99=1" }),
    "good",
    [`300 ${JSON.stringify(`${TRACKS}+99=1?\r`)} 123`],
  ],
])("a card %s", (_name, stripe, quality, expected) => {
  expect(play([[0, swipe(stripe, quality)]])).toEqual(expected);
});

test("a damaged card sends nothing where the format has no words for it", () => {
  expect(play([[0, swipe(CARD, "bad")]], ID_TECH)).toEqual(["300 xx"]);
});

test("one card at a time, and what the host says is not heard", () => {
  const second = { track2: CARD.track2 ?? new Uint8Array(0) };
  expect(
    play([
      [0, swipe(CARD)],
      [299, swipe(second)],
      [299, { type: "received" }],
      [301, swipe(second)],
    ]).map((line) => line.slice(-4)),
  ).toEqual(['" 12', 'r" 2']);
});

test("the check character is the card's own: the sum of all before it, bit by bit", () => {
  const [drawn = ""] = play([[0, swipe(CARD)]], { ...MAGTEK, check: true });
  const [, track1 = "", check1 = "", track2 = "", check2 = ""] =
    /"(%.*?\?)(.)(;.*?\?)(.)\\r"/.exec(drawn) ?? [];
  const sum = (text: string, first: number): string =>
    String.fromCharCode(
      first + [...text].reduce((xor, char) => xor ^ (char.charCodeAt(0) - first), 0),
    );
  expect([check1, check2]).toEqual([sum(track1, 0x20), sum(track2, 0x30)]);
});

test("whatever is on a stripe, it is read without failing", () => {
  const track = fc.uint8Array({ maxLength: 120 });
  fc.assert(
    fc.property(fc.record({ track1: track, track2: track, track3: track }), (stripe) => {
      expect(play([[0, swipe(stripe)]])).toHaveLength(1);
    }),
  );
});
