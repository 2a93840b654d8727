import { DEVICE_KEYS } from "./act.ts";
import type { Devices } from "./devices.ts";
import type { HandEvent } from "./pos-event.ts";
import type { Outcome } from "./rig.ts";
import type { Shopper } from "./shopper.ts";

/** What hands reach at a terminal that a POS drives. */
export type Reach = {
  readonly devices: Devices;
  readonly shopper: Shopper;
  /** Ids of the cards that exist. */
  readonly cards: ReadonlySet<string>;
};

/** What comes of a hand's doing: it is decided before anything is done. */
export function decideHand(event: HandEvent, { devices, shopper, cards }: Reach): Outcome {
  const { slot, pad, printer, terminal } = devices;
  if ("card" in event && !cards.has(event.card)) return "unknown";
  switch (event.kind) {
    case "use":
      return () => shopper.use(event.card);
    case "stay-away":
      return () => shopper.use(undefined);
    case "insert":
      return slot.occupied() ? "not-now" : () => slot.insert(event.card, "chip-first");
    case "swipe":
      return () => slot.swipe(event.card, "chip-first", "good");
    case "tap":
      return () => slot.tap([event.card]);
    case "remove":
      return slot.occupied() ? slot.remove : "not-there";
    case "pin-key":
      return pressPad(pad, event.key);
    case "key":
      return DEVICE_KEYS.includes(event.key) ? () => terminal.press(event.key) : "unknown";
    case "tear":
      return printer.tear();
    case "open-printer":
      return printer.open();
    case "load-paper":
      return printer.load();
    case "close-printer":
      return printer.close();
    case "power-cut":
      return () => {
        terminal.cut();
        terminal.start();
      };
  }
}

type PadKey = Parameters<Devices["pad"]["press"]>[0];

function pressPad(pad: Devices["pad"], key: string): Outcome {
  return isPadKey(key) ? () => pad.press(key) : "unknown";
}

function isPadKey(key: string): key is PadKey {
  return /^\d$/.test(key) || ["enter", "clear", "cancel"].includes(key);
}
