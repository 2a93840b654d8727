import type { HardwareEvent } from "./hardware-event.ts";
import type { LineEvent } from "./line-event.ts";
import type { HandEvent, PosEvent } from "./pos-event.ts";

/**
 * What can be done at a counter: a closed list. Everything else that happens in it follows from
 * these, what comes in on the line, the scenario and the seed.
 */
export type Act =
  | { readonly type: "scan"; readonly item: string }
  /** A code that a real scanner typed, as a keyboard does: the till reads it from its scanner's cable. */
  | { readonly type: "wedge"; readonly text: string }
  | { readonly type: "key"; readonly device: "terminal" | "till"; readonly key: DeviceKey }
  | { readonly type: "say"; readonly phrase: Phrase }
  /** Asks the customer for one thing of those she says she has to pay with. */
  | { readonly type: "ask-for"; readonly means: string }
  | { readonly type: "tender"; readonly means: Means }
  | { readonly type: "turn-card" }
  | { readonly type: "insert" }
  | { readonly type: "swipe" }
  /** The cashier holds the card in her hand to the reader, or invites the customer to tap her own. */
  | { readonly type: "tap" }
  /** The terminal's scanner is pointed at the code on the customer's phone. */
  | { readonly type: "scan-code" }
  | { readonly type: "remove" }
  | { readonly type: "hand"; readonly thing: Thing; readonly to: "customer" | "cashier" }
  | { readonly type: "look-away" }
  | { readonly type: "inspect"; readonly thing: Thing }
  | { readonly type: "judge"; readonly thing: Thing; readonly verdict: Verdict }
  | { readonly type: "tear" }
  | { readonly type: "load-paper" }
  | { readonly type: "open"; readonly thing: "printer" }
  | { readonly type: "close"; readonly thing: "printer" | "drawer" }
  | { readonly type: "clean"; readonly thing: "slot" }
  | { readonly type: "dial"; readonly number: string }
  | { readonly type: "answer"; readonly choice: string }
  | { readonly type: "hang-up" }
  | { readonly type: "file"; readonly thing: Thing }
  | { readonly type: "fault"; readonly fault: string; readonly params: FaultParams }
  | { readonly type: "pause"; readonly on: boolean };

/** What enters a counter, with its place in the session's log. */
export type Input = ActInput | LineInput | HardwareInput | PosInput | HandInput;

type Logged = {
  readonly seq: number;
  /** An id seen twice is applied once. */
  readonly id: string;
  /** World time at which it was applied. */
  readonly atMs: number;
};

/** What came in on the line to someone else's bank. */
export type LineInput = Logged & { readonly line: LineEvent };

/** What happened to a real device at the counter. */
export type HardwareInput = Logged & { readonly hardware: HardwareEvent };

/** What came in from the POS that drives the terminal. */
export type PosInput = Logged & { readonly pos: PosEvent };

/** What a hand did at a terminal that a POS drives. */
export type HandInput = Logged & { readonly hand: HandEvent };

/** An act of whoever is at the counter. */
export type ActInput = Logged & {
  /** World time at which the person reacted, by the browser's clock; it only scores. */
  readonly reactedMs: number;
  readonly by: Modality;
  readonly act: Act;
};

/** By what an input was made; it only scores. */
export type Modality = "keys" | "mouse" | "touch" | "robot";

/** Keys of the terminal's keypad and of the till's deck. */
export const DEVICE_KEYS = [
  "0",
  "1",
  "2",
  "3",
  "4",
  "5",
  "6",
  "7",
  "8",
  "9",
  "star",
  "hash",
  "enter",
  "clear",
  "cancel",
  "delete-line",
  "cancel-sale",
  "more",
  "reprint",
] as const;
export type DeviceKey = (typeof DEVICE_KEYS)[number];

/** What a till may be paid with. */
export type Means = "card" | "cash";

/** A card the cashier holds, a slip by its copy, a device to look at. */
export const THINGS = [
  "card",
  "merchant-copy",
  "cardholder-copy",
  "pin-pad",
  "terminal",
  "slot",
  "printer",
] as const;
export type Thing = (typeof THINGS)[number];

/** That all of a thing matches, or the field that does not. */
export const VERDICTS = [
  "matches",
  "amount",
  "date",
  "card-number",
  "merchant",
  "expiry",
  "bank-mark",
  "sample",
  "broken",
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Parameters of a fault by name; the catalogue says which there are. */
export type FaultParams = Readonly<Record<string, string | number | boolean>>;

/** What a cashier can say; the words are the trainer's, in two languages. */
export const PHRASES = [
  "greet",
  "total",
  "ask-means",
  "ask-card",
  "ask-pin-known",
  "ask-pin",
  "please-enter-pin",
  "amount-read-back",
  "please-wait",
  "explain-decline",
  "explain-loudly",
  "ask-other-means",
  "issuer-only",
  "promise-unfreeze",
  "apologise",
  "explain-reader",
  "explain-no-charge",
  "blame",
  "thank",
  "keep-card-safe",
] as const;
export type Phrase = (typeof PHRASES)[number];
