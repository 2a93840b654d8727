import { stripeOf } from "../../../device-emulators/devices/card/track.ts";
import {
  MAGTEK,
  STRIPE_FORMATS,
  type StripeFormat,
} from "../../../device-emulators/devices/card-reader/stripe-format.ts";
import type { SwipeQuality } from "../../../device-emulators/devices/card-reader/stripe-head.ts";
import {
  STRIPE_IDLE,
  type StripeEffect,
  type StripeInput,
  type StripeReader,
  stripeReaderOf,
} from "../../../device-emulators/devices/card-reader/stripe-reader.ts";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { attach, type Device } from "../../../device-emulators/transports/attach.ts";
import { loadCard } from "../../io/devices/card-file.ts";
import type { Options } from "../verb.ts";
import type { DeviceKind, Told } from "./kind.ts";
import { readChoice, readText } from "./option-text.ts";

/** Chosen: the fourth port behind the printer's usual one. */
const USUAL_PORT = 9104;
const FORMAT_NAMES = [...STRIPE_FORMATS.keys()];

const QUALITIES: ReadonlyMap<string, SwipeQuality> = new Map([
  ["swipe", "good"],
  ["swipe-badly", "bad"],
  ["swipe-slowly", "too-slow"],
]);

/** A reader for magnetic stripes: what it reads of a card, a till gets as text. */
export const STRIPE: DeviceKind = {
  name: "stripe",
  summary: "a reader for magnetic stripes",
  usualPort: USUAL_PORT,
  flags: [
    { name: "format", value: "WHICH", means: `stripe: ${FORMAT_NAMES.join(", ")} (magtek)` },
    { name: "check", means: "stripe: each track's check character (LRC) too" },
    { name: "prefix", value: "TEXT", means: "stripe: before each card" },
    { name: "suffix", value: "TEXT", means: "stripe: behind each card (\\r)" },
  ],
  hands: [...QUALITIES.keys()].map((word) => ({
    word,
    value: "CARD",
    says: (text) => text !== "",
  })),
  start: (options, { clock, tell, cable }) => {
    const reader = attach(readerAtCable(readFormat(options)), clock, {
      cable,
      saw: (effect) => {
        if (effect.type === "swiped") tell(toldOf(effect));
      },
    });
    return {
      plug: reader.plug,
      close: reader.close,
      hand: (word, _value, file) => {
        const quality = QUALITIES.get(word) ?? "good";
        try {
          reader.send({ type: "swipe", stripe: stripeOf(loadCard(file).profile), quality });
        } catch (error) {
          if (!(error instanceof TillyardError)) throw error;
          tell({ event: { event: "no-card", why: error.message }, note: error.message });
        }
      },
    };
  },
};

function readerAtCable(format: StripeFormat): Device<StripeReader, StripeInput, StripeEffect> {
  return {
    machine: stripeReaderOf(format),
    initial: STRIPE_IDLE,
    hears: () => ({ type: "received" }),
    wants: (effect) => (effect.type === "send" ? effect : undefined),
  };
}

/** @throws TillyardError `config-invalid` */
function readFormat(options: Options): StripeFormat {
  const format = STRIPE_FORMATS.get(readChoice(options, "format", FORMAT_NAMES) ?? "") ?? MAGTEK;
  return {
    ...format,
    prefix: readText(options, "prefix") ?? format.prefix,
    terminator: readText(options, "suffix") ?? format.terminator,
    check: options.on("check"),
  };
}

/** Which tracks were read, never what stands on them. */
function toldOf({ read, garbled }: Extract<StripeEffect, { readonly type: "swiped" }>): Told {
  const note =
    read.length > 0
      ? `read ${read.join(", ")}`
      : garbled.length > 0
        ? "the stripe could not be read"
        : "nothing was sensed";
  return { event: { event: "swiped", read, garbled }, note };
}
