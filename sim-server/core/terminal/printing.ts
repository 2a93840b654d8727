import type { SlipItem } from "../drivers/escpos-writer.ts";
import type { Flow } from "../world/flow.ts";
import type { ApprovedTransaction } from "./journal-facts.ts";
import { INPUT_MS_MAX, nextStimulus, prompt } from "./keypad.ts";
import { show, type Terminal } from "./powered-terminal.ts";
import { paperOutScreen, SYSTEM } from "./screens/system.ts";
import { composeSlip } from "./slip.ts";

/**
 * Prints every copy of an approved transaction, with a pause for tearing between two. Whatever happens
 * here, it is approved; a slip that was given up can be printed again from the menu.
 */
export function* printCopies(
  terminal: Terminal,
  transaction: ApprovedTransaction,
  duplicate: boolean,
): Flow<void> {
  const { config } = terminal;
  const waiting = `凭证 ${transaction.intent.stan} 待打`;
  const slip = (copy: "merchant" | "cardholder") => (again: boolean) =>
    composeSlip(config, transaction, { copy, duplicate: duplicate || again });
  const merchant = yield* printPaper(terminal, slip("merchant"), waiting);
  if (!merchant || config.copies === 1) return;
  if (terminal.request === undefined) yield* waitForTearing(terminal);
  show(terminal, SYSTEM.printing);
  yield* printPaper(terminal, slip("cardholder"), waiting);
}

/**
 * Prints one paper until the printer says that all of it is out. One that broke off is printed again
 * in full, told that it is, once the cashier says that the printer is in order.
 *
 * @param waiting what the cashier reads of it while the printer cannot print
 * @returns false where the cashier gave it up
 */
export function* printPaper(
  terminal: Terminal,
  compose: (again: boolean) => readonly SlipItem[],
  waiting: string,
): Flow<boolean> {
  let again = false;
  for (;;) {
    let state = yield* terminal.printer.state();
    if (state === "ready") {
      state = yield* terminal.printer.print(compose(again));
      if (state === "ready") return true;
      again = true;
    }
    prompt(terminal, paperOutScreen(waiting, state === "paper-out" ? "paper" : "fault"));
    // The POS has what the slip says, and goes on.
    if (terminal.request !== undefined) return false;
    if (!(yield* waitForRepair(terminal))) return false;
    show(terminal, SYSTEM.printing);
  }
}

/** Enter says that the printer is in order, cancel that the slip is given up. */
function* waitForRepair(terminal: Terminal): Flow<boolean> {
  for (;;) {
    const next = yield* nextStimulus(terminal);
    if (next.kind === "key" && next.key === "enter") return true;
    if (next.kind === "key" && next.key === "cancel") return false;
  }
}

/** Until enter; a cashier who forgets it gets the next copy all the same. */
function* waitForTearing(terminal: Terminal): Flow<void> {
  prompt(terminal, SYSTEM.nextCopy);
  for (;;) {
    const next = yield* nextStimulus(terminal, INPUT_MS_MAX);
    if (next.kind === "time" || (next.kind === "key" && next.key === "enter")) return;
  }
}
