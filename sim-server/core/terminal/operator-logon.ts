import type { Flow } from "../world/flow.ts";
import { OPERATOR_DIGITS, passwordDigits, proves } from "./operators.ts";
import type { Terminal } from "./powered-terminal.ts";
import { askExactly } from "./question.ts";
import { TITLE } from "./screens/frame.ts";

/** Asks for operator and password until both belong together. */
export function* logOn(terminal: Terminal): Flow<void> {
  terminal.operator = "";
  let refused = false;
  for (;;) {
    const id: string | undefined = yield* askExactly(
      terminal,
      {
        ...{ name: "operator", title: TITLE.logon, asked: "请输入操作员号:" },
        ...(refused ? { hint: "操作员号或密码错" } : {}),
      },
      OPERATOR_DIGITS,
    );
    const password: string | undefined =
      id === undefined ? undefined : yield* askPassword(terminal, id);
    if (id !== undefined && password !== undefined && proves(terminal, id, password)) {
      terminal.operator = id;
      return;
    }
    // Giving up a prompt begins again; only a wrong pair is a refusal.
    refused = password !== undefined;
  }
}

function askPassword(terminal: Terminal, id: string): Flow<string | undefined> {
  const asked = "请输入操作员密码:";
  return askExactly(
    terminal,
    { name: "password", title: TITLE.logon, asked, secret: true },
    passwordDigits(id),
  );
}

/** Keeps the terminal shut until its operator, or a supervisor, gives a password again. */
export function* lock(terminal: Terminal): Flow<void> {
  const { operator } = terminal;
  for (;;) {
    const id = yield* askExactly(
      terminal,
      { name: "locked", title: TITLE.system, asked: "终端已锁定", hint: "输入操作员号解锁" },
      OPERATOR_DIGITS,
    );
    if (id === undefined || (id !== operator && id !== "00")) continue;
    const password = yield* askPassword(terminal, id);
    if (password !== undefined && proves(terminal, id, password)) return;
  }
}
