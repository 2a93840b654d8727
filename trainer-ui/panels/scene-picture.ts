import type { Coach } from "../../sim-server/contract/index.ts";
import type {
  CardPlace,
  CustomerPicture,
  Face,
  FocusKey,
  Person,
  ScenePicture,
  TimeOfDay,
} from "../counter/picture.ts";
import type { TerminalKey } from "../keys/command.ts";
import { nextGood, type Seen, slipAtHand } from "./deeds.ts";

/** What the picture shows besides the view itself. */
export type Staging = {
  readonly light: TimeOfDay;
  readonly focus: FocusKey | undefined;
  readonly pressed: TerminalKey | undefined;
  readonly bankNumber: string;
};

/** The picture of a counter: what can be seen of it, as the scene draws it. */
export function scenePicture(seen: Seen, staging: Staging): ScenePicture {
  const { customer, printer } = seen;
  return {
    time: staging.light,
    customer: customerPicture(seen),
    queue: queueOf(customer?.face, customer?.queue ?? 0),
    goods: (seen.goods?.items ?? []).map(({ id, art, place }) => ({ key: id, art, place })),
    scannerReading: false,
    terminal: terminalPicture(seen, staging),
    card: cardPicture(seen),
    mobile: mobilePicture(seen),
    pinPad: seen.pinPad?.place === "customer" ? "customer" : "counter",
    printer: {
      paper: printer?.paper ?? "ok",
      cover: printer?.cover ?? "closed",
      lamps: { paper: lit(printer?.lamps.paper), error: lit(printer?.lamps.error) },
      rising: printer?.rising ?? [],
    },
    slips: (seen.slips ?? []).map(({ id, place, lines }) => ({ key: id, place, lines })),
    phone: phonePicture(seen, staging.bankNumber),
    display: { lines: seen.display?.lines ?? ["", ""] },
    drawer: seen.drawer?.open === true ? "open" : "shut",
    ...(staging.focus === undefined ? {} : { focus: staging.focus }),
  };
}

/** Nothing in the picture blinks: a lamp that does is drawn lit. */
function lit(lamp: "off" | "on" | "blinking" | undefined): boolean {
  return lamp !== undefined && lamp !== "off";
}

function customerPicture(seen: Seen): CustomerPicture {
  const { customer } = seen;
  return {
    face: faceOf(customer?.face),
    mood: customer?.mood ?? "calm",
    present: customer?.here ?? false,
    hands: handsOf(seen),
  };
}

function handsOf({ pinPad, till, slips, card, mobile }: Seen): CustomerPicture["hands"] {
  if (pinPad?.place === "customer") return "pin";
  if (mobile !== undefined && mobile.shows !== "nothing") return "offer";
  const due = card?.place === "held" || (slips ?? []).some((slip) => slip.place === "counter");
  return till?.status === "approved" && due ? "reach" : "rest";
}

const FACES: readonly Face[] = ["zhou", "chen", "lao", "yu", "rider", "lin"];

function faceOf(name: string | undefined): Face {
  return FACES.find((face) => face === name) ?? "zhou";
}

/** Who waits: everybody who is not at the counter, always in the same order. */
function queueOf(atCounter: string | undefined, count: number): Person[] {
  return FACES.filter((face) => face !== atCounter)
    .slice(0, count)
    .map((face) => ({ face, mood: "calm" }));
}

function terminalPicture({ terminal }: Seen, { pressed }: Staging): ScenePicture["terminal"] {
  const [one, two, three, four] = terminal?.leds ?? ["off", "off", "off", "off"];
  const label = pressed === undefined ? undefined : labelOf(pressed);
  return {
    bar: barOf(terminal?.title ?? ""),
    mark: TRAINING_MARK,
    lines: (terminal?.lines ?? []).map(({ text, size, align, inverse }) => ({
      text,
      size,
      align,
      ...(inverse === undefined ? {} : { inverse }),
    })),
    leds: [one === "on", two === "on", three === "on", four === "on"],
    ...(label === undefined ? {} : { pressed: label }),
  };
}

/** Stands at the end of every status bar; the glass has a box for it. */
export const TRAINING_MARK = "训练";

/** The status bar without the mark, which is drawn apart. */
export function barOf(title: string): string {
  return title.endsWith(TRAINING_MARK) ? title.slice(0, -TRAINING_MARK.length).trimEnd() : title;
}

/** The label on a terminal key, as the scene names it. */
export function labelOf(key: TerminalKey): string {
  if (key === "star") return "*";
  return key === "hash" ? "#" : key;
}

const PLACES: Readonly<Record<NonNullable<Seen["card"]>["place"], CardPlace>> = {
  none: "none",
  wallet: "none",
  held: "counter",
  slot: "slot",
  customer: "returned",
};

/** Screens on which the terminal lets go of the card. */
const LETS_GO: readonly string[] = ["remove-card", "approved", "declined", "cancelled"];

function cardPicture({ card, terminal }: Seen): ScenePicture["card"] {
  const place = terminal?.field === "card" ? "reader" : PLACES[card?.place ?? "none"];
  const ready = place === "slot" && LETS_GO.includes(terminal?.screen ?? "");
  return {
    place: ready ? "slot-out" : place,
    art: card?.art ?? "qing",
    side: "front",
    face: {
      bank: card?.face?.bank ?? "",
      kind: "",
      number: card === undefined || card.tail === "" ? "" : `•••• •••• •••• ${card.tail}`,
      expiry: card?.face?.expiry ?? "",
      mark: card?.face?.bankMark ?? true,
      cracked: card?.face?.damaged ?? false,
    },
  };
}

/** Phones keep their own words in every language, as devices do. */
const PAYMENT_CODE = "付款码";
const IN_CALL = "通话中";

function mobilePicture({ mobile, terminal }: Seen): ScenePicture["mobile"] {
  if (mobile === undefined || mobile.shows === "nothing") {
    return { place: terminal?.field === "phone" ? "reader" : "none", text: "" };
  }
  return {
    place: terminal?.field === "phone" ? "reader" : "customer",
    text: phoneText(mobile),
    ...(mobile.shows === "code" && { turn: mobile.turn }),
  };
}

function phoneText(mobile: Exclude<NonNullable<Seen["mobile"]>, { shows: "nothing" }>): string {
  switch (mobile.shows) {
    case "card":
      return `•••• ${mobile.tail}`;
    case "code":
      return PAYMENT_CODE;
    case "k-code":
      return `K码 ${mobile.digits}`;
    case "call":
      return IN_CALL;
  }
}

function phonePicture({ phone }: Seen, bankNumber: string): ScenePicture["phone"] {
  const offHook = phone !== undefined && phone.state !== "on-hook";
  return { offHook, display: offHook ? phone.number : bankNumber };
}

/** Where the step that is to be done now is done; drawn in lessons that show their steps. */
export function placeOfStep(coach: Coach | undefined, seen: Seen): FocusKey | undefined {
  const step = coach?.steps.find(({ state }) => state === "now")?.step;
  if (step === undefined) return undefined;
  if (step === "scan-goods") {
    const good = nextGood(seen);
    return good === undefined ? undefined : `goods:${good.id}`;
  }
  if (step === "check-card" && seen.card?.place !== "held") return undefined;
  if (step === "check-slip" && slipAtHand(seen, "cardholder") === undefined) return undefined;
  return STEP_PLACES[step];
}

const STEP_PLACES: Readonly<Record<string, FocusKey>> = {
  "check-card": "card",
  "turn-card": "card",
  "insert-card": "slot",
  "swipe-card": "card",
  "tap-card": "reader",
  "scan-code": "mobile",
  "confirm-card": "terminal",
  "key-amount": "terminal",
  "correct-amount": "terminal",
  "pass-pin-pad": "pin-pad",
  "read-result": "terminal",
  "take-card": "card",
  "take-slips": "slip",
  "check-slip": "slips",
  "file-slip": "slips",
  "hand-slip": "slips",
  "hand-back": "slips",
  "call-bank": "phone",
  "reload-paper": "printer",
  "reseat-card": "slot",
  "clean-slot": "slot",
};
