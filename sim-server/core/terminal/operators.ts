import type { Flow } from "../world/flow.ts";
import { acknowledge, INPUT_MS_MAX, prompt } from "./keypad.ts";
import type { Terminal } from "./powered-terminal.ts";
import { askExactly } from "./question.ts";
import { TITLE } from "./screens/frame.ts";
import { messageScreen } from "./screens/system.ts";
import { sealText, unsealText } from "./sealed-text.ts";

/** The two who are no cashiers. @source UnionPay terminals: 00 supervises, 99 sets the terminal up */
export const SUPERVISOR = "00";
export const ADMINISTRATOR = "99";

/** @source UnionPay terminals: operators have two digits */
export const OPERATOR_DIGITS = 2;
const PASSWORD_TRIES = 3;

/** What somebody may do at a terminal. */
export type Role = "cashier" | "supervisor" | "administrator";

export function roleOf(id: string): Role {
  if (id === SUPERVISOR) return "supervisor";
  return id === ADMINISTRATOR ? "administrator" : "cashier";
}

/** Digits of a password, by whose it is. @source UnionPay terminals: 4, 6 and 8 */
export function passwordDigits(id: string): number {
  return { cashier: 4, supervisor: 6, administrator: 8 }[roleOf(id)];
}

/** Everybody who may log on now, in order of their numbers. */
export function listOperators(terminal: Terminal): readonly string[] {
  const { operators } = terminal.journal.facts();
  const delivered = terminal.config.operators.map(({ id }) => id);
  const all = new Set([...delivered, ...operators.keys()]);
  return [...all]
    .filter((id) => passwordOf(terminal, id) !== undefined)
    .sort((left, right) => Number(left) - Number(right));
}

/** Whether that is the password of that operator. */
export function proves(terminal: Terminal, id: string, password: string): boolean {
  return password !== "" && passwordOf(terminal, id) === password;
}

function passwordOf(terminal: Terminal, id: string): string | undefined {
  const { operators } = terminal.journal.facts();
  if (!operators.has(id)) return terminal.config.operators.find((one) => one.id === id)?.password;
  const sealed = operators.get(id);
  return sealed === undefined ? undefined : unsealText(terminal.master, sealed);
}

/** Gives an operator a password, new or old. */
export function* setPassword(terminal: Terminal, id: string, password: string): Flow<void> {
  const sealedPassword = sealText(terminal.master, password);
  yield* terminal.journal.write({ kind: "operator", id, sealedPassword });
}

/**
 * Has a supervisor allow what a cashier may not do alone.
 *
 * @returns false where the password is not given, or wrong three times
 */
export function* askSupervisor(terminal: Terminal, title: string): Flow<boolean> {
  let hint: string | undefined;
  for (let tries = 1; tries <= PASSWORD_TRIES; tries += 1) {
    const question = { name: "supervisor", title, asked: "请输入主管密码", secret: true } as const;
    const asked = hint === undefined ? question : { ...question, hint };
    const password = yield* askExactly(terminal, asked, passwordDigits(SUPERVISOR));
    if (password === undefined) return false;
    if (proves(terminal, SUPERVISOR, password)) return true;
    hint = "密码错,请重试";
  }
  prompt(terminal, messageScreen("refused", TITLE.system, { head: "密码错", failed: true }));
  yield* acknowledge(terminal, INPUT_MS_MAX);
  return false;
}
