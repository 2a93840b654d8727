import { expect, test } from "vitest";
import type { Scenario } from "../../../../scenarios/format/scenario.ts";
import { createScorer } from "../../../../sim-server/core/training/scorer.ts";
import type { StepRecord } from "../../../../sim-server/core/training/step-tracker.ts";
import { STEPS } from "../../../../sim-server/core/training/steps.ts";
import { STEP_TEXT } from "../../../../sim-server/core/training/text/step-text.ts";
import {
  type Beat,
  beat,
  inspect,
  instead,
  judge,
  type Play,
  press,
  say,
  screen,
  without,
  world,
  writeTrace,
} from "../../../kit/beats.ts";
import { SALE, saleWith } from "../../../kit/sale-lesson.ts";
import {
  ASK_CARD,
  askBank,
  BESIDE_SLOT,
  CLEAN_SALE,
  CONFIRM,
  FAREWELL,
  INSERT,
  keyAmount,
  OPENING,
  outcome,
  PIN,
  SLIPS,
  TOTAL_MINOR,
} from "../../../kit/sale-trace.ts";

const listing = (...steps: readonly string[]): Scenario =>
  saleWith({ steps: steps.map((step) => ({ step, tip: undefined })) });

const OUT = world("out", screen("paper-out"), [
  "printer.status",
  { paper: "out", cover: "closed" },
]);
const OPENED = beat("open", { type: "open", thing: "printer" }, "device", [
  "printer.status",
  { paper: "out", cover: "open" },
]);
const LAID = beat("load", { type: "load-paper" }, "device", [
  "printer.status",
  { paper: "ok", cover: "open" },
]);
const SHUT = beat("close", { type: "close", thing: "printer" }, "device", [
  "printer.status",
  { paper: "ok", cover: "closed" },
]);
const REPRINTED = press("1", "key", ["printer.printed", { text: "slip" }]);
const PULL = beat("pull", { type: "remove" }, "remove", [
  "reader.card",
  { present: false, seated: "none" },
]);
const CLEAN = beat("clean", { type: "clean", thing: "slot" }, "device");
const APPROVED = askBank(outcome("approved", "00"), screen("approved"));
const CASH: readonly Beat[] = [
  beat("cash", { type: "tender", means: "cash" }, "tender", [
    "till.tendered",
    { means: "cash", totalMinor: TOTAL_MINOR },
  ]),
  world("paid", [
    "till.paid",
    { means: "cash", totalMinor: TOTAL_MINOR, paidMinor: 10_000, changeMinor: 1360 },
  ]),
];
const CALL: readonly Beat[] = [
  beat("dial", { type: "dial", number: "400" }, "dial", [
    "phone.dialled",
    { number: "400", reached: true },
  ]),
  world("agent", ["phone.agent", { line: "", choices: ["goodbye"] }, 4000]),
  beat("hang up", { type: "hang-up" }, "hang-up", ["phone.hung-up", { by: "cashier" }]),
];

/** Each step with the shortest play that ends with it, of which all but the last beat does not. */
const DONE: readonly (readonly [step: string, beats: readonly Beat[]])[] = [
  ["greet", [say("greet")]],
  ["scan-goods", CLEAN_SALE.slice(1, 6)],
  ["say-total", [say("total")]],
  ["ask-means", [say("ask-means")]],
  [
    "choose-card",
    [
      beat("card", { type: "tender", means: "card" }, "tender", [
        "till.tendered",
        { means: "card", totalMinor: 1 },
      ]),
    ],
  ],
  ["choose-cash", CASH.slice(0, 1)],
  ["ask-card", [ASK_CARD]],
  ["check-card", [inspect("card"), judge("card", "matches")]],
  [
    "turn-card",
    [
      beat("turn", { type: "turn-card" }, "turn-card", [
        "card.turned",
        { card: "debit", way: "chip-first" },
      ]),
    ],
  ],
  ["insert-card", [INSERT]],
  ...BESIDE_SLOT,
  ["confirm-card", [INSERT, CONFIRM]],
  ["key-amount", keyAmount(TOTAL_MINOR)],
  [
    "correct-amount",
    [
      ...OPENING,
      ...keyAmount(6840),
      press("cancel", "key", screen("amount")),
      ...keyAmount(TOTAL_MINOR),
    ],
  ],
  ["ask-pin-known", [say("ask-pin-known")]],
  ["pass-pin-pad", PIN.slice(0, -1)],
  ["wait-bank", [APPROVED]],
  ["reassure", [say("please-wait")]],
  ["read-result", [askBank(outcome("declined", "57")), inspect("terminal")]],
  ["take-card", [APPROVED, PULL]],
  ["take-slips", SLIPS.slice(0, 5)],
  ["check-slip", [inspect("cardholder-copy"), judge("cardholder-copy", "matches")]],
  ["file-slip", SLIPS.slice(7, 8)],
  ["hand-slip", SLIPS.slice(8, 9)],
  ["return-card", FAREWELL.slice(0, 1)],
  ["hand-back", [APPROVED, ...SLIPS, ...FAREWELL.slice(0, 1)]],
  ["hand-back", [APPROVED, ...SLIPS.slice(0, -1), ...FAREWELL.slice(0, 1), ...SLIPS.slice(-1)]],
  ["remind-card", [say("keep-card-safe")]],
  ["thank", [say("thank")]],
  ["explain", [say("explain-decline")]],
  ["call-bank", CALL],
  ["other-means", [say("ask-other-means")]],
  ["take-cash", CASH],
  ["reload-paper", [OUT, OPENED, LAID, SHUT]],
  ["reprint", [APPROVED, OUT, OPENED, LAID, SHUT, REPRINTED]],
  ["reseat-card", [INSERT, world("unread", screen("card-unread")), PULL, INSERT]],
  ["clean-slot", [CLEAN]],
  [
    "wait-reversal",
    [askBank(outcome("unknown", "")), world("reversed", outcome("reversed", "00"))],
  ],
  ["pay-again", [askBank(outcome("declined", "57")), APPROVED]],
];

test.each(DONE)("%s is done by its last beat, and not before", (step, beats) => {
  const lesson = listing(step);
  expect(drawStates(play(lesson, beats.slice(0, -1)))).toBe(`${step} now`);
  expect(drawStates(play(lesson, beats))).toBe(`${step} done`);
});

test("every step has its row and its words", () => {
  const steps = new Set(Object.keys(STEPS));
  expect(new Set(DONE.map(([step]) => step))).toEqual(steps);
  expect(new Set(Object.keys(STEP_TEXT))).toEqual(steps);
});

test.each([
  ["hand pad", "pass-pin-pad done, greet done, pass-pin-pad now"],
  ["look away", "pass-pin-pad done, greet done, pass-pin-pad now"],
  ["hand pad, look away", "pass-pin-pad done, greet done, pass-pin-pad done"],
])("a second PIN asks for both again: %s", (names, expected) => {
  const again = PIN.filter(({ name }) => names.split(", ").includes(name));
  const lesson = listing("pass-pin-pad", "greet", "pass-pin-pad");
  expect(drawStates(play(lesson, [...PIN, say("greet"), ...again]))).toBe(expected);
});

test("one event does one of two steps alike", () => {
  const twice = listing("check-card", "check-card");
  expect(drawStates(play(twice, [judge("card", "matches")]))).toBe(
    "check-card done, check-card now",
  );
});

test("a lesson card-first is followed in its own order", () => {
  const cardFirst = listing("insert-card", "confirm-card", "key-amount", "pass-pin-pad");
  const beats = [INSERT, CONFIRM, ...keyAmount(TOTAL_MINOR), ...PIN];
  expect(drawStates(play(cardFirst, beats.slice(0, 1)))).toBe(
    "insert-card done, confirm-card now, key-amount todo, pass-pin-pad todo",
  );
  expect(drawStates(play(cardFirst, beats))).toMatch(/(done.*){4}/);
});

test("a step done before its turn leaves the first that is not done as the one now", () => {
  expect(drawStates(play(listing("greet", "say-total", "thank"), [say("total")]))).toBe(
    "greet now, say-total done, thank todo",
  );
});

test.each<[string, readonly Beat[], string]>([
  ["once", [judge("card", "matches")], "check-card done, explain now, check-card todo"],
  [
    "twice at the same card",
    [judge("card", "matches"), judge("card", "matches"), say("explain-decline")],
    "check-card done, explain done, check-card now",
  ],
  [
    "again at the second",
    [judge("card", "matches"), say("explain-decline"), judge("card", "matches")],
    "check-card done, explain done, check-card done",
  ],
])("a step listed twice, done %s", (_, beats, expected) => {
  expect(drawStates(play(listing("check-card", "explain", "check-card"), beats))).toBe(expected);
});

test.each<[string, readonly Beat[], Play, string]>([
  ["keys at par", [say("greet"), say("total")], {}, "greet 830/830, say-total 830/830"],
  [
    "keys at par over a slow network",
    [say("greet")],
    { delayMs: () => 250 },
    "greet 830/830, say-total 0/830",
  ],
  ["touch at par", [say("greet")], { by: "touch" }, "greet 1040/1040, say-total 0/1040"],
  [
    "mouse, twice par",
    [say("greet")],
    { by: "mouse", pace: 2 },
    "greet 3640/1820, say-total 0/1820",
  ],
  [
    "both hands: the slower one's target",
    [{ ...say("apologise"), by: "mouse" }, say("greet")],
    {},
    "greet 2650/1820, say-total 0/830",
  ],
])("time and target by %s", (_, beats, hand, expected) => {
  expect(drawTimes(play(listing("greet", "say-total"), beats, hand), ["greet", "say-total"])).toBe(
    expected,
  );
});

test("targets grow with the level's patience, the goods and the digits", () => {
  const of = (scenario: Scenario, step: string): number =>
    play(scenario, CLEAN_SALE).find((each) => each.step === step)?.targetMs ?? 0;
  expect(of(SALE, "scan-goods")).toBe(5 * 830);
  expect(of(saleWith({ level: "novice" }), "scan-goods")).toBe(3 * 5 * 830);
  expect(of(SALE, "key-amount")).toBe(1800 + 280 + 3 * 280 + 280);
});

test.each([
  ["the bank", "wait-bank", 0],
  ["the PIN, once eyes are off it", "pass-pin-pad", 830 * 3],
  ["the customer's card", "check-card", 280 + 3180],
  ["the printer", "take-slips", 830 * 3],
])("waiting for %s is not the cashier's time", (_, step, expected) => {
  const record = play(SALE, CLEAN_SALE).find((each) => each.step === step);
  expect(record?.activeMs).toBe(expected);
});

test("a customer who never answers is waited for ten seconds", () => {
  const silent = [{ ...ASK_CARD, facts: ASK_CARD.facts.slice(0, 1) }];
  const later = [...silent, { ...say("greet"), thinksMs: 12_000 }];
  expect(drawTimes(play(listing("greet"), later), ["greet"])).toBe("greet 2830/830");
});

test("steps between which others fall keep the time of their own acts", () => {
  const late = SLIPS.map((each) => (each.name === "remove" ? { ...each, thinksMs: 5000 } : each));
  const records = play(SALE, instead(CLEAN_SALE, ["print", "hand slip"], ...late));
  expect(drawTimes(records, ["take-card", "take-slips"])).toBe(
    "take-card 5000/830, take-slips 2490/2490",
  );
});

test("what the lesson says of a step is its tip", () => {
  const tip = { zh: "别急", en: "No hurry" };
  const [record] = play(saleWith({ steps: [{ step: "greet", tip }] }), []);
  expect(record?.tip).toEqual(tip);
  expect(play(listing("greet"), [])[0]?.tip).toEqual(STEP_TEXT.greet.tip);
});

test("when the lesson has ended no step is the one now, and none gets done", () => {
  const late = [...without(CLEAN_SALE, "greet"), say("greet")];
  expect(drawStates(play(listing("greet"), late))).toBe("greet todo");
});

function play(scenario: Scenario, beats: readonly Beat[], hand: Play = {}): readonly StepRecord[] {
  const scorer = createScorer(scenario);
  for (const event of writeTrace(beats, hand)) scorer.take(event);
  return scorer.steps();
}

function drawStates(records: readonly StepRecord[]): string {
  return records.map(({ step, state }) => `${step} ${state}`).join(", ");
}

function drawTimes(records: readonly StepRecord[], steps: readonly string[]): string {
  return records
    .filter(({ step }) => steps.includes(step))
    .map(({ step, activeMs, targetMs }) => `${step} ${activeMs}/${targetMs}`)
    .join(", ");
}
