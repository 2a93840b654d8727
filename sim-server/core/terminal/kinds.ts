/** What a cardholder's money can be told to do at a terminal. */
export const TRANSACTION_KINDS = [
  "sale",
  "void",
  "refund",
  "balance",
  "pre-auth",
  "pre-auth-void",
  "completion",
  "completion-void",
  "completion-advice",
  "offline-sale",
] as const;
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];

/** How a kind of transaction is asked for, and what it means for the books. */
export type KindSpec = {
  readonly mti: "0100" | "0200" | "0220";
  /** DE 3 and DE 25. */
  readonly processingCode: string;
  readonly condition: string;
  /** DE 60.1. */
  readonly messageKind: string;
  /** Whether an unknown outcome is undone by a reversal; otherwise the same request is sent again. */
  readonly reversible: boolean;
  /** On which side of the merchant's totals it stands. */
  readonly side: "debit" | "credit" | "none";
  /** Whether the chip makes a cryptogram for it, and whether a PIN is asked for. */
  readonly cryptogram: boolean;
  readonly pin: boolean;
  /** Whether the number may be keyed instead of read. */
  readonly keyed: boolean;
  /** Whether a supervisor must allow it. */
  readonly supervised: boolean;
  /** As slips call it. */
  readonly zh: string;
  readonly en: string;
  /** What the status bar calls it: up to 13 columns. */
  readonly title: string;
};

/** @source UnionPay POS terminal specification, matrix of message types */
export const KINDS: Readonly<Record<TransactionKind, KindSpec>> = {
  sale: {
    mti: "0200",
    processingCode: "000000",
    condition: "00",
    messageKind: "22",
    reversible: true,
    side: "debit",
    cryptogram: true,
    pin: true,
    keyed: true,
    supervised: false,
    zh: "消费",
    en: "SALE",
    title: "消费  SALE",
  },
  void: {
    mti: "0200",
    processingCode: "200000",
    condition: "00",
    messageKind: "23",
    reversible: true,
    side: "credit",
    cryptogram: false,
    pin: false,
    keyed: true,
    supervised: true,
    zh: "消费撤销",
    en: "VOID",
    title: "撤销  VOID",
  },
  refund: {
    mti: "0220",
    processingCode: "200000",
    condition: "00",
    messageKind: "25",
    reversible: false,
    side: "credit",
    cryptogram: false,
    pin: false,
    keyed: true,
    supervised: true,
    zh: "退货",
    en: "REFUND",
    title: "退货  REFUND",
  },
  balance: {
    mti: "0200",
    processingCode: "310000",
    condition: "00",
    messageKind: "01",
    reversible: false,
    side: "none",
    cryptogram: true,
    pin: true,
    keyed: false,
    supervised: false,
    zh: "余额查询",
    en: "BALANCE",
    title: "余额  BALANCE",
  },
  "pre-auth": {
    mti: "0100",
    processingCode: "030000",
    condition: "06",
    messageKind: "10",
    reversible: true,
    side: "none",
    cryptogram: true,
    pin: true,
    keyed: false,
    supervised: false,
    zh: "预授权",
    en: "AUTH",
    title: "预授权  AUTH",
  },
  "pre-auth-void": {
    mti: "0100",
    processingCode: "200000",
    condition: "06",
    messageKind: "11",
    reversible: true,
    side: "none",
    cryptogram: false,
    pin: false,
    keyed: true,
    supervised: true,
    zh: "预授权撤销",
    en: "CANCEL",
    title: "预授权撤销",
  },
  completion: {
    mti: "0200",
    processingCode: "000000",
    condition: "06",
    messageKind: "20",
    reversible: true,
    side: "debit",
    cryptogram: false,
    pin: false,
    keyed: true,
    supervised: false,
    zh: "预授权完成请求",
    en: "AUTH COMPLETE",
    title: "预授权完成",
  },
  "completion-void": {
    mti: "0200",
    processingCode: "200000",
    condition: "06",
    messageKind: "21",
    reversible: true,
    side: "credit",
    cryptogram: false,
    pin: false,
    keyed: true,
    supervised: true,
    zh: "预授权完成撤销",
    en: "COMPLETE VOID",
    title: "完成撤销",
  },
  "completion-advice": {
    mti: "0220",
    processingCode: "000000",
    condition: "06",
    messageKind: "24",
    reversible: false,
    side: "debit",
    cryptogram: false,
    pin: false,
    keyed: true,
    supervised: false,
    zh: "预授权完成通知",
    en: "AUTH SETTLEMENT",
    title: "完成通知",
  },
  // A sale that terminal and card approved between them. Its DE 60.1 is the offline debit one for chips.
  "offline-sale": {
    mti: "0220",
    processingCode: "000000",
    condition: "00",
    messageKind: "36",
    reversible: false,
    side: "debit",
    cryptogram: true,
    pin: false,
    keyed: false,
    supervised: false,
    zh: "脱机消费",
    en: "OFFLINE SALE",
    title: "脱机消费",
  },
};

/** Whether a till waits for what comes of it. */
export function sells(transaction: string): boolean {
  return transaction === "sale" || transaction === "offline-sale";
}

/** The kind that a journal names, which only writes kinds. */
export function kindNamed(name: string): TransactionKind {
  return TRANSACTION_KINDS.find((kind) => kind === name) ?? "sale";
}
