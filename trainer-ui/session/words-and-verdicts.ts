import type { Verdict } from "../panels/fields.ts";
import type { Phrase } from "../panels/phrases.ts";
import type { LookedAt, Place } from "./place.ts";

/** Longer numbers do not exist. @source ITU-T E.164, 15 digits; hyphens counted in */
export const NUMBER_MAX = 20;

/** Says a phrase, and puts the list of phrases away. */
export function say(phrase: Phrase, place: Place): void {
  place.shut();
  place.act({ type: "say", phrase });
}

/** Says what is found of a thing that was looked at, and leans back. */
export function judge(thing: LookedAt, verdict: Verdict, place: Place): void {
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
