import { expect, test } from "vitest";
import type { CardSettings, Scenario } from "../../../../scenarios/format/scenario.ts";
import { RULES } from "../../../../sim-server/core/training/rules/rules.ts";
import { scoreTrace } from "../../../../sim-server/core/training/scorer.ts";
import { SALE, saleWith } from "../../../kit/sale-lesson.ts";
import {
  after,
  answered,
  askBank,
  type Beat,
  beat,
  CLEAN_SALE,
  CONFIRM,
  FAREWELL,
  type Fact,
  INSERT,
  instead,
  judge,
  keyAmount,
  moveCard,
  OPENING,
  outcome,
  PIN,
  press,
  SLIPS,
  say,
  scan,
  screen,
  TOTAL_MINOR,
  without,
  world,
  writeTrace,
} from "../../../kit/sale-trace.ts";

const APPROVED = askBank(outcome("approved", "00"), screen("approved"));
const APPROVED_TWICE = after(CLEAN_SALE, "bank", APPROVED);
const UNKNOWN = askBank(outcome("unknown", ""), screen("reversing"));
const REVERSED = world("reversed", outcome("reversed", "00"), screen("reversed"));
const declined = (code: string): Beat => askBank(outcome("declined", code), screen("declined"));

/** The bank says 55; the terminal asks for the PIN again. */
const WRONG_PIN = askBank(answered("55"), screen("pin"));

/** A reversal's answer is not the sale's. */
const OTHER_ANSWER = world("0410", [
  "iso.received",
  { mti: "0410", fields: "11 39", responseCode: "25" },
]);
const CANCELLED = beat("cancel sale", { type: "key", device: "till", key: "cancel-sale" }, "key", [
  "till.sale-cancelled",
  { totalMinor: TOTAL_MINOR },
]);

/** Paid on the second try, after the answer to the first. */
const secondTry = (...first: readonly Beat[]): readonly Beat[] => [
  ...OPENING,
  ...keyAmount(TOTAL_MINOR),
  INSERT,
  CONFIRM,
  ...PIN,
  ...first,
  ...keyAmount(TOTAL_MINOR),
  CONFIRM,
  ...PIN,
  APPROVED,
  ...SLIPS,
  ...FAREWELL,
];

const CASH: readonly Beat[] = [
  beat("take card", { type: "remove" }, "remove", moveCard("slot", "held")),
  say("ask-other-means"),
  beat("cash", { type: "tender", means: "cash" }, "tender", [
    "till.tendered",
    { means: "cash", totalMinor: TOTAL_MINOR },
  ]),
  world("paid", [
    "till.paid",
    { means: "cash", totalMinor: TOTAL_MINOR, paidMinor: 10_000, changeMinor: 1360 },
  ]),
  ...FAREWELL,
];

const FROZEN: readonly Beat[] = [
  ...OPENING,
  ...keyAmount(TOTAL_MINOR),
  INSERT,
  CONFIRM,
  ...PIN,
  declined("57"),
  say("explain-decline"),
  beat("dial", { type: "dial", number: "400-0000-417" }, "dial", [
    "phone.dialled",
    { number: "400-0000-417", reached: true },
  ]),
  world("agent", ["phone.agent", { line: "hello", choices: ["goodbye"] }, 4000]),
  beat("bye", { type: "answer", choice: "goodbye" }, "answer", [
    "phone.answered",
    { choice: "goodbye" },
  ]),
  beat("hang up", { type: "hang-up" }, "hang-up", ["phone.hung-up", { by: "cashier" }]),
  ...CASH,
];

const OUT: Beat = world("out", screen("paper-out"), [
  "printer.status",
  { paper: "out", cover: "closed" },
]);
const OUT_LATER = OUT.facts.slice(1).map(([kind, data]) => [kind, data, 4000] as Fact);
const LOADED: Beat = beat("load", { type: "load-paper" }, "device", [
  "printer.status",
  { paper: "ok", cover: "closed" },
]);
const REPRINTED: Beat = press("1", "key", ["printer.printed", { text: "重打印" }]);
const PAPER_OUT = after(CLEAN_SALE, "bank", OUT, LOADED, REPRINTED);

const UNREAD: Beat = world("unread", screen("card-unread"));
const PULL = beat(
  "pull",
  { type: "remove" },
  "remove",
  ["reader.card", { present: false, seated: "none" }],
  moveCard("slot", "held"),
);
const READER = after(CLEAN_SALE, "insert", UNREAD, say("explain-reader"), PULL, INSERT);

const LEAVE = (...without: readonly ("card" | "slip" | "goods")[]): Beat =>
  world(
    "leave",
    ["customer.left", { satisfaction: 60, without }, 2000],
    ["lesson.ended", { reason: "customer-left" }],
  );
const leaving = (...without: readonly ("card" | "slip" | "goods")[]): readonly Beat[] =>
  instead(CLEAN_SALE, ["leave", "leave"], LEAVE(...without));

const faultyCard = (changes: Partial<CardSettings>): Scenario =>
  saleWith({ cards: SALE.cards.map((card) => ({ ...card, ...changes })) });
const FACE = { bankMark: true, sample: false, damaged: false };
const asking = (
  rule: string,
  params: Record<string, string | number> = {},
  kind: Scenario["kind"] = "exception",
): Scenario => saleWith({ kind, goals: [{ rule, params }] });
const TROUBLE = saleWith({ kind: "exception" });

const slow = (beats: readonly Beat[], name: string, thinksMs: number): readonly Beat[] =>
  beats.map((each) => (each.name === name ? { ...each, thinksMs } : each));

const longBank = (...said: readonly Beat[]): readonly Beat[] =>
  instead(
    CLEAN_SALE,
    ["bank", "bank"],
    world("ask", screen("sending"), ["iso.sent", { mti: "0200", fields: "2" }]),
    ...said,
    world("answer", screen("receiving", 10_001), outcome("approved", "00"), screen("approved")),
  );
const soonBank = instead(
  CLEAN_SALE,
  ["bank", "bank"],
  world("ask", screen("sending"), ["iso.sent", { mti: "0200", fields: "2" }]),
  world("answer", screen("receiving", 10_000), outcome("approved", "00"), screen("approved")),
);

const mood = (waited: number): Beat =>
  world("mood", ["customer.mood", { mood: "restless", satisfaction: 70, waited }, 4100]);
const wrongKeys = (...more: readonly Beat[]): readonly Beat[] =>
  instead(CLEAN_SALE, ["press 8", "amount"], ...more);
const D = (keys: string): readonly Beat[] => keyAmount(Number(keys)).slice(0, -1);
const CLEAR = press("clear", "key");

type Row = [rule: string, breaks: readonly Beat[], keeps: readonly Beat[], scenario?: Scenario];

/** For each rule a lesson that breaks it, and the nearest one that does not. */
const ROWS: readonly Row[] = [
  [
    "asked-for-pin",
    after(CLEAN_SALE, "total", say("ask-pin")),
    after(CLEAN_SALE, "total", say("ask-pin-known")),
  ],
  [
    "saw-pin",
    after(CLEAN_SALE, "please-enter-pin", world("saw", ["cashier.saw-pin", {}])),
    CLEAN_SALE,
  ],
  [
    "pin-pad-not-passed",
    instead(
      CLEAN_SALE,
      ["hand pad", "keyed"],
      world("late", ["pin-pad.answered", { answer: "timeout", digits: 0 }]),
    ),
    instead(
      CLEAN_SALE,
      ["keyed", "keyed"],
      world("late", ["pin-pad.answered", { answer: "timeout", digits: 0 }]),
    ),
  ],
  ["card-not-checked", without(CLEAN_SALE, "judge card"), CLEAN_SALE],
  ["card-glanced", slow(CLEAN_SALE, "judge card", 1159), slow(CLEAN_SALE, "judge card", 1160)],
  ["card-glanced", without(CLEAN_SALE, "inspect card"), CLEAN_SALE],
  [
    "expired-card-accepted",
    CLEAN_SALE,
    CLEAN_SALE.slice(0, OPENING.length),
    faultyCard({ expiry: "2505" }),
  ],
  [
    "invalid-card-accepted",
    CLEAN_SALE,
    CLEAN_SALE.slice(0, OPENING.length),
    faultyCard({ face: { ...FACE, sample: true } }),
  ],
  [
    "invalid-card-accepted",
    CLEAN_SALE,
    CLEAN_SALE.slice(0, OPENING.length),
    faultyCard({ face: { ...FACE, bankMark: false } }),
  ],
  [
    "mismatch-missed",
    instead(CLEAN_SALE, ["judge card", "judge card"], judge("card", "matches", ["expiry"])),
    instead(CLEAN_SALE, ["judge card", "judge card"], judge("card", "expiry", ["expiry"])),
  ],
  [
    "false-alarm",
    instead(CLEAN_SALE, ["judge card", "judge card"], judge("card", "amount", ["expiry"])),
    instead(CLEAN_SALE, ["judge card", "judge card"], judge("card", "matches", ["expiry"])),
  ],
  [
    "pulled-card-early",
    after(CLEAN_SALE, "confirm", PULL),
    after(
      CLEAN_SALE,
      "confirm",
      world("fault", ["reader.card", { present: false, seated: "none" }]),
    ),
  ],
  ["card-left", leaving("card"), leaving("slip")],

  ["charged-twice", APPROVED_TWICE, CLEAN_SALE],
  ["charged-twice", secondTry(UNKNOWN), secondTry(UNKNOWN, REVERSED)],
  ["charged-twice", APPROVED_TWICE, after(PAPER_OUT, "out", APPROVED)],
  ["charged-again-after-paper-out", after(PAPER_OUT, "out", APPROVED), PAPER_OUT],
  ["goods-given-unpaid", [...OPENING, LEAVE()], [...OPENING, LEAVE("goods")]],
  [
    "wrong-amount-charged",
    instead(CLEAN_SALE, ["bank", "bank"], askBank(outcome("approved", "00", 6840))),
    instead(CLEAN_SALE, ["bank", "bank"], askBank(outcome("declined", "51", 6840))),
  ],
  ["item-missed", without(CLEAN_SALE, "scan 3"), CLEAN_SALE],
  [
    "extra-item-charged",
    after(CLEAN_SALE, "scan 5", scan("rice", 6)),
    after(
      CLEAN_SALE,
      "total",
      scan("rice", 6),
      press("delete-line", "key", ["till.line-deleted", { code: "rice", totalMinor: 5184 }]),
      scan("rice", 3),
      scan("rice", 4),
      scan("rice", 5),
    ),
  ],
  [
    "double-scan",
    after(CLEAN_SALE, "scan 5", scan("rice", 6)),
    after(
      CLEAN_SALE,
      "scan 5",
      world("bounce", [
        "till.scanned",
        { code: "rice", item: "rice", lines: 6, totalMinor: TOTAL_MINOR },
      ]),
    ),
  ],
  ["sale-not-finished", [...OPENING, LEAVE("goods")], CLEAN_SALE],
  [
    "drawer-left-open",
    after(CLEAN_SALE, "thank", world("open", ["drawer.opened", {}])),
    after(CLEAN_SALE, "thank", world("open", ["drawer.opened", {}], ["drawer.closed", {}])),
  ],

  ["slip-not-checked", without(CLEAN_SALE, "judge cardholder-copy"), CLEAN_SALE],
  [
    "slip-glanced",
    slow(CLEAN_SALE, "judge cardholder-copy", 2259),
    slow(CLEAN_SALE, "judge cardholder-copy", 2260),
  ],
  ["slip-not-handed", leaving("slip"), leaving("card")],
  [
    "wrong-copy-handed",
    after(CLEAN_SALE, "file", world("hand", ["slip.handed", { slip: "s1", copy: "merchant" }])),
    CLEAN_SALE,
  ],
  ["merchant-copy-not-filed", without(CLEAN_SALE, "file"), CLEAN_SALE],
  ["reprint-missing", after(without(PAPER_OUT, "press 1"), "out", REPRINTED), PAPER_OUT, TROUBLE],
  ["reprint-missing", without(PAPER_OUT, "press 1"), PAPER_OUT, TROUBLE],

  ["no-greeting", without(CLEAN_SALE, "greet"), CLEAN_SALE],
  ["no-greeting", after(without(CLEAN_SALE, "greet"), "tender", say("greet")), CLEAN_SALE],
  [
    "total-not-said",
    without(CLEAN_SALE, "total"),
    instead(CLEAN_SALE, ["total", "total"], say("amount-read-back")),
  ],
  ["no-card-reminder", without(CLEAN_SALE, "keep-card-safe"), CLEAN_SALE],
  ["no-thanks", without(CLEAN_SALE, "thank"), CLEAN_SALE],
  ["silent-wait", longBank(), longBank(say("please-wait"))],
  ["silent-wait", longBank(), soonBank],
  ["silent-wait", soonBank, CLEAN_SALE, asking("silent-wait", { afterMs: 9999 }, "sale")],
  [
    "blamed-customer",
    after(CLEAN_SALE, "total", say("blame")),
    after(CLEAN_SALE, "total", say("apologise")),
  ],
  ["declined-said-loudly", after(FROZEN, "bank", say("explain-loudly")), FROZEN],
  [
    "promise-unfreeze",
    after(FROZEN, "bank", say("promise-unfreeze")),
    after(FROZEN, "bank", say("issuer-only")),
  ],
  [
    "kept-waiting",
    after(slow(CLEAN_SALE, "greet", 1000), "greet", mood(5)),
    after(slow(CLEAN_SALE, "greet", 830), "greet", mood(5)),
  ],

  [
    "trouble-seen-late",
    slow(after(PAPER_OUT, "out", { ...OUT, facts: OUT_LATER }), "load", 4001),
    slow(after(PAPER_OUT, "out", { ...OUT, facts: OUT_LATER }), "load", 4000),
    TROUBLE,
  ],
  [
    "trouble-seen-late",
    slow(FROZEN, "explain-decline", 8001),
    slow(FROZEN, "explain-decline", 8000),
    TROUBLE,
  ],
  ["retried-do-not-retry", secondTry(declined("57")), secondTry(declined("55")), TROUBLE],
  [
    "too-many-tries",
    after(READER, "unread", UNREAD, UNREAD),
    after(READER, "unread", UNREAD),
    TROUBLE,
  ],
  [
    "cancelled-while-pending",
    instead(
      CLEAN_SALE,
      ["bank", "bank"],
      world("ask", screen("sending")),
      press("cancel", "key"),
      APPROVED,
    ),
    after(CLEAN_SALE, "bank", press("cancel", "key")),
  ],
  ["no-explanation", without(FROZEN, "explain-decline"), FROZEN, TROUBLE],
  [
    "no-explanation",
    after(without(FROZEN, "explain-decline"), "total", say("explain-decline")),
    FROZEN,
    TROUBLE,
  ],
  ["no-explanation", secondTry(WRONG_PIN), secondTry(WRONG_PIN, say("explain-no-charge")), TROUBLE],
  [
    "no-explanation",
    without(FROZEN, "explain-decline"),
    after(CLEAN_SALE, "bank", OTHER_ANSWER),
    TROUBLE,
  ],
  ["silent-wait", after(longBank(), "total", say("please-wait")), longBank(say("please-wait"))],
  [
    "double-scan",
    after(CLEAN_SALE, "scan 5", scan("rice", 6)),
    after(CLEAN_SALE, "scan 5", CANCELLED, ...OPENING.slice(1, 6)),
  ],
  ["charged-twice", secondTry(APPROVED), secondTry(APPROVED, REVERSED)],
  ["charged-twice", secondTry(askBank()), secondTry(WRONG_PIN)],
  ["retried-do-not-retry", secondTry(askBank(answered("75"))), secondTry(WRONG_PIN), TROUBLE],
  ["bank-not-called", without(FROZEN, "dial"), FROZEN, asking("bank-not-called")],
  [
    "other-means-not-offered",
    without(FROZEN, "ask-other-means"),
    FROZEN,
    asking("other-means-not-offered"),
  ],
  ["card-not-reseated", CLEAN_SALE, READER, asking("card-not-reseated")],
  [
    "slot-not-cleaned",
    after(READER, "unread", beat("wipe", { type: "clean", thing: "slot" }, "device")),
    after(READER, "pull", beat("wipe", { type: "clean", thing: "slot" }, "device")),
    asking("slot-not-cleaned"),
  ],
  [
    "amount-not-corrected",
    wrongKeys(...keyAmount(6840)),
    CLEAN_SALE,
    asking("amount-not-corrected"),
  ],
  [
    "card-number-told",
    after(FROZEN, "bye", world("tell", ["phone.answered", { choice: "tell" }])),
    FROZEN,
    asking("card-number-told", { choice: "tell" }),
  ],
  [
    "wrong-number-dialled",
    after(FROZEN, "hang up", world("wrong", ["phone.dialled", { number: "110", reached: false }])),
    FROZEN,
  ],

  [
    "amount-retyped",
    wrongKeys(...D("87"), press("cancel", "key"), ...keyAmount(8640)),
    wrongKeys(...D("86"), press("cancel", "key"), ...keyAmount(8640)),
  ],
  [
    "amount-retyped",
    wrongKeys(...D("87"), CLEAR, ...D("640"), ...keyAmount(8640).slice(-1)),
    wrongKeys(...D("86"), CLEAR, ...D("640"), ...keyAmount(8640).slice(-1)),
  ],
  [
    "amount-retyped",
    wrongKeys(...keyAmount(6840), press("cancel", "key", screen("amount")), ...keyAmount(8640)),
    wrongKeys(...keyAmount(8640)),
  ],
  [
    "amount-keyed-wrong",
    wrongKeys(...keyAmount(6840)),
    wrongKeys(...keyAmount(6840), press("cancel", "key", screen("amount")), ...keyAmount(8640)),
  ],
  ["slow-step", slow(CLEAN_SALE, "judge card", 3280), slow(CLEAN_SALE, "judge card", 3180)],
  ["fast-but-wrong", after(CLEAN_SALE, "scan 5", scan("rice", 6)), without(CLEAN_SALE, "greet")],
  ["work-undone", [...OPENING, LEAVE("goods")], FROZEN],
  ["major-cap", without(CLEAN_SALE, "judge card"), without(CLEAN_SALE, "file")],
  ["critical-cap", APPROVED_TWICE, without(CLEAN_SALE, "judge card")],
];

test.each<Row>(ROWS)(
  "%s loses points to whoever breaks it, and to nobody else",
  (rule, breaks, keeps, scenario = SALE) => {
    expect(lostTo(breaks, scenario)).toContain(rule);
    expect(lostTo(keeps, scenario)).not.toContain(rule);
  },
);

test.each([
  ["2505", true],
  ["2506", false],
])("in June 2025 a card that says %s is expired: %s", (expiry, expired) => {
  expect(lostTo(CLEAN_SALE, faultyCard({ expiry })).includes("expired-card-accepted")).toBe(
    expired,
  );
});

test("where patience is not timed, waiting costs nothing", () => {
  const waited = after(slow(CLEAN_SALE, "greet", 1000), "greet", mood(5));
  const untimed = saleWith({ coaching: { ...SALE.coaching, patience: false } });
  expect(lostTo(waited, untimed)).not.toContain("kept-waiting");
});

test("every rule has its row, its words in two languages, and an id of its own", () => {
  expect(RULES.filter(({ id }) => !ROWS.some(([rule]) => rule === id)).map(({ id }) => id)).toEqual(
    [],
  );
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  const wordless = RULES.filter(({ title, why }) =>
    [title.zh, title.en, why.zh, why.en].includes(""),
  );
  expect(wordless).toEqual([]);
});

test("a rule that only a goal brings is silent without it", () => {
  const asked = RULES.filter(({ byGoal }) => byGoal === true).map(({ id }) => id);
  expect(asked.length).toBeGreaterThan(0);
  const lost = lostTo(without(FROZEN, "dial", "ask-other-means"), TROUBLE);
  expect(lost.filter((id) => asked.includes(id))).toEqual([]);
});

function lostTo(beats: readonly Beat[], scenario: Scenario): readonly string[] {
  return scoreTrace(writeTrace(beats), scenario).losses.map(({ rule }) => rule);
}
