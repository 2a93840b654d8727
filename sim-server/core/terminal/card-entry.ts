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
import { type Abort, abortOf, INPUT_MS_MAX, nextStimulus, prompt } from "./keypad.ts";
import { type CardFacts, cardFacts } from "./messages.ts";
import type { TerminalScreen } from "./ports.ts";
import { clock, show, type Terminal } from "./powered-terminal.ts";
import { confirmScreen, insertScreen, SCREEN } from "./screens.ts";

/** A card in the slot whose application has been opened and read. */
export type EnteredCard = {
  readonly link: CardLink;
  readonly session: EmvSession;
  readonly application: TerminalApplication;
  readonly facts: CardFacts;
  readonly maskedPan: string;
  /** By the terminal's clock when the card was read. */
  readonly date: string;
};

/** Without enter for so long a card is not taken for confirmed. @source UnionPay terminals: 30 s */
const CONFIRM_MS_MAX = 30_000;
const UNPREDICTABLE_BYTES = 4;

/** Gets a card into the slot and read; one that cannot be read may be put in again. */
export function* enterCard(
  terminal: Terminal,
  amountMinor: number,
): Flow<Result<EnteredCard, Abort>> {
  for (;;) {
    const screen = amountMinor === 0 ? SCREEN.insertFirst : insertScreen(amountMinor);
    const waited = yield* awaitCard(terminal, true, screen);
    if (!waited.ok) return waited;
    const read = yield* openCard(terminal, amountMinor);
    if (read.ok) return read;
    if (read.error === "removed") continue;
    const unread = read.error === "blocked" ? SCREEN.blocked : SCREEN.unread;
    const taken = yield* awaitCard(terminal, false, unread);
    if (!taken.ok) return taken;
  }
}

/** Powers the card and reads it through, as every transaction begins. */
export function* openCard(
  terminal: Terminal,
  amountMinor: number,
): Flow<Result<EnteredCard, CardFault>> {
  const { ports, config } = terminal;
  show(terminal, SCREEN.reading);
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
  const facts = cardFacts(session);
  const maskedPan = maskPan(facts.pan);
  return ok({ link, session, application: application.value, facts, maskedPan, date });
}

/** Shows the masked number until the cashier has compared it. */
export function* confirmCard(terminal: Terminal, card: EnteredCard): Flow<Abort | undefined> {
  prompt(terminal, confirmScreen(card.maskedPan));
  for (;;) {
    const next = yield* nextStimulus(terminal, CONFIRM_MS_MAX);
    if (next.kind === "key" && next.key === "enter") return undefined;
    const abort = abortOf(next, true);
    if (abort !== undefined) return abort;
  }
}

/** Nobody leaves without the card: the terminal asks for it until the slot is empty. */
export function* returnCard(terminal: Terminal): Flow<void> {
  const { reader } = terminal.ports;
  if (!reader.present()) return;
  reader.power(false);
  show(terminal, SCREEN.removeCard);
  while (reader.present()) yield* nextStimulus(terminal);
}

/** Waits until the slot is full, or empty, with a screen that asks for it. */
function* awaitCard(
  terminal: Terminal,
  present: boolean,
  screen: TerminalScreen,
): Flow<Result<void, Abort>> {
  const { reader } = terminal.ports;
  if (present && reader.present()) return ok(undefined);
  prompt(terminal, screen);
  while (reader.present() !== present) {
    const abort = abortOf(yield* nextStimulus(terminal, INPUT_MS_MAX), false);
    if (abort !== undefined) return err(abort);
  }
  return ok(undefined);
}

function drawUnpredictable({ ports }: Terminal): Uint8Array {
  return new Uint8Array(UNPREDICTABLE_BYTES).map(() => ports.chance.below(256));
}
