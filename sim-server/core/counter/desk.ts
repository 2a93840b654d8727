import type { Paper } from "../../../device-emulators/devices/printer/paper.ts";
import type { CardPlace, SlipCopy } from "../trace-events.ts";
import type { Thing } from "./act.ts";

/** Where everything lies that hands can move, and which way the cashier faces. */
export type Desk = {
  readonly goods: readonly Good[];
  /** The card in play: offered by the customer and not yet back. */
  readonly card: CardOnDesk | undefined;
  /** What the customer holds out on her phone. */
  readonly mobile: Mobile | undefined;
  readonly slips: readonly SlipOnDesk[];
  readonly pad: "cashier" | "customer";
  readonly facing: "towards" | "away";
  readonly looksAt: Thing | undefined;
};

/** One piece of the basket, and whether it has been scanned. */
export type Good = {
  readonly id: string;
  readonly item: string;
  readonly place: "belt" | "bag";
};

/** The card in play, where it is, and which way it lies. */
export type CardOnDesk = {
  readonly id: string;
  readonly place: Exclude<CardPlace, "wallet">;
  readonly way: "chip-first" | "wrong-way";
};

/** A phone held out by the card or the payment code on its screen, or in a call about a card. */
export type Mobile = { readonly id: string; readonly shows: "card" | "code" | "call" };

/** A piece of printed paper that was torn off, and who has it. */
export type SlipOnDesk = {
  readonly id: string;
  readonly copy: SlipCopy;
  readonly place: "counter" | "customer" | "filed";
  readonly paper: Paper;
  readonly text: readonly string[];
};

/** The desk before the customer has put anything on it: goods on the belt, one piece each. */
export function layOut(basket: readonly { item: string; quantity: number }[]): Desk {
  const goods = basket.flatMap(({ item, quantity }) =>
    Array.from(
      { length: quantity },
      (_, at): Good => ({
        id: quantity === 1 ? item : `${item}-${at + 1}`,
        item,
        place: "belt",
      }),
    ),
  );
  return {
    goods,
    card: undefined,
    mobile: undefined,
    slips: [],
    pad: "cashier",
    facing: "towards",
    looksAt: undefined,
  };
}

/** The newest slip of that copy that still lies on the counter. */
export function slipOnCounter(desk: Desk, copy: SlipCopy): SlipOnDesk | undefined {
  return desk.slips.filter((slip) => slip.copy === copy && slip.place === "counter").at(-1);
}

/** The desk with one slip elsewhere; an id that is not there changes nothing. */
export function moveSlip(desk: Desk, id: string, place: SlipOnDesk["place"]): Desk {
  return {
    ...desk,
    slips: desk.slips.map((slip) => (slip.id === id ? { ...slip, place } : slip)),
  };
}

/** Which copy a slip is, by what is printed on it. */
export function copyOf(text: readonly string[]): SlipCopy {
  if (text.some((line) => line.includes("MERCHANT COPY"))) return "merchant";
  if (text.some((line) => line.includes("CARDHOLDER COPY"))) return "cardholder";
  return "other";
}
