import type { KeyPress } from "./key-map.ts";
import { typedOn } from "./us-layout.ts";

/** A key that went down, and when. */
export type TypedKey = KeyPress & { readonly shift: boolean; readonly atMs: number };

/**
 * Tells a scanner or a stripe reader that types as a keyboard from a person. Keys that may be a device's
 * are held for a moment; a person's are let go in their order.
 */
export type Wedge =
  | { readonly kind: "idle" }
  /** Few keys so far, which a person's fingers could have rolled over. */
  | { readonly kind: "held"; readonly keys: readonly TypedKey[] }
  /** More keys than a person presses in that time. */
  | { readonly kind: "reading"; readonly keys: readonly TypedKey[] };

export type WedgeInput =
  | { readonly type: "key"; readonly key: TypedKey }
  | { readonly type: "tick"; readonly nowMs: number };

export type WedgeStep = {
  readonly wedge: Wedge;
  /** Keys that were held and are a person's after all. */
  readonly released: readonly TypedKey[];
  /** What a device typed. */
  readonly read: string | undefined;
  /** Whether this key is kept from the page: held, or part of what was read. */
  readonly taken: boolean;
  /** When to tick, if no key comes before. */
  readonly wakeAtMs: number | undefined;
};

/**
 * The longest pause between two keys of a device, unless it is known to be slower. A keyboard that is asked
 * every 10 ms needs 20 ms for a key, down and up; people need more but for keys that roll over.
 *
 * @source USB HID 1.11, 7.2.4 and appendix E.5: bInterval of 10 ms
 */
export const GAP_MS_MAX = 24;
/** Once it is clear that nobody types like this, a device may stumble. Chosen. */
export const STUMBLE_MS_MAX = 80;
/** So many keys within the gap are no person's. Chosen: hands roll over two or three. */
const SURE_KEYS = 4;
/** Shorter readings are typing. @source onScan.js, minLength: 6 */
export const READING_CHARS_MIN = 6;
/** Three tracks of a stripe are 79, 40 and 107 characters. @source ISO/IEC 7811-2 */
const READING_CHARS_MAX = 256;
/** Stripe readers begin their tracks with these, and no key of the counter is one. @source ISO/IEC 7811-2 */
const SENTINELS = "%;+";

export const NOBODY_TYPES: Wedge = { kind: "idle" };

/** What is known of the devices. */
export type WedgeSettings = {
  /** What the scanner is set to send first; with one, no other key is ever held. */
  readonly prefix: string;
  readonly gapMs: number;
};

/** One step of telling devices from people. */
export function stepWedge(wedge: Wedge, input: WedgeInput, settings: WedgeSettings): WedgeStep {
  const step = decide(wedge, input, settings);
  const dueMs = dueAt(step.wedge, settings);
  return { ...step, wakeAtMs: dueMs === undefined ? undefined : dueMs + 1 };
}

type Decided = Omit<WedgeStep, "wakeAtMs">;

function decide(wedge: Wedge, input: WedgeInput, settings: WedgeSettings): Decided {
  const { prefix } = settings;
  const dueMs = dueAt(wedge, settings);
  const nowMs = input.type === "tick" ? input.nowMs : input.key.atMs;
  const late = dueMs !== undefined && nowMs > dueMs;
  if (input.type === "tick") return late ? ended(wedge, prefix) : stay(wedge);
  if (!late) return follow(wedge, input.key, prefix);
  const { released, read } = ended(wedge, prefix);
  return { ...follow(NOBODY_TYPES, input.key, prefix), released, read };
}

/** Until when the next key goes on from what is held. */
function dueAt(wedge: Wedge, { gapMs }: WedgeSettings): number | undefined {
  if (wedge.kind === "idle") return undefined;
  const patienceMs = wedge.kind === "held" ? gapMs : Math.max(gapMs, STUMBLE_MS_MAX);
  return (wedge.keys.at(-1)?.atMs ?? 0) + patienceMs;
}

function follow(wedge: Wedge, key: TypedKey, prefix: string): Decided {
  if (isModifier(key)) return stay(wedge);
  const keys = wedge.kind === "idle" ? [] : wedge.keys;
  if (wedge.kind === "reading") {
    if (isEnd(key)) return finished(keys, prefix, true);
    // Scanners send what is between the parts of a code as a key with Ctrl.
    if (key.ctrl) return taken({ kind: "reading", keys });
  }
  if (!types(key) || !mayGoOn(keys, key, prefix)) {
    return { ...stay(NOBODY_TYPES), released: keys };
  }
  const more = [...keys, key].slice(0, READING_CHARS_MAX);
  return taken({ kind: more.length < SURE_KEYS ? "held" : "reading", keys: more });
}

/** Whether a device could send this key here. A person's first key is let through at once where not. */
function mayGoOn(keys: readonly TypedKey[], key: TypedKey, prefix: string): boolean {
  const text = textOf([...keys, key]);
  if (keys.length === 0 && text === " ") return false;
  const begins = text.startsWith(prefix) || prefix.startsWith(text);
  return begins || SENTINELS.includes(text.charAt(0));
}

/** Whether a device could send this key as part of what it reads. */
export function types(key: TypedKey): boolean {
  const held = key.ctrl || key.alt || key.meta || key.repeat;
  return !held && typedOn(key.code, key.shift) !== undefined;
}

/** Whether a key ends a reading: Enter or Tab, or CR and LF as Ctrl with a letter. */
export function isEnd({ code, ctrl }: TypedKey): boolean {
  if (ctrl) return code === "KeyM" || code === "KeyJ";
  return code === "Enter" || code === "NumpadEnter" || code === "Tab";
}

function isModifier({ code }: TypedKey): boolean {
  return /^(Shift|Control|Alt|Meta|CapsLock)/.test(code);
}

function textOf(keys: readonly TypedKey[]): string {
  return keys.map(({ code, shift }) => typedOn(code, shift) ?? "").join("");
}

/** No key came in time. */
function ended(wedge: Wedge, prefix: string): Decided {
  if (wedge.kind === "reading") return finished(wedge.keys, prefix, false);
  return { ...stay(NOBODY_TYPES), released: wedge.kind === "idle" ? [] : wedge.keys };
}

function finished(keys: readonly TypedKey[], prefix: string, byKey: boolean): Decided {
  const text = textOf(keys);
  const read = SENTINELS.includes(text.charAt(0)) ? text : text.slice(prefix.length);
  if (read.length < READING_CHARS_MIN) return { ...stay(NOBODY_TYPES), released: keys };
  return { ...stay(NOBODY_TYPES), read, taken: byKey };
}

function taken(wedge: Wedge): Decided {
  return { ...stay(wedge), taken: true };
}

function stay(wedge: Wedge): Decided {
  return { wedge, released: [], read: undefined, taken: false };
}
