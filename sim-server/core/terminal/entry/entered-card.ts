import { maskPan } from "../../../../device-emulators/kit/pan.ts";
import type { HolderDuties } from "../../emv/contactless-rules.ts";
import type { CardLink, EmvSession, TerminalApplication } from "../../emv/session.ts";
import { clock, type Terminal } from "../powered-terminal.ts";
import type { UNREAD } from "../screens/transaction.ts";
import type { CardFacts } from "./card-facts.ts";
import type { EntryMode } from "./entry-modes.ts";

/** What came in for a transaction, by whatever way. */
export type EnteredCard = {
  readonly entry: EntryMode;
  readonly facts: CardFacts;
  /** Empty where a code stands for the card. */
  readonly maskedPan: string;
  /** By the terminal's clock when the card was read. */
  readonly date: string;
  /** The chip in the slot, its application opened and read. */
  readonly chip?: OpenedChip;
  /** What a card in the field has said before it left. */
  readonly tapped?: TappedCard;
  /** The digits that stand for a card: a payment code, or a K-code. */
  readonly code?: string;
};

/** A chip whose application has been opened and read. */
export type OpenedChip = {
  readonly link: CardLink;
  readonly session: EmvSession;
  readonly application: TerminalApplication;
};

/** A card that made its request in the field. */
export type TappedCard = { readonly session: EmvSession; readonly duties: HolderDuties };

/** Why nothing came in this time; another try is open. */
export type Unread = keyof typeof UNREAD;

/** A card by its facts, dated by the terminal's clock. */
export function dated(terminal: Terminal, entry: EntryMode, facts: CardFacts): EnteredCard {
  const maskedPan = facts.pan === "" ? "" : maskPan(facts.pan);
  return { entry, facts, maskedPan, date: clock(terminal).date };
}
