import { maskPan } from "../../../device-emulators/kit/pan.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import { powerOn, transmit } from "../drivers/reader-driver.ts";
import { readCard } from "../emv/kernel.ts";
import {
  type CardFault,
  type CardLink,
  type EmvSession,
  openSession,
  type TerminalApplication,
} from "../emv/session.ts";
import type { Flow } from "../world/flow.ts";
import { type CardFacts, cardFacts } from "./card-facts.ts";
import type { EntryMode } from "./entry-modes.ts";
import { type Abort, abortOf, INPUT_MS_MAX, isDigit, nextStimulus, prompt } from "./keypad.ts";
import { KINDS } from "./kinds.ts";
import { keyCard } from "./manual-entry.ts";
import type { TerminalScreen } from "./ports.ts";
import { clock, show, type Terminal, titleOf } from "./powered-terminal.ts";
import {
  cardScreen,
  confirmScreen,
  readingScreen,
  removeCardScreen,
  unreadScreen,
  type Ways,
} from "./screens/transaction.ts";

/** What came in for a transaction, by whatever way. */
export type EnteredCard = {
  readonly entry: EntryMode;
  readonly facts: CardFacts;
  readonly maskedPan: string;
  /** By the terminal's clock when the card was read. */
  readonly date: string;
  /** The chip in the slot, its application opened and read. */
  readonly chip?: OpenedChip;
};

/** A chip whose application has been opened and read. */
export type OpenedChip = {
  readonly link: CardLink;
  readonly session: EmvSession;
  readonly application: TerminalApplication;
};

/** Without enter for so long a card is not taken for confirmed. @source UnionPay terminals: 30 s */
const CONFIRM_MS_MAX = 30_000;
const UNPREDICTABLE_BYTES = 4;

/** Gets a card in and read; one that cannot be read may be tried again. */
export function* enterCard(
  terminal: Terminal,
  amountMinor: number,
): Flow<Result<EnteredCard, Abort>> {
  const ways = waysFor(terminal);
  for (;;) {
    const came = yield* awaitCard(terminal, cardScreen(titleOf(terminal), amountMinor, ways), ways);
    if (!came.ok) return came;
    if (came.value !== "chip") {
      const keyed = yield* keyCard(terminal, came.value);
      return keyed.ok ? ok(withDate(terminal, "manual", keyed.value)) : keyed;
    }
    const read = yield* openCard(terminal, amountMinor);
    if (read.ok) return read;
    const taken = yield* sayUnread(terminal, read.error);
    if (!taken.ok) return taken;
  }
}

/** Asks for a card that could not be read to be taken out; one that was pulled out is out already. */
function* sayUnread(terminal: Terminal, fault: CardFault): Flow<Result<void, Abort>> {
  if (fault === "removed") return ok(undefined);
  const why = fault === "blocked" ? "blocked" : "chip";
  return yield* awaitRemoval(terminal, unreadScreen(titleOf(terminal), why));
}

function waysFor({ config, task }: Terminal): Ways {
  const { ways } = config;
  return {
    contactless: ways.contactless && KINDS[task].cryptogram,
    swipe: ways.swipe,
    manual: ways.manual && KINDS[task].keyed,
    code: ways.code && task === "sale",
  };
}

function withDate(terminal: Terminal, entry: EntryMode, facts: CardFacts): EnteredCard {
  return { entry, facts, maskedPan: maskPan(facts.pan), date: clock(terminal).date };
}

/** Powers the card and reads it through, as every transaction with a chip begins. */
export function* openCard(
  terminal: Terminal,
  amountMinor: number,
): Flow<Result<EnteredCard, CardFault>> {
  const { ports, config } = terminal;
  show(terminal, readingScreen(titleOf(terminal)));
  const answered = yield* powerOn(ports.reader);
  if (!answered.ok) return answered;
  const { date, time } = clock(terminal);
  const session = openSession(config.kernel, {
    date,
    time,
    amountMinor,
    unpredictableNumber: drawUnpredictable(terminal),
  });
  const link: CardLink = {
    transmit: (command) => transmit(ports.reader, command),
    emit: ports.emit,
  };
  const application = yield* readCard(link, config.kernel, session);
  if (!application.ok) return application;
  const card = withDate(terminal, "chip", cardFacts(session));
  return ok({ ...card, chip: { link, session, application: application.value } });
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

/** Waits until a card is in the slot, or what else may come; a digit begins a number keyed by hand. */
function* awaitCard(
  terminal: Terminal,
  screen: TerminalScreen,
  ways: Ways,
): Flow<Result<"chip" | { readonly first: string }, Abort>> {
  const { reader } = terminal.ports;
  if (reader.present()) return ok("chip");
  prompt(terminal, screen);
  while (!reader.present()) {
    const next = yield* nextStimulus(terminal, INPUT_MS_MAX);
    const abort = abortOf(next, false);
    if (abort !== undefined) return err(abort);
    if (next.kind === "key" && ways.manual && isDigit(next.key)) return ok({ first: next.key });
  }
  return ok("chip");
}

function* awaitRemoval(terminal: Terminal, screen: TerminalScreen): Flow<Result<void, Abort>> {
  const { reader } = terminal.ports;
  prompt(terminal, screen);
  while (reader.present()) {
    const abort = abortOf(yield* nextStimulus(terminal, INPUT_MS_MAX), false);
    if (abort !== undefined) return err(abort);
  }
  return ok(undefined);
}

function drawUnpredictable({ ports }: Terminal): Uint8Array {
  return new Uint8Array(UNPREDICTABLE_BYTES).map(() => ports.chance.below(256));
}
