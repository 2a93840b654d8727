import { err, ok, type Result } from "../../../../device-emulators/kit/result.ts";
import { transmitContactless } from "../../drivers/reader-driver.ts";
import { type ContactlessOutcome, transactContactless } from "../../emv/contactless.ts";
import type { CardLink } from "../../emv/session.ts";
import type { Flow } from "../../world/flow.ts";
import { show, type Terminal, titleOf } from "../powered-terminal.ts";
import { readingScreen } from "../screens/transaction.ts";
import { cardFacts } from "./card-facts.ts";
import { beginSession } from "./chip-entry.ts";
import { dated, type EnteredCard, type Unread } from "./entered-card.ts";

/** A card or a phone in the field: it makes its request at once, and may then leave. */
export function* tap(terminal: Terminal, amountMinor: number): Flow<Result<EnteredCard, Unread>> {
  const { ports, config } = terminal;
  show(terminal, readingScreen(titleOf(terminal)));
  const session = beginSession(terminal, amountMinor);
  const link: CardLink = {
    transmit: (command) => transmitContactless(ports.reader, command),
    emit: ports.emit,
  };
  const outcome = yield* transactContactless(link, config.kernel, config.contactless, session);
  if (outcome.kind !== "online-request") return err(unreadOf(outcome));
  const card = dated(terminal, "contactless", cardFacts(session));
  return ok({ ...card, tapped: { session, duties: outcome.duties } });
}

function unreadOf(outcome: Exclude<ContactlessOutcome, { kind: "online-request" }>): Unread {
  switch (outcome.kind) {
    case "declined":
      return "refused";
    case "try-another-interface":
      return "insert-instead";
    case "end":
      if (outcome.why === "blocked") return "blocked-field";
      return outcome.why === "see-phone" ? "see-phone" : "field";
  }
}
