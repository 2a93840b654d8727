import type { Machine } from "../kit/step.ts";
import type { Clock } from "./clock.ts";
import type { CableEnd, Link, OpenTransport, Transport } from "./transport.ts";

/** A device as a cable sees it: its machine, and which inputs and effects are the cable's. */
export type Device<S, I extends object, E> = {
  readonly machine: Machine<S, I | Tick, E>;
  readonly initial: S;
  /** The input that bytes from the cable are. */
  readonly hears: (bytes: Uint8Array) => I;
  /** What an effect wants of the cable; undefined for those that only onlookers see. */
  readonly wants: (effect: E) => CableOrder | undefined;
};

type Tick = { readonly type: "tick" };

export type CableOrder =
  | { readonly type: "send"; readonly bytes: Uint8Array }
  /** Whether the far end may send on. */
  | { readonly type: "flow"; readonly ready: boolean };

/** Whom to tell what happens, after it happened. Of a cable's bytes nothing is told. */
export type Onlooker<E> = {
  readonly saw: (effect: E) => void;
  readonly cable?: Partial<Pick<CableEnd, "opened" | "closed" | "lineSet" | "lineError">>;
};

/** A device that lives in real time, with any number of cables. */
export type Attached<S, I> = {
  /** Puts in what does not come by cable: a hand, a sensor, a fault. */
  readonly send: (input: I) => void;
  readonly state: () => S;
  /** Plugs a cable in. @throws TillyardError as the transport does */
  readonly plug: (open: OpenTransport) => Promise<Transport>;
  /** Pulls every cable and stops the device's time. */
  readonly close: () => Promise<void>;
};

/** A device that says stop is given at most so many bytes more: no printer here keeps less in reserve. */
export const PIECE_BYTES_MAX = 256;

/**
 * Runs a pure machine in real time. Its state is the device's: it outlasts every connection, so a
 * command that one program began is ended by the bytes of the next.
 *
 * Effects of bytes go to the link that they came from, all others to every link. A far end that
 * will send nothing more is kept for as long as the machine has something left to do by itself.
 */
export function attach<S, I extends object, E>(
  device: Device<S, I, E>,
  clock: Clock,
  onlooker: Onlooker<E>,
): Attached<S, I> {
  const cables: Transport[] = [];
  const lines = createLines(onlooker, () => runner.goOn());
  const runner = createRunner(device, clock, {
    more: () => {
      const piece = lines.take();
      return piece && { input: device.hears(piece.bytes), link: piece.link };
    },
    saw: (effect, link) => {
      const order = device.wants(effect);
      if (order !== undefined) lines.obey(order, link);
      onlooker.saw(effect);
    },
    rested: (waits) => {
      if (!waits) lines.dismiss();
    },
  });

  return {
    send: runner.send,
    state: runner.state,
    plug: async (open) => {
      const cable = await open(lines.end);
      cables.push(cable);
      return cable;
    },
    close: async () => {
      runner.stop();
      await Promise.all(cables.map((cable) => cable.close()));
    },
  };
}

/** The machine with its state and its alarm. */
function createRunner<S, I extends object, E>(
  { machine, initial }: Device<S, I, E>,
  clock: Clock,
  outside: {
    /** What came by cable and may be read now. */
    readonly more: () => { readonly input: I; readonly link: Link } | undefined;
    readonly saw: (effect: E, link: Link | undefined) => void;
    /** Nothing is left to be read; whether the machine waits for a time. */
    readonly rested: (waits: boolean) => void;
  },
) {
  const inbox: (I | Tick)[] = [];
  let state = initial;
  let busy = false;
  let callOff: (() => void) | undefined;

  const run = (input: I | Tick, link: Link | undefined): void => {
    const nowMs = clock.nowMs();
    const step = machine(state, input, nowMs);
    state = step.state;
    callOff?.();
    callOff =
      step.wakeAtMs === undefined
        ? undefined
        : clock.after(Math.max(0, step.wakeAtMs - nowMs), wake);
    for (const effect of step.effects) outside.saw(effect, link);
  };

  const runNext = (): boolean => {
    const own = inbox.shift();
    if (own !== undefined) {
      run(own, undefined);
      return true;
    }
    const come = outside.more();
    if (come !== undefined) run(come.input, come.link);
    return come !== undefined;
  };

  /** What is put in while effects are performed waits until they are done. */
  const goOn = (): void => {
    if (busy) return;
    busy = true;
    try {
      while (runNext());
    } finally {
      busy = false;
    }
    outside.rested(callOff !== undefined);
  };

  const put = (input: I | Tick): void => {
    inbox.push(input);
    goOn();
  };

  const wake = (): void => put({ type: "tick" });

  return {
    goOn,
    send: (input: I): void => put(input),
    state: () => state,
    stop: () => callOff?.(),
  };
}

/** Every link of the device, and what has come by them and not been read. */
function createLines<E>({ cable }: Onlooker<E>, goOn: () => void) {
  const open = new Set<Link>();
  const ended = new Set<Link>();
  const unread: { readonly link: Link; readonly bytes: Uint8Array }[] = [];
  let flowing = true;

  const end: CableEnd = {
    opened: (link) => {
      open.add(link);
      if (!flowing) link.pause();
      cable?.opened?.(link);
    },
    received: (link, bytes) => {
      for (let at = 0; at < bytes.length; at += PIECE_BYTES_MAX) {
        unread.push({ link, bytes: bytes.subarray(at, at + PIECE_BYTES_MAX) });
      }
      goOn();
    },
    ended: (link) => {
      ended.add(link);
      goOn();
    },
    closed: (link, how) => {
      open.delete(link);
      ended.delete(link);
      cable?.closed?.(link, how);
    },
    lineSet: (link, settings) => cable?.lineSet?.(link, settings),
    lineError: (link, error, count) => cable?.lineError?.(link, error, count),
  };

  const flow = (ready: boolean): void => {
    flowing = ready;
    for (const link of open) {
      if (ready) link.resume();
      else link.pause();
    }
  };

  return {
    end,
    take: () => (flowing ? unread.shift() : undefined),
    /** @param to the link whose bytes brought the order about; every link where there is none */
    obey: (order: CableOrder, to: Link | undefined): void => {
      if (order.type === "flow") flow(order.ready);
      else for (const link of to === undefined ? open : [to]) link.send(order.bytes);
    },
    dismiss: () => {
      if (unread.length > 0) return;
      for (const link of ended) link.hangUp("closed");
      ended.clear();
    },
  };
}
