import type { Flow } from "../world/flow.ts";
import type { ApprovedSale } from "./journal.ts";
import { INPUT_MS_MAX, nextStimulus, prompt } from "./keypad.ts";
import { show, type Terminal } from "./powered-terminal.ts";
import { paperOutScreen, SCREEN } from "./screens.ts";
import { composeSlip, type SlipRequest } from "./slip.ts";

/**
 * Prints every copy of an approved sale, with a pause for tearing between two. Whatever happens
 * here, the sale is approved; a slip that was given up can be printed again from the menu.
 */
export function* printCopies(
  terminal: Terminal,
  sale: ApprovedSale,
  duplicate: boolean,
): Flow<void> {
  const merchant = yield* printSlip(terminal, sale, { copy: "merchant", duplicate });
  if (!merchant || terminal.config.copies === 1) return;
  yield* waitForTearing(terminal);
  show(terminal, SCREEN.printing);
  yield* printSlip(terminal, sale, { copy: "cardholder", duplicate });
}

/**
 * Prints one slip until the printer says that all of it is on paper. A slip that broke off is
 * printed again in full and marked as such, once the cashier says that the printer is in order.
 *
 * @returns false where the cashier gave it up
 */
function* printSlip(terminal: Terminal, sale: ApprovedSale, request: SlipRequest): Flow<boolean> {
  let { duplicate } = request;
  for (;;) {
    let state = yield* terminal.printer.state();
    if (state === "ready") {
      const slip = composeSlip(terminal.config, sale, { ...request, duplicate });
      state = yield* terminal.printer.print(slip);
      if (state === "ready") return true;
      duplicate = true;
    }
    const why = state === "paper-out" ? "paper" : "fault";
    prompt(terminal, paperOutScreen(sale.intent.stan, why));
    if (!(yield* waitForRepair(terminal))) return false;
    show(terminal, SCREEN.printing);
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
  prompt(terminal, SCREEN.nextCopy);
  for (;;) {
    const next = yield* nextStimulus(terminal, INPUT_MS_MAX);
    if (next.kind === "time" || (next.kind === "key" && next.key === "enter")) return;
  }
}
