import type { PaymentScheme } from "../../device-emulators/kit/payment-codes.ts";

/**
 * A lesson as the rest of the program sees it: checked, with amounts in fen and times in
 * milliseconds. `parse.ts` makes it from a file; `schema.ts` says what a file may hold.
 */
export type Scenario = {
  readonly format: 1;
  readonly id: string;
  /** Place on the street: chapters hold lessons, both counted from 1. */
  readonly chapter: number;
  readonly lesson: number;
  readonly title: Text;
  readonly summary: Text;
  readonly level: Level;
  /**
   * A lesson by what it teaches. `qa` is no lesson: it says what must come of it. `practice` is none
   * either: everything may be tried. Neither is scored.
   */
  readonly kind: (typeof SCENARIO_KINDS)[number];
  /** Rows of the cashier guide that the lesson teaches. */
  readonly guide: readonly number[];
  /** Milliseconds since 1970 UTC of the lesson's time zero; shops keep +08:00. */
  readonly startMs: number;
  readonly light: "morning" | "dusk";
  readonly flow: "amount-first" | "card-first";
  readonly coaching: Coaching;
  readonly terminal: TerminalSettings;
  readonly bank: BankSettings;
  readonly customer: CustomerSettings;
  readonly cards: readonly CardSettings[];
  readonly codes: readonly CodeSettings[];
  readonly accounts: readonly AccountSettings[];
  readonly basket: readonly { readonly item: string; readonly quantity: number }[];
  readonly faults: readonly FaultSettings[];
  readonly steps: readonly StepSettings[];
  readonly goals: readonly GoalSettings[];
  /** What must have come of it in the end; only where the kind is `qa`. */
  readonly expect: Expectations | undefined;
  readonly answers: { readonly right: Answer; readonly wrong: readonly WrongAnswer[] };
};

/** What a run must have come to. What is left out is not looked at. */
export type Expectations = {
  /** Every transaction that came to an end at the terminal, in order. */
  readonly transactions: readonly ExpectedTransaction[];
  /** What accounts hold at the bank, by account id. */
  readonly balancesMinor: Readonly<Record<string, number>>;
  /** How the last settlement came out. */
  readonly settled: string | undefined;
  /** Texts that must stand on printed paper, in order. */
  readonly prints: readonly string[];
  /** Texts that must have stood on the terminal's screen, in order. */
  readonly screens: readonly string[];
  /** Every message that reached the bank, in order, by how its description begins. */
  readonly messages: readonly string[] | undefined;
};

export type ExpectedTransaction = {
  readonly transaction: string;
  readonly outcome: "approved" | "declined" | "cancelled" | "unknown" | "reversed";
  readonly responseCode: string | undefined;
  readonly amountMinor: number | undefined;
};

export const SCENARIO_KINDS = ["sale", "exception", "qa", "practice"] as const;

export type Text = { readonly zh: string; readonly en: string };
export type Level = "novice" | "trainee" | "operator" | "expert" | "master";

/** What the page shows of it; first lessons show the steps alone. */
export type Coaching = {
  readonly steps: boolean;
  readonly score: boolean;
  readonly clock: boolean;
  readonly patience: boolean;
};

export type TerminalSettings = {
  readonly hostWaitMs: number;
  readonly copies: 1 | 2;
  /** The working keys that it signs on for: single, double, or double with one for tracks. */
  readonly keySet: "001" | "003" | "004";
  /** By what a card may come in besides its contacts. */
  readonly ways: readonly EntryWay[];
  /** Whether less than was asked may be approved. */
  readonly partialApproval: boolean;
  readonly autoSignOff: boolean;
  /** Below it chips may approve by themselves; at 0 the bank is always asked. */
  readonly floorLimitMinor: number;
  /** So many in a hundred of the sales below it go to the bank nevertheless, by chance. */
  readonly randomPercent: number;
  /** Paper on the roll when the lesson begins. */
  readonly paperMm: number;
  /** The rule for small amounts over the air: up to these, inclusive, no PIN and no signature. */
  readonly smallAmounts: {
    readonly enabled: boolean;
    readonly noPinLimitMinor: number;
    readonly noSignLimitMinor: number;
  };
};

/** A way in besides the contacts: the field, the stripe, the keypad, codes on phones. */
export const ENTRY_WAYS = ["contactless", "stripe", "manual", "codes"] as const;
export type EntryWay = (typeof ENTRY_WAYS)[number];

export type CustomerSettings = {
  readonly face: "zhou" | "lin" | "lao" | "chen" | "rider" | "yu";
  /** A name drawn from the seed unless given. */
  readonly name: string | undefined;
  readonly knowsPin: boolean;
  readonly queue: number;
  readonly cashMinor: number;
  /** She goes only when she is seen off, and comes again: for practice. */
  readonly stays?: boolean;
  /** Ids of cards and payment codes in the order in which they are offered. */
  readonly wallet: readonly string[];
  /** What she asks her bank for on the telephone when she is sent there; without it she calls nobody. */
  readonly callsBank: BankCallSettings | undefined;
};

/** A customer's call to the line of her bank, about the card that was tried last. */
export type BankCallSettings = {
  /** Her requests, in order, as the bank's line names them. */
  readonly asks: readonly string[];
  /** Whether she names the end of her identity number rightly. */
  readonly identity: "right" | "wrong";
  /** What she keys where she asks for another PIN. */
  readonly newPin: string | undefined;
};

export type CardSettings = {
  readonly id: string;
  /** What it is called by whoever may ask for it; without a name nobody can. */
  readonly name?: Text | undefined;
  readonly number: string;
  /** YYMM. */
  readonly expiry: string;
  readonly account: string;
  readonly art: "qing" | "blue" | "plum";
  /** The right PIN, as the bank knows it. */
  readonly pin: string;
  /** What the customer keys, attempt by attempt; the last is kept to. Empty is enter alone. */
  readonly keyed: readonly string[];
  /** Its bank takes a signature where no PIN was keyed. */
  readonly signature: boolean;
  readonly state: "normal" | "lost" | "stolen" | "pick-up" | "cancelled";
  readonly pinTriesLeft: number;
  /** What kind of chip card it is; a plain debit card of the house without it. */
  readonly persona: string | undefined;
  readonly chip: "good" | "broken" | "none";
  readonly stripe: "works" | "worn" | "none";
  readonly contactless: boolean;
  /** A phone answers as a card does, has verified its holder, and is never out of the customer's hand. */
  readonly kind: "card" | "phone";
  /** How it lies when it is handed over. */
  readonly way: "chip-first" | "wrong-way";
  readonly face: {
    readonly bankMark: boolean;
    readonly sample: boolean;
    readonly damaged: boolean;
  };
};

/** What is on a customer's phone instead of a card. */
export type CodeSettings =
  /** A payment code: a new one each minute, each good once. */
  | {
      readonly id: string;
      readonly name?: Text | undefined;
      readonly scheme: PaymentScheme;
      /** What pays in the end. */
      readonly account: string;
      /** Above this, the payer is asked on the phone first. */
      readonly confirmAboveMinor: number | undefined;
      /** What the payer then does. */
      readonly payer: "pays" | "refuses" | "ignores";
    }
  /** A K-code of a card, to be read out. */
  | {
      readonly id: string;
      readonly name?: Text | undefined;
      readonly scheme: "k-code";
      readonly card: string;
    };

export type AccountSettings = {
  readonly id: string;
  readonly balanceMinor: number;
  readonly state: "normal" | "frozen" | "held" | "dormant" | "restricted" | "refer" | "cancelled";
  /** The end of the holder's identity number, by which the bank knows her on the telephone. */
  readonly identity: string;
};

/** How bank and issuer are set up. */
export type BankSettings = {
  /** Takes the stripe of a chip card whose chip has failed. */
  readonly fallback: boolean;
  /** Takes card numbers that were keyed. */
  readonly manualEntry: boolean;
  readonly issuer: "up" | "down" | "unreachable" | "silent";
};

/** A fault of the catalogue, when it starts, how often and with what. */
export type FaultSettings = {
  readonly fault: string;
  readonly nth: number;
  readonly times: number;
  readonly params: Readonly<Record<string, string | number | boolean>>;
};

export type StepSettings = { readonly step: string; readonly tip: Text | undefined };

export type GoalSettings = {
  readonly rule: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
};

/** What somebody intends, in order; how fast is not said. */
export type Answer = { readonly title: Text; readonly play: readonly Intention[] };

export type WrongAnswer = Answer & {
  readonly id: string;
  /** The marks it loses: exactly these rules, each with its points. */
  readonly loses: readonly { readonly rule: string; readonly points: number }[];
};

/** What a slip says that another transaction asks for. */
export const SLIP_NUMBERS = ["voucher", "rrn", "approval-code", "date"] as const;
export type SlipNumber = (typeof SLIP_NUMBERS)[number];

/** What stands on a card's face. */
export const CARD_NUMBERS = ["number", "expiry"] as const;
export type CardNumber = (typeof CARD_NUMBERS)[number];

export type Intention =
  | { readonly do: "scan"; readonly item?: string }
  | { readonly do: "say"; readonly phrase: string }
  /** Asks for one thing that the customer has to pay with, by its id. */
  | { readonly do: "ask-for"; readonly means: string }
  | { readonly do: "tender"; readonly means: "card" | "cash" }
  | { readonly do: "press"; readonly keys: readonly string[]; readonly device: "terminal" | "till" }
  /** Keys the till's total, or a given amount, on the terminal, digit by digit, then enter. */
  | { readonly do: "key-amount"; readonly amountMinor?: number }
  /** Keys digits on the terminal, then enter. */
  | { readonly do: "key"; readonly digits: string }
  /** The same with what can be read off the last slip on the counter, or off the card. */
  | { readonly do: "key-from-slip"; readonly what: SlipNumber }
  | { readonly do: "key-from-card"; readonly what: CardNumber }
  /** The same with the K-code that the customer reads out, or the check number on the terminal. */
  | { readonly do: "key-from-phone" | "key-from-screen" }
  | { readonly do: "inspect" | "file"; readonly thing: string }
  | { readonly do: "judge"; readonly thing: string; readonly verdict: string }
  | { readonly do: "hand"; readonly thing: string; readonly to: "customer" | "cashier" }
  | {
      readonly do:
        | "insert"
        | "swipe"
        | "tap"
        | "scan-code"
        | "remove"
        | "turn-card"
        | "look-away"
        | "tear"
        | "load-paper"
        | "hang-up";
    }
  | { readonly do: "open" | "close" | "clean"; readonly thing: string }
  | { readonly do: "dial"; readonly number: string }
  | { readonly do: "answer"; readonly choice: string }
  /** Waits until the terminal shows one of the screens, or the customer's speech, or paper is there. */
  | { readonly do: "wait"; readonly for: readonly string[] };
