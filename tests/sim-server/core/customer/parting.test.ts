import { expect, test } from "vitest";
import {
  GOODBYE_MS,
  LINGER_MS,
  MISSING_MS,
  type NextMove,
  nextMove,
  type Progress,
  withoutWhat,
} from "../../../../sim-server/core/customer/parting.ts";

const NOTHING: Progress = {
  paidBy: undefined,
  hasSlip: false,
  cardOut: false,
  parted: false,
  gaveUp: false,
  askedFor: new Set(),
};
const CARD = { paidBy: "card" } as const;

test.each<readonly [string, Partial<Progress>, string, string]>([
  ["nothing paid", {}, "stays", "goods"],
  ["paid, no slip yet", CARD, `slip-missing ${MISSING_MS}`, "slip"],
  ["paid, no card yet", { ...CARD, cardOut: true }, `card-missing ${MISSING_MS}`, "card slip"],
  [
    "paid, card asked for",
    { ...CARD, cardOut: true, askedFor: new Set(["card-missing"]) },
    "stays",
    "card slip",
  ],
  [
    "card back, slip asked for next",
    { ...CARD, askedFor: new Set(["card-missing"]) },
    `slip-missing ${MISSING_MS}`,
    "slip",
  ],
  ["has everything", { ...CARD, hasSlip: true }, `leave ${LINGER_MS}`, ""],
  ["and was thanked", { ...CARD, hasSlip: true, parted: true }, `leave ${GOODBYE_MS}`, ""],
  [
    "thanked too early",
    { ...CARD, cardOut: true, parted: true },
    `leave ${LINGER_MS}`,
    "card slip",
  ],
  ["cash wants no slip", { paidBy: "cash" }, `leave ${LINGER_MS}`, ""],
  [
    "cash, but her card lies there",
    { paidBy: "cash", cardOut: true },
    `card-missing ${MISSING_MS}`,
    "card",
  ],
  ["cannot pay", { gaveUp: true }, `leave ${GOODBYE_MS}`, "goods"],
  [
    "cannot pay, card not back",
    { gaveUp: true, cardOut: true },
    `card-missing ${MISSING_MS}`,
    "card goods",
  ],
  ["who stays has everything", { ...CARD, hasSlip: true, stays: true }, "stays", ""],
  ["who stays, lacks her slip", { ...CARD, stays: true }, "stays", "slip"],
  [
    "who stays is seen off",
    { ...CARD, hasSlip: true, stays: true, parted: true },
    `leave ${GOODBYE_MS}`,
    "",
  ],
  ["thanked though nobody knows", { parted: true }, `leave ${LINGER_MS}`, ""],
])("%s", (_, change, moves, without) => {
  const progress = { ...NOTHING, ...change };
  const move = nextMove(progress);
  expect(move === undefined ? "stays" : drawMove(move)).toBe(moves);
  expect(withoutWhat(progress).join(" ")).toBe(without);
});

function drawMove(move: NextMove): string {
  return `${move.does === "ask" ? move.line : move.does} ${move.afterMs}`;
}
