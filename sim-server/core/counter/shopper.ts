import type { CardSettings, CustomerSettings } from "../../../scenarios/format/scenario.ts";
import { createPinEntry, keysOf } from "../customer/pin-entry.ts";
import type { ScreenName } from "../terminal/screen-names.ts";
import type { Node } from "../world/node.ts";
import type { Timer } from "../world/scheduler.ts";
import type { Devices } from "./devices.ts";

/**
 * Somebody at a terminal without a cashier: she presents a card when one is asked for, keys its PIN
 * when the pad asks, and takes the card when it is given back.
 */
export type Shopper = {
  /** Pays with this card from now on; without one nobody comes by herself. */
  readonly use: (card: string | undefined) => void;
  readonly screenShown: (screen: ScreenName) => void;
  readonly padAsks: (on: boolean) => void;
};

export type ShopperPorts = {
  readonly node: Node;
  readonly settings: Pick<CustomerSettings, "knowsPin">;
  readonly cards: readonly CardSettings[];
  readonly devices: () => Pick<Devices, "slot" | "pad" | "terminal">;
};

/** Chosen: how long she takes to present a card, to take it back, and for each key. */
const PRESENTS_MS = 900;
const TAKES_BACK_MS = 700;
const KEY_MS = 180;

/** What became of her card since the terminal was idle. */
type Visit = { pinsKeyed: number; chipUnread: boolean };

/** A shopper who has come with this card, or with none. */
export function createShopper(ports: ShopperPorts, first: string | undefined): Shopper {
  const { node, settings, devices } = ports;
  const cards = new Map(ports.cards.map((card) => [card.id, card]));
  let using = first;
  let visit: Visit = { pinsKeyed: 0, chipUnread: false };
  let intent: Timer | undefined;
  const fingers = createPinEntry({
    node,
    pauseMs: () => KEY_MS,
    press: (key) => devices().pad.press(key),
    done: () => undefined,
  });
  const soon = (ms: number, what: () => void): void => {
    if (intent !== undefined) intent.cancelled = true;
    intent = node.after(ms, what);
  };
  const card = (): CardSettings | undefined => (using === undefined ? undefined : cards.get(using));

  return {
    use: (id) => {
      using = id;
    },
    screenShown: (screen) => {
      const mine = card();
      if (mine === undefined) return;
      if (screen === "idle") visit = { pinsKeyed: 0, chipUnread: false };
      else if (screen === "insert-card") soon(PRESENTS_MS, () => present(mine, visit, devices()));
      else if (screen === "card-unread") {
        visit.chipUnread = true;
        soon(TAKES_BACK_MS, devices().slot.remove);
      } else if (screen === "choose-application")
        soon(PRESENTS_MS, () => devices().terminal.press("1"));
      else if (screen === "remove-card") soon(TAKES_BACK_MS, devices().slot.remove);
    },
    padAsks: (on) => {
      if (!on && fingers.running()) visit.pinsKeyed += 1;
      fingers.stop();
      const mine = card();
      if (!on || mine === undefined) return;
      const { keyed } = mine;
      const digits = keyed[Math.min(visit.pinsKeyed, keyed.length - 1)];
      const knows = settings.knowsPin && digits !== undefined;
      fingers.begin(knows ? keysOf(digits) : ["cancel"]);
    },
  };
}

/** By the way that the card has: its field, its chip, or its stripe where there is nothing else. */
function present(card: CardSettings, visit: Visit, { slot }: Pick<Devices, "slot">): void {
  if (slot.occupied()) return;
  const striped = card.stripe !== "none" && (card.chip === "none" || visit.chipUnread);
  if (card.kind === "phone" || (card.contactless && slot.fieldOn())) slot.tap([card.id]);
  else if (striped) slot.swipe(card.id, card.way, "good");
  else slot.insert(card.id, card.way);
}
