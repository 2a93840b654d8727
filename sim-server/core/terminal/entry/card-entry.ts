import { err, ok, type Result } from "../../../../device-emulators/kit/result.ts";
import { powerField } from "../../drivers/reader-driver.ts";
import type { Flow } from "../../world/flow.ts";
import { type Abort, abortOf, acknowledge, nextStimulus, prompt } from "../keypad.ts";
import { KINDS } from "../kinds.ts";
import { show, type Terminal, titleOf } from "../powered-terminal.ts";
import {
  confirmScreen,
  removeCardScreen,
  unreadScreen,
  type Ways,
} from "../screens/transaction.ts";
import { type Arrival, awaitArrival } from "./arrival.ts";
import { readChip } from "./chip-entry.ts";
import { takeCode } from "./code-entry.ts";
import type { EnteredCard, Unread } from "./entered-card.ts";
import { keyCode } from "./k-code-entry.ts";
import { keyCard } from "./manual-entry.ts";
import { readSwipe } from "./swipe-entry.ts";
import { tap } from "./tap-entry.ts";

/** Without enter for so long a card is not taken for confirmed. @source UnionPay terminals: 30 s */
const CONFIRM_MS_MAX = 30_000;
/** How long a message about a card stands that is not in the slot. @source UnionPay terminals: 1 to 3 s */
const UNREAD_MS = 3_000;

/** How a card, or what stands for it, is being got in: what has happened so far. */
type Attempt = { readonly amountMinor: number; readonly ways: Ways; chipFailed: boolean };

/** Gets a card in and read, by any way that the transaction allows; one that fails may try again. */
export function* enterCard(
  terminal: Terminal,
  amountMinor: number,
): Flow<Result<EnteredCard, Abort>> {
  const attempt: Attempt = { amountMinor, ways: waysFor(terminal, amountMinor), chipFailed: false };
  for (;;) {
    const arrived = yield* awaitArrival(terminal, amountMinor, attempt.ways);
    const taken: Taken = arrived.ok
      ? yield* take(terminal, attempt, arrived.value)
      : err({ abort: arrived.error });
    powerField(terminal.ports.reader, false);
    if (taken.ok) return taken;
    if (typeof taken.error !== "string") return err(taken.error.abort);
    const said = yield* sayUnread(terminal, taken.error);
    if (!said.ok) return said;
  }
}

type Taken = Result<EnteredCard, Unread | { readonly abort: Abort }>;

function* take(terminal: Terminal, attempt: Attempt, arrival: Arrival): Flow<Taken> {
  switch (arrival.kind) {
    case "chip": {
      const read = yield* readChip(terminal, attempt.amountMinor);
      if (read.ok) return read;
      if (read.error === "cancelled") return err({ abort: "cancelled" });
      attempt.chipFailed ||= read.error === "mute" || read.error === "no-application";
      return err(unreadChip(read.error, attempt));
    }
    case "swipe":
      return readSwipe(terminal, arrival.read, attempt.chipFailed);
    case "tapped":
      return yield* tap(terminal, attempt.amountMinor);
    case "collision":
      return err("collision");
    case "code":
      return takeCode(terminal, arrival.digits);
    case "k-code":
      return yield* keyCode(terminal, attempt.amountMinor);
    case "digit":
      return yield* keyCard(terminal, arrival.digit);
  }
}

function unreadChip(
  fault: "removed" | "mute" | "no-application" | "blocked" | "bad-data",
  { ways }: Attempt,
): Unread {
  if (fault === "blocked") return "blocked";
  if (fault === "removed" || fault === "bad-data" || !ways.swipe) return "chip";
  return "fallback";
}

function waysFor({ config, task }: Terminal, amountMinor: number): Ways {
  const { ways } = config;
  return {
    // A card in the field makes its request at once, and so needs the amount; its number it tells always.
    contactless: ways.contactless && (amountMinor > 0 || !KINDS[task].cryptogram),
    swipe: ways.swipe,
    manual: ways.manual && KINDS[task].keyed,
    code: ways.code && task === "sale",
  };
}

/** Says why nothing came in; a card in the slot must come out before another try. */
function* sayUnread(terminal: Terminal, why: Unread): Flow<Result<void, Abort>> {
  const { reader } = terminal.ports;
  prompt(terminal, unreadScreen(titleOf(terminal), why));
  if (!reader.present()) yield* acknowledge(terminal, UNREAD_MS);
  while (reader.present()) {
    const abort = abortOf(yield* nextStimulus(terminal), false);
    if (abort !== undefined) return err(abort);
  }
  return ok(undefined);
}

/** Shows the masked number until the cashier has compared it. */
export function* confirmCard(terminal: Terminal, card: EnteredCard): Flow<Abort | undefined> {
  prompt(terminal, confirmScreen(titleOf(terminal), card.maskedPan));
  for (;;) {
    const next = yield* nextStimulus(terminal, CONFIRM_MS_MAX);
    if (next.kind === "key" && next.key === "enter") return undefined;
    const abort = abortOf(next, card.chip !== undefined);
    if (abort !== undefined) return abort;
  }
}

/** Nobody leaves without the card: the terminal asks for it until the slot is empty. */
export function* returnCard(terminal: Terminal): Flow<void> {
  const { reader } = terminal.ports;
  if (!reader.present()) return;
  reader.power(false);
  show(terminal, removeCardScreen(titleOf(terminal)));
  while (reader.present()) yield* nextStimulus(terminal);
}
