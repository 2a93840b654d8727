import type { Flow } from "../../world/flow.ts";
import { INPUT_MS_MAX, nextStimulus, prompt } from "../keypad.ts";
import { askSupervisor } from "../operators.ts";
import type { Terminal } from "../powered-terminal.ts";
import { TITLE } from "../screens/frame.ts";
import { messageScreen } from "../screens/system.ts";
import { tell } from "./say.ts";

/**
 * Has a supervisor record that what the terminal owes the bank, or waits to hear from it, was settled
 * with the bank by other means. Nothing else ever drops an obligation.
 */
export function* intervene(terminal: Terminal): Flow<void> {
  const { journal } = terminal;
  const { open, obligation, pending } = journal.facts();
  const stan = obligation === undefined ? pending[0]?.stan : open?.stan;
  if (stan === undefined) {
    yield* tell(terminal, TITLE.reversal, { head: "没有待处理交易" });
    return;
  }
  if (!(yield* askSupervisor(terminal, TITLE.reversal))) return;
  const lines = [`凭证 ${stan}`, "已与银行核实?", "[确认]登记 [取消]返回"];
  prompt(terminal, messageScreen("intervene", TITLE.reversal, { head: "人工处理", lines }));
  for (;;) {
    const next = yield* nextStimulus(terminal, INPUT_MS_MAX);
    if (next.kind === "time" || (next.kind === "key" && next.key === "cancel")) return;
    if (next.kind === "key" && next.key === "enter") break;
  }
  yield* journal.write({ kind: "intervened", stan, operator: terminal.operator });
  yield* tell(terminal, TITLE.reversal, { head: "已登记", lines: [`凭证 ${stan} 人工处理`] });
}
