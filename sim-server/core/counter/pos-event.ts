import type { PosRequest } from "../terminal/pos-port.ts";
import type { DeviceKey } from "./act.ts";

/** What comes in from somebody's POS, whatever protocol it speaks. */
export type PosEvent =
  | {
      readonly kind: "request";
      /** Names the request for its POS; the same is not done twice. */
      readonly reference: string;
      /** What whoever answers must know of it again; the world does not look into it. */
      readonly memo: string;
      readonly request: PosRequest;
    }
  /** Whoever asked wants it no longer, as far as it can still be stopped. */
  | { readonly kind: "abort"; readonly reference: string };

/** What hands do at a terminal that a POS drives: the shopper's, and those of whoever looks after it. */
export type HandEvent =
  /** From now on a shopper comes whenever a card is asked for, and pays with this one. */
  | { readonly kind: "use"; readonly card: string }
  /** Nobody comes by herself any more. */
  | { readonly kind: "stay-away" }
  | { readonly kind: "insert" | "swipe" | "tap"; readonly card: string }
  | { readonly kind: "remove" }
  | { readonly kind: "pin-key" | "key"; readonly key: DeviceKey }
  | { readonly kind: "tear" | "open-printer" | "load-paper" | "close-printer" }
  /** The terminal loses its power, and has it again at once. */
  | { readonly kind: "power-cut" };
