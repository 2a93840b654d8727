import type { WireAct, WireView } from "../../sim-server/contract/index.ts";

/** The parts of the view that decide what hands can do. */
export type Seen = { readonly [K in keyof WireView]: WireView[K] | undefined };

/** An object of the counter that offers deeds. */
export type Spot =
  | "goods"
  | "card"
  | "terminal"
  | "slot"
  | "reader"
  | "mobile"
  | "pad"
  | "printer"
  | "merchant-copy"
  | "cardholder-copy"
  | "drawer";

type DeedRow = {
  /** The objects that offer it. */
  readonly spots: readonly Spot[];
  /** Whether it can be seen to be possible; what is offered by buttons, never what is right. */
  readonly offered: (seen: Seen) => boolean;
  /** What to send; undefined when there is nothing to do it to. */
  readonly act: (seen: Seen) => WireAct | undefined;
};

export type DeedId = keyof typeof ROWS;

const always = (act: WireAct) => (): WireAct => act;
const cardAt =
  (place: WireView["card"]["place"]) =>
  ({ card }: Seen): boolean =>
    card?.place === place;
const padAt =
  (place: WireView["pinPad"]["place"]) =>
  ({ pinPad }: Seen): boolean =>
    pinPad?.place === place;
const coverIs =
  (cover: WireView["printer"]["cover"]) =>
  ({ printer }: Seen): boolean =>
    printer?.cover === cover;

export type Copy = WireView["slips"][number]["copy"];

/** The newest slip of that copy that lies on the counter. */
export function slipAtHand(seen: Seen, copy: Copy): WireView["slips"][number] | undefined {
  return seen.slips?.filter((slip) => slip.copy === copy && slip.place === "counter").at(-1);
}

/** Whether something printed stands above the tear bar; blank paper always does. */
export function hasPrinted({ printer }: Seen): boolean {
  return (printer?.rising ?? []).some(
    ({ kind, runs }) =>
      kind !== "cut" && (kind !== "text" || runs.some(({ text }) => text.trim() !== "")),
  );
}

const slipIs =
  (copy: Copy) =>
  (seen: Seen): boolean =>
    slipAtHand(seen, copy) !== undefined;

/** A card at hand with an antenna, a phone held out, or a field that waits for the customer's own card. */
function mayTap({ card, mobile, terminal }: Seen): boolean {
  if (card?.place === "held") return card.contactless;
  if (card?.place === "slot") return false;
  return mobile?.shows === "card" || terminal?.field === "empty";
}

const ROWS = {
  scan: {
    spots: ["goods"],
    offered: (seen) => nextGood(seen) !== undefined,
    act: (seen) => {
      const good = nextGood(seen);
      return good === undefined ? undefined : { type: "scan", item: good.id };
    },
  },
  "look-card": {
    spots: ["card"],
    offered: cardAt("held"),
    act: always({ type: "inspect", thing: "card" }),
  },
  insert: { spots: ["card", "slot"], offered: cardAt("held"), act: always({ type: "insert" }) },
  swipe: {
    spots: ["card"],
    offered: (seen) => cardAt("held")(seen) && seen.card?.stripe === true,
    act: always({ type: "swipe" }),
  },
  tap: {
    spots: ["card", "reader", "mobile"],
    offered: mayTap,
    act: always({ type: "tap" }),
  },
  "scan-code": {
    spots: ["mobile"],
    offered: ({ mobile }) => mobile?.shows === "code",
    act: always({ type: "scan-code" }),
  },
  "turn-card": { spots: ["card"], offered: cardAt("held"), act: always({ type: "turn-card" }) },
  "give-card": {
    spots: ["card"],
    offered: cardAt("held"),
    act: always({ type: "hand", thing: "card", to: "customer" }),
  },
  "look-terminal": {
    spots: ["terminal"],
    offered: () => true,
    act: always({ type: "inspect", thing: "terminal" }),
  },
  remove: { spots: ["slot"], offered: cardAt("slot"), act: always({ type: "remove" }) },
  "clean-slot": {
    spots: ["slot"],
    offered: ({ terminal }) => terminal?.slot === "empty",
    act: always({ type: "clean", thing: "slot" }),
  },
  "give-pad": {
    spots: ["pad"],
    offered: padAt("cashier"),
    act: always({ type: "hand", thing: "pin-pad", to: "customer" }),
  },
  "look-away": {
    spots: ["pad"],
    offered: ({ pinPad }) => pinPad?.facing === "towards",
    act: always({ type: "look-away" }),
  },
  "take-pad": {
    spots: ["pad"],
    offered: padAt("customer"),
    act: always({ type: "hand", thing: "pin-pad", to: "cashier" }),
  },
  tear: {
    spots: ["printer"],
    offered: hasPrinted,
    act: always({ type: "tear" }),
  },
  "open-printer": {
    spots: ["printer"],
    offered: coverIs("closed"),
    act: always({ type: "open", thing: "printer" }),
  },
  "load-paper": {
    spots: ["printer"],
    offered: coverIs("open"),
    act: always({ type: "load-paper" }),
  },
  "close-printer": {
    spots: ["printer"],
    offered: coverIs("open"),
    act: always({ type: "close", thing: "printer" }),
  },
  "look-slip": {
    spots: ["cardholder-copy"],
    offered: slipIs("cardholder"),
    act: always({ type: "inspect", thing: "cardholder-copy" }),
  },
  "give-slip": {
    spots: ["cardholder-copy"],
    offered: slipIs("cardholder"),
    act: always({ type: "hand", thing: "cardholder-copy", to: "customer" }),
  },
  "file-cardholder": {
    spots: ["cardholder-copy"],
    offered: slipIs("cardholder"),
    act: always({ type: "file", thing: "cardholder-copy" }),
  },
  "look-merchant": {
    spots: ["merchant-copy"],
    offered: slipIs("merchant"),
    act: always({ type: "inspect", thing: "merchant-copy" }),
  },
  "file-slip": {
    spots: ["merchant-copy"],
    offered: slipIs("merchant"),
    act: always({ type: "file", thing: "merchant-copy" }),
  },
  "give-merchant": {
    spots: ["merchant-copy"],
    offered: slipIs("merchant"),
    act: always({ type: "hand", thing: "merchant-copy", to: "customer" }),
  },
  "close-drawer": {
    spots: ["drawer"],
    offered: ({ drawer }) => drawer?.open === true,
    act: always({ type: "close", thing: "drawer" }),
  },
} as const satisfies Readonly<Record<string, DeedRow>>;

/** Everything hands can do at a counter, in the order of the work. */
export const DEEDS: Readonly<Record<DeedId, DeedRow>> = ROWS;

const IDS = Object.keys(ROWS) as readonly DeedId[];

/** The deeds that an object offers now, its own first one first. */
export function deedsAt(spot: Spot, seen: Seen): DeedId[] {
  return IDS.filter((id) => DEEDS[id].spots.includes(spot) && DEEDS[id].offered(seen));
}

/** The next piece of goods that still lies on the belt. */
export function nextGood(seen: Seen): WireView["goods"]["items"][number] | undefined {
  return seen.goods?.items.find(({ place }) => place === "belt");
}

/** What the one key for the printer's paper means now: open, then load, then close. */
export function paperDeed(seen: Seen): DeedId {
  if (seen.printer?.cover !== "open") return "open-printer";
  return seen.printer.paper === "ok" ? "close-printer" : "load-paper";
}

/** What the one key for the PIN pad means now. */
export function padDeed(seen: Seen): DeedId {
  return seen.pinPad?.place === "customer" ? "take-pad" : "give-pad";
}

/** What a look means now: the next piece, the slip at hand, the card, or the terminal. */
export function lookDeed(seen: Seen): DeedId {
  if (nextGood(seen) !== undefined) return "scan";
  if (slipAtHand(seen, "cardholder") !== undefined) return "look-slip";
  if (slipAtHand(seen, "merchant") !== undefined) return "look-merchant";
  return seen.card?.place === "held" ? "look-card" : "look-terminal";
}
