import type { Presence } from "./presence.ts";
import { cashFor, holdUp, isOnPhone, layDown, nextCard, nextToTap, offerCard } from "./wallet.ts";

/** She brings out the next thing to pay with: a card to hand over, or her phone to hold out. */
export function bringOutCard(her: Presence, card = nextCard(her.wallet)): void {
  if (card === undefined) return;
  if (isOnPhone(card)) {
    her.wallet = holdUp(her.wallet, card.id);
    her.options.node.after(her.pauseMs("wallet"), () => her.options.hands.showPhone(card.id));
    return;
  }
  her.wallet = offerCard(her.wallet, card.id);
  her.options.node.after(her.pauseMs("wallet"), () => her.options.hands.offerCard(card.id));
}

/** Invited to tap, she takes out what she can hold to the reader herself. */
export function tapOwn(her: Presence): void {
  const card = nextToTap(her.wallet);
  if (card === undefined) return;
  her.composure.touch();
  her.wallet = holdUp(her.wallet, card.id);
  her.options.node.after(her.pauseMs("wallet"), () => her.options.hands.tapCard(card.id));
}

/** She lays down what she owes, if she has it. */
export function bringOutCash(her: Presence): void {
  const amountMinor = cashFor(her.wallet, her.options.eyes.dueMinor());
  if (amountMinor === undefined) return;
  her.wallet = layDown(her.wallet, amountMinor);
  her.options.node.after(her.pauseMs("wallet"), () => her.options.hands.offerCash(amountMinor));
}
