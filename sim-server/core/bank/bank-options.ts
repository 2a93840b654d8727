import type { DownloadOptions } from "./downloads.ts";
import type { IsoMacMethod } from "./iso/mac.ts";

/** What a bank is set up with. Plain data: a scenario, or a file, can say all of it. */
export type BankOptions = {
  /** Milliseconds since 1970 UTC at the world's time zero. The bank's wall clock shows +08:00. */
  readonly startMs: number;
  /** DE 32 and the second half of DE 44: 8 to 11 digits. */
  readonly acquirerId: string;
  readonly issuers: readonly IssuerOptions[];
  readonly merchants: readonly MerchantOptions[];
  readonly terminals: readonly TerminalOptions[];
  readonly accounts: readonly AccountOptions[];
  readonly settings?: Partial<BankSettings>;
  /** What terminals may fetch; without it there is nothing to fetch but parameters. */
  readonly downloads?: DownloadOptions;
};

/** What banks set differently. */
export type BankSettings = {
  /** The most that a completion may take, in hundredths of what was authorised. */
  readonly completionPercent: number;
  /** Business days that a pre-authorisation holds money, its own not counted. */
  readonly holdDays: number;
  /** The most that a contactless card pays without a PIN, inclusive. */
  readonly noPinMinor: number;
  /** When the business day ends (hhmm), and for how long nothing is decided then. */
  readonly cutOver: { readonly at: string; readonly windowMs: number };
  /** How long the acquirer waits for an issuer that is silent. */
  readonly issuerWaitMs: number;
  /** The only currency that accounts are held in: three digits, as ISO 4217 numbers it. */
  readonly currency: string;
  /**
   * Data elements that tell one exchange from another beside DE 41 and 11, where the terminals do
   * not speak UnionPay; undefined takes those of the edition.
   */
  readonly identifiedBy?: readonly number[];
};

/** @source UnionPay: 115 % and 30 days for pre-authorisations, 1000 yuan without PIN; rest chosen */
export const USUAL_SETTINGS: BankSettings = {
  completionPercent: 115,
  holdDays: 30,
  noPinMinor: 100_000,
  cutOver: { at: "0000", windowMs: 0 },
  issuerWaitMs: 25_000,
  currency: "156",
};

export type IssuerOptions = {
  /** The first half of DE 44: 8 to 11 digits. */
  readonly id: string;
  readonly name: string;
  /** What its card numbers begin with; where several fit, the longest counts. */
  readonly bins: readonly string[];
  /** Key from which each card's own is derived (MDK): 32 hex digits. */
  readonly masterKey: string;
  /** Settled apart, as cards from abroad. */
  readonly foreign?: boolean;
  /** Takes the stripe of a chip card when the terminal says that the chip failed. */
  readonly fallback?: boolean;
  readonly limits?: Limits;
  /** What the acquirer may approve for it while it cannot be asked; without, nothing. */
  readonly standIn?: StandInPolicy;
};

/** Each inclusive; what is not there is not limited. Days are business days. */
export type Limits = {
  readonly singleMinor?: number;
  readonly dailyMinor?: number;
  readonly dailyCount?: number;
};

/** What may be approved in an issuer's name, for one card. Inclusive. */
export type StandInPolicy = { readonly singleMinor: number; readonly dailyMinor: number };

export type MerchantOptions = {
  /** DE 42: 15 characters. */
  readonly id: string;
  readonly name: string;
  /** Card numbers may be keyed. */
  readonly manualEntry?: boolean;
  /** Its contract has ended. */
  readonly closed?: boolean;
};

export type TerminalOptions = {
  /** DE 41: 8 characters. */
  readonly id: string;
  readonly merchant: string;
  /** Key under which its working keys travel (TMK): 32 hex digits. */
  readonly masterKey: string;
  /** Key of PIN blocks that no sign-on changes (TPK), where it does not speak UnionPay: hex. */
  readonly pinKey?: string;
  /** How its messages are authenticated, likewise; without it they are not. */
  readonly mac?: { readonly method: IsoMacMethod; readonly key: string };
};

export type AccountOptions = {
  readonly id: string;
  readonly holder: string;
  readonly balanceMinor: number;
  readonly state: AccountState;
  readonly cards: readonly CardOptions[];
  /** Replaces the issuer's limits one by one. */
  readonly limits?: Limits;
  readonly vip?: boolean;
  /** What the holder must name to be believed on the telephone: the end of an identity number. */
  readonly identity?: string;
  /** The holder's telephone pays from this account. */
  readonly wallet?: WalletOptions;
};

/**
 * Frozen is the issuer's risk control, held the holder's own wish; dormant was never used, or not
 * for long; of refer, the issuer wants to be called.
 */
export type AccountState =
  | "normal"
  | "frozen"
  | "held"
  | "dormant"
  | "restricted"
  | "refer"
  | "cancelled";

export type CardState = "normal" | "lost" | "stolen" | "pick-up" | "cancelled";

export type CardOptions = {
  readonly pan: string;
  /** YYMM; good to the month's end. */
  readonly expiry: string;
  /** Two digits (tag 5F34). */
  readonly psn: string;
  readonly pin: string;
  readonly state: CardState;
  /** 0 to 3; at 0 the PIN is locked. */
  readonly pinTriesLeft: number;
  /** It has a stripe alone. */
  readonly stripeOnly?: boolean;
  /** Verification number on the stripe: three digits behind the service code. Chosen place. */
  readonly cvn?: string;
  /** Pays by signature too, without a PIN. */
  readonly signature?: boolean;
  /** On a telephone, which has verified its holder whenever it answers in a reader's field. */
  readonly phone?: boolean;
  /** Its chip checks the PIN too, and so must hear of a new one. */
  readonly checksPin?: boolean;
  /** How its chip computes cryptograms; 3DES where nothing is said. */
  readonly cryptogramScheme?: "3des" | "sm4";
};

export type WalletScheme = "wechat" | "alipay" | "unionpay" | "digital-yuan";

export type WalletOptions = {
  readonly scheme: WalletScheme;
  /** Above this, the payer must confirm on the telephone first. Without, nothing is asked. */
  readonly confirmAboveMinor?: number;
};
