import { fromLatin1 } from "../../kit/bytes.ts";
import type { Machine } from "../../kit/step.ts";
import type { Stripe, TrackName } from "../../kit/track-codes.ts";
import { formatSwipe, type StripeFormat } from "./stripe-format.ts";
import { readTracks, type SwipeQuality, type TrackReading } from "./stripe-head.ts";

/** A reader for magnetic stripes on a cable of its own: it sends each swipe once the card is through. */
export type StripeReader =
  | { readonly kind: "idle" }
  | {
      readonly kind: "swiping";
      readonly stripe: Stripe;
      readonly quality: SwipeQuality;
      readonly untilMs: number;
    };

export type StripeInput =
  | { readonly type: "swipe"; readonly stripe: Stripe; readonly quality: SwipeQuality }
  /** What the host says: these readers take no orders. */
  | { readonly type: "received" }
  | { readonly type: "tick" };

export type StripeEffect =
  | { readonly type: "send"; readonly bytes: Uint8Array }
  /** What its lamp and its beeper tell: which tracks it has read, and which it could not. */
  | {
      readonly type: "swiped";
      readonly read: readonly TrackName[];
      readonly garbled: readonly TrackName[];
    };

/** How long a hand takes to draw a card through, well or badly, and slowly. Chosen. */
const SWIPE_MS: Readonly<Record<SwipeQuality, number>> = { good: 300, bad: 300, "too-slow": 2_000 };

export const STRIPE_IDLE: StripeReader = { kind: "idle" };

/** The machine of a reader that sends in this format. A card beside the one in the slot is not seen. */
export function stripeReaderOf(
  format: StripeFormat,
): Machine<StripeReader, StripeInput, StripeEffect> {
  return (state, input, nowMs) => {
    if (state.kind === "swiping") {
      if (nowMs < state.untilMs) return { state, effects: [], wakeAtMs: state.untilMs };
      return { state: STRIPE_IDLE, effects: finish(state, format) };
    }
    if (input.type !== "swipe") return { state, effects: [] };
    const { stripe, quality } = input;
    const untilMs = nowMs + SWIPE_MS[quality];
    return { state: { kind: "swiping", stripe, quality, untilMs }, effects: [], wakeAtMs: untilMs };
  };
}

function finish(
  { stripe, quality }: Extract<StripeReader, { readonly kind: "swiping" }>,
  format: StripeFormat,
): readonly StripeEffect[] {
  const readings = readTracks(stripe, quality);
  const named = (kind: TrackReading["kind"]): readonly TrackName[] =>
    readings.flatMap(([name, reading]) => (reading.kind === kind ? [name] : []));
  const text = formatSwipe(readings, format);
  const swiped: StripeEffect = { type: "swiped", read: named("read"), garbled: named("garbled") };
  return text === "" ? [swiped] : [{ type: "send", bytes: fromLatin1(text) }, swiped];
}
