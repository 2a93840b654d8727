import { ok, type Result } from "../../../../device-emulators/kit/result.ts";
import { powerOn, transmit } from "../../drivers/reader-driver.ts";
import { readCard } from "../../emv/kernel.ts";
import type { Offer } from "../../emv/selection.ts";
import {
  type CardFault,
  type CardLink,
  type EmvSession,
  openSession,
  type TransactionType,
} from "../../emv/session.ts";
import type { Flow } from "../../world/flow.ts";
import { INPUT_MS_MAX, isDigit, nextStimulus, prompt } from "../keypad.ts";
import type { TransactionKind } from "../kinds.ts";
import { clock, show, type Terminal, titleOf } from "../powered-terminal.ts";
import { menuScreen } from "../screens/menus.ts";
import { readingScreen } from "../screens/transaction.ts";
import { cardFacts } from "./card-facts.ts";
import { dated, type EnteredCard } from "./entered-card.ts";

const UNPREDICTABLE_BYTES = 4;
/** @source EMV 4.4 Book 3, 10.6.2: a number from 1 to 99 */
const PERCENT_DRAWN_MAX = 99;
/** Applications that fit the screen, each on a key of its own. Chosen. */
const OFFERS_MAX = 7;

/** What each kind of transaction is to a card. */
const TRANSACTION_TYPES: Readonly<Record<TransactionKind, TransactionType>> = {
  sale: "goods",
  void: "refund",
  refund: "refund",
  balance: "balance",
  "pre-auth": "preauthorisation",
  "pre-auth-void": "refund",
  completion: "goods",
  "completion-void": "refund",
  "completion-advice": "goods",
  "offline-sale": "goods",
};

/** Powers the card in the slot and reads it through, as every transaction with a chip begins. */
export function* readChip(
  terminal: Terminal,
  amountMinor: number,
): Flow<Result<EnteredCard, CardFault>> {
  const { ports, config } = terminal;
  show(terminal, readingScreen(titleOf(terminal)));
  const answered = yield* powerOn(ports.reader);
  if (!answered.ok) return answered;
  const session = beginSession(terminal, amountMinor);
  const link: CardLink = {
    transmit: (command) => transmit(ports.reader, command),
    emit: ports.emit,
  };
  const application = yield* readCard(link, config.kernel, session, (offers) =>
    choose(terminal, offers),
  );
  if (!application.ok) return application;
  const card = dated(terminal, "chip", cardFacts(session));
  return ok({ ...card, chip: { link, session, application: application.value } });
}

/** A session for the present transaction, by the terminal's clock and chance. */
export function beginSession(terminal: Terminal, amountMinor: number): EmvSession {
  const { config, task } = terminal;
  const { date, time } = clock(terminal);
  return openSession(config.kernel, {
    date,
    time,
    amountMinor,
    unpredictableNumber: drawUnpredictable(terminal),
    transactionType: TRANSACTION_TYPES[task],
    percentDrawn: 1 + terminal.ports.chance.below(PERCENT_DRAWN_MAX),
  });
}

/** Has the cardholder choose between applications; @returns the place of the one, if any. */
function* choose(terminal: Terminal, offers: readonly Offer[]): Flow<number | undefined> {
  const shown = offers.slice(0, OFFERS_MAX);
  const names = shown.map(({ label, preferredName }, at) => `${at + 1}${preferredName ?? label}`);
  prompt(terminal, menuScreen("choose-application", titleOf(terminal), names));
  for (;;) {
    const next = yield* nextStimulus(terminal, INPUT_MS_MAX);
    if (next.kind === "time" || (next.kind === "key" && next.key === "cancel")) return undefined;
    if (next.kind === "card" && !next.present) return undefined;
    if (next.kind !== "key" || !isDigit(next.key)) continue;
    const place = Number(next.key) - 1;
    if (shown[place] !== undefined) return place;
  }
}

function drawUnpredictable({ ports }: Terminal): Uint8Array {
  return new Uint8Array(UNPREDICTABLE_BYTES).map(() => ports.chance.below(256));
}
