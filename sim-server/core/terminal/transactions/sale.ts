import type { DeviceKey } from "../../counter/act.ts";
import { setAmount } from "../../emv/session.ts";
import type { Flow } from "../../world/flow.ts";
import { tellApproval } from "../approval.ts";
import { confirmCard, type EnteredCard, enterCard, openCard, returnCard } from "../card-entry.ts";
import { type Abort, acknowledge, INPUT_MS_MAX, isDigit, keyDigits, prompt } from "../keypad.ts";
import { approvedOutcome, bareOutcome, type Outcome, outcomeFacts } from "../outcome.ts";
import type { TerminalScreen } from "../ports.ts";
import { show, type Terminal } from "../powered-terminal.ts";
import { printCopies } from "../printing.ts";
import { meaningOf } from "../response-codes.ts";
import { undoOpenSale } from "../reversal.ts";
import { amountScreen, approvedScreen, declinedScreen, SCREEN } from "../screens.ts";
import { authorise, type Verdict } from "./authorise.ts";

/** A wrong PIN may be keyed again until it was keyed so often. @source UnionPay terminals: 3 */
const PIN_TRIES = 3;
const WRONG_PIN = "55";

/** How long a message stands that nobody has to act on. @source UnionPay terminals: 1 to 3 s */
const MESSAGE_MS = 3_000;

/** Amounts of up to nine digits fit the screen in large type. Chosen: 9,999,999.99. */
const AMOUNT_DIGITS_MAX = 9;

/** A sale as far as it was keyed and read. */
type Gathered = { readonly amountMinor: number; readonly card: EnteredCard };

/** A sale that ended early: `amountMinor` is 0 and `maskedPan` empty where they never came. */
type Ended = {
  readonly abort: Abort;
  readonly amountMinor: number;
  readonly maskedPan: string;
};

/**
 * A sale with a contact chip and online PIN, from its first key or the card to the empty slot.
 * What is owed to the bank from before goes first; without that no sale begins.
 *
 * @param first the digit that began it at the idle screen, if one did
 */
export function* sell(terminal: Terminal, first: DeviceKey | undefined): Flow<void> {
  if (yield* undoOpenSale(terminal)) {
    const gathered =
      terminal.config.flow === "card-first"
        ? yield* gatherCardFirst(terminal)
        : yield* gatherAmountFirst(terminal, first);
    if ("abort" in gathered) yield* callOff(terminal, gathered);
    else yield* settle(terminal, gathered);
  }
  yield* returnCard(terminal);
}

function* gatherAmountFirst(
  terminal: Terminal,
  first: DeviceKey | undefined,
): Flow<Gathered | Ended> {
  const start = first !== undefined && isDigit(first) && first !== "0" ? first : "";
  const keyed = yield* keyAmount(terminal, start, undefined);
  if (typeof keyed !== "number") return { abort: keyed, amountMinor: 0, maskedPan: "" };
  const card = yield* enterCard(terminal, keyed);
  if (!card.ok) return { abort: card.error, amountMinor: keyed, maskedPan: "" };
  const abort = yield* confirmCard(terminal, card.value);
  if (abort === undefined) return { amountMinor: keyed, card: card.value };
  return { abort, amountMinor: keyed, maskedPan: card.value.maskedPan };
}

function* gatherCardFirst(terminal: Terminal): Flow<Gathered | Ended> {
  const card = yield* enterCard(terminal, 0);
  if (!card.ok) return { abort: card.error, amountMinor: 0, maskedPan: "" };
  const { maskedPan } = card.value;
  const abort = yield* confirmCard(terminal, card.value);
  if (abort !== undefined) return { abort, amountMinor: 0, maskedPan };
  const keyed = yield* keyAmount(terminal, "", maskedPan);
  if (typeof keyed !== "number") return { abort: keyed, amountMinor: 0, maskedPan };
  setAmount(card.value.session, keyed);
  return { amountMinor: keyed, card: card.value };
}

function* keyAmount(
  terminal: Terminal,
  start: string,
  maskedPan: string | undefined,
): Flow<number | Abort> {
  const entered = yield* keyDigits(terminal, {
    digitsMax: AMOUNT_DIGITS_MAX,
    start,
    complete: (digits) => Number(digits) > 0,
    screen: (digits) => amountScreen(Number(digits), maskedPan ?? ""),
    needsCard: maskedPan !== undefined,
  });
  if ("abort" in entered) return entered.abort;
  const amountMinor = Number(entered.digits);
  terminal.ports.emit("terminal.amount", { amountMinor });
  return amountMinor;
}

/** Asks the bank, again after a wrong PIN as often as that may be, and says how it ended. */
function* settle(terminal: Terminal, sale: Gathered): Flow<void> {
  const { amountMinor, card } = sale;
  let verdict = yield* authorise(terminal, { card, amountMinor, triesLeft: undefined });
  for (let tries = 1; tries < PIN_TRIES && wrongPin(verdict); tries += 1) {
    // Each request wants a cryptogram of its own, and so a new transaction on the card.
    const again = yield* openCard(terminal, amountMinor);
    if (!again.ok) break;
    const triesLeft = PIN_TRIES - tries;
    const next = yield* authorise(terminal, { card: again.value, amountMinor, triesLeft });
    if (next.kind === "aborted") break;
    verdict = next;
  }
  yield* announce(terminal, sale, verdict);
}

function wrongPin(verdict: Verdict): boolean {
  return verdict.kind === "declined" && verdict.responseCode === WRONG_PIN;
}

function* announce(terminal: Terminal, sale: Gathered, verdict: Verdict): Flow<void> {
  const { amountMinor } = sale;
  const { maskedPan } = sale.card;
  switch (verdict.kind) {
    case "approved":
      yield* celebrate(terminal);
      return;
    case "declined": {
      const { responseCode, stan } = verdict;
      const screen = declinedScreen(responseCode, meaningOf(responseCode).zh);
      const bare = bareOutcome("declined", { amountMinor, maskedPan });
      yield* conclude(terminal, screen, { ...bare, responseCode, stan });
      return;
    }
    case "owed": {
      const { open } = terminal.journal.facts();
      const bare = bareOutcome("unknown", { amountMinor, maskedPan });
      terminal.ports.emit("terminal.outcome", outcomeFacts({ ...bare, stan: open?.stan ?? "" }));
      yield* undoOpenSale(terminal);
      return;
    }
    case "aborted": {
      const bare = bareOutcome("cancelled", { amountMinor, maskedPan });
      yield* conclude(terminal, ABORT_SCREENS[verdict.why], bare);
    }
  }
}

const CHIP_FAULT = declinedScreen("", "插卡故障");

const ABORT_SCREENS = {
  cancelled: SCREEN.cancelled,
  "timed-out": SCREEN.cancelled,
  removed: SCREEN.cancelled,
  "pad-fault": declinedScreen("", "密码键盘故障"),
  mute: CHIP_FAULT,
  "no-application": CHIP_FAULT,
  "bad-data": CHIP_FAULT,
  blocked: declinedScreen("", "卡被锁定"),
} as const satisfies Record<Extract<Verdict, { kind: "aborted" }>["why"], TerminalScreen>;

/** Approved and durable: shown, told to the till, printed. */
function* celebrate(terminal: Terminal): Flow<void> {
  const { lastApproved } = terminal.journal.facts();
  if (lastApproved === undefined) return;
  const outcome = approvedOutcome(lastApproved);
  terminal.ports.emit("terminal.outcome", outcomeFacts(outcome));
  show(terminal, approvedScreen(outcome.amountMinor));
  yield* tellApproval(terminal);
  yield* printCopies(terminal, lastApproved, false);
}

/** A sale given up before the bank was asked. Without an amount nobody was waiting for it. */
function* callOff(terminal: Terminal, { amountMinor, maskedPan }: Ended): Flow<void> {
  if (amountMinor === 0 && maskedPan === "") return;
  yield* conclude(terminal, SCREEN.cancelled, bareOutcome("cancelled", { amountMinor, maskedPan }));
}

/** Says how a sale ended without money, to everybody who waits for it. */
function* conclude(terminal: Terminal, screen: TerminalScreen, outcome: Outcome): Flow<void> {
  terminal.ports.emit("terminal.outcome", outcomeFacts(outcome));
  prompt(terminal, screen);
  if (outcome.amountMinor > 0) yield* terminal.till.tell(outcome);
  yield* acknowledge(terminal, outcome.kind === "cancelled" ? MESSAGE_MS : INPUT_MS_MAX);
}
