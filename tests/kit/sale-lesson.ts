import type { Scenario } from "../../scenarios/format/scenario.ts";
import { UNIONPAY_CONTACTLESS } from "../../sim-server/core/emv/unionpay-contactless.ts";

/** A plain chip sale of five pieces for 86.40, timed and scored in full. */
export const SALE: Scenario = {
  format: 1,
  id: "sale",
  chapter: 1,
  lesson: 1,
  title: { zh: "消费", en: "Sale" },
  summary: { zh: "", en: "" },
  level: "master",
  kind: "sale",
  guide: [],
  startMs: Date.parse("2025-06-18T09:41:00+08:00"),
  light: "morning",
  flow: "amount-first",
  coaching: { steps: true, score: true, clock: true, patience: true },
  terminal: {
    hostWaitMs: 60_000,
    copies: 2,
    paperMm: 5000,
    smallAmounts: UNIONPAY_CONTACTLESS.smallAmounts,
  },
  customer: {
    face: "zhou",
    name: undefined,
    knowsPin: true,
    queue: 0,
    cashMinor: 0,
    wallet: ["debit"],
  },
  cards: [
    {
      id: "debit",
      number: "6212345678901265",
      expiry: "2912",
      account: "savings",
      art: "qing",
      pin: "135790",
      keyed: ["135790"],
      state: "normal",
      pinTriesLeft: 3,
      chip: "good",
      stripe: "works",
      contactless: true,
      kind: "card",
      way: "chip-first",
      face: { bankMark: true, sample: false, damaged: false },
    },
  ],
  codes: [],
  accounts: [{ id: "savings", balanceMinor: 50_000, state: "normal" }],
  basket: [
    { item: "milk", quantity: 2 },
    { item: "rice", quantity: 3 },
  ],
  faults: [],
  steps: [
    "greet",
    "scan-goods",
    "say-total",
    "choose-card",
    "ask-card",
    "check-card",
    "key-amount",
    "insert-card",
    "confirm-card",
    "pass-pin-pad",
    "wait-bank",
    "take-card",
    "take-slips",
    "check-slip",
    "file-slip",
    "hand-back",
    "remind-card",
    "thank",
  ].map((step) => ({ step, tip: undefined })),
  goals: [],
  expect: undefined,
  answers: { right: { title: { zh: "", en: "" }, play: [] }, wrong: [] },
};

/** The lesson with parts of it replaced. */
export function saleWith(changes: Partial<Scenario>): Scenario {
  return { ...SALE, ...changes };
}
