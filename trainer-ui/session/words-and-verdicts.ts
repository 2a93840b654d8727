import type { Judged, Verdict } from "../panels/fields.ts";
import { PHRASE_GROUPS, type Phrase } from "../panels/phrases.ts";
import type { Place } from "./place.ts";

/** Longer numbers do not exist. @source ITU-T E.164, 15 digits; hyphens counted in */
export const NUMBER_MAX = 20;

/** Says a phrase, and puts the list of phrases away. */
export function say(phrase: Phrase, place: Place): void {
  place.shut();
  place.act({ type: "say", phrase });
}

/** Whether the open group of the talk panel is the one for asking what to pay with. */
export function asksForMeans({ talkGroup }: Place): boolean {
  return talkGroup.value === PHRASE_GROUPS.length;
}

/** Opens a group of the talk panel; that for the means is there only where they are told. */
export function openGroup(number: number, place: Place): void {
  const told = place.seen.customer?.carries !== undefined;
  if (number < PHRASE_GROUPS.length || told) place.talkGroup.value = number;
}

/** Asks for one thing that the customer has to pay with, and puts the list away. */
export function askFor(means: string, place: Place): void {
  place.shut();
  place.act({ type: "ask-for", means });
}

/** Says what is found of a thing that was looked at, and leans back. */
export function judge(thing: Judged, verdict: Verdict, place: Place): void {
  place.shut();
  place.act({ type: "judge", thing, verdict });
}

/** Dials the number that was keyed, if it is one. */
export function dial(place: Place): void {
  const number = place.dialled.value;
  if (number === "") return;
  place.dialled.value = "";
  place.act({ type: "dial", number });
}
