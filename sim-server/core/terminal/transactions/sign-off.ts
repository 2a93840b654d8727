import type { Flow } from "../../world/flow.ts";
import { managementRequest } from "../messages/management.ts";
import { show, type Terminal } from "../powered-terminal.ts";
import { meaningOf } from "../response-codes.ts";
import { undoOpenTransaction } from "../reversal.ts";
import { TITLE } from "../screens/frame.ts";
import { messageScreen, SYSTEM } from "../screens/system.ts";
import { reportScripts } from "../script-report.ts";
import { nextStan } from "../stan.ts";
import { tell } from "./say.ts";

/**
 * Signs off at the bank: the working keys are forgotten. Not while anything is unsettled.
 *
 * @returns whether the terminal is signed off
 */
export function* signOff(terminal: Terminal): Flow<boolean> {
  const { journal, host, config, operator } = terminal;
  const { transactions, settlement, pending } = journal.facts();
  if (transactions.length > 0 || settlement !== undefined || pending.length > 0) {
    yield* tell(terminal, TITLE.logon, { head: "请先结算", failed: true });
    return false;
  }
  yield* reportScripts(terminal);
  if (!(yield* undoOpenTransaction(terminal))) return false;
  show(terminal, SYSTEM.dialling);
  const { stan: last, batch } = journal.facts();
  const stan = nextStan(last);
  if (!(yield* host.connect())) {
    yield* tell(terminal, TITLE.logon, { head: "签退失败", lines: ["联接失败"], failed: true });
    return false;
  }
  yield* journal.write({ kind: "numbered", stan, what: "0820" });
  show(terminal, messageScreen("signing-off", TITLE.logon, { head: "正在签退" }));
  const answer = yield* host.ask(managementRequest(config, "sign-off", { stan, batch, operator }));
  const code = answer.kind === "answered" ? answer.message.fields[39] : undefined;
  if (code !== "00") {
    const why = code === undefined ? "收包错误" : `${code} ${meaningOf(code).zh}`;
    yield* tell(terminal, TITLE.logon, { head: "签退失败", lines: [why], failed: true });
    return false;
  }
  yield* journal.write({ kind: "signed-off", stan });
  terminal.keys = undefined;
  terminal.signOnWanted = false;
  yield* tell(terminal, TITLE.logon, { head: "签退成功" });
  return true;
}
