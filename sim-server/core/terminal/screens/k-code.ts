import { formatMinor } from "../../../../device-emulators/kit/money.ts";
import type { TerminalScreen } from "../ports.ts";
import { big, LAMPS, screen, small } from "./frame.ts";
import type { Question } from "./question.ts";

/** What the status bar says while a K-code is keyed. */
export const K_CODE_TITLE = "K码消费";

/** The amount, to be compared with what is due. */
export function kCodeAmountScreen(amountMinor: number): TerminalScreen {
  return screen("k-code-amount", K_CODE_TITLE, LAMPS.ready, [
    small("请核对金额"),
    big(formatMinor(amountMinor)),
    small("[确认]相符 [取消]停止"),
  ]);
}

/** The check number that is to be keyed, and what the screen says around it. */
export function checkNumberHint(number: string, again: boolean): Pick<Question, "asked" | "hint"> {
  return {
    asked: `${again ? "不符,再输 " : ""}校验码 ${number}`,
    hint: "两屏一致才确认",
  };
}
