import type { Means, Phrase, Thing } from "../counter/act.ts";
import type { ScreenName } from "../terminal/screen-names.ts";
import type { CardPlace, TraceEvents } from "../trace-events.ts";
import type { LessonFacts } from "./lesson-facts.ts";

/**
 * Where a lesson stands after the events so far: the facts that steps and rules ask about.
 * `absorb` alone changes it. Steps and rules see it as it was before the event they judge.
 */
export type Situation = {
  readonly lesson: LessonFacts;
  began: boolean;
  ended: boolean;
  /** The event that is being looked at. */
  seq: number;
  /** The cashier's clock: world time, but her own moment of reacting where she caused something. */
  clockMs: number;
  /** How much of it was hers, and not spent waiting for devices, bank or customer. */
  activeMs: number;
  inputAtMs: number;
  /** She waits for the customer, or the agent on the phone, to do what was asked. */
  waitSinceMs: number | undefined;
  /** The latest input that had an effect. */
  input: TraceEvents["input"] | undefined;
  /** Inputs so far, refused ones too. */
  inputs: number;
  readonly said: Set<Phrase>;

  totalMinor: number;
  readonly scanned: Map<string, number>;
  readonly itemOfCode: Map<string, string>;
  /** Count of inputs at the last scan that an input of its own had caused. */
  scanInput: number;
  means: Means | undefined;
  paid: boolean;
  drawerOpen: boolean;

  screen: ScreenName;
  /** Digits keyed since the amount was last empty. */
  keyed: string;
  amountMinor: number | undefined;
  /** A wrong amount stood on the terminal and has been cleared or cancelled. */
  amountCorrected: boolean;
  /** A request is on its way to the bank, or its outcome is not certain. */
  pending: boolean;
  /** Sale requests sent to the bank. */
  requests: number;
  /** When the last request left, and whether the customer was told to wait since. */
  requestMs: number | undefined;
  saidInWait: boolean;
  approved: TraceEvents["terminal.outcome"] | undefined;
  lastOutcome: TraceEvents["terminal.outcome"] | undefined;
  /** The bank's last answer, while it is a refusal; the card it was given for stands beside it. */
  declinedCode: string | undefined;
  declinedCard: string | undefined;
  /** A payment of this sale has failed, or its outcome was unknown. */
  failedBefore: boolean;

  readonly places: Map<string, CardPlace>;
  /** The card in the reader, and the one in the cashier's hand or on the mat. */
  slotCard: string | undefined;
  heldCard: string | undefined;
  readonly judgedCards: Set<string>;
  /** What was last looked at closely, and since when. */
  inspected: Thing | undefined;
  inspectedMs: number;
  insertions: number;
  unreadTries: number;
  cleaned: boolean;

  padWithCustomer: boolean;
  lookedAway: boolean;
  /** The customer keys her PIN, and the cashier watches. */
  pinSeen: boolean;
  /** A PIN was keyed under her eyes; her next input tells whether she had turned away by then. */
  sawPin: Moment | undefined;

  slipJudged: boolean;
  slipHanded: boolean;
  slipFiled: boolean;
  paperOut: boolean;
  /** It has run out in this lesson. */
  wasOut: boolean;
  coverOpen: boolean;
  /** Paper ran out while a paid sale's slip was due; a reprint makes it good. */
  slipBroken: boolean;
  paperOutAfterApproval: boolean;

  /** The customer talks to her bank on her own phone. */
  customerCalls: boolean;
  calls: number;
  calling: boolean;
  /** The last trouble that was none of the cashier's making, by its kind. */
  trouble: Trouble | undefined;
  /** Her active time when it came, until her first act after it. */
  troubleActiveMs: number | undefined;
  /** What has been said since the last trouble. */
  readonly saidSince: Set<Phrase>;
};

/** A place in the trace. */
export type Moment = { readonly atMs: number; readonly seq: number };

/** What can go wrong at a counter, as far as a cashier must react to it. */
export type Trouble = "declined" | "unknown" | "unread" | "paper-out";

/** The situation before anything has happened. */
export function begin(lesson: LessonFacts): Situation {
  return {
    lesson,
    began: false,
    seq: 0,
    ended: false,
    clockMs: 0,
    activeMs: 0,
    inputAtMs: -1,
    waitSinceMs: undefined,
    input: undefined,
    inputs: 0,
    said: new Set(),
    totalMinor: 0,
    scanned: new Map(),
    itemOfCode: new Map(),
    scanInput: 0,
    means: undefined,
    paid: false,
    drawerOpen: false,
    screen: "dark",
    keyed: "",
    amountMinor: undefined,
    amountCorrected: false,
    pending: false,
    requests: 0,
    requestMs: undefined,
    saidInWait: false,
    approved: undefined,
    lastOutcome: undefined,
    declinedCode: undefined,
    declinedCard: undefined,
    failedBefore: false,
    places: new Map(),
    slotCard: undefined,
    heldCard: undefined,
    judgedCards: new Set(),
    inspected: undefined,
    inspectedMs: 0,
    insertions: 0,
    unreadTries: 0,
    cleaned: false,
    padWithCustomer: false,
    lookedAway: false,
    pinSeen: false,
    sawPin: undefined,
    slipJudged: false,
    slipHanded: false,
    slipFiled: false,
    paperOut: false,
    wasOut: false,
    coverOpen: false,
    slipBroken: false,
    paperOutAfterApproval: false,
    customerCalls: false,
    calls: 0,
    calling: false,
    trouble: undefined,
    troubleActiveMs: undefined,
    saidSince: new Set(),
  };
}
