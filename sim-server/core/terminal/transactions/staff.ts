import type { Flow } from "../../world/flow.ts";
import {
  ADMINISTRATOR,
  listOperators,
  OPERATOR_DIGITS,
  passwordDigits,
  proves,
  roleOf,
  SUPERVISOR,
  setPassword,
} from "../operators.ts";
import type { Terminal } from "../powered-terminal.ts";
import { askExactly } from "../question.ts";
import { TITLE } from "../screens/frame.ts";
import { tell } from "./say.ts";

const title = TITLE.system;

/** Changes the password of whoever is logged on: the old one, then the new one twice. */
export function changeOwnPassword(terminal: Terminal): Flow<void> {
  return changePassword(terminal, terminal.operator);
}

/** Changes the supervisor's password. */
export function changeSupervisorPassword(terminal: Terminal): Flow<void> {
  return changePassword(terminal, SUPERVISOR);
}

/** Adds a cashier with the password that new ones have. */
export function* addOperator(terminal: Terminal): Flow<void> {
  const id = yield* askOperator(terminal, "新操作员号:");
  if (id === undefined) return;
  if (listOperators(terminal).includes(id)) {
    yield* refuse(terminal, "操作员已存在");
    return;
  }
  yield* setPassword(terminal, id, "0".repeat(passwordDigits(id)));
  yield* tell(terminal, title, { head: "增加成功", lines: [`操作员 ${id} 密码 0000`] });
}

/** Removes a cashier: not the one who is logged on, and nobody who is no cashier. */
export function* removeOperator(terminal: Terminal): Flow<void> {
  const id = yield* askOperator(terminal, "删除操作员号:");
  if (id === undefined) return;
  const removable = listOperators(terminal).includes(id) && roleOf(id) === "cashier";
  if (!removable || id === terminal.operator) {
    yield* refuse(terminal, "不能删除该操作员");
    return;
  }
  yield* terminal.journal.write({ kind: "operator-removed", id });
  yield* tell(terminal, title, { head: "删除成功", lines: [`操作员 ${id}`] });
}

/** Shows who may log on. */
export function* showOperators(terminal: Terminal): Flow<void> {
  const cashiers = listOperators(terminal).filter((id) => roleOf(id) === "cashier");
  yield* tell(terminal, title, { head: "操作员", lines: [cashiers.join(" ")] });
}

function* changePassword(terminal: Terminal, id: string): Flow<void> {
  const digits = passwordDigits(id);
  const asks = ["请输入原密码:", "请输入新密码:", "请再输入新密码:"] as const;
  const said: string[] = [];
  for (const asked of asks) {
    const question = { name: "new-password", title, asked, secret: true } as const;
    const password = yield* askExactly(terminal, question, digits);
    if (password === undefined) return;
    said.push(password);
  }
  const [old = "", first = "", second = ""] = said;
  if (!proves(terminal, id, old)) yield* refuse(terminal, "原密码错");
  else if (first !== second) yield* refuse(terminal, "两次密码不同");
  else {
    yield* setPassword(terminal, id, first);
    yield* tell(terminal, title, { head: "改密成功" });
  }
}

function* askOperator(terminal: Terminal, asked: string): Flow<string | undefined> {
  const id = yield* askExactly(terminal, { name: "operator", title, asked }, OPERATOR_DIGITS);
  if (id !== SUPERVISOR && id !== ADMINISTRATOR) return id;
  yield* refuse(terminal, "该号不是收银员");
  return undefined;
}

function* refuse(terminal: Terminal, why: string): Flow<void> {
  yield* tell(terminal, title, { head: "操作失败", lines: [why], failed: true });
}
