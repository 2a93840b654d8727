import type { Lamp } from "../../../device-emulators/devices/printer/lamps.ts";
import type { PrinterError } from "../../../device-emulators/devices/printer/status.ts";
import type { PaymentScheme } from "../../../device-emulators/kit/payment-codes.ts";
import type { ScreenName } from "../terminal/screen-names.ts";
import type { CardPlace, Mood, SlipCopy } from "../trace-events.ts";

/**
 * All that a cashier could perceive at the counter, and nothing else. It is made of parts, each an
 * object that is replaced, never changed, when what it shows changes: equal identity, equal content.
 */
export type View = {
  readonly clock: ClockView;
  readonly goods: GoodsView;
  readonly till: TillView;
  readonly terminal: TerminalView;
  readonly card: CardView;
  readonly mobile: MobileView;
  readonly pinPad: PinPadView;
  readonly printer: PrinterView;
  readonly slips: readonly SlipView[];
  readonly customer: CustomerView;
  readonly phone: PhoneView;
  readonly drawer: { readonly open: boolean };
  readonly display: DisplayView;
  readonly phase: "opening" | "open" | "ended";
};

/** The wall clock over the door, in minutes: it changes once a minute. */
export type ClockView = { readonly date: string; readonly time: string };

/** The goods, on the belt or in the bag. */
export type GoodsView = {
  readonly items: readonly {
    readonly id: string;
    readonly art: string;
    readonly name: string;
    readonly place: "belt" | "bag";
  }[];
};

/** The till's screen. */
export type TillView = {
  readonly lines: readonly {
    readonly code: string;
    readonly name: string;
    readonly art: string;
    readonly quantity: number;
    readonly priceMinor: number;
    readonly totalMinor: number;
  }[];
  readonly totalMinor: number;
  readonly status: "ready" | "paying" | "approved" | "failed" | "paid";
  /** Figures of the last card result, as the terminal sent them. */
  readonly result?: {
    readonly responseCode: string;
    readonly amountMinor: number;
    readonly stan: string;
  };
  readonly means?: "card" | "cash";
  /** The code scanned last, masked, where nothing is sold under it. */
  readonly unknownCode?: string;
  readonly changeMinor: number;
};

/** The customer display: its two lines of 20 columns, a Chinese character two columns wide. */
export type DisplayView = { readonly lines: readonly [upper: string, lower: string] };

/** One line of a display, as it is set. */
export type LcdLine = {
  readonly text: string;
  readonly size: 1 | 2;
  readonly align: "left" | "center" | "right";
  readonly inverse?: boolean;
};

/** The terminal's screen, its lamps and its slot. */
export type TerminalView = {
  readonly screen: ScreenName;
  readonly title: string;
  readonly lines: readonly LcdLine[];
  /** Four lamps from the left; the far right one alone means failed. */
  readonly leds: readonly ["off" | "on", "off" | "on", "off" | "on", "off" | "on"];
  readonly slot: "empty" | "card";
  /** Its field, which a lamp tells, and what is held to it now. */
  readonly field: "off" | "empty" | "card" | "phone";
};

/** The card in play, if any, as far as it can be seen from where the cashier stands. */
export type CardView = {
  readonly place: CardPlace | "none";
  readonly id: string;
  readonly art: string;
  readonly way: "chip-first" | "wrong-way";
  /** Only while the cashier looks at it closely; otherwise the tail alone is legible. */
  readonly face?: CardFace;
  readonly tail: string;
  /** Marks on the plastic that tell how it may be used. */
  readonly stripe: boolean;
  readonly contactless: boolean;
};

/** The customer's phone, as she holds it. */
export type MobileView =
  | { readonly shows: "nothing" }
  | { readonly shows: "card"; readonly tail: string }
  /** A payment code; `turn` grows whenever the phone puts up a new one. */
  | { readonly shows: "code"; readonly scheme: PaymentScheme; readonly turn: number }
  /** Digits that the customer reads out. */
  | { readonly shows: "k-code"; readonly digits: string }
  /** It is at her ear: she talks to her bank. */
  | { readonly shows: "call" };

/** What is embossed and printed on a card's front. */
export type CardFace = {
  readonly number: string;
  readonly expiry: string;
  readonly holder: string;
  readonly bank: string;
  readonly bankMark: boolean;
  readonly sample: boolean;
  readonly damaged: boolean;
};

/** The PIN pad from where the cashier stands. */
export type PinPadView = {
  readonly place: "cashier" | "customer";
  readonly lines: readonly [string, string];
  readonly facing: "towards" | "away";
};

/** One line of printed paper, as it is set. */
export type PaperLine = {
  readonly kind: "text" | "rule" | "raster" | "cut";
  readonly runs: readonly {
    readonly text: string;
    readonly bold: boolean;
    readonly size: 1 | 2;
    readonly inverse: boolean;
  }[];
  readonly align: "left" | "center" | "right";
};

/** The printer, and what hangs out of it. */
export type PrinterView = {
  readonly paper: "ok" | "near-end" | "out";
  readonly cover: "closed" | "open";
  /** What is broken, where something is. */
  readonly error?: PrinterError;
  readonly lamps: { readonly paper: Lamp; readonly error: Lamp };
  /** Lines or commands wait to be done; they wait on while the printer cannot. */
  readonly printing: boolean;
  /** What a real printer at the counter is, where there is one. */
  readonly real?: "online" | "offline" | "away";
  /** What stands above the tear bar. */
  readonly rising: readonly PaperLine[];
};

/** A slip that was torn off, and who has it. */
export type SlipView = {
  readonly id: string;
  readonly copy: SlipCopy;
  readonly place: "counter" | "customer" | "filed";
  readonly lines: readonly PaperLine[];
};

/** The customer, as far as it shows. */
export type CustomerView = {
  readonly here: boolean;
  readonly name: string;
  readonly face: string;
  readonly mood: Mood;
  /** Five squares of patience; undefined in lessons that do not time it. */
  readonly patience?: number;
  readonly speech?: { readonly id: string; readonly zh: string; readonly en: string };
  /** What she says she can pay with; absent where that is not told. */
  readonly carries?: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
  readonly queue: number;
};

/** The phone, what was said in the last call, and what can be answered. */
export type PhoneView = {
  readonly state: "on-hook" | "ringing" | "talking";
  readonly number: string;
  readonly transcript: readonly {
    readonly who: "cashier" | "agent";
    readonly zh: string;
    readonly en: string;
  }[];
  readonly choices: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
};
