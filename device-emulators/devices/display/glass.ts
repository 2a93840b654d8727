import { equalBytes } from "../../kit/bytes.ts";
import { codeOfPair } from "../../kit/gb18030.ts";

/** What a customer display shows: two lines of twenty places, and where the next character goes. */
export type Glass = {
  /** Character codes, the upper line before the lower one. */
  readonly cells: Uint8Array;
  /** From 0: 0 to 19 on the upper line, 20 to 39 on the lower one. */
  readonly cursor: number;
  /** A scrolling line is full: the next character moves it first. */
  readonly full: boolean;
  readonly mode: Mode;
  readonly cursorShown: boolean;
  /** 1 to 4, in quarters. */
  readonly brightness: number;
  /** Half the period; 0 is steady. */
  readonly blinkMs: number;
  readonly dark: boolean;
};

/** What a character does that comes behind the last place of a line. */
export type Mode = "overwrite" | "vertical-scroll" | "horizontal-scroll";

export type Direction = "left" | "right" | "up" | "down";
export type Corner = "home" | "bottom" | "line-start" | "line-end";

export const LINES = 2;
export const COLUMNS = 20;
const PLACES = LINES * COLUMNS;
const SPACE = 0x20;
const BOX = 0x25a1;
export const BRIGHTNESS_MAX = 4;

/** A display that has just been switched on. */
export const GLASS_START: Glass = {
  cells: new Uint8Array(PLACES).fill(SPACE),
  cursor: 0,
  full: false,
  mode: "overwrite",
  cursorShown: true,
  brightness: BRIGHTNESS_MAX,
  blinkMs: 0,
  dark: false,
};

/**
 * What a display has glyphs for: ASCII alone, or the two-byte characters of GB18030 too, of which each
 * takes two places. It is a matter of the glass: commands and places are the same.
 */
export type Glyphs = "ascii" | "gb18030";

/** The two lines as text. A code without a glyph shows as a box. */
export function linesOf(
  { cells }: Glass,
  glyphs: Glyphs = "ascii",
): readonly [upper: string, lower: string] {
  return [textOf(cells.subarray(0, COLUMNS), glyphs), textOf(cells.subarray(COLUMNS), glyphs)];
}

function textOf(cells: Uint8Array, glyphs: Glyphs): string {
  let text = "";
  for (let at = 0; at < cells.length; at += 1) {
    const [code = SPACE, next = 0] = cells.subarray(at, at + 2);
    const pair = glyphs === "gb18030" ? codeOfPair(code, next) : undefined;
    if (pair !== undefined) at += 1;
    text += String.fromCodePoint(pair ?? (code >= SPACE && code <= 0x7e ? code : BOX));
  }
  return text;
}

/**
 * A character where the cursor stands, which then moves on: from the end of a line to the other line in
 * overwrite mode. A scrolling line waits for the character behind its end, and then moves.
 *
 * @source ESC/POS for customer displays: US MD1, MD2, MD3
 */
export function put(glass: Glass, code: number): Glass {
  const ready = glass.full ? makeRoom(glass) : glass;
  const cells = ready.cells.slice();
  cells[ready.cursor] = code;
  if (waitsAt(ready)) return { ...ready, cells, full: true };
  return { ...ready, cells, cursor: (ready.cursor + 1) % PLACES };
}

/** Whether the text must move before another character has room. */
function waitsAt({ mode, cursor }: Glass): boolean {
  if (mode === "overwrite" || cursor % COLUMNS !== COLUMNS - 1) return false;
  return mode === "horizontal-scroll" || cursor === PLACES - 1;
}

function makeRoom(glass: Glass): Glass {
  if (glass.mode === "vertical-scroll") return scrollUp({ ...glass, cursor: COLUMNS, full: false });
  const start = glass.cursor - (COLUMNS - 1);
  const cells = glass.cells.slice();
  cells.copyWithin(start, start + 1, start + COLUMNS);
  return { ...glass, cells, full: false };
}

function scrollUp(glass: Glass): Glass {
  const cells = new Uint8Array(PLACES).fill(SPACE);
  cells.set(glass.cells.subarray(COLUMNS));
  return { ...glass, cells };
}

const STEP: Readonly<Record<Direction, number>> = {
  left: PLACES - 1,
  right: 1,
  up: COLUMNS,
  down: COLUMNS,
};

/** The cursor one place on, round the edges; below the lower line, vertical scrolling moves the text. */
export function move(glass: Glass, direction: Direction): Glass {
  const scrolls = direction === "down" && glass.mode === "vertical-scroll";
  if (scrolls && glass.cursor >= COLUMNS) return scrollUp({ ...glass, full: false });
  return { ...glass, cursor: (glass.cursor + STEP[direction]) % PLACES, full: false };
}

export function moveTo(glass: Glass, corner: Corner): Glass {
  const start = glass.cursor - (glass.cursor % COLUMNS);
  const places = {
    home: 0,
    bottom: PLACES - 1,
    "line-start": start,
    "line-end": start + COLUMNS - 1,
  };
  return { ...glass, cursor: places[corner], full: false };
}

/** The cursor at a place, both counted from 1; undefined where there is no such place. */
export function moveToPlace(glass: Glass, column: number, line: number): Glass | undefined {
  if (column < 1 || column > COLUMNS || line < 1 || line > LINES) return undefined;
  return { ...glass, cursor: (line - 1) * COLUMNS + column - 1, full: false };
}

/** Nothing on the glass, the cursor at its beginning. */
export function clear(glass: Glass): Glass {
  return { ...glass, cells: GLASS_START.cells, cursor: 0, full: false };
}

/** Nothing on the cursor's line, the cursor at its beginning. */
export function clearLine(glass: Glass): Glass {
  const start = glass.cursor - (glass.cursor % COLUMNS);
  const cells = glass.cells.slice();
  cells.fill(SPACE, start, start + COLUMNS);
  return { ...glass, cells, cursor: start, full: false };
}

/** A whole line, filled up with spaces; what is longer is cut. */
export function setLine(glass: Glass, line: number, text: Uint8Array): Glass {
  const cells = glass.cells.slice();
  const start = (line - 1) * COLUMNS;
  cells.fill(SPACE, start, start + COLUMNS);
  cells.set(text.subarray(0, COLUMNS), start);
  return { ...glass, cells };
}

/** Whether nobody in front of it could tell one from the other. */
export function looksAlike(one: Glass, other: Glass): boolean {
  return (
    equalBytes(one.cells, other.cells) &&
    one.cursor === other.cursor &&
    one.cursorShown === other.cursorShown &&
    one.brightness === other.brightness &&
    one.blinkMs === other.blinkMs &&
    one.dark === other.dark
  );
}
