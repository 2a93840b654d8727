import type { Channel, Taken } from "./channel.ts";

/**
 * A sequential protocol as a generator function, run by a node of the world.
 * It reads top to bottom like its specification: `const key = yield* receive(keys)`.
 */
export type Flow<T> = Generator<Wait, T, unknown>;

/** What a flow waits for: the first of its channels to have a value, or the time to pass. */
export type Wait = {
  readonly channels: readonly Channel<unknown>[];
  readonly withinMs: number | undefined;
};

type Woken = Taken<unknown> | undefined;

const NO_CHANNELS: readonly Channel<unknown>[] = [];

function aloneOf<T>({ alone }: Channel<T>): readonly Channel<unknown>[] {
  return alone as readonly unknown[] as readonly Channel<unknown>[];
}

/** Waits until `ms` milliseconds of world time have passed. */
export function* sleep(ms: number): Flow<void> {
  yield { channels: NO_CHANNELS, withinMs: ms };
}

/** Waits for the next value of `channel`. */
export function* receive<T>(channel: Channel<T>): Flow<T> {
  const woken = (yield { channels: aloneOf(channel), withinMs: undefined }) as Woken;
  return woken?.value as T;
}

/** Waits for the next value of `channel`, at most `withinMs`; undefined when the time passed. */
export function* receiveWithin<T>(channel: Channel<T>, withinMs: number): Flow<T | undefined> {
  const woken = (yield { channels: aloneOf(channel), withinMs }) as Woken;
  return woken?.value as T | undefined;
}

/** A channel of whatever, as far as a `select` cares. */
type Source = Pick<Channel<unknown>, "take">;

/** The arrival that ended a `select`: from which source, and what; or that the time passed. */
export type Selected<S extends Record<string, Source>> =
  | { [K in keyof S]: { from: K; value: S[K] extends Channel<infer T> ? T : never } }[keyof S]
  | { from: "time"; value: undefined };

/**
 * Waits for the first value on any of the named channels, at most `withinMs`.
 * Where several have one already, the channel named first wins.
 */
export function* select<S extends Record<string, Source>>(
  sources: S,
  withinMs?: number,
): Flow<Selected<S>> {
  const channels = Object.values(sources) as unknown as Channel<unknown>[];
  const woken = (yield { channels, withinMs }) as Woken;
  if (woken === undefined) return { from: "time", value: undefined };
  const from = Object.keys(sources)[channels.indexOf(woken.channel as Channel<unknown>)];
  return { from, value: woken.value } as Selected<S>;
}
