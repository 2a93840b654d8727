import type { Phrase } from "../counter/act.ts";
import type { Timer } from "../world/scheduler.ts";
import { bankCallOf, callBank } from "./bank-call.ts";
import { bringOutCard, bringOutCash } from "./bringing-out.ts";
import {
  CREDITS,
  type Credit,
  type Deed,
  PENALTIES,
  replyTo,
  type Situation,
  type Trouble,
} from "./conversation.ts";
import { nextMove, type Progress, withoutWhat } from "./parting.ts";
import { keyPin, stopPin } from "./pin-keying.ts";
import { type Presence, redraw, say } from "./presence.ts";
import type { Sight } from "./senses.ts";
import { type LineId, QUESTIONS } from "./speech.ts";
import {
  cardIsOut,
  cashFor,
  holdUp,
  isOnPhone,
  nextCard,
  offerCard,
  prefer,
  setAside,
  takeBack,
} from "./wallet.ts";

/** Ten seconds of silence are too many; told why, she waits longer before she asks. Chosen. */
const SILENCE_MS = 10_000;
const SILENCE_TOLD_MS = 30_000;

/** Who asked something and hears nothing for so long feels ignored. Chosen. */
const QUESTION_MS = 20_000;

/** With so few squares left (restless) she is short with people. Chosen. */
const IMPATIENT_SQUARES = 3;

/** What she makes of a refusal, by the code on the screen. @source ISO 8583:1987, data element 39 */
const REFUSALS: ReadonlyMap<string, LineId> = new Map([
  ["38", "pin-locked"],
  ["51", "too-little"],
  ["55", "mistyped"],
  ["75", "pin-locked"],
]);

/** After this refusal the same card may be tried again. */
const WRONG_PIN = "55";

/** She hears a phrase: she answers, does what was asked, and it pleases her or not. */
export function hear(her: Presence, phrase: Phrase): void {
  const { composure } = her;
  composure.touch();
  cancel(her.question);
  if (her.call !== undefined) {
    composure.add(-(replyTo(phrase, situationOf(her)).penalty ?? 0));
    say(her, "on-the-phone");
    return;
  }
  if (phrase === "ask-other-means") her.wallet = setAside(her.wallet);
  const reply = replyTo(phrase, situationOf(her));
  if (reply.explains) composure.explain();
  composure.add(gain(her, reply.credit) - (reply.penalty ?? 0));
  speak(her, reply.line);
  if (her.bankWait) awaitAnswer(her, reply.explains ? SILENCE_TOLD_MS : SILENCE_MS);
  if (reply.deed !== undefined) perform(her, reply.deed);
  planMove(her);
}

/** She is asked for one thing of what she has: whatever was paid before, another payment begins. */
export function askFor(her: Presence, id: string): void {
  her.composure.touch();
  her.paidBy = undefined;
  her.hasSlip = false;
  const lies = her.wallet.cards.some((card) => card.id === id && card.out);
  her.wallet = prefer(her.wallet, id);
  her.owesCard = cardIsOut(her.wallet) && !lies;
  if (lies) speak(her, "card-is-there");
  else if (her.owesCard) speak(her, "card-back-first");
  else {
    speak(her, isOnPhone(nextCard(her.wallet)) ? "by-phone" : "here-is-card");
    bringOutCard(her);
  }
  planMove(her);
}

function gain(her: Presence, credit: Credit | undefined): number {
  if (credit === undefined || her.credited.has(credit)) return 0;
  her.credited.add(credit);
  return CREDITS[credit];
}

/** She sees something happen at the counter. */
export function see(her: Presence, sight: Sight): void {
  her.composure.touch();
  notice(her, sight);
  planMove(her);
}

function notice(her: Presence, sight: Sight): void {
  switch (sight.type) {
    case "work":
      return;
    case "bank-wait":
      waitForBank(her, sight.on);
      return;
    case "outcome":
      learnOutcome(her, sight);
      return;
    case "card-unread":
      meetTrouble(her, "unread", "unread");
      return;
    case "pad":
      if (sight.mine === her.padMine) return;
      her.padMine = sight.mine;
      keyPin(her);
      return;
    case "unwatched":
      her.unwatched = sight.on;
      keyPin(her);
      return;
    case "pin-asked":
      her.pinAsked = sight.on;
      keyPin(her);
      return;
    case "stared-at":
      her.composure.add(-PENALTIES.exposed);
      speak(her, "stared-at");
      return;
    case "card-used":
      her.wallet = (sight.lies ? offerCard : holdUp)(her.wallet, sight.card);
      return;
    case "card-back":
      takeCard(her, sight.card);
      return;
    case "slip-handed":
      her.hasSlip = true;
      return;
    case "cash-taken":
      settleSale(her, "cash");
      return;
  }
}

function situationOf(her: Presence): Situation {
  const { composure, wallet } = her;
  const { eyes, settings } = her.options;
  const dueMinor = eyes.dueMinor();
  return {
    greeted: her.credited.has("greeted"),
    trouble: her.trouble,
    waited: her.bankWait || composure.overdue(),
    impatient: composure.squares() <= IMPATIENT_SQUARES,
    cardOut: cardIsOut(wallet),
    hasCard: nextCard(wallet) !== undefined,
    byPhone: isOnPhone(nextCard(wallet)),
    hasCash: cashFor(wallet, dueMinor) !== undefined,
    cashGiven: wallet.givenMinor > 0,
    knowsPin: settings.knowsPin,
    holdsPad: her.padMine,
    amountRight: (eyes.shownMinor() ?? dueMinor) === dueMinor,
    paid: her.paidBy !== undefined,
    bankCall: bankCallOf(her),
  };
}

function perform(her: Presence, deed: Deed): void {
  switch (deed) {
    case "offer-card":
      bringOutCard(her);
      return;
    case "offer-cash":
      bringOutCash(her);
      return;
    case "card-back-first":
      her.owesCard = true;
      return;
    case "give-up":
      her.gaveUp = true;
      return;
    case "part":
      her.parted = true;
      return;
    case "call-bank":
      callBank(her, () => planMove(her));
      return;
  }
}

function takeCard(her: Presence, card: string): void {
  her.wallet = takeBack(her.wallet, card);
  if (!her.owesCard || cardIsOut(her.wallet)) return;
  her.owesCard = false;
  speak(her, isOnPhone(nextCard(her.wallet)) ? "by-phone" : "another-card");
  bringOutCard(her);
}

function waitForBank(her: Presence, on: boolean): void {
  if (on === her.bankWait) return;
  her.bankWait = on;
  her.composure.setExternal(on);
  cancel(her.silence);
  if (!on) return;
  her.credited.delete("explained");
  awaitAnswer(her, SILENCE_MS);
}

function awaitAnswer(her: Presence, withinMs: number): void {
  cancel(her.silence);
  her.silence = her.options.node.after(withinMs, () => speak(her, "how-long"));
}

function learnOutcome(her: Presence, sight: Extract<Sight, { type: "outcome" }>): void {
  switch (sight.outcome) {
    case "approved":
      settleSale(her, "card");
      return;
    case "declined":
      if (sight.responseCode !== WRONG_PIN) her.wallet = setAside(her.wallet);
      meetTrouble(her, "declined", REFUSALS.get(sight.responseCode) ?? "declined");
      return;
    case "unknown":
      meetTrouble(her, "unknown", "was-i-charged");
      return;
    case "reversed":
      her.paidBy = undefined;
      her.parted = false;
      meetTrouble(her, "reversed", "not-charged");
      return;
    case "cancelled":
      return;
  }
}

function settleSale(her: Presence, by: "card" | "cash"): void {
  const smooth = !(her.hadTrouble || her.composure.overdue());
  her.paidBy = by;
  her.trouble = undefined;
  cancel(her.question);
  speak(her, smooth ? "so-quick" : "at-last");
}

function meetTrouble(her: Presence, trouble: Trouble, line: LineId): void {
  her.trouble = trouble;
  her.hadTrouble = true;
  her.credited.delete("explained");
  her.credited.delete("apologised");
  speak(her, line);
}

function speak(her: Presence, line: LineId): void {
  say(her, line);
  if (!(her.options.timed && QUESTIONS.has(line))) return;
  cancel(her.question);
  her.question = her.options.node.after(QUESTION_MS, () => {
    her.composure.add(-PENALTIES.ignored);
    say(her, "ignored");
  });
}

function planMove(her: Presence): void {
  cancel(her.move);
  if (her.call !== undefined) return;
  const move = nextMove(progressOf(her));
  if (move === undefined) return;
  her.move = her.options.node.after(move.afterMs, () => {
    if (move.does === "leave") {
      leave(her);
      return;
    }
    her.askedFor.add(move.line);
    speak(her, move.line);
  });
}

function leave(her: Presence): void {
  const satisfaction = her.composure.satisfaction();
  her.here = false;
  stopPin(her);
  her.composure.end();
  cancel(her.question);
  cancel(her.silence);
  cancel(her.call);
  redraw(her);
  her.options.emit("customer.left", { satisfaction, without: withoutWhat(progressOf(her)) });
  her.options.hands.leave();
}

function progressOf(her: Presence): Progress {
  const { paidBy, hasSlip, parted, gaveUp, askedFor } = her;
  const { stays = false } = her.options.settings;
  return { paidBy, hasSlip, parted, gaveUp, askedFor, stays, cardOut: cardIsOut(her.wallet) };
}

function cancel(timer: Timer | undefined): void {
  if (timer !== undefined) timer.cancelled = true;
}
