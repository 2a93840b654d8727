import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stripeOf } from "../../../../device-emulators/devices/card/track.ts";
import {
  readStripe,
  type SwipeQuality,
} from "../../../../device-emulators/devices/card-reader/stripe-head.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import type { Stripe } from "../../../../device-emulators/kit/track-codes.ts";
import { PROFILE } from "../../../kit/cards.ts";

const TRACK_2 = "2:6212345678901265=3012220000000000";
const BOTH = `1:B6212345678901265^LI XIAOMING^3012220000000000 ${TRACK_2}`;

/** `;6212345678901265=2512?` and its check character, written by hand. */
const BY_HAND = "0B 16 02 01 02 13 04 15 16 07 08 19 10 01 02 16 15 0D 02 15 01 02 1F";

describe("a stripe drawn past the head", () => {
  test.each<[string, Stripe, SwipeQuality, string]>([
    ["evenly", stripeOf(PROFILE), "good", BOTH],
    ["with a jerk", stripeOf(PROFILE), "bad", "garbled"],
    ["too slowly", stripeOf(PROFILE), "too-slow", "nothing"],
    ["and worn", stripeOf({ ...PROFILE, stripe: "worn" }), "good", "garbled"],
    ["and blank", {}, "good", "nothing"],
    ["with a third track", stripeOf({ ...PROFILE, track3: "99" }), "good", `${BOTH} 3:99`],
    [
      "with only its second track",
      { track2: stripeOf(PROFILE).track2 ?? new Uint8Array(0) },
      "good",
      TRACK_2,
    ],
  ])("%s", (_name, stripe, quality, expected) => {
    expect(draw(stripe, quality)).toBe(expected);
  });

  test.each([
    ["as it should be", `${BY_HAND} 08`, "2:6212345678901265=2512"],
    ["with a wrong check character", `${BY_HAND} 07`, "garbled"],
    ["with a wrong parity", `${BY_HAND} 18`, "garbled"],
    ["without its end sentinel", BY_HAND.slice(0, -3), "garbled"],
    ["without its start sentinel", `${BY_HAND.slice(3)} 13`, "garbled"],
    ["with nothing between the sentinels", "0B 1F 04", "2:"],
    ["longer than a track", `0B ${"10 ".repeat(38)}1F 04`, "garbled"],
  ])("whose track 2 comes %s", (_name, hex, expected) => {
    expect(draw({ track2: fromHex(hex) }, "good")).toBe(expected);
  });

  test("any one damaged bit is noticed", () => {
    const whole = stripeOf(PROFILE).track2 ?? new Uint8Array(0);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(4), (at, bit) => {
        const track2 = whole.map((character, index) =>
          index === at ? character ^ (1 << bit) : character,
        );
        expect(draw({ track2 }, "good")).toBe("garbled");
      }),
    );
  });

  test("any bytes give tracks or a fault, never a throw", () => {
    fc.assert(
      fc.property(
        fc.record({ track1: fc.uint8Array(), track2: fc.uint8Array(), track3: fc.uint8Array() }),
        fc.constantFrom<SwipeQuality>("good", "bad", "too-slow"),
        (stripe, quality) => {
          expect(typeof readStripe(stripe, quality).ok).toBe("boolean");
        },
      ),
    );
  });
});

function draw(stripe: Stripe, quality: SwipeQuality): string {
  const read = readStripe(stripe, quality);
  if (!read.ok) return read.error;
  return Object.entries(read.value)
    .map(([name, text]) => `${name.slice(-1)}:${text}`)
    .join(" ");
}
