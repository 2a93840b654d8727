import { chance } from "../../../device-emulators/kit/chance.ts";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { type Bank, createBank } from "../../core/bank/bank.ts";
import { NOBODY_LISTENS } from "../../core/bank/events.ts";
import type { Reply } from "../../core/bank/rule-effects.ts";
import type { Rule } from "../../core/bank/rules.ts";
import type { Dialect } from "../../core/iso8583/dialect.ts";
import type { BankSetup } from "./bank-file.ts";
import { createMessageLog, type MessageLog } from "./message-log.ts";
import { findMisfits } from "./rule-fit.ts";

/** A bank that is open: it lives in real time, and can be opened anew. */
export type BankDesk = {
  readonly dialect: Dialect;
  /** The bank as it is now; another one after every reset. */
  readonly bank: () => Bank;
  /** World time of the bank: whole milliseconds since it opened. */
  readonly nowMs: () => number;
  readonly log: MessageLog;
  /** Hands a frame to the bank; what it answers is for the connection to send. */
  readonly receive: (
    frame: Uint8Array,
    connection: number,
  ) => { readonly number: number; readonly replies: readonly Reply[] };
  /**
   * Replaces all rules, or adds one.
   *
   * @throws TillyardError `config-invalid` where a rule can never do what it says in the dialect
   */
  readonly setRules: (rules: readonly Rule[]) => void;
  readonly addRule: (rule: Rule) => void;
  /** A fresh bank with the accounts and rules that it was set up with. */
  readonly reset: () => void;
};

/** The two clocks of a process. */
export type Clocks = {
  /** Milliseconds since 1970 UTC. */
  readonly epochMs: () => number;
  /** Milliseconds that never go back. */
  readonly monotonicMs: () => number;
};

export const REAL_CLOCKS: Clocks = {
  epochMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};

/**
 * Opens a bank.
 *
 * @param seed of its chance: approval codes, working keys, rules with a probability
 * @throws TillyardError `config-invalid` where a rule can never do what it says in the dialect
 */
export function openDesk(
  { options, rules }: BankSetup,
  {
    dialect,
    seed,
    clocks,
  }: { readonly dialect: Dialect; readonly seed: number; readonly clocks: Clocks },
): BankDesk {
  const log = createMessageLog(clocks.epochMs);
  let bank: Bank;
  let openedMs = 0;
  let frames = 0;

  const open = (): void => {
    openedMs = clocks.monotonicMs();
    frames = 0;
    const startMs = clocks.epochMs();
    const outside = { chance: chance(seed, "bank"), emit: NOBODY_LISTENS, dialect };
    bank = createBank({ ...options, startMs }, outside);
    bank.setRules(rules);
  };

  const check = (some: readonly Rule[]): void => {
    const misfit = findMisfits(some, dialect);
    if (misfit === undefined) return;
    const hint = "docs/bank.md says what a rule may do; the dialect says which fields there are";
    throw new TillyardError("config-invalid", misfit, { hint });
  };

  const nowMs = (): number => Math.floor(clocks.monotonicMs() - openedMs);
  check(rules);
  open();

  return {
    dialect,
    bank: () => bank,
    nowMs,
    log,
    receive: (frame, connection) => {
      frames += 1;
      const number = frames;
      log.add({ direction: "in", frame, number, connection });
      return { number, replies: bank.receive(frame, nowMs()) };
    },
    setRules: (some) => {
      check(some);
      bank.setRules(some);
    },
    addRule: (rule) => {
      check([rule]);
      bank.addRule(rule);
    },
    reset: () => {
      open();
      log.clear();
    },
  };
}
