import { textColumns } from "../../../../device-emulators/kit/gb18030.ts";
import type { TerminalScreen } from "../ports.ts";
import type { ScreenName } from "../screen-names.ts";
import { LAMPS, LINE_COLUMNS, left, screen } from "./frame.ts";

/** Up to so many entries stand one under another; more stand in two columns. Chosen: it fits. */
const ONE_COLUMN_MAX = 5;
/** Where the second column begins, unless its entries need more room. */
const COLUMN = 11;

/** A menu: each entry behind the key that chooses it. */
export function menuScreen(
  name: ScreenName,
  title: string,
  entries: readonly string[],
): TerminalScreen {
  if (entries.length <= ONE_COLUMN_MAX) return screen(name, title, LAMPS.ready, entries.map(left));
  const rows = Math.ceil(entries.length / 2);
  const widest = Math.max(...entries.slice(rows).map(textColumns));
  const column = Math.min(COLUMN, LINE_COLUMNS - widest);
  const lines = Array.from({ length: rows }, (_, row) => {
    const [first = "", second = ""] = [entries[row], entries[row + rows]];
    return left(first + " ".repeat(Math.max(0, column - textColumns(first))) + second);
  });
  return screen(name, title, LAMPS.ready, lines);
}
