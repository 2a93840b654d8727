import type { Clock } from "./clock.ts";
import type { VpcdOrder } from "./vpcd-frames.ts";
import { type VpcdVisit, visitVpcd } from "./vpcd-visit.ts";

/** Where vpcd listens for the card in its first slot. @source vsmartcard, /etc/reader.conf.d/vpcd */
export const VPCD_PORT = 35_963;

/** One look may be for another reason than to know. */
const LOOKS_MIN = 2;
/** Chosen: how soon a card is offered again when pcscd has gone. */
const RETRY_MS = 250;
/** A slot of pcscd's virtual reader, as the card sees it. */
export type VpcdSlot = {
  /** Offers the card, again and again until pcscd takes it; first of all, pcscd sees the slot empty. */
  readonly insert: () => void;
  /** Takes the card out. From now on nothing is heard; `out` is told when pcscd has seen it. */
  readonly remove: () => void;
  /** The answer to the order that came last. */
  readonly answer: (bytes: Uint8Array) => void;
  /** Lets go of the socket at once, whatever pcscd has seen. */
  readonly close: () => void;
};

export type VpcdOptions = {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  /** Whether no answer has more than 255 bytes: then vpcd need not wait for the network. */
  readonly shortAnswers: boolean;
  readonly hear: (order: VpcdOrder) => void;
  /** The slot took the card, or pcscd is not there; `cause` is the system's code, where it has one. */
  readonly line: (state: "up" | "down", cause: string | undefined) => void;
  /** The card was taken out, and pcscd knows that the slot is empty. */
  readonly out: () => void;
};

/**
 * A card's end of vpcd's socket. Insertion connects, removal closes: the socket is the card's presence.
 *
 * vpcd finds out that a card has left when it asks for something the next time. pcscd knows it only where its own
 * look at the slot found that out; after a command, or a look of whoever takes the power, it would take the next
 * card for the one before, and leave it without power. Since one such look may come before its own, the slot
 * is seen empty twice before a card goes back in: visitors that leave as they come count the looks.
 */
export function openVpcdSlot(options: VpcdOptions): VpcdSlot {
  let wanted = false;
  let visit: VpcdVisit | undefined;
  let retry: (() => void) | undefined;
  let taken = false;
  let looks = 0;

  const offer = (): void => {
    taken = false;
    looks = 0;
    visit = visitVpcd(options, {
      up: () => options.line("up", undefined),
      hear: (order) => {
        taken = true;
        options.hear(order);
      },
      left: leftBy,
      broken: (cause) => {
        visit = undefined;
        taken = false;
        offerAgain();
        options.line("down", cause);
      },
    });
  };

  const offerAgain = (): void => {
    retry = options.clock.after(RETRY_MS, () => {
      retry = undefined;
      offer();
    });
  };

  const leftBy = (end: "looked" | "otherwise" | "lost"): void => {
    if (end === "looked") looks += 1;
    if (end === "lost" || looks >= LOOKS_MIN) rest();
    else showEmpty();
  };

  /** A visitor that is gone before it is asked for anything. */
  const showEmpty = (): void => {
    const ignore = (): void => undefined;
    visit = visitVpcd(options, { up: ignore, hear: ignore, left: leftBy, broken: ignore });
    visit.leave();
  };

  const rest = (): void => {
    visit = undefined;
    options.out();
    if (wanted && visit === undefined) offer();
  };

  return {
    insert: () => {
      if (wanted) return;
      wanted = true;
      if (visit === undefined) offer();
    },
    remove: () => {
      if (!wanted) return;
      wanted = false;
      retry?.();
      retry = undefined;
      if (taken) return visit?.leave();
      visit?.abandon();
      rest();
    },
    answer: (bytes) => visit?.answer(bytes),
    close: () => {
      wanted = false;
      retry?.();
      visit?.abandon();
      visit = undefined;
    },
  };
}
