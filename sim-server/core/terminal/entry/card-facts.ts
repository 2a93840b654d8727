import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import { type EmvSession, requireValue } from "../../emv/session.ts";

/** What a card says of itself, by whatever way it came in. */
export type CardFacts = {
  readonly pan: string;
  /** YYMM; empty where a stripe or a hand left it out. */
  readonly expiry: string;
  /** Three digits (DE 23), or undefined where the card has none. */
  readonly panSequence: string | undefined;
  /** As DE 35 has it, `=` between number and date. */
  readonly track2: string | undefined;
  /** As DE 36 has it; only a stripe has one, and not every stripe. */
  readonly track3?: string | undefined;
};

/** Where a code stands for the card. */
export const NO_FACTS_OF_A_CARD: CardFacts = {
  pan: "",
  expiry: "",
  panSequence: undefined,
  track2: undefined,
};

/** Reads the card's own data out of a session whose records have been read. */
export function cardFacts(session: EmvSession): CardFacts {
  const sequence = session.data.get("5F34");
  const track = session.data.get("57");
  return {
    pan: toHex(requireValue(session, "5A")).replaceAll("F", ""),
    expiry: toHex(requireValue(session, "5F24")).slice(0, 4),
    panSequence: sequence === undefined ? undefined : toHex(sequence).padStart(3, "0"),
    track2: track === undefined ? undefined : toHex(track).replaceAll("F", "").replace("D", "="),
  };
}
