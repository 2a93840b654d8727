import type { DeviceKey } from "../counter/act.ts";
import type { Node } from "../world/node.ts";
import type { Timer } from "../world/scheduler.ts";

/** Keys that a customer presses on the PIN pad. */
export type PinKey = Extract<DeviceKey, `${number}` | "enter" | "cancel">;

/** Fingers on the PIN pad: one key after the other, with pauses, until done or interrupted. */
export type PinEntry = {
  readonly begin: (keys: readonly PinKey[]) => void;
  readonly stop: () => void;
  readonly running: () => boolean;
};

/** @param pauseMs the pause before a key, by its place; drawn anew for each */
export function createPinEntry(options: {
  readonly node: Node;
  readonly pauseMs: (at: number) => number;
  readonly press: (key: PinKey) => void;
  readonly done: () => void;
}): PinEntry {
  let timer: Timer | undefined;

  const pressFrom = (keys: readonly PinKey[], at: number): void => {
    const key = keys[at];
    if (key === undefined) {
      timer = undefined;
      options.done();
      return;
    }
    timer = options.node.after(options.pauseMs(at), () => {
      const mine = timer;
      options.press(key);
      // The pad may have been taken away by what the key brought about.
      if (timer === mine) pressFrom(keys, at + 1);
    });
  };

  return {
    begin: (keys) => pressFrom(keys, 0),
    stop: () => {
      if (timer !== undefined) timer.cancelled = true;
      timer = undefined;
    },
    running: () => timer !== undefined,
  };
}

/** The keys for these digits, with enter behind them. */
export function keysOf(digits: string): readonly PinKey[] {
  return [...([...digits] as PinKey[]), "enter"];
}
