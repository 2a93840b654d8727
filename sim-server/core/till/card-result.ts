import { toLatin1 } from "../../../device-emulators/kit/bytes.ts";
import type { DecodeError } from "../../../device-emulators/kit/errors.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import {
  CARD_RESULT,
  CARD_RESULT_FIELDS,
  FS,
  OUTCOME_LETTERS,
} from "../../../device-emulators/kit/till-codes.ts";

/** A card transaction's outcome as the terminal told it. The till believes it and compares nothing. */
export type CardResult = {
  readonly outcome: keyof typeof OUTCOME_LETTERS;
  readonly responseCode: string;
  readonly amountMinor: number;
  readonly stan: string;
  readonly rrn: string;
  readonly approvalCode: string;
  /** Last four digits of the card; empty where none was read. */
  readonly cardTail: string;
};

const OUTCOMES: ReadonlyMap<string, CardResult["outcome"]> = new Map(
  Object.entries(OUTCOME_LETTERS).map(([outcome, letter]) => [
    letter,
    outcome as CardResult["outcome"],
  ]),
);

/** Reads the payload of a frame. @returns the result, or the first field that is not as agreed */
export function parseCardResult(payload: Uint8Array): Result<CardResult, DecodeError> {
  const fields = toLatin1(payload).split(FS);
  if (fields.length < CARD_RESULT_FIELDS.length) return fault("truncated", "fields");
  if (fields.length > CARD_RESULT_FIELDS.length) return fault("too-long", "fields");
  const [kind, letter = "", responseCode = "", amount = "", stan = "", ...rest] = fields;
  const [rrn = "", approvalCode = "", card = ""] = rest;
  const outcome = OUTCOMES.get(letter);
  if (kind !== CARD_RESULT) return fault("unsupported", "kind");
  if (outcome === undefined) return fault("unsupported", "outcome");
  if (!/^[0-9A-Z]{0,2}$/.test(responseCode)) return fault("bad-digit", "responseCode");
  if (!/^\d{12}$/.test(amount)) return fault("bad-digit", "amount");
  if (!/^(\d{6})?$/.test(stan)) return fault("bad-digit", "stan");
  if (!/^[0-9A-Z]{0,12}$/.test(rrn)) return fault("bad-digit", "rrn");
  if (!/^[0-9A-Z]{0,6}$/.test(approvalCode)) return fault("bad-digit", "approvalCode");
  // A whole number must never get into the till, so anything but a masked one is refused.
  if (!/^(\d{6}\*{3,9}\d{4})?$/.test(card)) return fault("bad-digit", "card");
  const amountMinor = Number(amount);
  const cardTail = card.slice(-4);
  return ok({ outcome, responseCode, amountMinor, stan, rrn, approvalCode, cardTail });
}

function fault(code: DecodeError["code"], reading: string): Result<never, DecodeError> {
  return err({ code, offset: 0, path: ["card result", reading], detail: `${code} in ${reading}` });
}
