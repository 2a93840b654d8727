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
 * The longest pause between two keys of a device. Scanners with a slow poll need 20 ms for a key, and
 * people more than this but for keys that roll over.
 *
 * @source onScan.js, avgTimeByChar: 30 ms
 */
export const GAP_MS_MAX = 30;
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

/**
 * One step of telling devices from people.
 *
 * @param prefix what the scanner is set to send first; with one, no other key is ever held
 */
export function stepWedge(wedge: Wedge, input: WedgeInput, prefix = ""): WedgeStep {
  if (input.type === "tick") return late(wedge, input.nowMs) ? ended(wedge, prefix) : stay(wedge);
  const { key } = input;
  if (!late(wedge, key.atMs)) return follow(wedge, key, prefix);
  const before = ended(wedge, prefix);
  const after = follow(NOBODY_TYPES, key, prefix);
  return { ...after, released: before.released, read: before.read };
}

/** Whether the pause was too long for what was held to go on. */
function late(wedge: Wedge, nowMs: number): boolean {
  const dueMs = dueAt(wedge);
  return dueMs !== undefined && nowMs > dueMs;
}

function dueAt(wedge: Wedge): number | undefined {
  if (wedge.kind === "idle") return undefined;
  const gapMs = wedge.kind === "held" ? GAP_MS_MAX : STUMBLE_MS_MAX;
  return (wedge.keys.at(-1)?.atMs ?? 0) + gapMs;
}

function follow(wedge: Wedge, key: TypedKey, prefix: string): WedgeStep {
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

function types(key: TypedKey): boolean {
  const held = key.ctrl || key.alt || key.meta || key.repeat;
  return !held && typedOn(key.code, key.shift) !== undefined;
}

/** Enter or Tab, or CR and LF as Ctrl with a letter. */
function isEnd({ code, ctrl }: TypedKey): boolean {
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
function ended(wedge: Wedge, prefix: string): WedgeStep {
  if (wedge.kind === "reading") return finished(wedge.keys, prefix, false);
  return { ...stay(NOBODY_TYPES), released: wedge.kind === "idle" ? [] : wedge.keys };
}

function finished(keys: readonly TypedKey[], prefix: string, byKey: boolean): WedgeStep {
  const text = textOf(keys);
  const read = SENTINELS.includes(text.charAt(0)) ? text : text.slice(prefix.length);
  if (read.length < READING_CHARS_MIN) return { ...stay(NOBODY_TYPES), released: keys };
  return { ...stay(NOBODY_TYPES), read, taken: byKey };
}

function taken(wedge: Wedge): WedgeStep {
  return { ...stay(wedge), taken: true };
}

function stay(wedge: Wedge): WedgeStep {
  const dueMs = dueAt(wedge);
  const wakeAtMs = dueMs === undefined ? undefined : dueMs + 1;
  return { wedge, released: [], read: undefined, taken: false, wakeAtMs };
}
