import type { Chance } from "../../../device-emulators/kit/chance.ts";
import type { Dialect } from "../iso8583/dialect.ts";
import { unionPay } from "../iso8583/dialects/unionpay.ts";
import { createAcquirer } from "./acquirer.ts";
import { type BackOffice, createBackOffice } from "./back-office.ts";
import { type Wall, wallAt } from "./bank-clock.ts";
import type { BankOptions } from "./bank-options.ts";
import { type Books, createBooks } from "./books.ts";
import { openBranches } from "./branches.ts";
import { knowTransaction } from "./card-states.ts";
import type { BankEmit } from "./events.ts";
import type { Explanation } from "./explain.ts";
import {
  type HolderCaller,
  type HolderStep,
  type HolderTurn,
  speakToHolder,
} from "./holder-line.ts";
import { EDITIONS, type Edition } from "./iso/edition.ts";
import { createIsoHost } from "./iso/host.ts";
import type { Condition } from "./issuers.ts";
import type { KCodeBinding } from "./k-codes.ts";
import { type Finding, RESPONSE_CODES } from "./response-codes.ts";
import type { Reply } from "./rule-effects.ts";
import type { Rule } from "./rules.ts";
import { type CallStep, type CallTurn, speak, TRANSACTIONS_NAMED } from "./service-line.ts";
import type { HostInstruction } from "./terminals.ts";

/**
 * A bank that plays acquirer and all issuers. It is told the time and given its chance; the same
 * frames at the same times get the same answers.
 */
export type Bank = {
  /**
   * The frames that answer one frame, its length included, and how long after it; none when there
   * is nothing to say.
   *
   * @param nowMs world time
   */
  readonly receive: (frame: Uint8Array, nowMs: number) => readonly Reply[];
  /** The agent's turn in a call from the merchant of `terminal`. Start with `GREETING`. */
  readonly talk: (terminal: string, step: CallStep, nowMs: number) => CallTurn;
  /** The agent's turn in a cardholder's call. Start with `HOLDER_GREETING`. */
  readonly talkToHolder: (caller: HolderCaller, step: HolderStep, nowMs: number) => HolderTurn;
  /** A K-code for the cardholder; undefined where no issuer knows the card. */
  readonly issueKCode: (binding: KCodeBinding, nowMs: number) => string | undefined;
  /** A payment code for the telephone of an account's holder; undefined without a wallet. */
  readonly issuePaymentCode: (account: string, nowMs: number) => string | undefined;
  /** The payer's answer for an order that waits; undefined where none does. */
  readonly decidePayment: (
    code: string,
    choice: "pay" | "refuse",
    nowMs: number,
  ) => Finding | undefined;
  /** Tells a terminal in the headers of its next answers to do something, until it has. */
  readonly instruct: (terminal: string, instruction: HostInstruction) => void;
  /** How an issuer is from now on. Back up, it is told what was approved in its name. */
  readonly setIssuer: (issuer: string, condition: Condition, nowMs: number) => void;
  /** A broken acquirer answers orders with 96. */
  readonly setAcquirer: (condition: "up" | "broken") => void;
  /** Replaces all rules; counts begin anew. */
  readonly setRules: (rules: readonly Rule[]) => void;
  readonly addRule: (rule: Rule) => void;
  readonly removeRule: (id: string) => boolean;
  readonly rules: () => readonly Rule[];
  readonly office: BackOffice;
  /** Why a frame (its number) or an exchange (its latest frame) was answered as it was. */
  readonly explain: (subject: number | string) => Explanation | undefined;
  readonly books: Books;
};

/** Chosen: among so many of a terminal's last exchanges the agent looks for transactions. */
const LOOKED_THROUGH = 20;

/** @param outside with the dialect that its terminals speak: UnionPay's, unless said */
export function createBank(
  options: BankOptions,
  outside: { readonly chance: Chance; readonly emit: BankEmit; readonly dialect?: Dialect },
): Bank {
  const { dialect = unionPay } = outside;
  const edition = speaksUnionPay(dialect) ? undefined : editionOf(dialect);
  const parts = openBranches(options, { ...outside, codes: edition?.codes ?? RESPONSE_CODES });
  const { accounts, cards, codePayments, issuers, kCodes, paymentCodes, rules, terminals } = parts;
  const { receive } =
    edition === undefined ? createAcquirer(parts, dialect) : createIsoHost(parts, dialect, edition);
  const wall = (nowMs: number): Wall => wallAt(parts.startMs + nowMs);

  const talk = (terminal: string, step: CallStep, nowMs: number): CallTurn => {
    if (!terminals.has(terminal)) return speak({ kind: "not-verified" }, []);
    const { yearMonth } = wall(nowMs);
    const named = parts.exchanges
      .latest(terminal, LOOKED_THROUGH)
      .filter(({ asked }) => asked?.kind !== "balance")
      .slice(0, TRANSACTIONS_NAMED);
    return speak(
      step,
      named.map((exchange) => knowTransaction(exchange, yearMonth)),
    );
  };

  return {
    receive,
    talk,
    talkToHolder: (caller, step, nowMs) => {
      const { yearMonth } = wall(nowMs);
      const card = cards.get(caller.pan);
      const { owePin } = parts.scripts;
      return speakToHolder(step, caller, { card, yearMonth, owePin, emit: outside.emit });
    },
    issueKCode: (binding, nowMs) =>
      cards.has(binding.pan) ? kCodes.issue(binding, nowMs) : undefined,
    issuePaymentCode: (id, nowMs) => {
      const account = accounts.get(id);
      return account === undefined ? undefined : paymentCodes.issue(account, nowMs);
    },
    decidePayment: (code, choice, nowMs) =>
      codePayments.decide(code, choice, { day: parts.dayAt(nowMs), nowMs }),
    instruct: (terminal, instruction) => {
      terminals.get(terminal)?.instructions.add(instruction);
    },
    setIssuer: (id, condition, nowMs) => {
      const desk = issuers.find(id);
      if (desk === undefined) return;
      desk.condition = condition;
      if (condition === "up") parts.standIn.forward(id, nowMs);
    },
    setAcquirer: (condition) => {
      parts.acquirer.broken = condition === "broken";
    },
    setRules: rules.set,
    addRule: rules.add,
    removeRule: rules.remove,
    rules: rules.current,
    office: createBackOffice(parts),
    explain: parts.explanations.find,
    books: createBooks(options, parts),
  };
}

/** Whether a bank can speak the dialect: UnionPay's, or the edition of 1987 or 1993. */
export function canSpeak(dialect: Dialect): boolean {
  return speaksUnionPay(dialect) || dialect.spec.version !== "2";
}

function speaksUnionPay({ spec }: Dialect): boolean {
  return spec.codes === "unionpay";
}

function editionOf({ spec }: Dialect): Edition {
  return spec.version === "1" ? EDITIONS["1"] : EDITIONS["0"];
}
