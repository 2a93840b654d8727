/** What a bank is set up with. Plain data: a scenario, or a file, can say all of it. */
export type BankOptions = {
  /** Milliseconds since 1970 UTC at the world's time zero. The bank's wall clock shows +08:00. */
  readonly startMs: number;
  /** DE 32 and the second half of DE 44: 8 to 11 digits. */
  readonly acquirerId: string;
  readonly issuer: IssuerOptions;
  readonly merchants: readonly MerchantOptions[];
  readonly terminals: readonly TerminalOptions[];
  readonly accounts: readonly AccountOptions[];
};

export type IssuerOptions = {
  /** The first half of DE 44: 8 to 11 digits. */
  readonly id: string;
  /** Key from which each card's own is derived (MDK): 32 hex digits. */
  readonly masterKey: string;
};

export type MerchantOptions = {
  /** DE 42: 15 characters. */
  readonly id: string;
  readonly name: string;
};

export type TerminalOptions = {
  /** DE 41: 8 characters. */
  readonly id: string;
  readonly merchant: string;
  /** Key under which its working keys travel (TMK): 32 hex digits. */
  readonly masterKey: string;
};

export type AccountOptions = {
  readonly id: string;
  readonly holder: string;
  readonly balanceMinor: number;
  /** Frozen is the issuer's risk control; dormant was never used, or not for long. */
  readonly state: "normal" | "frozen" | "dormant" | "restricted";
  readonly cards: readonly CardOptions[];
};

export type CardOptions = {
  readonly pan: string;
  /** YYMM; good to the month's end. */
  readonly expiry: string;
  /** Two digits (tag 5F34). */
  readonly psn: string;
  readonly pin: string;
  readonly state: "normal" | "lost" | "stolen";
  /** 0 to 3; at 0 the PIN is locked. */
  readonly pinTriesLeft: number;
};
