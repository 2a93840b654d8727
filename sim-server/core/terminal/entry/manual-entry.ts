import { maskPan, parsePan } from "../../../../device-emulators/kit/pan.ts";
import { err, ok, type Result } from "../../../../device-emulators/kit/result.ts";
import type { Flow } from "../../world/flow.ts";
import { type Abort, keyDigits } from "../keypad.ts";
import { type Terminal, titleOf } from "../powered-terminal.ts";
import { type Question, questionScreen } from "../screens/question.ts";
import { dated, type EnteredCard } from "./entered-card.ts";

/** @source ISO/IEC 7812-1:2017: a number has up to 19 digits; UnionPay's have 13 at least */
const PAN_DIGITS = { least: 13, most: 19 } as const;
const USUAL_PAN_DIGITS = 16;
const EXPIRY_DIGITS = 4;
const GROUP = 4;

/**
 * A card's number and expiry keyed from its face. Only test cards go in: no real number is kept.
 *
 * @param begun the digit that was keyed already
 */
export function* keyCard(
  terminal: Terminal,
  begun: string,
): Flow<Result<EnteredCard, { readonly abort: Abort }>> {
  const title = titleOf(terminal);
  const number: Question = { name: "pan", title, asked: "请输入卡号:" };
  const keyed = yield* keyDigits(terminal, {
    digitsMax: PAN_DIGITS.most,
    start: begun,
    complete: (digits) => parsePan(digits) !== undefined,
    screen: (digits) => questionScreen({ ...number, ...hintOn(digits) }, grouped(digits)),
    told: (digits) => questionScreen({ ...number, ...hintOn(digits) }, maskedWhileKeyed(digits)),
    needsCard: false,
  });
  if ("abort" in keyed) return err({ abort: keyed.abort });
  const expiry = yield* keyDigits(terminal, {
    digitsMax: EXPIRY_DIGITS,
    start: "",
    complete: (digits) => /^\d\d(0[1-9]|1[0-2])$/.test(digits),
    screen: (digits) =>
      questionScreen({ name: "card-expiry", title, asked: "有效期(年年月月):" }, digits),
    needsCard: false,
  });
  if ("abort" in expiry) return err({ abort: expiry.abort });
  const read = { panSequence: undefined, track2: undefined };
  return ok(dated(terminal, "manual", { pan: keyed.digits, expiry: expiry.digits, ...read }));
}

/** From the length of most cards on, a number that is none is said to be wrong. */
function hintOn(digits: string): Pick<Question, "hint"> {
  const wrong = digits.length >= USUAL_PAN_DIGITS && parsePan(digits) === undefined;
  return wrong ? { hint: "卡号错或非测试卡" } : {};
}

function grouped(digits: string): string {
  return digits.replace(new RegExp(`(\\d{${GROUP}})(?=\\d)`, "g"), "$1 ");
}

/** No more than the first six, and of a whole number the last four, ever stand on a trace. */
function maskedWhileKeyed(digits: string): string {
  const whole = digits.length >= PAN_DIGITS.least;
  return whole ? maskPan(digits) : digits.slice(0, 6) + "*".repeat(Math.max(0, digits.length - 6));
}
