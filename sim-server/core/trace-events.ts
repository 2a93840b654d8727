import type { BankEvents } from "./bank/events.ts";
import type { HolderStep } from "./bank/holder-line.ts";
import type { Act, Means, Modality, Phrase, Thing, Verdict } from "./counter/act.ts";
import type { HardwareKind } from "./counter/hardware-event.ts";
import type { HandEvent } from "./counter/pos-event.ts";
import type { Description, Unreadable } from "./iso8583/describe.ts";
import type { TransactionKind } from "./terminal/kinds.ts";
import type { PosRequest } from "./terminal/pos-port.ts";
import type { ScreenName } from "./terminal/screen-names.ts";

/**
 * Every event a counter's trace may carry, by kind: facts, never scores, never bytes,
 * never a PIN or a whole card number. Amounts are fen, times come from the trace itself.
 */
export type TraceEvents = BankEvents & {
  "session.opened": { scenario: string; seed: number; acquirer?: string };
  /** The lesson's time zero: terminal signed on, shop open. */
  "lesson.began": { flow: "amount-first" | "card-first" };
  "lesson.ended": { reason: "customer-left" | "given-up" };
  input: { id: string; reactedMs: number; by: Modality; act: Act; refused?: Refusal };

  "till.scanned": { code: string; item: string; lines: number; totalMinor: number };
  "till.unknown-code": { code: string };
  "till.line-deleted": { code: string; totalMinor: number };
  "till.tendered": { means: Means; totalMinor: number };
  "till.card-result": {
    approved: boolean;
    amountMinor: number;
    responseCode: string;
    stan: string;
    rrn: string;
    cardTail: string;
  };
  "till.paid": { means: Means; totalMinor: number; paidMinor: number; changeMinor: number };
  "till.sale-cancelled": { totalMinor: number };
  "drawer.opened": Record<never, never>;
  "drawer.closed": Record<never, never>;

  "terminal.powered": { on: boolean };
  "terminal.screen": { screen: ScreenName; lines: readonly string[] };
  "terminal.amount": { amountMinor: number };
  /** The outcome as the cashier's screen tells it; `unknown` until a reversal is answered. */
  "terminal.outcome": {
    outcome: "approved" | "declined" | "cancelled" | "unknown" | "reversed";
    amountMinor: number;
    responseCode: string;
    stan: string;
    rrn: string;
    approvalCode: string;
    cardTail: string;
  };
  /** How a transaction of another kind than a sale ended. */
  "terminal.transaction": {
    transaction: TransactionKind;
    outcome: "approved" | "declined" | "cancelled" | "unknown" | "reversed";
    amountMinor: number;
    responseCode: string;
    stan: string;
    rrn: string;
    approvalCode: string;
    cardTail: string;
  };
  "terminal.settled": { batch: string; verdict: string; debitMinor: number; creditMinor: number };
  "journal.written": { record: string; stan: string };
  "iso.sent": Description;
  "iso.received": Description | Unreadable;
  "iso.ignored": { mti: string; why: string };
  "emv.step": { step: string; tvr: string; tsi: string };

  /** A card was drawn past the head; what was read is never told. */
  "reader.swiped": { read: "tracks" | "nothing" | "garbled" };
  /** What the field of the reader felt: one card, several at once, or that they are away. */
  "reader.field": { felt: "tapped" | "collision" | "left" };
  "reader.card": { present: boolean; seated: "right" | "wrong-way" | "none" };
  "card.apdu": { command: string; sw: string };
  "card.mute": { command: string; why: string };
  /** Where the card is now; `held` is the cashier's hand or mat. */
  "card.moved": { card: string; tail: string; from: CardPlace; to: CardPlace };
  /** A card or a phone is held to the reader, by the hand that has it. */
  "card.tapped": { card: string; tail: string; by: "cashier" | "customer" };
  "card.turned": { card: string; way: "chip-first" | "wrong-way" };
  "card.offered": { card: string; tail: string };

  "pin-pad.moved": { to: "customer" | "cashier" };
  "pin-pad.asked": { amountMinor: number };
  "pin-pad.answered": { answer: "entered" | "cancelled" | "timeout"; digits: number };

  "printer.printed": { text: string };
  /** `real` is what a real printer on the cable is, where there is one. */
  "printer.status": {
    paper: "ok" | "near-end" | "out";
    cover: "closed" | "open";
    /** What is broken, where something is. */
    error?: "cutter" | "recoverable" | "unrecoverable" | "overheated";
    real?: "online" | "offline" | "away";
  };
  "slip.torn": { slip: string; copy: SlipCopy; lines: readonly string[] };
  "slip.handed": { slip: string; copy: SlipCopy };
  "slip.filed": { slip: string; copy: SlipCopy };

  "cashier.said": { phrase: Phrase };
  "cashier.looked-away": Record<never, never>;
  /** The cashier faced the PIN pad while a PIN was keyed. */
  "cashier.saw-pin": Record<never, never>;
  "cashier.inspected": { thing: Thing };
  /** A verdict, and what in truth was wrong with the thing at that moment: nothing, or these. */
  "cashier.judged": { thing: Thing; verdict: Verdict; wrong: readonly Verdict[] };

  "customer.came": { name: string; face: string };
  "customer.said": { line: string };
  /** `waited` is what waiting has cost since the last such event, where it has. */
  "customer.mood": { mood: Mood; satisfaction: number; waited?: number };
  "customer.left": { satisfaction: number; without: readonly ("card" | "slip" | "goods")[] };

  /** The customer calls her own bank about a card; what she proves and keys is never told. */
  "bank-call.dialled": { card: string };
  "bank-call.agent": { asked: HolderStep["kind"]; line: string; choices: readonly string[] };
  /** `settled` says that the card may be tried again. */
  "bank-call.hung-up": { by: "customer" | "agent"; settled: boolean };

  "phone.dialled": { number: string; reached: boolean };
  "phone.agent": { line: string; choices: readonly string[] };
  "phone.answered": { choice: string };
  "phone.hung-up": { by: "cashier" | "agent" };

  /** The line to someone else's bank, call by call; what was said on it is told as messages. */
  "line.dialled": { call: number };
  "line.connected": { call: number };
  "line.refused": { call: number };
  "line.received": { call: number; bytes: number };
  "line.closed": { call: number; by: "terminal" | "acquirer" };

  /** What a POS has asked the terminal for, by number; texts and references are never told. */
  "pos.asked": { number: number; what: PosRequest["kind"]; amountMinor?: number };
  "pos.aborted": { number: number };
  "pos.answered": { number: number; outcome: string };
  /** What has come at last of a transaction whose answer was unknown. */
  "pos.corrected": { number: number; outcome: string };
  /** What a hand did at a terminal that a POS drives; keys of a PIN are not told apart. */
  "hand.did": { did: HandEvent["kind"]; card?: string; refused?: Refusal };
  /** A real device stands at the counter, or no longer. Of what it sends, only how much is told. */
  "hardware.plugged": { device: HardwareKind };
  "hardware.unplugged": { device: HardwareKind };
  "hardware.withdrawn": { device: HardwareKind };
  "hardware.received": { device: HardwareKind; bytes: number };
  /** A training card was put into a real reader. */
  "hardware.token": { card: string };
  /** A real card was refused; that is all that is known of it. */
  "hardware.refused": { device: HardwareKind };

  "fault.fired": { fault: string; params: Readonly<Record<string, string | number | boolean>> };
};

export type CardPlace = "wallet" | "held" | "slot" | "customer";
export type SlipCopy = "merchant" | "cardholder" | "other";
export type Mood = "joy" | "calm" | "restless" | "annoyed" | "upset";
/** Why an input had no effect: what it needs was not there. */
export type Refusal = "not-there" | "not-now" | "unknown";

export type TraceKind = keyof TraceEvents;

/** Says on the trace, in the name of one node, that something happened. */
export type Emit = <K extends TraceKind>(kind: K, data: TraceEvents[K]) => void;

/** One event read back: from the live sink, or from a stored line. */
export type TraceEvent = {
  [K in TraceKind]: {
    readonly seq: number;
    readonly atMs: number;
    readonly node: string;
    readonly cause: number;
    readonly kind: K;
    readonly data: TraceEvents[K];
  };
}[TraceKind];
