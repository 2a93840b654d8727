import { expect } from "@playwright/test";
import type { Intention } from "../../../scenarios/format/scenario.ts";
import type { DeedId } from "../../../trainer-ui/panels/deeds.ts";
import type { Counter } from "./counter.ts";
import type { Hands } from "./hands.ts";

/**
 * Plays what an answer intends, in order, with the hands given, until the lesson is over: a customer
 * who has all that is hers does not wait for a last word, least of all at speed.
 */
export async function playAnswer(
  play: readonly Intention[],
  counter: Counter,
  hands: Hands,
): Promise<void> {
  const over = untilOver(counter);
  for (const intention of play) {
    const done = carryOut(intention, counter, hands).then(() => false);
    if (await Promise.race([done, over])) return;
  }
}

/** Resolves to true when the lesson is over, or the page has gone. */
async function untilOver({ page, say }: Counter): Promise<true> {
  const over = page.getByRole("dialog", { name: say.ended.title });
  await over.waitFor({ timeout: 0 }).catch(() => undefined);
  return true;
}

async function carryOut(intention: Intention, counter: Counter, hands: Hands): Promise<void> {
  switch (intention.do) {
    case "scan":
      return scanAll(counter, hands);
    case "say":
      return hands.say(intention.phrase);
    case "tender":
      return hands.tender(intention.means);
    case "press":
      for (const key of intention.keys) await hands.press(key);
      return;
    case "key-amount":
      return keyAmount(counter, hands);
    case "judge":
      return hands.agree(intention.thing === "card" ? "card" : "cardholder-copy");
    case "dial":
      return hands.dial(intention.number);
    case "answer":
      return hands.answer(intention.choice);
    case "wait":
      return counter.untilSeen(intention.for);
    case "hang-up":
      throw new Error("no answer hangs up by itself");
    default:
      return hands.deed(deedOf(intention));
  }
}

/** One piece after the other, each when the one before is in the bag. */
async function scanAll({ page, say }: Counter, hands: Hands): Promise<void> {
  const goods = page.getByRole("button", { name: say.things.goods("") });
  await expect(goods).not.toHaveCount(0);
  for (let left = await goods.count(); left > 0; left -= 1) {
    await hands.scanNext();
    await expect(goods).toHaveCount(left - 1);
  }
}

async function keyAmount(counter: Counter, hands: Hands): Promise<void> {
  const totalMinor = await counter.totalMinor();
  for (const digit of String(totalMinor)) await hands.press(digit);
  await hands.press("enter");
}

const DEEDS: Readonly<Record<string, DeedId>> = {
  "inspect card": "look-card",
  "inspect terminal": "look-terminal",
  "inspect cardholder-copy": "look-slip",
  "hand pin-pad": "give-pad",
  "hand card": "give-card",
  "hand cardholder-copy": "give-slip",
  "file merchant-copy": "file-slip",
  "open printer": "open-printer",
  "close printer": "close-printer",
  "close drawer": "close-drawer",
  "clean slot": "clean-slot",
  insert: "insert",
  remove: "remove",
  swipe: "swipe",
  tap: "tap",
  "scan-code": "scan-code",
  "turn-card": "turn-card",
  "look-away": "look-away",
  tear: "tear",
  "load-paper": "load-paper",
};

function deedOf(intention: Intention): DeedId {
  const name = "thing" in intention ? `${intention.do} ${intention.thing}` : intention.do;
  const deed = DEEDS[name];
  if (deed === undefined) throw new Error(`no hand knows how to ${name}`);
  return deed;
}
