import type { Intention } from "../../../scenarios/format/scenario.ts";
import type { Act, DeviceKey, Phrase, Thing, Verdict } from "../counter/act.ts";
import type { View } from "../counter/view.ts";
import { readFromCard, readFromPhone, readFromScreen, readFromSlip } from "./key-from.ts";
import type { ActId } from "./par.ts";

/** One act with the thinking it takes. */
export type PlannedAct = { readonly act: Act; readonly thinking: ActId };

/**
 * What an intention comes to in a view: acts in order, none if it is met, or what is lacking.
 * `again` says that it is met only when it comes to nothing more.
 */
export type Plan =
  | { readonly acts: readonly PlannedAct[]; readonly again?: boolean }
  | { readonly lacks: string };

/** What an answer can wait for besides a screen of the terminal or a line of the customer. */
export const AWAITED = {
  card: (view: View) => view.card.place === "held",
  mobile: (view: View) => view.mobile.shows !== "nothing" && view.mobile.shows !== "call",
  speech: (view: View) => view.customer.speech !== undefined,
  paper: (view: View) => !view.printer.printing && view.printer.rising.length > 0,
  "paper-out": (view: View) => view.printer.paper === "out",
  "cover-open": (view: View) => view.printer.cover === "open",
  "cardholder-copy": (view: View) => onCounter(view, "cardholder-copy"),
  "merchant-copy": (view: View) => onCounter(view, "merchant-copy"),
  choices: (view: View) => view.phone.choices.length > 0,
} as const satisfies Readonly<Record<string, (view: View) => boolean>>;

/**
 * Plans an intention from what can be seen. What plainly cannot be done yet is waited for: a card
 * that is not on the counter is not looked at, paper that is not printed is not torn.
 */
export function planIntention(intention: Intention, view: View, alone: boolean): Plan {
  switch (intention.do) {
    case "scan":
      return planScan(intention.item, view, alone);
    case "say":
      return one({ type: "say", phrase: intention.phrase as Phrase }, "say");
    case "ask-for":
      return one({ type: "ask-for", means: intention.means }, "say");
    case "tender":
      return one({ type: "tender", means: intention.means }, "tender");
    case "press":
      return planPress(intention.keys as readonly DeviceKey[], intention.device, view);
    case "key-amount":
      return planAmount(intention.amountMinor ?? view.till.totalMinor, view);
    case "key":
      return keyed(intention.digits);
    case "key-from-slip":
      return keyedWhenRead(readFromSlip(intention.what, view), "a slip on the counter");
    case "key-from-card":
      return keyedWhenRead(readFromCard(intention.what, view), "a card that is looked at");
    case "key-from-phone":
      return keyedWhenRead(readFromPhone(view), "a K-code on the customer's phone");
    case "key-from-screen":
      return keyedWhenRead(readFromScreen(view), "a check number on the terminal");
    case "inspect":
    case "file":
    case "judge":
    case "hand":
      return planThing(intention, view);
    case "wait":
      return awaited(intention.for, view) ? MET : lackOf(intention.for);
    default:
      return planDevice(intention, view);
  }
}

type Worded<Verb extends Intention["do"]> = Extract<Intention, { readonly do: Verb }>;

function planThing(intention: Worded<"inspect" | "file" | "judge" | "hand">, view: View): Plan {
  const thing = intention.thing as Thing;
  if (!atHand(thing, view)) return { lacks: `the ${thing}` };
  switch (intention.do) {
    case "inspect":
      return one({ type: "inspect", thing }, "inspect");
    case "file":
      return one({ type: "file", thing }, "file");
    case "judge":
      return one(
        { type: "judge", thing, verdict: intention.verdict as Verdict },
        thing === "card" ? "judge-card" : isCopy(thing) ? "judge-slip" : "notice",
      );
    case "hand":
      return one({ type: "hand", thing, to: intention.to }, "hand");
  }
}

type DeviceIntention = Exclude<
  Intention,
  | Worded<
      "scan" | "say" | "ask-for" | "tender" | "press" | "key-amount" | "inspect" | "file" | "judge"
    >
  | Worded<"hand" | "wait" | "key" | "key-from-slip" | "key-from-card">
  | { readonly do: "key-from-phone" | "key-from-screen" }
>;

function planDevice(intention: DeviceIntention, view: View): Plan {
  switch (intention.do) {
    case "insert":
    case "swipe":
    case "turn-card":
      return when(view.card.place === "held", "a card on the counter", {
        act: { type: intention.do },
        thinking: intention.do,
      });
    case "tap":
      return when(view.card.place !== "slot", "a card that is not in the slot", {
        act: { type: "tap" },
        thinking: "tap",
      });
    case "scan-code":
      return when(view.mobile.shows === "code", "a code on the customer's phone", {
        act: { type: "scan-code" },
        thinking: "scan-code",
      });
    case "remove":
      return when(view.terminal.slot === "card", "a card in the slot", {
        act: { type: "remove" },
        thinking: "remove",
      });
    case "look-away":
      return one({ type: "look-away" }, "look-away");
    case "tear":
      return when(AWAITED.paper(view), "printed paper", {
        act: { type: "tear" },
        thinking: "tear",
      });
    case "load-paper":
      return one({ type: "load-paper" }, "device");
    case "open":
      return one({ type: "open", thing: "printer" }, "device");
    case "close":
      return one({ type: "close", thing: intention.thing as "printer" | "drawer" }, "device");
    case "clean":
      return one({ type: "clean", thing: "slot" }, "device");
    case "dial":
      return when(view.phone.state === "on-hook", "a free phone", {
        act: { type: "dial", number: intention.number },
        thinking: "dial",
      });
    case "answer":
      return when(
        view.phone.choices.some(({ id }) => id === intention.choice),
        `the agent's choice ${intention.choice}`,
        { act: { type: "answer", choice: intention.choice }, thinking: "answer" },
      );
    case "hang-up":
      return when(view.phone.state !== "on-hook", "a call", {
        act: { type: "hang-up" },
        thinking: "hang-up",
      });
  }
}

/** A bare scan that stands alone is for everything on the belt; one of several is for a piece. */
function planScan(item: string | undefined, { goods }: View, alone: boolean): Plan {
  if (item === undefined) {
    const next = goods.items.find(({ place }) => place === "belt");
    return next === undefined ? { acts: [] } : { acts: [scan(next.id)], again: alone };
  }
  const pieces = goods.items.filter(({ id }) => isPiece(id, item));
  const piece = pieces.find(({ place }) => place === "belt") ?? pieces[0];
  return piece === undefined ? { lacks: `a piece of ${item}` } : { acts: [scan(piece.id)] };
}

function scan(item: string): PlannedAct {
  return { act: { type: "scan", item }, thinking: "scan" };
}

/** Pieces of one item are numbered: `milk`, or `milk-1`, `milk-2`. */
function isPiece(id: string, item: string): boolean {
  return id === item || (id.startsWith(`${item}-`) && Number(id.slice(item.length + 1)) > 0);
}

function planPress(
  keys: readonly DeviceKey[],
  device: "terminal" | "till",
  { terminal }: View,
): Plan {
  const first: ActId = terminal.screen === "confirm-card" ? "confirm" : "key";
  return {
    acts: keys.map((key, at) => ({
      act: { type: "key", device, key },
      thinking: at === 0 ? first : "enter",
    })),
  };
}

function planAmount(amountMinor: number, { terminal }: View): Plan {
  if (terminal.screen !== "idle" && terminal.screen !== "amount") {
    return { lacks: "a terminal that takes an amount" };
  }
  return keyed(String(amountMinor));
}

/** Digits on the terminal, then enter. */
function keyed(digits: string): Plan {
  const keys = Array.from(digits, (key, at) => ({
    act: { type: "key", device: "terminal", key: key as DeviceKey } as const,
    thinking: at === 0 ? ("first-digit" as const) : ("digit" as const),
  }));
  const enter = {
    act: { type: "key", device: "terminal", key: "enter" },
    thinking: "enter",
  } as const;
  return { acts: [...keys, enter] };
}

function keyedWhenRead(digits: string | undefined, lacks: string): Plan {
  return digits === undefined ? { lacks } : keyed(digits);
}

function atHand(thing: Thing, view: View): boolean {
  if (thing === "card") return view.card.place === "held";
  return isCopy(thing) ? onCounter(view, thing) : true;
}

function isCopy(thing: Thing): thing is "cardholder-copy" | "merchant-copy" {
  return thing === "cardholder-copy" || thing === "merchant-copy";
}

function onCounter({ slips }: View, thing: "cardholder-copy" | "merchant-copy"): boolean {
  const copy = thing === "cardholder-copy" ? "cardholder" : "merchant";
  return slips.some((slip) => slip.copy === copy && slip.place === "counter");
}

const MET: Plan = { acts: [] };

/** What is lacking while none of the words holds. A wait is planned anew with every event. */
const LACKS = new WeakMap<readonly string[], Plan>();

function lackOf(words: readonly string[]): Plan {
  let plan = LACKS.get(words);
  if (plan === undefined) {
    plan = { lacks: words.join(" or ") };
    LACKS.set(words, plan);
  }
  return plan;
}

function awaited(words: readonly string[], view: View): boolean {
  const { screen } = view.terminal;
  const speech = view.customer.speech?.id;
  for (const word of words) {
    if (word === screen || word === speech) return true;
    if (AWAITED_BY_WORD.get(word)?.(view) === true) return true;
  }
  return false;
}

const AWAITED_BY_WORD: ReadonlyMap<string, (view: View) => boolean> = new Map(
  Object.entries(AWAITED),
);

function one(act: Act, thinking: ActId): Plan {
  return { acts: [{ act, thinking }] };
}

function when(holds: boolean, lacks: string, planned: PlannedAct): Plan {
  return holds ? { acts: [planned] } : { lacks };
}
