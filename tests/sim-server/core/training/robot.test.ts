import { expect, test } from "vitest";
import type { Intention } from "../../../../scenarios/format/scenario.ts";
import type { Act } from "../../../../sim-server/core/counter/act.ts";
import type { View } from "../../../../sim-server/core/counter/view.ts";
import { actParMs } from "../../../../sim-server/core/training/par.ts";
import { createRobot, type RobotOptions } from "../../../../sim-server/core/training/robot.ts";
import { VIEW } from "../../../kit/counter-view.ts";

const goods = (...ids: readonly string[]): Partial<View> => ({
  goods: { items: ids.map((id) => ({ id, art: id, name: id, place: "belt" as const })) },
});
/** Two pieces of milk and a soda, of which only the second milk is still on the belt. */
const BAGGED: Partial<View> = {
  goods: {
    items: ["milk-1", "milk-2", "soda"].map((id) => ({
      id,
      art: id,
      name: id,
      place: id === "milk-2" ? "belt" : "bag",
    })),
  },
};
const shows = (screen: View["terminal"]["screen"]): Partial<View> => ({
  terminal: { ...VIEW.terminal, screen },
});
const HELD: Partial<View> = { card: { ...VIEW.card, place: "held" } };
const slip = (copy: "merchant" | "cardholder"): Partial<View> => ({
  slips: [{ id: "s1", copy, place: "counter", lines: [] }],
});
const PRINTED: Partial<View> = {
  printer: { ...VIEW.printer, rising: [{ kind: "text", runs: [], align: "left" }] },
};
const TALKING: Partial<View> = {
  phone: { ...VIEW.phone, state: "talking", choices: [{ id: "card", zh: "", en: "" }] },
};
const SPEECH: Partial<View> = {
  customer: { ...VIEW.customer, speech: { id: "no-pin", zh: "", en: "" } },
};

/** What each intention comes to in a view where it can be done. */
const DONE: readonly (readonly [Intention, Partial<View>, string])[] = [
  [{ do: "scan" }, goods("milk-1", "milk-2"), "scan milk-1, scan milk-2"],
  [{ do: "scan" }, goods(), ""],
  [{ do: "scan", item: "milk" }, goods("milk-box", "milk-1"), "scan milk-1"],
  [{ do: "scan", item: "rice" }, goods("milk", "rice"), "scan rice"],
  [{ do: "scan", item: "milk" }, BAGGED, "scan milk-2"],
  [{ do: "scan", item: "soda" }, BAGGED, "scan soda"],
  [{ do: "say", phrase: "total" }, {}, "say total"],
  [{ do: "tender", means: "card" }, {}, "tender card"],
  [
    { do: "press", device: "terminal", keys: ["1", "enter"] },
    {},
    "key terminal 1, key terminal enter",
  ],
  [{ do: "press", device: "till", keys: ["reprint"] }, {}, "key till reprint"],
  [
    { do: "key-amount" },
    { till: { ...VIEW.till, totalMinor: 86 } },
    "key terminal 8, key terminal 6, key terminal enter",
  ],
  [{ do: "key-amount", amountMinor: 5 }, shows("amount"), "key terminal 5, key terminal enter"],
  [{ do: "inspect", thing: "card" }, HELD, "inspect card"],
  [
    { do: "judge", thing: "cardholder-copy", verdict: "date" },
    slip("cardholder"),
    "judge cardholder-copy date",
  ],
  [{ do: "file", thing: "merchant-copy" }, slip("merchant"), "file merchant-copy"],
  [{ do: "hand", thing: "pin-pad", to: "customer" }, {}, "hand pin-pad customer"],
  [{ do: "turn-card" }, HELD, "turn-card"],
  [{ do: "insert" }, HELD, "insert"],
  [{ do: "swipe" }, HELD, "swipe"],
  [{ do: "tap" }, HELD, "tap"],
  [{ do: "tap" }, {}, "tap"],
  [{ do: "scan-code" }, { mobile: { shows: "code", scheme: "wechat", turn: 0 } }, "scan-code"],
  [{ do: "remove" }, { terminal: { ...VIEW.terminal, slot: "card" } }, "remove"],
  [{ do: "look-away" }, {}, "look-away"],
  [{ do: "tear" }, PRINTED, "tear"],
  [{ do: "load-paper" }, {}, "load-paper"],
  [{ do: "open", thing: "printer" }, {}, "open printer"],
  [{ do: "close", thing: "drawer" }, {}, "close drawer"],
  [{ do: "clean", thing: "slot" }, {}, "clean slot"],
  [{ do: "dial", number: "400" }, {}, "dial 400"],
  [{ do: "answer", choice: "card" }, TALKING, "answer card"],
  [{ do: "hang-up" }, TALKING, "hang-up"],
  [{ do: "wait", for: ["approved", "declined"] }, shows("declined"), ""],
  [{ do: "wait", for: ["no-pin"] }, SPEECH, ""],
  [{ do: "wait", for: ["speech"] }, SPEECH, ""],
  [{ do: "wait", for: ["card"] }, HELD, ""],
  [{ do: "wait", for: ["paper"] }, PRINTED, ""],
  [{ do: "wait", for: ["cardholder-copy"] }, slip("cardholder"), ""],
  [{ do: "wait", for: ["merchant-copy"] }, slip("merchant"), ""],
  [{ do: "wait", for: ["paper-out"] }, { printer: { ...VIEW.printer, paper: "out" } }, ""],
  [{ do: "wait", for: ["cover-open"] }, { printer: { ...VIEW.printer, cover: "open" } }, ""],
  [{ do: "wait", for: ["choices"] }, TALKING, ""],
  [{ do: "wait", for: ["mobile"] }, { mobile: { shows: "card", tail: "1265" } }, ""],
];

test.each(DONE)("%j is done where it can be", (intention, seen, expected) => {
  expect(drawPlay([intention], seen)).toBe(expected);
});

test.each<[Intention, string]>([
  [{ do: "scan", item: "rice" }, "a piece of rice"],
  [{ do: "key-amount" }, "a terminal that takes an amount"],
  [{ do: "inspect", thing: "card" }, "the card"],
  [{ do: "judge", thing: "cardholder-copy", verdict: "matches" }, "the cardholder-copy"],
  [{ do: "hand", thing: "merchant-copy", to: "customer" }, "the merchant-copy"],
  [{ do: "insert" }, "a card on the counter"],
  [{ do: "turn-card" }, "a card on the counter"],
  [{ do: "swipe" }, "a card on the counter"],
  [{ do: "scan-code" }, "a code on the customer's phone"],
  [{ do: "remove" }, "a card in the slot"],
  [{ do: "tear" }, "printed paper"],
  [{ do: "answer", choice: "card" }, "the agent's choice card"],
  [{ do: "hang-up" }, "a call"],
  [{ do: "wait", for: ["approved", "paper"] }, "approved or paper"],
])("%j is waited for where it cannot be, and in the end the robot says so", (intention, lacks) => {
  const robot = createRobot({ title: { zh: "", en: "" }, play: [intention] }, { limitMs: 1000 });
  const view = { ...VIEW, ...shows("menu") };
  expect(robot.next(view, 500)).toEqual({ kind: "watch", waitFor: lacks, untilMs: 1500 });
  expect(robot.next(view, 1499)).toEqual({ kind: "watch", waitFor: lacks, untilMs: 1500 });
  expect(robot.next(view, 1500)).toEqual({
    kind: "stuck",
    why:
      `intention 1 (${intention.do}) waited for ${lacks}; the terminal shows menu, ` +
      "the customer says nothing, the card is none, the printer's paper is ok",
  });
});

test("a phone in use is waited for", () => {
  expect(drawPlay([{ do: "dial", number: "400" }], TALKING)).toBe("waits for a free phone");
});

test("paper still being printed is not torn, and a slip that is filed not handed over", () => {
  const printing = { ...VIEW.printer, ...PRINTED.printer, printing: true };
  expect(drawPlay([{ do: "tear" }], { printer: printing })).toBe("waits for printed paper");
  const filed: Partial<View> = {
    slips: [{ id: "s1", copy: "merchant", place: "filed", lines: [] }],
  };
  expect(drawPlay([{ do: "hand", thing: "merchant-copy", to: "customer" }], filed)).toBe(
    "waits for the merchant-copy",
  );
});

test("a scan for each of several is for one piece, so that a piece can be left out", () => {
  const two: Intention[] = [{ do: "scan" }, { do: "scan" }];
  expect(drawPlay(two, goods("a", "b", "c"))).toBe("scan a, scan b");
});

test("a piece that is still on the belt after its scan is scanned once more", () => {
  const robot = createRobot({ title: { zh: "", en: "" }, play: [{ do: "scan" }] }, { factor: 0 });
  const view = { ...VIEW, ...goods("a") };
  const scan = { kind: "act", act: { type: "scan", item: "a" }, reactedMs: 0 };
  expect(robot.next(view, 0)).toEqual(scan);
  expect(robot.next(view, 0)).toEqual(scan);
  expect(robot.next({ ...VIEW, ...goods() }, 0)).toEqual({ kind: "done" });
});

test.each<[string, RobotOptions, number]>([
  ["at 0.8 of par", {}, 664],
  ["at par", { factor: 1 }, 830],
  ["by mouse", { factor: 1, by: "mouse" }, 1820],
  ["at once", { factor: 0 }, 0],
])("thinks before it acts, %s", (_, options, expected) => {
  const robot = createRobot(
    { title: { zh: "", en: "" }, play: [{ do: "say", phrase: "greet" }] },
    options,
  );
  const first = robot.next(VIEW, 7000);
  if (expected > 0) {
    expect(first).toEqual({ kind: "think", waitMs: expected });
    expect(robot.next(VIEW, 7000 + expected - 1)).toEqual({ kind: "think", waitMs: 1 });
  }
  const act = { type: "say", phrase: "greet" };
  const move = expected > 0 ? robot.next(VIEW, 7000 + expected) : first;
  expect(move).toEqual({ kind: "act", act, reactedMs: 7000 + expected });
  expect(robot.next(VIEW, 9000)).toEqual({ kind: "done" });
});

test("what was waited for is thought about from when it is seen", () => {
  const robot = createRobot({ title: { zh: "", en: "" }, play: [{ do: "insert" }] });
  expect(robot.next(VIEW, 0).kind).toBe("watch");
  expect(robot.next({ ...VIEW, ...HELD }, 5000)).toEqual({ kind: "think", waitMs: 664 });
});

test("a slip takes longer to judge than a card, and a shown number longer to confirm than a key", () => {
  const timeOf = (intention: Intention, seen: Partial<View>): number => {
    const robot = createRobot({ title: { zh: "", en: "" }, play: [intention] }, { factor: 1 });
    const move = robot.next({ ...VIEW, ...seen }, 0);
    return move.kind === "think" ? move.waitMs : 0;
  };
  const judge = (thing: string): Intention => ({ do: "judge", thing, verdict: "matches" });
  const enter: Intention = { do: "press", device: "terminal", keys: ["enter"] };
  expect(timeOf(judge("card"), HELD)).toBe(actParMs("judge-card", "robot"));
  expect(timeOf(judge("cardholder-copy"), slip("cardholder"))).toBe(
    actParMs("judge-slip", "robot"),
  );
  expect(timeOf(judge("terminal"), {})).toBe(actParMs("notice", "robot"));
  expect(timeOf(enter, shows("confirm-card"))).toBe(actParMs("confirm", "robot"));
  expect(timeOf(enter, shows("next-copy"))).toBe(actParMs("key", "robot"));
});

/** All that a robot does, a second apart, in a view that does not change. */
function drawPlay(play: readonly Intention[], seen: Partial<View>): string {
  const robot = createRobot({ title: { zh: "", en: "" }, play });
  const acts: string[] = [];
  let view: View = { ...VIEW, ...seen };
  for (let nowMs = 0; nowMs < 100_000; nowMs += 100) {
    const move = robot.next(view, nowMs);
    if (move.kind === "done") break;
    if (move.kind === "watch") return `waits for ${move.waitFor}`;
    if (move.kind !== "act") continue;
    acts.push(drawAct(move.act));
    if (move.act.type === "scan") view = { ...view, goods: bag(view.goods, move.act.item) };
  }
  return acts.join(", ");
}

/** The goods after a piece was scanned, whichever it was. */
function bag({ items, ...rest }: View["goods"], scanned: string): View["goods"] {
  return {
    ...rest,
    items: items.map((piece) => (piece.id === scanned ? { ...piece, place: "bag" } : piece)),
  };
}

function drawAct(act: Act): string {
  return Object.values(act).join(" ");
}
