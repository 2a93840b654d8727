import type { Phrase } from "../counter/act.ts";
import type { LineId } from "./speech.ts";

/** What is true when the cashier speaks, as far as the customer's answer depends on it. */
export type Situation = {
  readonly greeted: boolean;
  readonly trouble: Trouble | undefined;
  /** She waits for the bank, or has waited longer than she likes. */
  readonly waited: boolean;
  /** She is no longer in good humour. */
  readonly impatient: boolean;
  readonly cardOut: boolean;
  /** What she can still offer: a card that was not tried, or cash that is enough. */
  readonly hasCard: boolean;
  /** What she would offer next is on her phone. */
  readonly byPhone: boolean;
  readonly hasCash: boolean;
  readonly cashGiven: boolean;
  readonly knowsPin: boolean;
  readonly holdsPad: boolean;
  /** The amount that the terminal shows is the one on the till. */
  readonly amountRight: boolean;
  readonly paid: boolean;
  /** Whether she would ask her bank about the card, or has done so. */
  readonly bankCall: "none" | "possible" | "made";
};

/** What went wrong with the payment, as she sees it. */
export type Trouble = "declined" | "unknown" | "reversed" | "unread";

/** What she does besides answering. */
export type Deed =
  | "offer-card"
  | "offer-cash"
  | "card-back-first"
  | "give-up"
  | "part"
  | "call-bank";

/** Why satisfaction rises, each at most once an occasion; the figures stand in `CREDITS`. */
export type Credit = "greeted" | "explained" | "apologised" | "reminded";

export type Reply = {
  readonly line: LineId;
  readonly deed?: Deed;
  readonly credit?: Credit;
  /** Points lost, each time. */
  readonly penalty?: number;
  /** For a while she knows why she waits. */
  readonly explains?: true;
};

/** Chosen, in directions that have evidence: fairness and being told weigh most. */
export const CREDITS: Readonly<Record<Credit, number>> = {
  greeted: 3,
  explained: 5,
  apologised: 3,
  reminded: 3,
};

/** Chosen: to be blamed or ignored hurts; to lose one's privacy hurts more. */
export const PENALTIES = { blamed: 10, ignored: 10, exposed: 15 } as const;

type Row = Reply & { readonly when?: (now: Situation) => boolean };

const PAID: Row = { when: (now) => now.paid, line: "paid-already" };
const CASH_GIVEN: Row = { when: (now) => now.cashGiven, line: "cash-is-there" };

/** Answers to each phrase: the first row that fits. */
const REPLIES: Readonly<Record<Phrase, readonly [...Row[], Row]>> = {
  greet: [
    { when: (now) => now.greeted, line: "greets-again" },
    { line: "greets", credit: "greeted" },
  ],
  total: [{ line: "all-right" }],
  "amount-read-back": [
    { when: (now) => !now.amountRight, line: "amount-wrong" },
    { line: "that-is-right" },
  ],
  "ask-means": [
    PAID,
    CASH_GIVEN,
    { when: (now) => now.hasCard || now.cardOut, line: "by-card" },
    { line: "in-cash" },
  ],
  "ask-card": [
    PAID,
    { when: (now) => now.cardOut, line: "card-is-there" },
    { when: (now) => now.byPhone, line: "by-phone", deed: "offer-card" },
    { when: (now) => now.hasCard, line: "here-is-card", deed: "offer-card" },
    { when: (now) => now.hasCash, line: "only-cash" },
    { line: "nothing-else", deed: "give-up" },
  ],
  "ask-other-means": [
    PAID,
    CASH_GIVEN,
    { when: (now) => now.hasCard && now.cardOut, line: "card-back-first", deed: "card-back-first" },
    { when: (now) => now.byPhone, line: "by-phone", deed: "offer-card" },
    { when: (now) => now.hasCard, line: "another-card", deed: "offer-card" },
    { when: (now) => now.hasCash, line: "cash-then", deed: "offer-cash" },
    { line: "nothing-else", deed: "give-up" },
  ],
  "ask-pin-known": [{ when: (now) => now.knowsPin, line: "pin-known" }, { line: "pin-forgotten" }],
  "ask-pin": [{ line: "pin-not-told", penalty: PENALTIES.exposed }],
  "please-enter-pin": [{ when: (now) => now.holdsPad, line: "shields-pin" }, { line: "all-right" }],
  "please-wait": [
    { when: (now) => now.impatient, line: "please-quick", credit: "explained", explains: true },
    {
      when: (now) => now.waited || now.trouble !== undefined,
      line: "no-hurry",
      credit: "explained",
      explains: true,
    },
    { line: "no-hurry", explains: true },
  ],
  "explain-decline": explanation("declined", "i-see"),
  "issuer-only": [
    PAID,
    {
      when: (now) => now.trouble === "declined" && now.bankCall === "made",
      line: "called-already",
    },
    {
      when: (now) => now.trouble === "declined" && now.bankCall === "possible" && !now.cashGiven,
      line: "asks-bank",
      credit: "explained",
      explains: true,
      deed: "call-bank",
    },
    ...explanation("declined", "asks-bank"),
  ],
  "explain-reader": explanation("unread", "try-again"),
  "explain-no-charge": [
    {
      when: (now) => now.trouble !== undefined,
      line: "good-not-twice",
      credit: "explained",
      explains: true,
    },
    { line: "puzzled" },
  ],
  "explain-loudly": [{ line: "not-so-loud", penalty: PENALTIES.exposed, explains: true }],
  "promise-unfreeze": [
    { when: (now) => now.trouble === "declined", line: "you-can-unfreeze" },
    { line: "puzzled" },
  ],
  apologise: [
    {
      when: (now) => now.waited || now.trouble !== undefined,
      line: "never-mind",
      credit: "apologised",
    },
    { line: "never-mind" },
  ],
  blame: [{ line: "not-my-fault", penalty: PENALTIES.blamed }],
  thank: [
    { when: (now) => now.paid || now.trouble === "unknown", line: "goodbye", deed: "part" },
    { line: "not-paid-yet" },
  ],
  "keep-card-safe": [
    { when: (now) => now.cardOut, line: "card-missing" },
    { line: "card-safe", credit: "reminded" },
  ],
};

/** Her answer to `phrase` as things stand. */
export function replyTo(phrase: Phrase, now: Situation): Reply {
  const rows = REPLIES[phrase];
  return rows.find((row) => row.when === undefined || row.when(now)) ?? rows[0];
}

function explanation(trouble: Trouble, line: LineId): [Row, Row] {
  return [
    { when: (now) => now.trouble === trouble, line, credit: "explained", explains: true },
    { line: "puzzled" },
  ];
}
