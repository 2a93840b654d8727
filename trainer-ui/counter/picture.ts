/**
 * All that the scene draws, as plain data. It says what is visible and nothing of why: the scene
 * compares it with the picture before and moves what differs.
 */
export type ScenePicture = {
  readonly time: TimeOfDay;
  readonly customer: CustomerPicture;
  /** Who waits behind, the nearest first; the fourth and later are out of sight. */
  readonly queue: readonly Person[];
  readonly goods: readonly GoodPicture[];
  readonly scannerReading: boolean;
  readonly terminal: TerminalPicture;
  readonly card: CardPicture;
  readonly mobile: MobilePicture;
  readonly pinPad: "counter" | "customer";
  readonly printer: PrinterPicture;
  /** Slips torn off, in the order they were torn. */
  readonly slips: readonly SlipPicture[];
  readonly phone: PhonePicture;
  readonly display: DisplayPicture;
  readonly drawer: "shut" | "open";
  /** What the bracket of yolk and ink stands around, if anything. */
  readonly focus?: FocusKey;
};

export type TimeOfDay = "morning" | "dusk";

export type Face = "zhou" | "chen" | "lao" | "yu" | "rider" | "lin";

export type Mood = "joy" | "calm" | "restless" | "annoyed" | "upset";

export type Person = { readonly face: Face; readonly mood: Mood };

export type CustomerPicture = Person & {
  readonly present: boolean;
  /** `offer` holds the card out; `reach` waits for slip and card; `none` keeps arms out of sight. */
  readonly hands: "none" | "rest" | "offer" | "pin" | "reach";
};

export type GoodPicture = {
  readonly key: string;
  /** A drawing under assets/svg/goods; an unknown one is drawn as a plain parcel of rice. */
  readonly art: string;
  readonly place: "belt" | "bag";
};

export type TerminalPicture = {
  /** The left of the status bar, as the terminal sends it. */
  readonly bar: string;
  /** The boxed mark in the status bar: the training mark. */
  readonly mark: string;
  readonly lines: readonly LcdLine[];
  /** From the left. The far right one alone turns the glass red. */
  readonly leds: readonly [boolean, boolean, boolean, boolean];
  /** The key held down, by the label on it or `cancel`, `clear`, `enter`. */
  readonly pressed?: string;
};

export type LcdLine = {
  readonly text: string;
  readonly size: 1 | 2;
  readonly align: "left" | "center" | "right";
  readonly inverse?: boolean;
};

/**
 * `slot-out` is pushed out for taking; `reader` is held to the top of the terminal; `returned` goes back
 * into the customer's hand.
 */
export type CardPlace =
  | "none"
  | "customer"
  | "counter"
  | "slot"
  | "slot-out"
  | "reader"
  | "returned";

/** The customer's phone, as she holds it out or to the terminal. */
export type MobilePicture = {
  readonly place: "none" | "customer" | "reader";
  /** What is written on its screen. */
  readonly text: string;
  /** A payment code stands above it, and has changed so often. */
  readonly turn?: number;
};

export type CardPicture = {
  readonly place: CardPlace;
  readonly art: string;
  readonly side: "front" | "back";
  readonly face: CardFacePicture;
};

/** What is printed on the plastic. In the scene the number comes masked. */
export type CardFacePicture = {
  readonly bank: string;
  readonly kind: string;
  readonly number: string;
  readonly expiry: string;
  /** The network's mark of two leaves. */
  readonly mark: boolean;
  readonly cracked: boolean;
};

export type PrinterPicture = {
  readonly paper: "ok" | "near-end" | "out";
  readonly cover: "closed" | "open";
  /** Which of its lamps are lit beside the one for power. */
  readonly lamps: { readonly paper: boolean; readonly error: boolean };
  /** What stands above the tear bar, the first line printed first. */
  readonly rising: readonly SlipLine[];
};

export type SlipPicture = {
  readonly key: string;
  readonly place: "counter" | "customer" | "filed";
  readonly lines: readonly SlipLine[];
};

export type SlipLine = {
  readonly kind: "text" | "rule" | "raster" | "cut";
  readonly runs: readonly SlipRun[];
  readonly align: "left" | "center" | "right";
};

export type SlipRun = {
  readonly text: string;
  readonly bold: boolean;
  readonly size: 1 | 2;
  readonly inverse: boolean;
};

/** What stands on the customer display, line by line of 20 columns. */
export type DisplayPicture = { readonly lines: readonly [upper: string, lower: string] };

export type PhonePicture = { readonly offHook: boolean; readonly display: string };

/** An object of the counter, or one of the goods by its key. */
export type FocusKey = ObjectKey | `goods:${string}`;

export type ObjectKey =
  | "customer"
  | "scanner"
  | "terminal"
  | "slot"
  | "card"
  | "reader"
  | "mobile"
  | "pin-pad"
  | "printer"
  | "slip"
  | "slips"
  | "phone"
  | "display"
  | "drawer";
