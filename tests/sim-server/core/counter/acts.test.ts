import { describe, expect, test } from "vitest";
import type { Act } from "../../../../sim-server/core/counter/act.ts";
import { lesson } from "../../../kit/lessons.ts";
import { openYard, playRobot, type Yard } from "../../../kit/yard.ts";

const SALE = lesson("first-sale");

/** States of a counter, in the order in which a sale goes through them. */
const STATES = {
  start: (yard) => yard,
  held: (yard) => playTo(yard, () => yard.view().card.place === "held"),
  slot: (yard) => playTo(yard, () => yard.view().terminal.screen === "confirm-card"),
  paid: (yard) =>
    playTo(yard, () => yard.view().slips.length === 2 && yard.view().card.place === "held"),
  done: (yard) => playTo(yard, () => false),
  dark: (yard) => {
    yard.rig.devices.terminal.cut();
    return yard;
  },
  call: (yard) => {
    yard.acts({ type: "dial", number: "400-0000-417" });
    yard.run(4_000);
    return yard;
  },
  cover: (yard) => {
    yard.acts({ type: "open", thing: "printer" });
    return yard;
  },
} as const satisfies Readonly<Record<string, (yard: Yard) => Yard>>;

type State = keyof typeof STATES;

const ALL = Object.keys(STATES) as State[];

/** What comes of an act: `-` where it does something, otherwise why not; states in the order above. */
const ROWS: readonly (readonly [Act, Readonly<Record<State, string>>])[] = [
  [{ type: "scan", item: "milk" }, row("- there there there there - - -", "not-there")],
  [{ type: "scan", item: "no-such-thing" }, everywhere("unknown")],
  [{ type: "wedge", text: "4006381333931" }, everywhere("-")],
  [{ type: "turn-card" }, row("x - x - x x x x", "not-there")],
  [{ type: "insert" }, row("x - x - x x x x", "not-there")],
  [{ type: "swipe" }, row("x - x - x x x x", "not-there")],
  [{ type: "tap" }, row("x - x - x x x x", "not-there")],
  [{ type: "scan-code" }, everywhere("not-there")],
  [{ type: "remove" }, row("x x - x x x x x", "not-there")],
  [{ type: "hand", thing: "card", to: "customer" }, row("x - x - x x x x", "not-there")],
  [{ type: "hand", thing: "card", to: "cashier" }, everywhere("not-now")],
  [{ type: "hand", thing: "pin-pad", to: "customer" }, everywhere("-")],
  [{ type: "hand", thing: "pin-pad", to: "cashier" }, everywhere("not-now")],
  [{ type: "hand", thing: "cardholder-copy", to: "customer" }, row("x x x - x x x x", "not-there")],
  [{ type: "hand", thing: "cardholder-copy", to: "cashier" }, everywhere("not-now")],
  [{ type: "hand", thing: "terminal", to: "customer" }, everywhere("unknown")],
  [{ type: "look-away" }, everywhere("-")],
  [{ type: "inspect", thing: "card" }, row("x - x - x x x x", "not-there")],
  [{ type: "inspect", thing: "merchant-copy" }, row("x x x - x x x x", "not-there")],
  [{ type: "inspect", thing: "terminal" }, everywhere("-")],
  [{ type: "judge", thing: "card", verdict: "matches" }, row("x - x - x x x x", "not-there")],
  [
    { type: "judge", thing: "cardholder-copy", verdict: "matches" },
    row("x x x - x x x x", "not-there"),
  ],
  [{ type: "judge", thing: "printer", verdict: "broken" }, everywhere("-")],
  [{ type: "file", thing: "merchant-copy" }, row("x x x - x x x x", "not-there")],
  [{ type: "file", thing: "card" }, everywhere("unknown")],
  [{ type: "key", device: "terminal", key: "1" }, row("- - - - - x - -", "not-now")],
  [{ type: "key", device: "till", key: "enter" }, everywhere("unknown")],
  [{ type: "clean", thing: "slot" }, row("- - x - - - - -", "not-now")],
  [{ type: "open", thing: "printer" }, row("- - - - - - - x", "not-now")],
  [{ type: "close", thing: "printer" }, row("x x x x x x x -", "not-now")],
  [{ type: "load-paper" }, row("x x x x x x x -", "not-now")],
  [{ type: "close", thing: "drawer" }, everywhere("not-now")],
  [{ type: "dial", number: "110" }, row("- - - - - - x -", "not-now")],
  [{ type: "hang-up" }, row("x x x x x x - x", "not-now")],
  [{ type: "answer", choice: "card" }, row("x x x x x x - x", "not-now")],
  [{ type: "say", phrase: "greet" }, everywhere("-")],
  [{ type: "pause", on: true }, everywhere("-")],
  [{ type: "fault", fault: "bank.slow", params: { ms: 5 } }, everywhere("-")],
  [{ type: "fault", fault: "bank.slow", params: { ms: -5 } }, everywhere("unknown")],
  [{ type: "fault", fault: "bank.closed", params: {} }, everywhere("unknown")],
];

describe("what comes of an act, by what the counter is like", () => {
  test.each(ROWS.map(([act, outcomes]) => [name(act), act, outcomes] as const))(
    "%s",
    (_name, act, outcomes) => {
      const found = ALL.map((state) => [state, STATES[state](openYard(SALE)).act(act) ?? "-"]);
      expect(Object.fromEntries(found)).toEqual(outcomes);
    },
  );

  test("what is refused happens nowhere: no event, no change of the view", () => {
    for (const [act, outcomes] of ROWS) {
      for (const state of ALL.filter((each) => outcomes[each] !== "-")) {
        const yard = STATES[state](openYard(SALE));
        const [view, events] = [JSON.stringify(yard.view()), yard.events.length];
        yard.act(act);
        expect([name(act), state, yard.events.length - events]).toEqual([name(act), state, 0]);
        expect(JSON.stringify(yard.view())).toBe(view);
      }
    }
  });
});

describe("an act done", () => {
  test("a second code is not seen while the scanner still reads", () => {
    const yard = openYard(SALE);
    expect(yard.act({ type: "scan", item: "milk" })).toBeUndefined();
    expect(yard.act({ type: "scan", item: "rice" })).toBe("not-now");
    yard.run(500);
    expect(yard.act({ type: "scan", item: "rice" })).toBeUndefined();
  });

  test("a card turned lies the other way, and turned again as before", () => {
    const yard = STATES.held(openYard(SALE));
    yard.acts({ type: "turn-card" });
    expect(yard.view().card.way).toBe("wrong-way");
    yard.acts({ type: "turn-card" });
    expect(yard.view().card.way).toBe("chip-first");
    expect(yard.told("card.turned").map(({ way }) => way)).toEqual(["wrong-way", "chip-first"]);
  });

  test("a card taken out is on the counter again, as it was", () => {
    const yard = STATES.slot(openYard(SALE));
    yard.acts({ type: "remove" });
    expect(yard.view().card).toMatchObject({ place: "held", way: "chip-first" });
    expect(yard.told("card.moved").map(({ to }) => to)).toEqual(["held", "slot", "held"]);
  });

  test("looking away is done once, until the pad is back", () => {
    const yard = openYard(SALE);
    yard.acts({ type: "hand", thing: "pin-pad", to: "customer" }, { type: "look-away" });
    expect(yard.act({ type: "look-away" })).toBe("not-now");
    yard.acts({ type: "hand", thing: "pin-pad", to: "cashier" });
    expect(yard.view().pinPad.facing).toBe("towards");
    expect(yard.act({ type: "look-away" })).toBeUndefined();
  });

  test("a filed slip is out of reach", () => {
    const yard = STATES.paid(openYard(SALE));
    yard.acts({ type: "file", thing: "merchant-copy" });
    expect(yard.act({ type: "inspect", thing: "merchant-copy" })).toBe("not-there");
    expect(yard.act({ type: "file", thing: "merchant-copy" })).toBe("not-there");
    expect(yard.view().slips.map(({ place }) => place)).toEqual(["filed", "counter"]);
  });
});

function playTo(yard: Yard, stop: () => boolean): Yard {
  playRobot(yard, SALE.answers.right, stop);
  return yard;
}

/** `-` where the act does something; anything else stands for the refusal. */
function row(drawn: string, refusal: string): Readonly<Record<State, string>> {
  const words = drawn.split(" ");
  const outcomes = ALL.map((state, at) => [state, words[at] === "-" ? "-" : refusal]);
  return Object.fromEntries(outcomes) as Record<State, string>;
}

function everywhere(outcome: string): Readonly<Record<State, string>> {
  return Object.fromEntries(ALL.map((state) => [state, outcome])) as Record<State, string>;
}

function name(act: Act): string {
  return Object.values(act)
    .map((value) => (typeof value === "object" ? JSON.stringify(value) : String(value)))
    .join(" ");
}

describe("a code that a real scanner typed", () => {
  const typed = (...texts: readonly string[]): Yard => {
    const yard = openYard(SALE);
    for (const text of texts) yard.acts({ type: "wedge", text });
    yard.run(100);
    return yard;
  };
  const inBag = (yard: Yard): string[] =>
    yard.view().goods.items.flatMap(({ id, place }) => (place === "bag" ? [id] : []));
  const sold = (yard: Yard): string[] =>
    yard.view().till.lines.map(({ art, quantity }) => `${art}×${quantity}`);

  test.each(["2004170001018", "]E02004170001018"])(
    "%s is sold, and its piece is bagged",
    (text) => {
      const yard = typed(text);
      expect(sold(yard)).toEqual(["milk×1"]);
      expect(inBag(yard)).toEqual(["milk"]);
    },
  );

  test("twice is sold twice, though there is one piece, as a till does", () => {
    const yard = typed("2004170001018", "2004170001018");
    expect(sold(yard)).toEqual(["milk×2"]);
    expect(inBag(yard)).toEqual(["milk"]);
  });

  test("of nothing that the shop sells is told on the till's screen", () => {
    const yard = typed("4006381333931");
    expect(yard.view().till).toMatchObject({ lines: [], unknownCode: "4006381333931" });
    expect(yard.told("till.unknown-code")).toEqual([{ code: "4006381333931" }]);
  });
});
