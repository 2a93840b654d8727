import type { TransactionKind } from "../../sim-server/core/terminal/kinds.ts";
import { KNOWN, offlineShop } from "./offline-rig.ts";
import { ADMINISTRATOR, type Answers, CASHIER, tend } from "./shop-hands.ts";
import type { Rig, RigOptions } from "./terminal-rig.ts";

/** Something that is done at a terminal from its idle screen to its idle screen, by keys and hands. */
export type Job = {
  readonly name: string;
  /** The transaction that it makes, where it makes one. */
  readonly makes?: TransactionKind;
  /** Message types that it sends to the bank, in order. */
  readonly asks: readonly string[];
  /** Work done before it, from the opened shop on. */
  readonly before: readonly Job[];
  /** The keys that begin it at the idle screen. */
  readonly begin: string;
  /** Transactions that it makes where all goes well; one where nothing is said. */
  readonly gains?: number;
  /** The shop that it takes. */
  readonly shop?: Pick<RigOptions, "config" | "balanceMinor" | "card" | "bank">;
  /** The settlement that it makes does not balance. */
  readonly unbalanced?: true;
  /** What the hands answer, by what stands on the slips so far. */
  readonly answers: (rig: Rig) => Answers;
};

const SUM = "8640";
const PART = "3000";

const plain = (): Answers => ({ ...CASHIER, amount: SUM });
/** By the voucher number, as the slip has it. */
const byVoucher = (rig: Rig): Answers => ({
  ...CASHIER,
  voucher: rig.lastApproved().intent.stan,
});
/** By reference number, approval code and date, as the slip has them. */
const bySlip =
  (amount: string) =>
  (rig: Rig): Answers => {
    const { rrn, approvalCode, date } = rig.lastApproved().approval;
    return { ...CASHIER, amount, rrn, code: approvalCode, date };
  };

export const SALE: Job = {
  ...{ name: "sale", makes: "sale", asks: ["0200"], before: [], begin: "E1" },
  answers: plain,
};
export const VOID: Job = {
  ...{ name: "void", makes: "void", asks: ["0200"], before: [SALE], begin: "E2" },
  answers: byVoucher,
};
export const REFUND: Job = {
  ...{ name: "refund", makes: "refund", asks: ["0220"], before: [SALE], begin: "E3" },
  answers: bySlip(PART),
};
export const PRE_AUTH: Job = {
  ...{ name: "pre-auth", makes: "pre-auth", asks: ["0100"], before: [], begin: "E41" },
  answers: plain,
};
export const COMPLETION: Job = {
  ...{ name: "completion", makes: "completion", asks: ["0200"], before: [PRE_AUTH], begin: "E42" },
  answers: bySlip(PART),
};
export const COMPLETION_ADVICE: Job = {
  ...{ name: "completion advice", makes: "completion-advice", asks: ["0220"] },
  ...{ before: [PRE_AUTH], begin: "E43", answers: bySlip(PART) },
};
export const PRE_AUTH_VOID: Job = {
  ...{ name: "pre-auth void", makes: "pre-auth-void", asks: ["0100"], before: [PRE_AUTH] },
  ...{ begin: "E44", answers: bySlip(SUM) },
};
export const COMPLETION_VOID: Job = {
  ...{ name: "completion void", makes: "completion-void", asks: ["0200"] },
  ...{ before: [PRE_AUTH, COMPLETION], begin: "E45", answers: byVoucher },
};
/** The account pays only part of it, which the customer will not have: what was paid is voided. */
const PART_REFUSED: Job = {
  ...{ name: "part of a sale, voided at once", makes: "void", asks: ["0200"], before: [] },
  ...{ begin: "E1", gains: 2, shop: { config: { partialApproval: true }, balanceMinor: 5000 } },
  answers: () => ({ ...plain(), part: "refuse" }),
};
const OFFLINE_SHOP = offlineShop(20_000);
/** The card's first sale, which goes to its issuer whatever the limits are. */
const FIRST_SALE: Job = {
  ...{ name: "first sale", makes: "sale", asks: ["0200"], before: [], begin: "E1" },
  answers: () => ({ ...CASHIER, amount: KNOWN }),
};
/** Approved by terminal and card between them. */
const OFFLINE_SALE: Job = {
  ...{ name: "offline sale", makes: "offline-sale", asks: [], before: [FIRST_SALE], begin: "E1" },
  ...{ shop: OFFLINE_SHOP, answers: plain },
};
/** The bank hears of it before the next request. */
const AFTER_OFFLINE_SALE: Job = {
  ...{ name: "sale after an offline one", makes: "sale", asks: ["0220", "0200"], begin: "E1" },
  ...{ before: [FIRST_SALE, OFFLINE_SALE], shop: OFFLINE_SHOP, answers: FIRST_SALE.answers },
};
const BALANCE: Job = {
  ...{ name: "balance", makes: "balance", asks: ["0200"], before: [], begin: "E81" },
  answers: plain,
};
export const SETTLEMENT: Job = {
  ...{ name: "settlement", asks: ["0500", "0320"], before: [SALE, PRE_AUTH, COMPLETION, REFUND] },
  ...{ begin: "E76", answers: plain },
};
/** So many refunds that their upload takes two messages. */
export const FULL_UPLOAD: Job = {
  ...{ name: "settlement that does not balance", asks: ["0500", "0320"], begin: "E76" },
  ...{ unbalanced: true, before: [SALE, ...Array<Job>(9).fill(smallRefund())], answers: plain },
};
const SIGN_OFF: Job = {
  ...{ name: "sign-off", asks: ["0820", "0800"], before: [], begin: "E72", answers: plain },
};
const SIGN_ON: Job = {
  ...{ name: "sign-on", asks: ["0800"], before: [SALE], begin: "E711", answers: plain },
};
/** The administrator takes over. */
const TAKE_OVER: Job = {
  ...{ name: "take over", asks: [], before: [SALE], begin: "E712" },
  answers: () => ADMINISTRATOR,
};
const download = (name: string, key: string, asks: readonly string[]): Job => ({
  ...{ name, asks, before: [...TAKE_OVER.before, TAKE_OVER], begin: `E${key}` },
  answers: () => ADMINISTRATOR,
});

/** Everything that can be done at a terminal and speaks to the bank. */
export const JOBS: readonly Job[] = [
  ...[SALE, VOID, REFUND, PRE_AUTH, PRE_AUTH_VOID, COMPLETION, COMPLETION_VOID],
  ...[
    OFFLINE_SALE,
    AFTER_OFFLINE_SALE,
    COMPLETION_ADVICE,
    PART_REFUSED,
    BALANCE,
    SETTLEMENT,
    SIGN_OFF,
    SIGN_ON,
  ],
  download("download of parameters", "2", ["0800"]),
  download("download of CA keys", "4", ["0820", "0800"]),
  download("download of applications", "5", ["0820", "0800"]),
];

/** Those that make a transaction which the journal keeps. */
export const TRANSACTIONS = JOBS.filter(({ makes }) => makes !== undefined && makes !== "balance");

/** Begins a job at the idle screen and does what the screens ask, until the terminal idles. */
export function work(rig: Rig, job: Job): boolean {
  const answers = job.answers(rig);
  if (!tend(rig, answers)) return false;
  for (const key of job.begin) rig.press(key === "E" ? "enter" : (key as "1"));
  return tend(rig, answers);
}

/** By the slip of the sale, which is not the last. */
function smallRefund(): Job {
  return {
    ...{ name: "small refund", makes: "refund", asks: ["0220"], before: [SALE], begin: "E3" },
    answers: (rig) => {
      const rrn = rig.host.heard.find(({ request }) => request.mti === "0200")?.answer?.fields[37];
      return { ...bySlip("10")(rig), rrn: rrn ?? "" };
    },
  };
}
