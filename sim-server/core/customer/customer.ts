import type { Phrase } from "../counter/act.ts";
import type { CustomerView } from "../counter/view.ts";
import { tapOwn } from "./bringing-out.ts";
import { type CustomerOptions, carriedBy, openPresence, say, viewOf } from "./presence.ts";
import { askFor, hear, see } from "./reactions.ts";
import type { Sight } from "./senses.ts";
import { cardIsOut, nextToTap } from "./wallet.ts";

/** Somebody at the counter, who hears and sees what the cashier does, and acts with her hands. */
export type Customer = {
  readonly name: string;
  readonly hear: (phrase: Phrase) => void;
  readonly see: (sight: Sight) => void;
  /** Brings out what she is asked for; undefined where she has not said that she has it. */
  readonly askFor: (id: string) => (() => void) | undefined;
  /** Taps a card or phone of her own when she is invited to; undefined where she has none that can. */
  readonly tap: () => (() => void) | undefined;
  /** What the cashier sees of her: another object only when something in it changed. */
  readonly view: () => CustomerView;
};

/**
 * Brings the customer of a lesson to the counter now. What she does follows from her settings, from
 * what happens, and from the two streams of chance named after her.
 */
export function createCustomer(options: CustomerOptions): Customer {
  const her = openPresence(options);
  say(her, "arrives");
  return {
    name: her.name,
    hear: (phrase) => {
      if (her.here) hear(her, phrase);
    },
    see: (sight) => {
      if (her.here) see(her, sight);
    },
    askFor: (id) => {
      const free = her.here && her.call === undefined;
      const carries = carriedBy(her).some((carried) => carried.id === id);
      return free && carries ? () => askFor(her, id) : undefined;
    },
    tap: () => {
      // A card that she is just handing over is hers no longer to tap, and no other is meant.
      const free = her.here && her.call === undefined && !cardIsOut(her.wallet);
      return free && nextToTap(her.wallet) !== undefined ? () => tapOwn(her) : undefined;
    },
    view: () => viewOf(her),
  };
}
