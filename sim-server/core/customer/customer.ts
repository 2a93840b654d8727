import type { Phrase } from "../counter/act.ts";
import type { CustomerView } from "../counter/view.ts";
import { type CustomerOptions, openPresence, say, viewOf } from "./presence.ts";
import { hear, see } from "./reactions.ts";
import type { Sight } from "./senses.ts";

/** Somebody at the counter, who hears and sees what the cashier does, and acts with her hands. */
export type Customer = {
  readonly name: string;
  readonly hear: (phrase: Phrase) => void;
  readonly see: (sight: Sight) => void;
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
    view: () => viewOf(her),
  };
}
