import type { Hand, RunningDevice } from "./kind.ts";

/**
 * Lets a hand do something at a device.
 *
 * @param text what stands behind the word, or nothing
 * @returns whether that means anything there
 */
export function letHandDo(
  device: Pick<RunningDevice, "hand">,
  hands: readonly Hand[],
  { word, text }: { readonly word: string; readonly text: string },
): boolean {
  const hand = hands.find((each) => each.word === word);
  if (hand === undefined || !follows(hand, text)) return false;
  device.hand(word, hand.says === undefined ? Number(text) : 0, text);
  return true;
}

/** Whether this may stand behind the word. */
function follows({ value, says }: Hand, text: string): boolean {
  if (value === undefined) return text === "";
  return says === undefined ? /^\d{1,9}$/.test(text) : says(text);
}
