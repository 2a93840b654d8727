import type { Clock } from "./clock.ts";

/** How long a device on a line that cannot end may still answer who has said all. Chosen. */
export const LAST_WORDS_MS = 1_000;

/**
 * A device on a serial line never says that it has said all: once its caller has, it is over when
 * the device is silent for `LAST_WORDS_MS`.
 */
export function createLastWords(clock: Clock, over: () => void) {
  let callOff: (() => void) | undefined;
  const begin = (): void => {
    callOff?.();
    callOff = clock.after(LAST_WORDS_MS, over);
  };
  return {
    /** The caller has said all. */
    begin,
    /** The device has said something. */
    heard: (): void => {
      if (callOff !== undefined) begin();
    },
    stop: (): void => {
      callOff?.();
      callOff = undefined;
    },
  };
}
