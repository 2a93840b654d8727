import { expect, test } from "vitest";
import type { CardSettings, Scenario } from "../../../../../scenarios/format/scenario.ts";
import { CARD_RULES } from "../../../../../sim-server/core/training/rules/card-rules.ts";
import { scoreTrace } from "../../../../../sim-server/core/training/scorer.ts";
import {
  after,
  beat,
  instead,
  judge,
  say,
  slow,
  without,
  world,
  writeTrace,
} from "../../../../kit/beats.ts";
import { lostTo, testRows } from "../../../../kit/rule-rows.ts";
import { SALE, saleWith } from "../../../../kit/sale-lesson.ts";
import { CLEAN_SALE, OPENING, PIN } from "../../../../kit/sale-trace.ts";
import { leaving, PULL } from "../../../../kit/troubles.ts";

const faultyCard = (changes: Partial<CardSettings>): Scenario =>
  saleWith({ cards: SALE.cards.map((card) => ({ ...card, ...changes })) });

const FACE = { bankMark: true, sample: false, damaged: false };

const SEEN = world("saw", ["cashier.saw-pin", {}, 300]);

const AWAY = beat("look away", { type: "look-away" }, "look-away", ["cashier.looked-away", {}]);

testRows(CARD_RULES, [
  [
    "asked-for-pin",
    after(CLEAN_SALE, "total", say("ask-pin")),
    after(CLEAN_SALE, "total", say("ask-pin-known")),
  ],
  ["saw-pin", after(CLEAN_SALE, "please-enter-pin", SEEN), CLEAN_SALE],
  [
    "saw-pin",
    instead(CLEAN_SALE, ["please-enter-pin", "leave"], SEEN),
    after(CLEAN_SALE, "leave", SEEN),
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
]);

test.each([
  ["2505", true],
  ["2506", false],
])("in June 2025 a card that says %s is expired: %s", (expiry, expired) => {
  expect(lostTo(CLEAN_SALE, faultyCard({ expiry })).includes("expired-card-accepted")).toBe(
    expired,
  );
});

test.each([
  [299, []],
  [300, []],
  [301, ["saw-pin at 300"]],
])("eyes turned away after %i ms, told late, with a digit keyed at 300 ms: %j", (afterMs, lost) => {
  const events = writeTrace([...PIN.slice(0, 1), { ...AWAY, thinksMs: afterMs }]);
  const away = events.findIndex(
    ({ kind, data }) => kind === "input" && "act" in data && data.act.type === "look-away",
  );
  const handedMs = (events[away]?.atMs ?? 0) - afterMs;
  const seen = {
    seq: 99,
    atMs: handedMs + 300,
    node: "counter",
    cause: 0,
    kind: "cashier.saw-pin",
    data: {},
  } as const;
  const { losses } = scoreTrace([...events.slice(0, away), seen, ...events.slice(away)], SALE);
  const critical = losses.filter(({ rule }) => rule === "saw-pin");
  expect(critical.map(({ rule, atMs }) => `${rule} at ${atMs - handedMs}`)).toEqual(lost);
});
