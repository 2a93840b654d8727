import { INSTRUCTION } from "../../iso8583/envelope.ts";
import type { Flow } from "../../world/flow.ts";
import type { Terminal } from "../powered-terminal.ts";
import { downloadList, downloadParameters } from "./download.ts";
import { reportStatus } from "./echo.ts";

/** What is done on each instruction of the bank but a new sign-on, which comes before all else. */
const DEEDS: Readonly<Record<string, (terminal: Terminal) => Flow<void>>> = {
  [INSTRUCTION.parameters]: (terminal) => downloadParameters(terminal, false),
  [INSTRUCTION.status]: reportStatus,
  [INSTRUCTION.keys]: (terminal) => downloadList(terminal, "ca-key", false),
  [INSTRUCTION.applications]: (terminal) => downloadList(terminal, "application", false),
};

/**
 * Does what the bank has asked for in the headers of its answers, each once; an instruction that
 * nobody knows is let be.
 *
 * @source UnionPay POS terminal specification, processing requirement in the message header
 */
export function* obey(terminal: Terminal): Flow<void> {
  const done = new Set<string>();
  for (;;) {
    // What is done may bring the next instruction; one that comes again has to wait.
    const next = [...terminal.instructions].find((instruction) => !done.has(instruction));
    if (next === undefined) return;
    terminal.instructions.delete(next);
    done.add(next);
    const deed = DEEDS[next];
    if (deed !== undefined) yield* deed(terminal);
  }
}
