import { err, ok, type Result } from "../../../../device-emulators/kit/result.ts";
import type { Flow } from "../../world/flow.ts";
import { type Abort, acknowledge, INPUT_MS_MAX, nextStimulus, prompt } from "../keypad.ts";
import type { Terminal } from "../powered-terminal.ts";
import { askExactly } from "../question.ts";
import { checkNumberHint, K_CODE_TITLE, kCodeAmountScreen } from "../screens/k-code.ts";
import { messageScreen } from "../screens/system.ts";
import { NO_FACTS_OF_A_CARD } from "./card-facts.ts";
import { dated, type EnteredCard } from "./entered-card.ts";

/** @source the cashiers' guide of the lessons; digits chosen, to be keyed by hand */
const CODE_DIGITS = 6;
const CHECK_DIGITS = 4;
/** Two wrong entries of the check number end the sale. @source the cashiers' guide of the lessons */
const CHECK_TRIES = 2;

/**
 * The customer's single-use code, keyed; then the amount is compared, and the check number keyed that
 * the terminal shows: its own proof that somebody has looked. What does not match stops the sale.
 */
export function* keyCode(
  terminal: Terminal,
  amountMinor: number,
): Flow<Result<EnteredCard, { readonly abort: Abort }>> {
  const question = { name: "k-code", title: K_CODE_TITLE, asked: "请输入K码:" } as const;
  const code = yield* askExactly(terminal, question, CODE_DIGITS);
  if (code === undefined) return err({ abort: "cancelled" });
  if (amountMinor > 0 && !(yield* compareAmount(terminal, amountMinor))) {
    return err({ abort: "cancelled" });
  }
  if (!(yield* keyCheckNumber(terminal))) return err({ abort: "cancelled" });
  return ok({ ...dated(terminal, "k-code", NO_FACTS_OF_A_CARD), code });
}

function* compareAmount(terminal: Terminal, amountMinor: number): Flow<boolean> {
  prompt(terminal, kCodeAmountScreen(amountMinor));
  for (;;) {
    const next = yield* nextStimulus(terminal, INPUT_MS_MAX);
    if (next.kind === "time" || (next.kind === "key" && next.key === "cancel")) return false;
    if (next.kind === "key" && next.key === "enter") return true;
  }
}

function* keyCheckNumber(terminal: Terminal): Flow<boolean> {
  for (let tries = 1; tries <= CHECK_TRIES; tries += 1) {
    const number = drawCheckNumber(terminal);
    const hint = checkNumberHint(number, tries > 1);
    const question = { name: "check-number", title: K_CODE_TITLE, ...hint } as const;
    const keyed = yield* askExactly(terminal, question, CHECK_DIGITS);
    if (keyed === undefined) break;
    if (keyed === number) return true;
  }
  const text = { head: "交易停止", lines: ["校验码不符", "请致电银行核实"], failed: true };
  prompt(terminal, messageScreen("refused", K_CODE_TITLE, text));
  yield* acknowledge(terminal, INPUT_MS_MAX);
  return false;
}

function drawCheckNumber({ ports }: Terminal): string {
  return String(ports.chance.below(10 ** CHECK_DIGITS)).padStart(CHECK_DIGITS, "0");
}
