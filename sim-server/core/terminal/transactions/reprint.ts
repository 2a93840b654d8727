import type { Flow } from "../../world/flow.ts";
import { acknowledge, INPUT_MS_MAX, prompt } from "../keypad.ts";
import { show, type Terminal } from "../powered-terminal.ts";
import { printCopies } from "../printing.ts";
import { SCREEN } from "../screens.ts";

/** Prints the slips of the last approved sale again, marked as what they are. */
export function* reprintLast(terminal: Terminal): Flow<void> {
  const { lastApproved } = terminal.journal.facts();
  if (lastApproved === undefined) {
    prompt(terminal, SCREEN.nothingToReprint);
    yield* acknowledge(terminal, INPUT_MS_MAX);
    return;
  }
  show(terminal, SCREEN.printing);
  yield* printCopies(terminal, lastApproved, true);
}
