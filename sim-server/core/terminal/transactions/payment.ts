import type { Flow } from "../../world/flow.ts";
import { returnCard } from "../entry/card-entry.ts";
import { readChip } from "../entry/chip-entry.ts";
import { NO_ORIGINAL } from "../messages/financial.ts";
import type { Terminal } from "../powered-terminal.ts";
import { reportNewScripts } from "../script-report.ts";
import { authorise, type Order, type Verdict } from "./authorise.ts";
import { begin } from "./begin.ts";
import { announce, callOff } from "./conclude.ts";
import { gather } from "./gather.ts";
import { offerPart } from "./part.ts";

/** A wrong PIN may be keyed again until it was keyed so often. @source UnionPay terminals: 3 */
const PIN_TRIES = 3;
const WRONG_PIN = "55";

/**
 * A sale or a pre-authorisation, from its first key or the card to the empty slot.
 *
 * @param first the digit that began it at the idle screen, or empty
 */
export function* pay(terminal: Terminal, kind: "sale" | "pre-auth", first = ""): Flow<void> {
  const { scripts } = terminal.journal.facts();
  if (yield* begin(terminal, kind)) {
    const gathered = yield* gather(terminal, first);
    if ("abort" in gathered) {
      yield* callOff(terminal, gathered);
    } else {
      const order: Order = { kind, ...gathered, original: NO_ORIGINAL, triesLeft: undefined };
      const verdict = yield* authoriseWithPin(terminal, order);
      yield* announce(terminal, order, verdict);
      if (verdict.kind === "approved") yield* offerPart(terminal, order);
    }
  }
  yield* reportNewScripts(terminal, scripts.length);
  yield* returnCard(terminal);
}

/** Asks the bank, and again after a wrong PIN as often as that may be. */
function* authoriseWithPin(terminal: Terminal, order: Order): Flow<Verdict> {
  let verdict = yield* authorise(terminal, order);
  for (let tries = 1; tries < PIN_TRIES && wrongPin(verdict); tries += 1) {
    const triesLeft = PIN_TRIES - tries;
    let { card } = order;
    if (card.tapped !== undefined) break;
    if (card.chip !== undefined) {
      // Each request wants a cryptogram of its own, and so a new transaction on the card.
      const again = yield* readChip(terminal, order.amountMinor);
      if (!again.ok) break;
      card = again.value;
    }
    const next = yield* authorise(terminal, { ...order, card, triesLeft });
    if (next.kind === "aborted") break;
    verdict = next;
  }
  return verdict;
}

function wrongPin(verdict: Verdict): boolean {
  return verdict.kind === "declined" && verdict.responseCode === WRONG_PIN;
}
