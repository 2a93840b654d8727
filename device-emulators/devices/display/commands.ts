import {
  BRIGHTNESS_MAX,
  type Corner,
  clear,
  clearLine,
  type Direction,
  GLASS_START,
  type Glass,
  type Mode,
  move,
  moveTo,
  moveToPlace,
  setLine,
} from "./glass.ts";
import { RUN_MS, type Shown } from "./moving.ts";

export type { Shown } from "./moving.ts";

export const SHOWN_START: Shown = {
  glass: GLASS_START,
  running: undefined,
  clock: undefined,
  byLines: false,
  listener: "display",
};

/** What a command does with its parameters, which it must copy to keep; undefined where they have no meaning, and it does nothing. */
export type Act = (shown: Shown, parameters: Uint8Array, nowMs: number) => Shown | undefined;

/** So many parameters; or a text, behind one letter, that CR ends; or all up to ETB. */
export type Command = {
  readonly parameters: number | "text" | "frame";
  readonly act: Act;
  /** It also acts while whole lines are shown. */
  readonly always?: boolean;
  /** It is answered by ACK, or by NAK where it has no meaning. */
  readonly answered?: boolean;
};

/** Commands by their bytes: one read as a number, or two. */
export type Dialect = {
  readonly name: "escpos" | "cd5220" | "utc" | "dsp800";
  readonly single: ReadonlyMap<number, Command>;
  readonly double: ReadonlyMap<number, Command>;
  /** The bytes that open commands of two. */
  readonly leads: ReadonlySet<number>;
};

/** A command that changes what stands on the glass. */
export const onGlass =
  (change: (glass: Glass) => Glass): Act =>
  (shown) => ({ ...shown, glass: change(shown.glass) });

export const moves = (direction: Direction): Command => ({
  parameters: 0,
  act: onGlass((glass) => move(glass, direction)),
});
export const jumps = (corner: Corner): Command => ({
  parameters: 0,
  act: onGlass((glass) => moveTo(glass, corner)),
});
export const sets = (mode: Mode): Command => ({
  parameters: 0,
  act: onGlass((glass) => ({ ...glass, mode, full: false })),
});

const CLEAR: Command = {
  parameters: 0,
  always: true,
  act: (shown) => ({
    ...shown,
    glass: clear(shown.glass),
    running: undefined,
    clock: shown.clock && { ...shown.clock, shown: false },
    byLines: false,
  }),
};
const CLEAR_LINE: Command = {
  parameters: 0,
  always: true,
  act: (shown) => ({ ...shown, glass: clearLine(shown.glass), running: undefined, byLines: false }),
};
export const INITIALISE: Command = {
  parameters: 0,
  always: true,
  act: ({ listener }) => ({ ...SHOWN_START, listener }),
};

const GO_TO: Command = {
  parameters: 2,
  act: (shown, [column = 0, line = 0]) => {
    const glass = moveToPlace(shown.glass, column, line);
    return glass && { ...shown, glass };
  },
};
/** 0 and "0" both switch it off. */
const CURSOR: Command = {
  parameters: 1,
  act: (shown, [n = 0]) => {
    const on = n & ~0x30;
    return on > 1 ? undefined : { ...shown, glass: { ...shown.glass, cursorShown: on === 1 } };
  },
};
const BRIGHTNESS: Command = {
  parameters: 1,
  act: (shown, [n = 0]) =>
    n < 1 || n > BRIGHTNESS_MAX
      ? undefined
      : { ...shown, glass: { ...shown.glass, brightness: n } },
};

const BLINK_UNIT_MS = 50;
const BLINK_DARK = 0xff;
const BLINK: Command = {
  parameters: 1,
  act: (shown, [n = 0]) => {
    const dark = n === BLINK_DARK;
    const blinkMs = dark ? 0 : n * BLINK_UNIT_MS;
    return { ...shown, glass: { ...shown.glass, blinkMs, dark } };
  },
};

const SET_CLOCK: Command = {
  parameters: 2,
  act: (shown, [hour = 0, minute = 0], nowMs) =>
    hour > 23 || minute > 59
      ? undefined
      : { ...shown, clock: { minute: hour * 60 + minute, sinceMs: nowMs, shown: true } },
};
const SHOW_CLOCK: Command = {
  parameters: 0,
  act: (shown) => shown.clock && { ...shown, clock: { ...shown.clock, shown: true } },
};

const LISTENERS: Readonly<Record<number, Shown["listener"]>> = {
  1: "printer",
  2: "display",
  3: "both",
};
const SELECT: Command = {
  parameters: 1,
  always: true,
  act: (shown, [n = 0]) => {
    const listener = LISTENERS[n];
    return listener && { ...shown, listener };
  },
};

const [UPPER, LOWER, RUNNING] = [0x41, 0x42, 0x44];
const WHOLE_LINE: Command = {
  parameters: "text",
  always: true,
  act: (shown, parameters, nowMs) => {
    const text = parameters.subarray(1);
    const { glass } = shown;
    switch (parameters[0]) {
      case UPPER:
        return { ...shown, glass: setLine(glass, 1, text), running: undefined, byLines: true };
      case LOWER:
        return { ...shown, glass: setLine(glass, 2, text), byLines: true };
      case RUNNING: {
        const running = { text: text.slice(), offset: 0, nextMs: nowMs + RUN_MS };
        return { ...shown, glass: setLine(glass, 1, text), running, byLines: true };
      }
      default:
        return undefined;
    }
  },
};

const CURSOR_KEYS: readonly (readonly [number, Command])[] = [
  [0x08, moves("left")],
  [0x09, moves("right")],
  [0x0a, moves("down")],
  [0x0b, jumps("home")],
  [0x0c, CLEAR],
  [0x0d, jumps("line-start")],
  [0x18, CLEAR_LINE],
];

/** @source ESC/POS for customer displays (DM-D), Epson */
export const ESCPOS_DISPLAY: Dialect = {
  name: "escpos",
  leads: new Set([0x1b, 0x1f]),
  single: new Map(CURSOR_KEYS),
  double: new Map([
    [0x1b3d, SELECT],
    [0x1b40, INITIALISE],
    [0x1f01, sets("overwrite")],
    [0x1f02, sets("vertical-scroll")],
    [0x1f03, sets("horizontal-scroll")],
    [0x1f0a, moves("up")],
    [0x1f0d, jumps("line-end")],
    [0x1f24, GO_TO],
    [0x1f42, jumps("bottom")],
    [0x1f43, CURSOR],
    [0x1f45, BLINK],
    [0x1f54, SET_CLOCK],
    [0x1f55, SHOW_CLOCK],
    [0x1f58, BRIGHTNESS],
  ]),
};

const ARROWS: Readonly<Record<number, Command>> = {
  65: moves("up"),
  66: moves("down"),
  67: moves("right"),
  68: moves("left"),
  72: jumps("home"),
  75: jumps("bottom"),
  76: jumps("line-start"),
  82: jumps("line-end"),
};
const ARROW: Command = {
  parameters: 1,
  act: (shown, [letter = 0], nowMs) => ARROWS[letter]?.act(shown, new Uint8Array(0), nowMs),
};

/** @source CD5220 command set, as in manuals of VFD displays for tills */
export const CD5220: Dialect = {
  name: "cd5220",
  leads: new Set([0x1b]),
  single: new Map(CURSOR_KEYS),
  double: new Map([
    [0x1b11, sets("overwrite")],
    [0x1b12, sets("vertical-scroll")],
    [0x1b13, sets("horizontal-scroll")],
    [0x1b2a, BRIGHTNESS],
    [0x1b3d, SELECT],
    [0x1b40, INITIALISE],
    [0x1b51, WHOLE_LINE],
    [0x1b5b, ARROW],
    [0x1b5f, CURSOR],
    [0x1b6c, GO_TO],
  ]),
};
