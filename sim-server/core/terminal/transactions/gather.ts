import { setAmount } from "../../emv/session.ts";
import type { Flow } from "../../world/flow.ts";
import { confirmCard, enterCard } from "../entry/card-entry.ts";
import type { EnteredCard } from "../entry/entered-card.ts";
import { type Abort, keyDigits } from "../keypad.ts";
import { type Terminal, titleOf } from "../powered-terminal.ts";
import { amountScreen } from "../screens/transaction.ts";

/** Amounts of up to nine digits fit the screen in large type. Chosen: 9,999,999.99. */
const AMOUNT_DIGITS_MAX = 9;

/** A transaction as far as it was keyed and read. */
export type Gathered = { readonly amountMinor: number; readonly card: EnteredCard };

/** One that ended early: `amountMinor` is 0 and `maskedPan` empty where they never came. */
export type Ended = {
  readonly abort: Abort;
  readonly amountMinor: number;
  readonly maskedPan: string;
};

/** Amount and card, in the order that the shop is used to. @param first a digit already keyed */
export function gather(terminal: Terminal, first: string): Flow<Gathered | Ended> {
  const { request } = terminal;
  if (request?.kind === "sale") return gatherFor(terminal, request.amountMinor);
  return terminal.config.flow === "card-first"
    ? gatherCardFirst(terminal)
    : gatherAmountFirst(terminal, first);
}

/** The card for an amount that the POS has named. */
function* gatherFor(terminal: Terminal, amountMinor: number): Flow<Gathered | Ended> {
  terminal.ports.emit("terminal.amount", { amountMinor });
  const card = yield* takeCard(terminal, amountMinor);
  return "abort" in card ? { ...card, amountMinor } : { amountMinor, card };
}

function* gatherAmountFirst(terminal: Terminal, first: string): Flow<Gathered | Ended> {
  const keyed = yield* keyAmount(terminal, first, undefined);
  if (typeof keyed !== "number") return { abort: keyed, amountMinor: 0, maskedPan: "" };
  const card = yield* takeCard(terminal, keyed);
  return "abort" in card ? { ...card, amountMinor: keyed } : { amountMinor: keyed, card };
}

/** The card, then the amount: as every transaction has it that refers to another one. */
export function* gatherCardFirst(terminal: Terminal): Flow<Gathered | Ended> {
  const card = yield* takeCard(terminal, 0);
  if ("abort" in card) return { ...card, amountMinor: 0 };
  const keyed = yield* keyAmount(terminal, "", card);
  if (typeof keyed !== "number") {
    return { abort: keyed, amountMinor: 0, maskedPan: card.maskedPan };
  }
  if (card.chip !== undefined) setAmount(card.chip.session, keyed);
  return { amountMinor: keyed, card };
}

/** A card that was read, and that the cashier, where she keys, has compared with the screen. */
export function* takeCard(
  terminal: Terminal,
  amountMinor: number,
): Flow<EnteredCard | Omit<Ended, "amountMinor">> {
  const card = yield* enterCard(terminal, amountMinor);
  if (!card.ok) return { abort: card.error, maskedPan: "" };
  const { maskedPan, entry } = card.value;
  // What was tapped or scanned has no number to compare, or has left already.
  const attended = terminal.request === undefined;
  const compared = attended && entry !== "contactless" && maskedPan !== "";
  const abort = compared ? yield* confirmCard(terminal, card.value) : undefined;
  return abort === undefined ? card.value : { abort, maskedPan };
}

/** Keys the amount. @param card the one that was read before it, if one was */
export function* keyAmount(
  terminal: Terminal,
  start: string,
  card: EnteredCard | undefined,
): Flow<number | Abort> {
  const entered = yield* keyDigits(terminal, {
    digitsMax: AMOUNT_DIGITS_MAX,
    start,
    complete: (digits) => Number(digits) > 0,
    screen: (digits) => amountScreen(titleOf(terminal), Number(digits), card?.maskedPan ?? ""),
    needsCard: card?.chip !== undefined,
  });
  if ("abort" in entered) return entered.abort;
  const amountMinor = Number(entered.digits);
  terminal.ports.emit("terminal.amount", { amountMinor });
  return amountMinor;
}
