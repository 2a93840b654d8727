import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { OfflinePinQuestion, PinPad, PinPadAnswer } from "../drivers/pin-pad-driver.ts";
import { type Flow, select } from "../world/flow.ts";
import { type Abort, INPUT_MS_MAX, prompt } from "./keypad.ts";
import { type Terminal, titleOf } from "./powered-terminal.ts";
import { pinScreen } from "./screens/transaction.ts";

/** Why there is no PIN block. */
export type PinRefusal = Abort | "pad-fault";

/** @source ISO 9564-1: 4 to 12 digits; UnionPay F26 */
const PIN_DIGITS = { digitsMin: 4, digitsMax: 12 } as const;
/** The pad gives up first, so that it is the pad's word that ends the question. Chosen. */
const PAD_GRACE_MS = 1_000;

/** What a cardholder is asked to prove, and how. */
export type PinPrompt = {
  readonly amountMinor: number;
  readonly pan: string;
  /** After a wrong PIN, how often it may still be keyed. */
  readonly triesLeft: number | undefined;
  /** Whether the card is in the slot and must stay there. */
  readonly inserted: boolean;
  /** Whether enter alone goes on without a PIN, as a card without a chip may have none. */
  readonly optional: boolean;
};

/**
 * Has the pad ask the cardholder. Cancel on either keypad and taking the card out end it.
 *
 * @returns the block under the PIN key, or undefined where none was wanted; the PIN stays in the pad
 */
export function* askPin(
  terminal: Terminal,
  asked: PinPrompt,
): Flow<Result<Uint8Array | undefined, PinRefusal>> {
  const { pan, amountMinor, optional } = asked;
  const digitsMin = optional ? 0 : PIN_DIGITS.digitsMin;
  const question = { amountMinor, pan, ...PIN_DIGITS, digitsMin, waitMs: INPUT_MS_MAX };
  return yield* askPad(terminal, asked, (pad) => pad.askPin(question));
}

/**
 * The same for a PIN that the chip checks.
 *
 * @returns what VERIFY takes, ready-made by the pad
 */
export function* askOfflinePin(
  terminal: Terminal,
  asked: PinPrompt,
  cipher: OfflinePinQuestion["cipher"],
): Flow<Result<Uint8Array | undefined, PinRefusal>> {
  const { amountMinor } = asked;
  const plain = { amountMinor, ...PIN_DIGITS, waitMs: INPUT_MS_MAX };
  const question = cipher === undefined ? plain : { ...plain, cipher };
  return yield* askPad(terminal, asked, (pad) => pad.askOfflinePin(question));
}

function* askPad(
  terminal: Terminal,
  { amountMinor, triesLeft, inserted }: PinPrompt,
  put: (pad: PinPad) => Flow<boolean>,
): Flow<Result<Uint8Array | undefined, PinRefusal>> {
  const { pinPad } = terminal;
  prompt(terminal, pinScreen(titleOf(terminal), amountMinor, triesLeft));
  if (!(yield* put(pinPad))) return err("pad-fault");
  const ended = yield* awaitAnswer(terminal, inserted);
  if (typeof ended !== "string") return blockOf(ended);
  yield* pinPad.cancel();
  return err(ended);
}

function* awaitAnswer(
  { ports, pinPad }: Terminal,
  inserted: boolean,
): Flow<PinPadAnswer | PinRefusal> {
  const sources = { pad: pinPad.answers, keys: ports.keys, reader: ports.reader.events };
  for (;;) {
    const next = yield* select(sources, INPUT_MS_MAX + PAD_GRACE_MS);
    if (next.from === "pad") return next.value;
    if (next.from === "time") return "pad-fault";
    if (next.from === "keys" && next.value === "cancel") return "cancelled";
    if (inserted && !ports.reader.present()) return "removed";
  }
}

function blockOf({ outcome, block }: PinPadAnswer): Result<Uint8Array | undefined, PinRefusal> {
  if (outcome === "done" && block !== undefined) return ok(block);
  if (outcome === "bypassed") return ok(undefined);
  if (outcome === "cancelled") return err("cancelled");
  return err(outcome === "timedOut" ? "timed-out" : "pad-fault");
}
