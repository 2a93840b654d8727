import type { DeviceKey } from "../../sim-server/core/counter/act.ts";
import type { TraceEvents } from "../../sim-server/core/trace-events.ts";
import { type Beat, beat, type Fact, inspect, judge, press, say, screen, world } from "./beats.ts";

/** What the five pieces cost. */
export const TOTAL_MINOR = 8640;

/** A piece is scanned; with all five the total is reached. */
export function scan(item: string, lines: number): Beat {
  const totalMinor = Math.round((TOTAL_MINOR / 5) * lines);
  return beat(`scan ${lines}`, { type: "scan", item }, "scan", [
    "till.scanned",
    { code: item, item, lines, totalMinor },
  ]);
}

/** The card changes its place. */
export function moveCard(
  from: TraceEvents["card.moved"]["from"],
  to: TraceEvents["card.moved"]["to"],
  card = "debit",
): Fact {
  return ["card.moved", { card, tail: "1265", from, to }];
}

/** The terminal tells how the sale came out. */
export function outcome(
  name: TraceEvents["terminal.outcome"]["outcome"],
  responseCode: string,
  amountMinor = TOTAL_MINOR,
): Fact {
  return [
    "terminal.outcome",
    {
      outcome: name,
      amountMinor,
      responseCode,
      stan: "000237",
      rrn: "094127600381",
      approvalCode: name === "approved" ? "482913" : "",
      cardTail: "1265",
    },
  ];
}

/** Keying of an amount, digit by digit, and enter. */
export function keyAmount(amountMinor: number): readonly Beat[] {
  const digits = Array.from(String(amountMinor), (key, at) =>
    press(
      key as DeviceKey,
      at === 0 ? "first-digit" : "digit",
      ...(at === 0 ? [screen("amount")] : []),
    ),
  );
  return [
    ...digits,
    {
      ...press("enter", "enter", ["terminal.amount", { amountMinor }], screen("insert-card")),
      name: "amount",
    },
  ];
}

/** The bank's answer arrives. */
export function answered(responseCode: string): Fact {
  return ["iso.received", { mti: "0210", fields: "11 39", stan: "000237", responseCode }];
}

/** A request to the bank and what comes of it, three seconds later. */
export function askBank(...answer: readonly Fact[]): Beat {
  return world(
    "bank",
    screen("sending"),
    ["iso.sent", { mti: "0200", fields: "2 3 4 11", stan: "000237" }],
    screen("receiving", 200),
    screen("receiving", 2800),
    ...answer,
  );
}

/** The card goes in and is read. */
export const INSERT: Beat = beat(
  "insert",
  { type: "insert" },
  "insert",
  moveCard("held", "slot"),
  ["reader.card", { present: true, seated: "right" }],
  screen("reading"),
  screen("confirm-card", 600),
);

/** The number on the screen is confirmed; the PIN is asked for. */
export const CONFIRM: Beat = {
  ...press("enter", "confirm", screen("pin"), ["pin-pad.asked", { amountMinor: TOTAL_MINOR }]),
  name: "confirm",
};

/** Pad out, eyes away, PIN keyed in four seconds. */
export const PIN: readonly Beat[] = [
  beat("hand pad", { type: "hand", thing: "pin-pad", to: "customer" }, "hand", [
    "pin-pad.moved",
    { to: "customer" },
  ]),
  say("please-enter-pin"),
  beat("look away", { type: "look-away" }, "look-away", ["cashier.looked-away", {}]),
  world(
    "keyed",
    ["pin-pad.answered", { answer: "entered", digits: 6 }, 4000],
    ["pin-pad.moved", { to: "cashier" }],
  ),
];

/** The card is asked for, and comes out of a wallet. */
export const ASK_CARD: Beat = {
  ...say("ask-card"),
  facts: [
    ["cashier.said", { phrase: "ask-card" }],
    ["card.offered", { card: "debit", tail: "1265" }, 1500],
    moveCard("wallet", "held"),
  ],
};

/** From the first word to the card on the counter, checked. */
export const OPENING: readonly Beat[] = [
  say("greet"),
  ...["milk", "milk", "rice", "rice", "rice"].map((item, at) => scan(item, at + 1)),
  say("total"),
  beat("tender", { type: "tender", means: "card" }, "tender", [
    "till.tendered",
    { means: "card", totalMinor: TOTAL_MINOR },
  ]),
  ASK_CARD,
  inspect("card"),
  judge("card", "matches"),
];

/** From the approved screen to both slips in hand. */
export const SLIPS: readonly Beat[] = [
  world("print", screen("printing"), screen("next-copy", 1500)),
  beat("tear merchant", { type: "tear" }, "tear", [
    "slip.torn",
    { slip: "s1", copy: "merchant", lines: [] },
  ]),
  press("enter", "key", screen("printing"), screen("remove-card", 1500)),
  beat(
    "remove",
    { type: "remove" },
    "remove",
    ["reader.card", { present: false, seated: "none" }],
    moveCard("slot", "held"),
    screen("idle"),
  ),
  beat("tear cardholder", { type: "tear" }, "tear", [
    "slip.torn",
    { slip: "s2", copy: "cardholder", lines: [] },
  ]),
  inspect("cardholder-copy"),
  judge("cardholder-copy", "matches"),
  beat("file", { type: "file", thing: "merchant-copy" }, "file", [
    "slip.filed",
    { slip: "s1", copy: "merchant" },
  ]),
  beat("hand slip", { type: "hand", thing: "cardholder-copy", to: "customer" }, "hand", [
    "slip.handed",
    { slip: "s2", copy: "cardholder" },
  ]),
];

/** Card back, last words, and she goes. */
export const FAREWELL: readonly Beat[] = [
  beat(
    "hand card",
    { type: "hand", thing: "card", to: "customer" },
    "hand",
    moveCard("held", "customer"),
  ),
  say("keep-card-safe"),
  say("thank"),
  world(
    "leave",
    ["customer.left", { satisfaction: 90, without: [] }, 2000],
    ["lesson.ended", { reason: "customer-left" }],
  ),
];

/** The whole clean sale. */
export const CLEAN_SALE: readonly Beat[] = [
  ...OPENING,
  ...keyAmount(TOTAL_MINOR),
  INSERT,
  CONFIRM,
  ...PIN,
  askBank(outcome("approved", "00"), screen("approved"), [
    "till.card-result",
    {
      approved: true,
      amountMinor: TOTAL_MINOR,
      responseCode: "00",
      stan: "000237",
      rrn: "094127600381",
      cardTail: "1265",
    },
  ]),
  ...SLIPS,
  ...FAREWELL,
];

/** Ways to a card other than the slot, each with the shortest play that ends its step. */
export const BESIDE_SLOT: readonly (readonly [step: string, beats: readonly Beat[]])[] = [
  [
    "swipe-card",
    [
      beat("jerk", { type: "swipe" }, "swipe", ["reader.swiped", { read: "garbled" }]),
      beat("swipe", { type: "swipe" }, "swipe", ["reader.swiped", { read: "tracks" }]),
    ],
  ],
  [
    "tap-card",
    [
      beat("two", { type: "tap" }, "tap", ["reader.field", { felt: "collision" }]),
      beat("tap", { type: "tap" }, "tap", ["reader.field", { felt: "tapped" }]),
    ],
  ],
  ["scan-code", [beat("scan code", { type: "scan-code" }, "scan-code")]],
];
