/**
 * A queue between a part that puts and a flow that waits.
 * It holds what arrived while nobody waited; a waiter takes the oldest first.
 */
export type Channel<T> = {
  readonly name: string;
  readonly put: (value: T) => void;
  readonly take: () => { readonly value: T } | undefined;
  readonly clear: () => void;
  /** Called when a value arrives and the queue was not waited for; set by the waiting flow. */
  waiter: (() => void) | undefined;
};

/** A channel keeps at most this many values; a part that outruns its reader is a bug. */
export const CHANNEL_VALUES_MAX = 10_000;

/** An empty channel; its name is for messages about bugs. */
export function createChannel<T>(name: string): Channel<T> {
  let queue: T[] = [];
  let head = 0;
  const channel: Channel<T> = {
    name,
    waiter: undefined,
    put: (value) => {
      if (queue.length - head >= CHANNEL_VALUES_MAX) {
        throw new Error(`invariant broken: channel ${name} is read as fast as it is filled`);
      }
      queue.push(value);
      channel.waiter?.();
    },
    take: () => {
      if (head >= queue.length) return undefined;
      const value = queue[head] as T;
      head += 1;
      if (head === queue.length) {
        queue = [];
        head = 0;
      }
      return { value };
    },
    clear: () => {
      queue = [];
      head = 0;
    },
  };
  return channel;
}
