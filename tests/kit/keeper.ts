import type { Act, DeviceKey } from "../../sim-server/core/counter/act.ts";
import type { ScreenName } from "../../sim-server/core/terminal/screen-names.ts";
import { journalFacts } from "./journal-reading.ts";
import type { Yard } from "./yard.ts";

/**
 * Somebody who knows of each screen of the terminal how to get from it to the idle screen with
 * nothing owed, and nothing else: logs on, takes the card out, acknowledges, calls off.
 */
export type Keeper = {
  /** Does what the screen asks for, once for each time it is put up. */
  readonly mind: () => void;
  /** From now on no sale goes on. */
  readonly takeOver: () => void;
  readonly inCharge: () => boolean;
};

const ENTER = keys("enter");
const CANCEL = keys("cancel");
const REMOVE: readonly Act[] = [{ type: "remove" }];

/** What is always the keeper's: it never stands in the way of a sale. */
const ALWAYS: { readonly [S in ScreenName]?: readonly Act[] } = {
  operator: keys("0", "1", "enter"),
  password: keys("0", "0", "0", "0", "enter"),
  "sign-on-failed": ENTER,
};

/** What ends a sale: whoever keyed it has nothing more to do. */
const TROUBLE: { readonly [S in ScreenName]?: readonly Act[] } = {
  reversed: ENTER,
  "reversal-pending": ENTER,
  declined: ENTER,
  cancelled: ENTER,
  "card-unread": REMOVE,
};

const IN_CHARGE: { readonly [S in ScreenName]?: readonly Act[] } = {
  ...TROUBLE,
  menu: CANCEL,
  "print-menu": CANCEL,
  amount: CANCEL,
  "insert-card": CANCEL,
  "confirm-card": CANCEL,
  pin: CANCEL,
  "remove-card": REMOVE,
  "next-copy": ENTER,
  "paper-out": CANCEL,
  "nothing-to-reprint": ENTER,
};

/** Chosen: time to see a screen, and between two keys. */
const HAND_MS = 150;

export function createKeeper(yard: Yard): Keeper {
  let charge = false;
  let minded: ScreenName | undefined;

  const doAll = (acts: readonly Act[]): void => {
    for (const [place, act] of acts.entries()) {
      yard.world.scheduler.after(HAND_MS * (place + 1), () => void yard.act(act));
    }
  };

  return {
    inCharge: () => charge,
    takeOver: () => {
      if (charge) return;
      charge = true;
      minded = undefined;
    },
    mind: () => {
      const { screen: name } = yard.rig.devices.terminal.screen();
      if (name === minded) return;
      minded = name;
      if (TROUBLE[name] !== undefined) charge = true;
      // A sale, begun and called off, makes the terminal pay what it owes.
      const owes =
        name === "idle" && charge && journalFacts(yard.rig.devices.flash).open !== undefined;
      doAll(ALWAYS[name] ?? (owes ? keys("1") : charge ? IN_CHARGE[name] : undefined) ?? []);
    },
  };
}

function keys(...pressed: readonly DeviceKey[]): readonly Act[] {
  return pressed.map((key) => ({ type: "key", device: "terminal", key }));
}
