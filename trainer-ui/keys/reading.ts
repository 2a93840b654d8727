import { goodsCode, type WireAct, type WireView } from "../../sim-server/contract/index.ts";
import { isTestCard } from "./test-cards.ts";

/** What comes of a reading: an act, or why it goes no further than this page. */
export type Answer =
  | { readonly does: "act"; readonly act: WireAct }
  | { readonly does: "refuse"; readonly why: "not-goods" | "not-test-card" }
  /** Another track of the card that was swiped just now. */
  | { readonly does: "nothing" };

export type ReadingContext = {
  /** The card in play, as the page knows it. */
  readonly card: WireView["card"] | undefined;
  /** How long ago a stripe was read; undefined where none was. */
  readonly swipedAgoMs: number | undefined;
};

/** Chosen: readers that end each track with Enter send the next one well within it. */
const SAME_SWIPE_MS = 1_000;

/** Whether a stripe reader typed this. @source ISO/IEC 7811-2, start sentinels */
export function isStripe(text: string): boolean {
  return /^[%;+]/.test(text);
}

/**
 * What a scanner's or a stripe reader's typing asks for. Of a stripe nothing leaves this page but that the
 * card in play was swiped; a number that could pay does not leave it at all.
 */
export function answerTo(text: string, { card, swipedAgoMs }: ReadingContext): Answer {
  if (isStripe(text)) {
    const later = !text.startsWith("%") && swipedAgoMs !== undefined;
    if (later && swipedAgoMs < SAME_SWIPE_MS) return { does: "nothing" };
    const number = numberOn(text);
    const inPlay = number !== undefined && card !== undefined && isInPlay(number, card);
    return inPlay
      ? { does: "act", act: { type: "swipe" } }
      : { does: "refuse", why: "not-test-card" };
  }
  const bare = text.trim();
  if (!goodsCode.safeParse(bare).success) return { does: "refuse", why: "not-goods" };
  return { does: "act", act: { type: "wedge", text: bare } };
}

/** The card's number on the first or the second track. @source ISO/IEC 7813:2006 */
function numberOn(text: string): string | undefined {
  return /^%B(\d{13,19})\^/.exec(text)?.[1] ?? /;(\d{13,19})=/.exec(text)?.[1];
}

function isInPlay(number: string, { tail }: WireView["card"]): boolean {
  return tail !== "" && number.endsWith(tail) && isTestCard(number);
}
