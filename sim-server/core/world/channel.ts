/** What came of which channel. */
export type Taken<T> = { readonly channel: Pick<Channel<T>, "name" | "take">; readonly value: T };

/**
 * A queue between a part that puts and a flow that waits.
 * It holds what arrived while nobody waited; a waiter takes the oldest first.
 */
export type Channel<T> = {
  readonly name: string;
  readonly put: (value: T) => void;
  readonly take: () => Taken<T> | undefined;
  readonly clear: () => void;
  /** This channel and no other, as a flow waits for it. */
  readonly alone: readonly Channel<T>[];
  /** Called when a value arrives and the queue was not waited for; set by the waiting flow. */
  waiter: (() => void) | undefined;
};

/** A channel keeps at most this many values; a part that outruns its reader is a bug. */
export const CHANNEL_VALUES_MAX = 10_000;

const NONE: readonly Taken<unknown>[] = [];

/** An empty channel; its name is for messages about bugs. */
export function createChannel<T>(name: string): Channel<T> {
  // Nearly always one value waits at most, so the queue behind it is seldom made.
  let oldest: Taken<T> | undefined;
  let queue = NONE as Taken<T>[];
  let head = 0;
  const alone: Channel<T>[] = [];
  const channel: Channel<T> = {
    name,
    alone,
    waiter: undefined,
    put: (value) => {
      if (oldest === undefined) {
        oldest = { channel, value };
      } else {
        if (queue.length - head >= CHANNEL_VALUES_MAX - 1) {
          throw new Error(`invariant broken: channel ${name} is read as fast as it is filled`);
        }
        if (queue === NONE) queue = [];
        queue.push({ channel, value });
      }
      channel.waiter?.();
    },
    take: () => {
      const taken = oldest;
      if (head < queue.length) {
        oldest = queue[head];
        head += 1;
        return taken;
      }
      if (queue !== NONE) {
        queue = NONE as Taken<T>[];
        head = 0;
      }
      oldest = undefined;
      return taken;
    },
    clear: () => {
      oldest = undefined;
      queue = NONE as Taken<T>[];
      head = 0;
    },
  };
  alone.push(channel);
  return channel;
}
