import type { Flow } from "../../world/flow.ts";
import { managementRequest } from "../messages/management.ts";
import { show, type Terminal } from "../powered-terminal.ts";
import { meaningOf } from "../response-codes.ts";
import { TITLE } from "../screens/frame.ts";
import { messageScreen } from "../screens/system.ts";
import { tell } from "./say.ts";

/** Tells the bank that the terminal is well, as it has asked to be told. */
export function* reportStatus(terminal: Terminal): Flow<void> {
  yield* ask(terminal, "status");
}

/** Asks the bank for a sign of life. @returns the response code, or undefined where there was no answer */
export function sendEcho(terminal: Terminal): Flow<string | undefined> {
  return ask(terminal, "echo");
}

/** Asks the bank for a sign of life, or tells it that the terminal is well; and says how that went. */
export function* exchange(terminal: Terminal, kind: "echo" | "status"): Flow<void> {
  const name = NAMES[kind];
  const code = yield* ask(terminal, kind);
  if (code === "00") {
    yield* tell(terminal, TITLE.line, { head: `${name}成功` });
    return;
  }
  const why = code === undefined ? "联接失败" : `${code} ${meaningOf(code).zh}`;
  yield* tell(terminal, TITLE.line, { head: `${name}失败`, lines: [why], failed: true });
}

const NAMES = { echo: "回响测试", status: "状态上送" } as const;

/** @returns the response code, or undefined where there was no answer */
function* ask(terminal: Terminal, kind: "echo" | "status"): Flow<string | undefined> {
  const { journal, host, config, operator } = terminal;
  const name = NAMES[kind];
  show(terminal, messageScreen("exchanging", TITLE.line, { head: name, lines: ["处理中..."] }));
  const { batch } = journal.facts();
  const answer = (yield* host.connect())
    ? yield* host.ask(managementRequest(config, kind, { batch, operator }))
    : undefined;
  return answer?.kind === "answered" ? answer.message.fields[39] : undefined;
}
