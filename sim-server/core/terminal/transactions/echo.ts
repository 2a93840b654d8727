import type { Flow } from "../../world/flow.ts";
import { managementRequest } from "../messages/management.ts";
import { show, type Terminal } from "../powered-terminal.ts";
import { meaningOf } from "../response-codes.ts";
import { TITLE } from "../screens/frame.ts";
import { messageScreen } from "../screens/system.ts";
import { tell } from "./say.ts";

/** Asks the bank for a sign of life, or tells it that the terminal is well. */
export function* exchange(terminal: Terminal, kind: "echo" | "status"): Flow<void> {
  const { journal, host, config, operator } = terminal;
  const name = kind === "echo" ? "回响测试" : "状态上送";
  show(terminal, messageScreen("exchanging", TITLE.line, { head: name, lines: ["处理中..."] }));
  const { batch } = journal.facts();
  const answer = (yield* host.connect())
    ? yield* host.ask(managementRequest(config, kind, { batch, operator }))
    : undefined;
  const code = answer?.kind === "answered" ? answer.message.fields[39] : undefined;
  if (code === "00") {
    yield* tell(terminal, TITLE.line, { head: `${name}成功` });
    return;
  }
  const why = code === undefined ? "联接失败" : `${code} ${meaningOf(code).zh}`;
  yield* tell(terminal, TITLE.line, { head: `${name}失败`, lines: [why], failed: true });
}
