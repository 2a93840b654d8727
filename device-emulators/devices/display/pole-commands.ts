import {
  type Act,
  type Command,
  type Dialect,
  INITIALISE,
  jumps,
  moves,
  onGlass,
  SHOWN_START,
  sets,
} from "./commands.ts";
import { COLUMNS, clear, GLASS_START, type Glass, LINES, setLine } from "./glass.ts";
import { RUN_MS } from "./moving.ts";

const PLACES = LINES * COLUMNS;

/** The cursor at a place, counted from 0; undefined where there is no such place. */
function place(glass: Glass, at: number): Glass | undefined {
  return at >= 0 && at < PLACES ? { ...glass, cursor: at, full: false } : undefined;
}

const shows =
  (glassOf: (glass: Glass, parameters: Uint8Array) => Glass | undefined): Act =>
  (shown, parameters) => {
    const glass = glassOf(shown.glass, parameters);
    return glass && { ...shown, glass, running: undefined };
  };

const showsCursor = (cursorShown: boolean): Command => ({
  parameters: 0,
  act: onGlass((glass) => ({ ...glass, cursorShown })),
});

/** Light in quarters, by what the maker calls it. */
const UTC_LIGHT: Readonly<Record<number, number>> = { 32: 1, 64: 2, 96: 3, 255: 4 };

const [UPPER, LOWER, RUNNING, BOTH] = [0x41, 0x42, 0x44, 0x49];

/** ESC u: whole lines, which later commands may write into. */
const WHOLE_LINES: Command = {
  parameters: "text",
  act: (shown, parameters, nowMs) => {
    const text = parameters.slice(1);
    const { glass } = shown;
    switch (parameters[0]) {
      case UPPER:
        return { ...shown, glass: setLine(glass, 1, text), running: undefined };
      case LOWER:
        return { ...shown, glass: setLine(glass, 2, text) };
      case RUNNING: {
        const running = { text, offset: 0, nextMs: nowMs + RUN_MS };
        return { ...shown, glass: setLine(glass, 1, text), running };
      }
      case BOTH: {
        const upper = setLine(glass, 1, text.subarray(0, COLUMNS));
        return { ...shown, glass: setLine(upper, 2, text.subarray(COLUMNS)), running: undefined };
      }
      default:
        return undefined;
    }
  },
};

/** Goes over to the other half of the set; both are always understood here. */
const CHANGE_SET: Command = { parameters: 0, act: (shown) => shown };

/**
 * The set of UTC's and IBM's displays, its standard and its enhanced half at once.
 *
 * @source Epson CD5220 user's manual, 7.3 and 7.4; UTC RETAIL 3190, display position and modes
 */
export const UTC: Dialect = {
  name: "utc",
  leads: new Set([0x1b]),
  single: new Map<number, Command>([
    [
      0x04,
      {
        parameters: 1,
        act: shows((glass, [n = 0]) => {
          const brightness = UTC_LIGHT[n];
          return brightness === undefined ? undefined : { ...glass, brightness };
        }),
      },
    ],
    [0x08, moves("left")],
    [0x09, moves("right")],
    [0x0a, moves("down")],
    [0x0d, jumps("line-start")],
    [0x10, { parameters: 1, act: shows((glass, [at = 0]) => place(glass, at)) }],
    [0x11, sets("overwrite")],
    [0x12, sets("vertical-scroll")],
    [0x13, showsCursor(true)],
    [0x14, showsCursor(false)],
    [0x1e, { parameters: 0, act: shows(clear) }],
    [0x1f, INITIALISE],
  ]),
  double: new Map<number, Command>([
    [0x1b0f, { parameters: 1, act: (shown, [end]) => (end === 0x0d ? shown : undefined) }],
    [0x1b64, CHANGE_SET],
    [0x1b75, WHOLE_LINES],
  ]),
};

/** Places and light are digits of a kind, from "1" on. */
const ONE = 0x31;
const [INITIAL, LIGHT, CLEAR, POSITION] = [0x25, 0x41, 0x43, 0x50];

const FRAME: Command = {
  parameters: "frame",
  answered: true,
  act: (shown, [letter, first = 0, second = 0], nowMs) => {
    switch (letter) {
      case INITIAL:
        return SHOWN_START;
      case LIGHT: {
        const brightness = first - ONE + 1;
        const legal = brightness >= 1 && brightness <= GLASS_START.brightness;
        return legal ? { ...shown, glass: { ...shown.glass, brightness } } : undefined;
      }
      case CLEAR:
        return shows((glass) => wipe(glass, first - ONE, second - ONE))(shown, NONE, nowMs);
      case POSITION:
        return shows((glass) => place(glass, first - ONE))(shown, NONE, nowMs);
      default:
        return undefined;
    }
  },
};

const NONE = new Uint8Array(0);

/** Nothing from one place to another, the cursor at the first. */
function wipe(glass: Glass, from: number, to: number): Glass | undefined {
  if (from < 0 || to >= PLACES || from > to) return undefined;
  const cells = glass.cells.slice();
  cells.fill(0x20, from, to + 1);
  return { ...glass, cells, cursor: from, full: false };
}

/**
 * The set of the DSP-800: text as it comes, and frames of EOT, SOH and ETB that are answered. Its
 * saved messages are not there. Where the cursor is after clearing is chosen.
 *
 * @source Tysso VFD-550 user's manual, 6.2: DSP-800 commands
 */
export const DSP800: Dialect = {
  name: "dsp800",
  leads: new Set([0x04]),
  single: new Map(),
  double: new Map([[0x0401, FRAME]]),
};
