import { isEnd, READING_CHARS_MIN, type TypedKey, types } from "./wedge.ts";

/** How many characters have come in a row at a pace that no hand has, and when the last one did. */
export type Pace = { readonly keys: number; readonly lastMs: number };

/** The longest pause between two keys of a slow device, such as one without a cable. Chosen. */
export const SLOW_GAP_MS_MAX = 50;

export const NO_PACE: Pace = { keys: 0, lastMs: Number.NEGATIVE_INFINITY };

/**
 * Counts one more key.
 *
 * @returns also whether a device ended a reading here, though it may have been too slow to be recognised
 */
export function stepPace(
  pace: Pace,
  key: TypedKey,
): { readonly pace: Pace; readonly ended: boolean } {
  const follows = key.atMs - pace.lastMs <= SLOW_GAP_MS_MAX;
  if (types(key)) {
    return { pace: { keys: follows ? pace.keys + 1 : 1, lastMs: key.atMs }, ended: false };
  }
  if (!isEnd(key)) return { pace, ended: false };
  return { pace: NO_PACE, ended: follows && pace.keys >= READING_CHARS_MIN };
}
