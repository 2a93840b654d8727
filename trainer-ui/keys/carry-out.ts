import { deedsAt, lookDeed, padDeed, paperDeed } from "../panels/deeds.ts";
import { FIELDS } from "../panels/fields.ts";
import { choicesInOrder } from "../panels/phone-choices.ts";
import { phrasesIn } from "../panels/phrases.ts";
import type { Panel, Place } from "../session/place.ts";
import { switchPlain } from "../session/settings.ts";
import {
  askFor,
  asksForMeans,
  dial,
  judge,
  NUMBER_MAX,
  openGroup,
  say,
} from "../session/words-and-verdicts.ts";
import type { Command } from "./command.ts";
import type { Listening } from "./key-map.ts";

/** Who listens to the digits and letters while `panel` is open. */
export function listeningOf(panel: Panel, place: Place, onControl: boolean): Listening {
  if (place.store.paused.value) return "panel";
  switch (panel.kind) {
    case "none":
    case "terminal":
    case "display":
      return onControl ? "on-control" : "counter";
    case "choose":
      return "menu";
    case "talk":
    case "look":
      return "choices";
    case "phone":
      return place.seen.phone?.state === "on-hook" ? "dialling" : "choices";
    case "pause":
    case "help":
      return "panel";
  }
}

/** Carries out what a key asked for. */
export function carryOut(command: Command, place: Place): void {
  switch (command.do) {
    case "till-key":
      place.act({ type: "key", device: "till", key: command.key });
      break;
    case "tender":
      place.act({ type: "tender", means: command.means });
      break;
    case "terminal-key":
      place.terminalKey(command.key);
      break;
    case "deed":
      place.deed(meantBy(command.deed, place));
      break;
    case "look":
      if (place.panel.value.kind === "terminal") place.shut();
      else place.deed(lookDeed(place.seen));
      break;
    case "choose":
      choose(command.number, place);
      break;
    case "group":
      if (place.panel.value.kind === "talk") openGroup(command.number, place);
      break;
    case "erase":
      place.dialled.value = place.dialled.value.slice(0, -1);
      break;
    case "confirm":
      confirm(place);
      break;
    case "escape":
      stepBack(place);
      break;
    case "plain":
      switchPlain();
      break;
    case "read-out":
      place.readOut.value += 1;
      break;
    case "talk":
    case "phone":
    case "help":
      place.open({ kind: command.do });
      break;
  }
}

/** One key serves the paper and one the pad: what it does goes by how they stand. */
function meantBy(deed: Parameters<Place["deed"]>[0], place: Place): typeof deed {
  if (deed === "load-paper") return paperDeed(place.seen);
  return deed === "give-pad" ? padDeed(place.seen) : deed;
}

function choose(number: number, place: Place): void {
  const { panel } = place;
  if (panel.value.kind === "talk") {
    chooseWords(number, place);
    return;
  }
  if (panel.value.kind === "choose") {
    const deed = deedsAt(panel.value.spot, place.seen)[number - 1];
    if (deed !== undefined) place.deed(deed);
    return;
  }
  if (panel.value.kind === "look") {
    const { thing } = panel.value;
    if (thing === "other-copy") return;
    const verdict = FIELDS[thing][number - 1];
    if (verdict !== undefined) judge(thing, verdict, place);
    return;
  }
  if (panel.value.kind === "phone") {
    if (place.seen.phone?.state === "on-hook") {
      place.dialled.value = `${place.dialled.value}${number}`.slice(0, NUMBER_MAX);
      return;
    }
    const choice = choicesInOrder(place.seen.phone, place.session)[number - 1];
    if (choice !== undefined) place.act({ type: "answer", choice: choice.id });
  }
}

function chooseWords(number: number, place: Place): void {
  if (asksForMeans(place)) {
    const means = place.seen.customer?.carries?.[number - 1];
    if (means !== undefined) askFor(means.id, place);
    return;
  }
  const phrase = phrasesIn(place.talkGroup.value)[number - 1];
  if (phrase !== undefined) say(phrase, place);
}

function confirm(place: Place): void {
  if (place.panel.value.kind === "phone" && place.seen.phone?.state === "on-hook") dial(place);
}

function stepBack(place: Place): void {
  if (place.panel.value.kind === "none" && !place.store.paused.value) place.open({ kind: "pause" });
  else place.shut();
}
