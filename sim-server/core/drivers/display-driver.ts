import { concat } from "../../../device-emulators/kit/bytes.ts";
import { encodeGb18030, textColumns } from "../../../device-emulators/kit/gb18030.ts";
import { lately } from "../../../device-emulators/kit/lately.ts";
import { withoutControls } from "./plain-text.ts";

/** What a customer display is to show: two lines of at most `DISPLAY_COLUMNS`, Chinese ones two columns wide. */
export type DisplayText = readonly [upper: string, lower: string];

export const DISPLAY_COLUMNS = 20;

const [ESC, CR] = [0x1b, 0x0d];

/**
 * The bytes that make a customer display forget all it showed, and put its cursor out. Do not write into it.
 *
 * @source CD5220 command set: ESC @, ESC _ n
 */
export const START_DISPLAY: Uint8Array = Uint8Array.of(ESC, 0x40, ESC, 0x5f, 0);

/**
 * The bytes that show a text: each line whole, so that nothing of the one before stays.
 *
 * @source CD5220 command set: ESC Q A and ESC Q B with a text that CR ends
 */
export function writeDisplay([upper, lower]: DisplayText): Uint8Array {
  return concat([lineA(upper), lineB(lower)]);
}

/** A till shows the same few lines again and again. */
const lineA = lately((text: string) => writeLine(0x41, text));
const lineB = lately((text: string) => writeLine(0x42, text));

function writeLine(which: number, text: string): Uint8Array {
  return concat([
    Uint8Array.of(ESC, 0x51, which),
    encodeGb18030(withoutControls(text)),
    Uint8Array.of(CR),
  ]);
}

/** A label at the line's beginning, as much of it as there is room for, and a figure at its end. */
export function labelled(label: string, figure: string): string {
  const room = DISPLAY_COLUMNS - figure.length;
  const shown = cut(label, room - 1);
  return `${shown}${" ".repeat(Math.max(0, room - textColumns(shown)))}${figure}`;
}

/** A text in the middle of its line. */
export function centred(text: string): string {
  const shown = cut(text, DISPLAY_COLUMNS);
  return " ".repeat(Math.floor((DISPLAY_COLUMNS - textColumns(shown)) / 2)) + shown;
}

/** As many whole characters of `text` as `columns` hold. */
function cut(text: string, columns: number): string {
  if (textColumns(text) <= columns) return text;
  let shown = "";
  for (const character of text) {
    if (textColumns(shown + character) > columns) break;
    shown += character;
  }
  return shown;
}
