import { textColumns } from "../../../../device-emulators/kit/gb18030.ts";
import type { TerminalScreen } from "../ports.ts";
import type { ScreenName } from "../screen-names.ts";
import { big, LAMPS, LINE_COLUMNS, screen, small } from "./frame.ts";

/** A question that is answered by digits. */
export type Question = {
  readonly name: ScreenName;
  readonly title: string;
  readonly asked: string;
  /** What stands under the digits; how to go on, where nothing is given. */
  readonly hint?: string;
  /** Whether the digits are hidden behind asterisks. */
  readonly secret?: boolean;
};

const HINT = "按[确认]继续";

/** The question with what has been keyed so far, as large as it fits. */
export function questionScreen(question: Question, keyed: string): TerminalScreen {
  const shown = question.secret === true ? "*".repeat(keyed.length) : keyed;
  const fits = textColumns(shown) * 2 <= LINE_COLUMNS;
  return screen(question.name, question.title, LAMPS.ready, [
    small(question.asked),
    fits ? big(shown) : small(shown),
    small(question.hint ?? HINT),
  ]);
}
