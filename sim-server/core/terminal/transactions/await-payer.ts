import type { UnionPayFields } from "../../iso8583/dialects/unionpay.ts";
import type { Flow } from "../../world/flow.ts";
import { nextStimulus, prompt } from "../keypad.ts";
import { payerQuery } from "../messages/financial.ts";
import { show, type Terminal, titleOf } from "../powered-terminal.ts";
import { waitingScreen } from "../screens/transaction.ts";
import { nextStan } from "../stan.ts";

/** DE 39 while the payer has not agreed on the telephone yet. */
export const WAITING_FOR_PAYER = "09";

/** How often the bank is asked, and for how long. @source payment platforms: every 3 to 6 s for a minute */
const POLL_MS = 5_000;
const POLLS_MAX = 12;

/**
 * Asks again and again whether the payer has agreed. The cashier may stop it; an order that is left
 * must then be undone, and is never simply charged again.
 *
 * @returns the answer that settles it, or undefined where none came
 */
export function* awaitPayer(
  terminal: Terminal,
  order: { readonly stan: string; readonly amountMinor: number },
): Flow<UnionPayFields | undefined> {
  const title = titleOf(terminal);
  prompt(terminal, waitingScreen(title, order.amountMinor));
  for (let poll = 1; poll <= POLLS_MAX; poll += 1) {
    if (yield* cancelledWithin(terminal, POLL_MS)) return undefined;
    const fields = yield* askOnce(terminal, order.stan);
    const code = fields?.[39];
    if (code !== undefined && code !== WAITING_FOR_PAYER) return fields;
    show(terminal, waitingScreen(title, order.amountMinor));
  }
  return undefined;
}

function* cancelledWithin(terminal: Terminal, ms: number): Flow<boolean> {
  const untilMs = terminal.ports.node.nowMs() + ms;
  for (;;) {
    const leftMs = untilMs - terminal.ports.node.nowMs();
    if (leftMs <= 0) return false;
    const next = yield* nextStimulus(terminal, leftMs);
    if (next.kind === "time") return false;
    if (next.kind === "key" && next.key === "cancel") return true;
  }
}

function* askOnce(terminal: Terminal, asked: string): Flow<UnionPayFields | undefined> {
  const { journal, host, config, keys } = terminal;
  if (!(yield* host.connect())) return undefined;
  const { stan: last, batch } = journal.facts();
  const stan = nextStan(last);
  yield* journal.write({ kind: "numbered", stan, what: "0200" });
  const query = payerQuery(config, { stan, batch, asked: batch + asked });
  const answer = yield* host.ask(query, keys?.mac);
  return answer.kind === "answered" ? answer.message.fields : undefined;
}
