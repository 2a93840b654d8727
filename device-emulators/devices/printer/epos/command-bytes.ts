import type { Result } from "../../../kit/result.ts";

/** The bytes of an element, or in one sentence why it cannot be done. */
export type Written = Result<Uint8Array, string>;

/** How large characters are set: an element may change one of the two, and a command sets both. */
export type Style = { wide: number; tall: number };

/** A command by its two or three bytes read as one number, and its arguments. */
export function bytesOf(command: number, ...args: readonly number[]): Uint8Array {
  const head = command > 0xffff ? [command >> 16] : [];
  return Uint8Array.of(...head, (command >> 8) & 0xff, command & 0xff, ...args);
}

/** A number of two bytes, the lower first. */
export function wordOf(value: number): [number, number] {
  return [value & 0xff, value >> 8];
}
