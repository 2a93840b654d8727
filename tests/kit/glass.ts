import type { Dialect } from "../../device-emulators/devices/display/commands.ts";
import {
  DISPLAY_START,
  type Display,
  type DisplayEffect,
  type DisplayInput,
  displayOf,
} from "../../device-emulators/devices/display/display.ts";
import { linesOf } from "../../device-emulators/devices/display/glass.ts";
import { fromHex, fromLatin1, toHex } from "../../device-emulators/kit/bytes.ts";
import { play } from "./play.ts";

/** `1f4505` as hex, `"text"` as it stands, with blanks between. */
export function bytesOf(spoken: string): Uint8Array {
  const parts = spoken.match(/"[^"]*"|\S+/g) ?? [];
  const hex = parts.map((part) =>
    part.startsWith('"') ? toHex(fromLatin1(part.slice(1, -1))) : part.toUpperCase(),
  );
  return fromHex(hex.join(""));
}

export type Line = readonly [atMs: number, spoken: string | "tick"];

/** What a display makes of these bytes. */
export function display(dialect: Dialect, lines: readonly Line[]) {
  const script = lines.map(([atMs, spoken]) => [atMs, inputOf(spoken)] as const);
  const { state, effects } = play(displayOf(dialect), DISPLAY_START, script);
  return { state, effects, drawn: draw(state), told: effects.flatMap(tell) };
}

/** Both lines, `_` for a blank, `[x]` around the place of the cursor. */
export function draw({ seen }: Display): string {
  const [upper, lower] = linesOf(seen);
  const places = [...upper, ...lower].map((char) => (char === " " ? "_" : char));
  places[seen.cursor] = `[${places[seen.cursor]}]`;
  return `${places.slice(0, 20).join("")} ${places.slice(20).join("")}`;
}

function inputOf(spoken: string): DisplayInput {
  return spoken === "tick" ? { type: "tick" } : { type: "received", bytes: bytesOf(spoken) };
}

function tell(effect: DisplayEffect): string[] {
  if (effect.type === "told") return [`${effect.what} ${effect.offset}`];
  if (effect.type === "reply") return [`reply ${toHex(effect.bytes)}`];
  return effect.type === "pass" ? [`pass ${toHex(effect.bytes)}`] : [];
}
