import { expect, test } from "vitest";
import { scoreTrace } from "../../../../sim-server/core/training/scorer.ts";
import {
  after,
  type Beat,
  beat,
  instead,
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
  askBank,
  CLEAN_SALE,
  keyAmount,
  OPENING,
  outcome,
  TOTAL_MINOR,
} from "../../../kit/sale-trace.ts";
import { scoreOf } from "../../../kit/score-drawing.ts";

const SPLASH = without(CLEAN_SALE, "greet", "thank", "keep-card-safe");
const PIN_ASKED = after(CLEAN_SALE, "confirm", say("ask-pin"));
const UNCHECKED = without(CLEAN_SALE, "inspect card", "judge card");
const TWICE = after(CLEAN_SALE, "bank", askBank(outcome("approved", "00"), screen("approved")));

test.each<[string, readonly Beat[], Play, string]>([
  ["an expert at par", CLEAN_SALE, {}, "1000 S passed"],
  ["an expert below par earns no more", CLEAN_SALE, { pace: 0.5 }, "1000 S passed"],
  ["right at twice par", CLEAN_SALE, { pace: 2 }, "875 B passed"],
  ["right at four times par", CLEAN_SALE, { pace: 4 }, "750 C"],
  ["right at ten times par", CLEAN_SALE, { pace: 10 }, "750 C"],
  ["curt", SPLASH, {}, "991 S passed"],
  ["fast but skipped verification", UNCHECKED, { pace: 0.9 }, "790 C"],
  ["fast but asked for the PIN", PIN_ASKED, { pace: 0.9 }, "590 D"],
  ["fast but charged twice", TWICE, { pace: 0.9 }, "590 D"],
  ["nothing done at all", [], {}, "0 D"],
])("%s", (_, beats, play, expected) => {
  const { total, grade, passed } = scoreTrace(writeTrace(beats, play), SALE);
  expect(`${total} ${grade}${passed ? " passed" : ""}`).toBe(expected);
});

const SLOW_CARD = CLEAN_SALE.map((each) =>
  each.name === "judge card" ? { ...each, thinksMs: 10_000 } : each,
);
const RETYPED = instead(
  CLEAN_SALE,
  ["press 8", "amount"],
  ...keyAmount(87).slice(0, -1),
  press("clear", "enter"),
  ...keyAmount(640),
);
const SCANNED_AGAIN = beat("again", { type: "scan", item: "rice" }, "scan", [
  "till.scanned",
  { code: "rice", item: "rice", lines: 5, totalMinor: TOTAL_MINOR },
]);
const GIVEN_UP: readonly Beat[] = [
  ...OPENING,
  world("end", ["lesson.ended", { reason: "given-up" }]),
];
const TROUBLE = saleWith({ kind: "exception" });
const CALLS = saleWith({
  kind: "exception",
  goals: [
    { rule: "bank-not-called", params: {} },
    { rule: "other-means-not-offered", params: {} },
  ],
});

test.each<[string, readonly Beat[], string, typeof SALE?]>([
  ["words left out", SPLASH, "991 no-greeting 3, no-card-reminder 3, no-thanks 3"],
  [
    "the same rude word twice",
    after(CLEAN_SALE, "thank", say("blame"), say("blame")),
    "990 blamed-customer 10",
  ],
  [
    "pieces scanned twice, twice",
    after(CLEAN_SALE, "tender", SCANNED_AGAIN, SCANNED_AGAIN),
    "966 double-scan 7, fast-but-wrong 15, double-scan 7, slow-step 5",
  ],
  ["a minor slip of procedure", without(CLEAN_SALE, "file"), "994 merchant-copy-not-filed 6"],
  ["a slow check", SLOW_CARD, "980 slow-step 20"],
  [
    "a piece scanned twice",
    after(CLEAN_SALE, "tender", SCANNED_AGAIN),
    "990 double-scan 7, slow-step 3",
  ],
  [
    "a digit corrected: accuracy, time, and speed through the gate",
    RETYPED,
    "973 amount-retyped 11, fast-but-wrong 7, slow-step 9",
  ],
  [
    "a major mistake is capped",
    without(CLEAN_SALE, "inspect card", "judge card"),
    "790 card-not-checked 30, major-cap 180",
  ],
  ["a critical one too, once", PIN_ASKED, "590 asked-for-pin 60, critical-cap 346, slow-step 4"],
  [
    "given up at the card",
    GIVEN_UP,
    "241 sale-not-finished 42, work-undone 268, work-undone 169, fast-but-wrong 81, work-undone 131, no-card-reminder 3, no-thanks 3, work-undone 62",
  ],
  [
    "a wrong amount left and charged",
    instead(
      CLEAN_SALE,
      ["press 8", "bank"],
      ...keyAmount(6840),
      askBank(outcome("approved", "00", 6840)),
    ),
    "590 amount-keyed-wrong 113, fast-but-wrong 250, wrong-amount-charged 42, critical-cap 5",
  ],
  ["no recovery asked for in a plain sale", TWICE, "590 charged-twice 60, critical-cap 350"],
  ["harm in a lesson of trouble", TWICE, "590 charged-twice 15, critical-cap 395", TROUBLE],
  [
    "one of two actions left out",
    after(CLEAN_SALE, "greet", say("ask-other-means")),
    "790 bank-not-called 23, major-cap 187",
    CALLS,
  ],
  [
    "both left out",
    CLEAN_SALE,
    "790 bank-not-called 23, other-means-not-offered 22, major-cap 165",
    CALLS,
  ],
])("%s", (_, beats, expected, scenario = SALE) => {
  expect(scoreOf(scenario, beats)).toBe(expected);
});

test.each([
  ["sale", true, "accuracy 450, speed 250, procedure 200, recovery -, service 100"],
  ["exception", true, "accuracy 350, speed 200, procedure 200, recovery 150, service 100"],
  ["sale", false, "accuracy 600, speed -, procedure 267, recovery -, service 133"],
  ["exception", false, "accuracy 438, speed -, procedure 250, recovery 187, service 125"],
] as const)("a lesson of kind %s, timed %s, has 1000 points", (kind, clock, expected) => {
  const scenario = saleWith({ kind, coaching: { ...SALE.coaching, clock } });
  const { parts, total } = scoreTrace(writeTrace(CLEAN_SALE, { pace: clock ? 1 : 9 }), scenario);
  const drawn = parts.map(({ part, outOf, counted }) => `${part} ${counted ? outOf : "-"}`);
  expect(drawn.join(", ")).toBe(expected);
  expect(total).toBe(1000);
  expect(parts.reduce((sum, { outOf }) => sum + outOf, 0)).toBe(1000);
});

test("a paid sale is timed by what was done of the lesson", () => {
  const steps = [...SALE.steps, { step: "call-bank", tip: undefined }];
  expect(scoreOf(saleWith({ steps }), CLEAN_SALE, { pace: 2 })).toBe(
    scoreOf(SALE, CLEAN_SALE, { pace: 2 }),
  );
});

test("each loss names its moment, by the event that shows it", () => {
  const events = writeTrace(without(CLEAN_SALE, "judge card"));
  const [loss] = scoreTrace(events, SALE).losses;
  const event = events.find(({ seq }) => seq === loss?.seq);
  expect(loss?.rule).toBe("card-not-checked");
  expect(event?.kind).toBe("card.moved");
  expect(event?.atMs).toBe(loss?.atMs);
});
