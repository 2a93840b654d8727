import { invariant } from "../../../device-emulators/kit/errors.ts";
import { parsePan } from "../../../device-emulators/kit/pan.ts";
import type { AccountOptions, CardOptions } from "./bank-options.ts";

export type Account = Pick<AccountOptions, "id" | "holder" | "state">;

/** A card as its issuer knows it. Its PIN can be tried, not read. */
export type Card = Pick<CardOptions, "pan" | "expiry" | "psn" | "state"> & {
  readonly account: Account;
  readonly pinTriesLeft: () => number;
  /** A right PIN gives all tries back; a wrong one costs a try, and the last wrong one locks. */
  readonly tryPin: (pin: string) => "right" | "wrong" | "wrong-and-locked";
};

/** Wrong PINs in a row until the PIN is locked. @source chosen, as Chinese issuers do */
export const PIN_TRIES = 3;

/** The card of each number that the issuer has given out. */
export function registerCards(accounts: readonly AccountOptions[]): ReadonlyMap<string, Card> {
  const cards = new Map<string, Card>();
  for (const { id, holder, state, cards: issued } of accounts) {
    for (const options of issued) {
      invariant(parsePan(options.pan) !== undefined, "a bank issues test cards only");
      invariant(!cards.has(options.pan), "a card number is issued once");
      cards.set(options.pan, createCard(options, { id, holder, state }));
    }
  }
  return cards;
}

function createCard({ pan, expiry, psn, pin, ...rest }: CardOptions, account: Account): Card {
  let { pinTriesLeft } = rest;
  return {
    pan,
    expiry,
    psn,
    state: rest.state,
    account,
    pinTriesLeft: () => pinTriesLeft,
    tryPin: (tried) => {
      if (tried === pin) {
        pinTriesLeft = PIN_TRIES;
        return "right";
      }
      pinTriesLeft -= 1;
      return pinTriesLeft === 0 ? "wrong-and-locked" : "wrong";
    },
  };
}
