import type { Flow } from "../world/flow.ts";
import { keyDigits } from "./keypad.ts";
import type { Terminal } from "./powered-terminal.ts";
import { type Question, questionScreen } from "./screens/question.ts";

/** How many digits answer a question: exactly so many, or a range. */
export type Digits = { readonly least: number; readonly most: number };

/** Asks for digits. @returns them, or undefined where nobody answers or it is called off */
export function* ask(
  terminal: Terminal,
  question: Question,
  { least, most }: Digits,
): Flow<string | undefined> {
  const entered = yield* keyDigits(terminal, {
    digitsMax: most,
    start: "",
    complete: (digits) => digits.length >= least,
    screen: (digits) => questionScreen(question, digits),
    needsCard: false,
  });
  return "digits" in entered ? entered.digits : undefined;
}

/** Asks for exactly so many digits. */
export function askExactly(
  terminal: Terminal,
  question: Question,
  digits: number,
): Flow<string | undefined> {
  return ask(terminal, question, { least: digits, most: digits });
}
