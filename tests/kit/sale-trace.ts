import type {
  Act,
  DeviceKey,
  Modality,
  Phrase,
  Thing,
  Verdict,
} from "../../sim-server/core/counter/act.ts";
import type { ScreenName } from "../../sim-server/core/terminal/screen-names.ts";
import type { TraceEvent, TraceEvents, TraceKind } from "../../sim-server/core/trace-events.ts";
import { type ActId, actParMs } from "../../sim-server/core/training/par.ts";

/** What happened, so long after what stands before it. */
export type Fact = { [K in TraceKind]: readonly [K, TraceEvents[K], laterMs?: number] }[TraceKind];

/**
 * A beat of a hand-written lesson: an act after its thinking, and what comes of it. Without an act
 * it is the world's alone.
 */
export type Beat = {
  readonly name: string;
  readonly act?: Act;
  readonly thinking?: ActId;
  /** Thinking in milliseconds instead of the act's par. */
  readonly thinksMs?: number;
  readonly by?: Modality;
  readonly facts: readonly Fact[];
};

export const TOTAL_MINOR = 8640;

export function say(phrase: Phrase): Beat {
  return beat(phrase, { type: "say", phrase }, "say", ["cashier.said", { phrase }]);
}

export function beat(name: string, act: Act, thinking: ActId, ...facts: readonly Fact[]): Beat {
  return { name, act, thinking, facts };
}

export function world(name: string, ...facts: readonly Fact[]): Beat {
  return { name, facts };
}

export function screen(name: ScreenName, laterMs = 0): Fact {
  return ["terminal.screen", { screen: name, lines: [] }, laterMs];
}

export function press(key: DeviceKey, thinking: ActId, ...facts: readonly Fact[]): Beat {
  return beat(`press ${key}`, { type: "key", device: "terminal", key }, thinking, ...facts);
}

export function scan(item: string, lines: number): Beat {
  const totalMinor = Math.round((TOTAL_MINOR / 5) * lines);
  return beat(`scan ${lines}`, { type: "scan", item }, "scan", [
    "till.scanned",
    { code: item, item, lines, totalMinor },
  ]);
}

export function judge(thing: Thing, verdict: Verdict, wrong: readonly Verdict[] = []): Beat {
  return beat(
    `judge ${thing}`,
    { type: "judge", thing, verdict },
    thing === "card" ? "judge-card" : "judge-slip",
    ["cashier.judged", { thing, verdict, wrong }],
  );
}

export function inspect(thing: Thing): Beat {
  return beat(`inspect ${thing}`, { type: "inspect", thing }, "inspect", [
    "cashier.inspected",
    { thing },
  ]);
}

export function moveCard(
  from: TraceEvents["card.moved"]["from"],
  to: TraceEvents["card.moved"]["to"],
  card = "debit",
): Fact {
  return ["card.moved", { card, tail: "1265", from, to }];
}

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

export const INSERT: Beat = beat(
  "insert",
  { type: "insert" },
  "insert",
  moveCard("held", "slot"),
  ["reader.card", { present: true, seated: "right" }],
  screen("reading"),
  screen("confirm-card", 600),
);

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

/** The beats without those named; each name must be among them. */
export function without(beats: readonly Beat[], ...names: readonly string[]): readonly Beat[] {
  for (const name of names) place(beats, name);
  return beats.filter(({ name }) => !names.includes(name));
}

/** The beats with others put in behind the first of that name. */
export function after(
  beats: readonly Beat[],
  name: string,
  ...more: readonly Beat[]
): readonly Beat[] {
  const at = place(beats, name);
  return [...beats.slice(0, at + 1), ...more, ...beats.slice(at + 1)];
}

/** The beats with those from the first name to the second, both included, replaced. */
export function instead(
  beats: readonly Beat[],
  [from, to]: readonly [string, string],
  ...more: readonly Beat[]
): readonly Beat[] {
  return [...beats.slice(0, place(beats, from)), ...more, ...beats.slice(place(beats, to) + 1)];
}

function place(beats: readonly Beat[], name: string): number {
  const at = beats.findIndex((each) => each.name === name);
  if (at < 0) throw new Error(`no beat is called ${name}`);
  return at;
}

export type Play = {
  /** Thinking as a share of par. */
  readonly pace?: number;
  readonly by?: Modality;
  /** How long an input is on its way, by its number. */
  readonly delayMs?: (input: number) => number;
};

/** Writes the trace of these beats as a counter would. */
export function writeTrace(beats: readonly Beat[], play: Play = {}): readonly TraceEvent[] {
  const { pace = 1, by = "keys", delayMs = () => 0 } = play;
  const events: TraceEvent[] = [];
  let nowMs = 5000;
  let inputs = 0;
  const emit = <K extends TraceKind>(kind: K, data: TraceEvents[K], atMs: number): void => {
    const seq = events.length + 1;
    events.push({ seq, atMs, node: "counter", cause: seq - 1, kind, data } as TraceEvent);
  };
  emit("terminal.screen", { screen: "idle", lines: [] }, nowMs);
  emit("lesson.began", { flow: "amount-first" }, nowMs);
  for (const { act, thinking, thinksMs, by: hand = by, facts } of beats) {
    let atMs = nowMs;
    if (act !== undefined) {
      const parMs = thinking === undefined ? 0 : actParMs(thinking, hand);
      const reactedMs = nowMs + (thinksMs ?? Math.round(parMs * pace));
      inputs += 1;
      nowMs = reactedMs;
      atMs = reactedMs + delayMs(inputs);
      emit("input", { id: `i${inputs}`, reactedMs, by: hand, act }, atMs);
    }
    for (const [kind, data, laterMs = 0] of facts) {
      nowMs += laterMs;
      if (laterMs > 0) atMs += laterMs;
      emit(kind as TraceKind, data as TraceEvents[TraceKind], atMs);
    }
  }
  return events;
}
