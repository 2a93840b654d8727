import type { Command, TerminalKey } from "./command.ts";

/** What a key press was, as far as its meaning goes. */
export type KeyPress = {
  readonly code: string;
  readonly alt: boolean;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly composing: boolean;
  readonly keyCode: number;
  /** The key is held down and repeats by itself. */
  readonly repeat: boolean;
};

/**
 * Who listens to the digits: the counter (its terminal), a panel with numbered choices, the phone's
 * number, or a field to type in. `on-control` is the counter with a button in focus; in a `menu` the
 * counter's letters go on while digits choose.
 */
export type Listening =
  | "counter"
  | "on-control"
  | "menu"
  | "choices"
  | "dialling"
  | "panel"
  | "typing";

/** A key that an input method is composing with is its own, not ours. */
const COMPOSING_KEY_CODE = 229;

const FUNCTION_KEYS: Readonly<Record<number, Command>> = {
  1: { do: "read-out" },
  3: { do: "till-key", key: "delete-line" },
  4: { do: "till-key", key: "cancel-sale" },
};

/** The letters of the counter, by the place of the key. */
const LETTERS: Readonly<Record<string, Command>> = {
  KeyQ: { do: "tender", means: "card" },
  KeyR: { do: "tender", means: "cash" },
  KeyC: { do: "deed", deed: "look-card" },
  KeyU: { do: "deed", deed: "turn-card" },
  KeyI: { do: "deed", deed: "insert" },
  KeyJ: { do: "deed", deed: "swipe" },
  KeyY: { do: "deed", deed: "scan-code" },
  KeyB: { do: "deed", deed: "tap" },
  KeyO: { do: "deed", deed: "remove" },
  KeyG: { do: "deed", deed: "give-card" },
  KeyK: { do: "deed", deed: "give-pad" },
  KeyA: { do: "deed", deed: "look-away" },
  KeyT: { do: "deed", deed: "tear" },
  KeyL: { do: "deed", deed: "load-paper" },
  KeyN: { do: "deed", deed: "clean-slot" },
  KeyM: { do: "deed", deed: "look-terminal" },
  KeyX: { do: "deed", deed: "look-slip" },
  KeyV: { do: "deed", deed: "look-merchant" },
  KeyD: { do: "deed", deed: "give-slip" },
  KeyF: { do: "deed", deed: "file-slip" },
  KeyE: { do: "deed", deed: "close-drawer" },
  KeyS: { do: "talk" },
  KeyP: { do: "phone" },
  KeyH: { do: "help" },
};

const GROUPS: Readonly<Record<string, number>> = { KeyQ: 0, KeyW: 1, KeyE: 2, KeyR: 3, KeyT: 4 };

/**
 * What `press` asks for while `listening`; undefined when it is none of ours and the browser or the
 * control in focus should have it.
 */
export function commandOf(press: KeyPress, listening: Listening): Command | undefined {
  if (press.composing || press.keyCode === COMPOSING_KEY_CODE) return undefined;
  if (press.ctrl || press.meta) return undefined;
  if (press.code === "Escape") return press.repeat ? undefined : { do: "escape" };
  const functionKey = functionKeyOf(press);
  if (functionKey !== undefined) return press.repeat ? undefined : FUNCTION_KEYS[functionKey];
  if (press.alt) return press.code === "KeyV" && !press.repeat ? { do: "plain" } : undefined;
  const digit = digitOf(press.code);
  switch (listening) {
    case "counter":
    case "on-control":
      return atCounter(press, digit, listening);
    case "menu":
      return amongChoices(press, digit, LETTERS[press.code]);
    case "choices":
      return amongChoices(press, digit, groupOf(press));
    case "dialling":
      return whileDialling(press, digit);
    case "panel":
    case "typing":
      return undefined;
  }
}

function atCounter(
  press: KeyPress,
  digit: string | undefined,
  listening: Listening,
): Command | undefined {
  // The keys of a terminal do not repeat while they are held.
  if (press.repeat) return undefined;
  if (digit !== undefined) return terminalKey(digit as TerminalKey);
  // A button in focus has Enter and Space for itself.
  if (listening === "counter") {
    if (press.code === "Enter") return terminalKey("enter");
    if (press.code === "Space") return { do: "look" };
  }
  switch (press.code) {
    case "NumpadEnter":
      return terminalKey("enter");
    case "Backspace":
      return terminalKey("clear");
    case "Delete":
    case "NumpadSubtract":
      return terminalKey("cancel");
    case "NumpadMultiply":
      return terminalKey("star");
    default:
      return LETTERS[press.code];
  }
}

function amongChoices(
  press: KeyPress,
  digit: string | undefined,
  byLetter: Command | undefined,
): Command | undefined {
  if (press.repeat) return undefined;
  if (digit !== undefined && digit !== "0") return { do: "choose", number: Number(digit) };
  return byLetter;
}

function groupOf({ code }: KeyPress): Command | undefined {
  const group = GROUPS[code];
  return group === undefined ? undefined : { do: "group", number: group };
}

function whileDialling(press: KeyPress, digit: string | undefined): Command | undefined {
  if (digit !== undefined) return { do: "choose", number: Number(digit) };
  if (press.code === "Backspace") return { do: "erase" };
  if (press.code === "Enter" || press.code === "NumpadEnter") {
    return press.repeat ? undefined : { do: "confirm" };
  }
  return undefined;
}

function terminalKey(key: TerminalKey): Command {
  return { do: "terminal-key", key };
}

/** F1 to F8, or Alt with 1 to 8 where a browser keeps the F-keys for itself. */
function functionKeyOf(press: KeyPress): number | undefined {
  const plainKey = /^F([1-8])$/.exec(press.code)?.[1];
  const twin = press.alt ? /^(?:Digit|Numpad)([1-8])$/.exec(press.code)?.[1] : undefined;
  const number = plainKey ?? twin;
  return number === undefined ? undefined : Number(number);
}

function digitOf(code: string): string | undefined {
  return /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
}
