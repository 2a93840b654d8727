import type { Act, DeviceKey, Phrase, Thing } from "../counter/act.ts";
import type { Acts } from "./par.ts";
import type { Situation } from "./situation.ts";
import type { Watch } from "./watch.ts";

/** Every step a lesson may list. */
export type StepId = keyof typeof STEP_ROWS;

/** How a step is told done, and the acts its target is made of. */
export type StepRow = {
  readonly done: Watch;
  /** Acts that are this step's while it is not done, though others may be done between them. */
  readonly claims?: (act: Act, now: Situation) => boolean;
  readonly acts: Acts;
  /** Acts done for each piece of goods, each digit after the first, each copy after the first. */
  readonly perGood?: Acts;
  readonly perDigit?: Acts;
  readonly perCopy?: Acts;
};

const says = (...phrases: readonly Phrase[]): StepRow => ({
  done: { "cashier.said": ({ phrase }) => phrases.includes(phrase) },
  acts: { say: 1 },
});

const inputs = (holds: (act: Act, now: Situation) => boolean): Watch => ({
  input: ({ act, refused }, now) => refused === undefined && holds(act, now),
});

const STEP_ROWS = {
  greet: says("greet"),
  "scan-goods": {
    done: { "till.scanned": ({ item }, now) => allScanned(now, item) },
    claims: ({ type }) => type === "scan" || type === "wedge",
    acts: {},
    perGood: { scan: 1 },
  },
  "say-total": says("total", "amount-read-back"),
  "ask-means": says("ask-means"),
  "choose-card": {
    done: { "till.tendered": ({ means }) => means === "card" },
    acts: { tender: 1 },
  },
  "choose-cash": {
    done: { "till.tendered": ({ means }) => means === "cash" },
    acts: { tender: 1 },
  },
  "ask-card": says("ask-card"),
  "check-card": {
    done: { "cashier.judged": ({ thing }) => thing === "card" },
    claims: (act) => act.type === "inspect" && act.thing === "card",
    acts: { inspect: 1, "judge-card": 1 },
  },
  "turn-card": {
    done: { "card.turned": ({ way }) => way === "chip-first" },
    acts: { "turn-card": 1 },
  },
  "insert-card": { done: { "reader.card": ({ present }) => present }, acts: { insert: 1 } },
  "swipe-card": { done: { "reader.swiped": ({ read }) => read === "tracks" }, acts: { swipe: 1 } },
  "tap-card": {
    done: { "reader.field": ({ felt }) => felt === "tapped" },
    claims: ({ type }) => type === "tap",
    acts: { tap: 1 },
  },
  "scan-code": { done: inputs(({ type }) => type === "scan-code"), acts: { "scan-code": 1 } },
  "confirm-card": {
    done: inputs((act, now) => now.screen === "confirm-card" && pressed(act, "enter")),
    acts: { confirm: 1 },
  },
  "key-amount": {
    done: { "terminal.amount": () => true },
    acts: { "first-digit": 1, enter: 1 },
    perDigit: { digit: 1 },
  },
  "correct-amount": {
    done: {
      "terminal.amount": ({ amountMinor }, now) =>
        amountMinor === now.totalMinor && now.amountCorrected,
    },
    acts: { notice: 1, key: 1, "first-digit": 1, enter: 1 },
    perDigit: { digit: 1 },
  },
  "ask-pin-known": says("ask-pin-known"),
  "pass-pin-pad": {
    done: {
      "cashier.looked-away": (_, now) => now.padWithCustomer,
      "pin-pad.moved": ({ to }, now) => to === "customer" && now.lookedAway,
      "pin-pad.answered": (_, now) => !(now.padWithCustomer && now.lookedAway),
    },
    acts: { hand: 1, say: 1, "look-away": 1 },
  },
  "wait-bank": {
    done: {
      "terminal.outcome": ({ outcome }) =>
        outcome === "approved" || outcome === "declined" || outcome === "unknown",
      "iso.received": (data) => "mti" in data && data.mti === "0210" && data.responseCode !== "00",
    },
    acts: {},
  },
  reassure: says("please-wait"),
  "read-result": {
    done: {
      "cashier.inspected": ({ thing }, now) => thing === "terminal" && now.trouble !== undefined,
      "cashier.said": (_, now) => now.trouble !== undefined,
    },
    acts: { inspect: 1, notice: 1 },
  },
  "take-card": {
    done: { "reader.card": ({ present }, now) => !present && now.lastOutcome !== undefined },
    acts: { remove: 1 },
  },
  "take-slips": {
    done: { "slip.torn": ({ copy }, now) => copy === "cardholder" || now.lesson.copies === 1 },
    claims: (act, now) =>
      act.type === "tear" || (now.screen === "next-copy" && pressed(act, "enter")),
    acts: { tear: 1 },
    perCopy: { tear: 1, key: 1 },
  },
  "check-slip": {
    done: { "cashier.judged": ({ thing }) => isSlip(thing) },
    claims: (act) => act.type === "inspect" && isSlip(act.thing),
    acts: { inspect: 1, "judge-slip": 1 },
  },
  "file-slip": {
    done: { "slip.filed": ({ copy }) => copy === "merchant" },
    acts: { file: 1 },
  },
  "hand-slip": {
    done: { "slip.handed": ({ copy }) => copy === "cardholder" },
    acts: { hand: 1 },
  },
  "return-card": { done: { "card.moved": ({ to }) => to === "customer" }, acts: { hand: 1 } },
  "hand-back": {
    done: {
      "card.moved": ({ to }, now) => to === "customer" && (now.slipHanded || !now.approved),
      "slip.handed": ({ copy }, now) => copy === "cardholder" && !now.slotCard && !now.heldCard,
    },
    claims: (act) => act.type === "hand" && act.thing !== "pin-pad",
    acts: { hand: 2 },
  },
  "remind-card": says("keep-card-safe"),
  thank: says("thank"),
  explain: says("explain-decline", "issuer-only", "explain-reader", "explain-no-charge"),
  "call-bank": {
    done: { "phone.hung-up": (_, now) => now.calls > 0 },
    claims: ({ type }) => type === "dial" || type === "answer" || type === "hang-up",
    acts: { dial: 1, answer: 2, "hang-up": 1 },
  },
  "other-means": says("ask-other-means"),
  "take-cash": {
    done: { "till.paid": ({ means }) => means === "cash" },
    acts: { device: 1 },
  },
  "reload-paper": {
    done: {
      "printer.status": ({ paper, cover }, now) =>
        now.wasOut && paper !== "out" && cover === "closed",
    },
    acts: { device: 3 },
  },
  reprint: {
    done: { "printer.printed": (_, now) => now.slipBroken && !now.paperOut && !now.coverOpen },
    acts: { key: 3 },
  },
  "reseat-card": {
    done: { "reader.card": ({ present }, now) => present && now.unreadTries > 0 },
    acts: { remove: 1, insert: 1 },
  },
  "clean-slot": {
    done: inputs((act, now) => act.type === "clean" && now.slotCard === undefined),
    acts: { remove: 1, device: 1 },
  },
  "wait-reversal": {
    done: { "terminal.outcome": ({ outcome }) => outcome === "reversed" },
    acts: {},
  },
  "pay-again": {
    done: {
      "terminal.outcome": ({ outcome }, now) => outcome === "approved" && now.failedBefore,
    },
    acts: { "first-digit": 1, enter: 1, insert: 1, confirm: 1, hand: 1, "look-away": 1 },
    perDigit: { digit: 1 },
  },
} as const satisfies Readonly<Record<string, StepRow>>;

/** The closed table of steps. */
export const STEPS: Readonly<Record<StepId, StepRow>> = STEP_ROWS;

/** The step of that id, or undefined where there is none. */
export function parseStepId(id: string): StepId | undefined {
  return Object.hasOwn(STEPS, id) ? (id as StepId) : undefined;
}

function allScanned(now: Situation, item: string): boolean {
  for (const [wanted, quantity] of now.lesson.wanted) {
    const have = (now.scanned.get(wanted) ?? 0) + (wanted === item ? 1 : 0);
    if (have < quantity) return false;
  }
  return true;
}

function pressed(act: Act, key: DeviceKey): boolean {
  return act.type === "key" && act.device === "terminal" && act.key === key;
}

function isSlip(thing: Thing): boolean {
  return thing === "cardholder-copy" || thing === "merchant-copy";
}
