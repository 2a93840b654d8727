import { schemeOf } from "../../../../device-emulators/kit/payment-codes.ts";
import { err, ok, type Result } from "../../../../device-emulators/kit/result.ts";
import type { Terminal } from "../powered-terminal.ts";
import { NO_FACTS_OF_A_CARD } from "./card-facts.ts";
import { dated, type EnteredCard } from "./entered-card.ts";

/** What was scanned, if it is somebody's payment code: goods and cards have codes too. */
export function takeCode(terminal: Terminal, digits: string): Result<EnteredCard, "not-a-code"> {
  if (schemeOf(digits) === undefined) return err("not-a-code");
  return ok({ ...dated(terminal, "payment-code", NO_FACTS_OF_A_CARD), code: digits });
}

/** What stands for the card where a code has paid, which nobody can show again. */
export function usedUpCode(terminal: Terminal): EnteredCard {
  return dated(terminal, "payment-code", NO_FACTS_OF_A_CARD);
}
