import type { Clock } from "./clock.ts";
import type { Dial, DialledLink } from "./dial.ts";
import type { Happening, Recorded, Side } from "./recording.ts";
import {
  type CableEnd,
  type Ending,
  type Link,
  PIECE_BYTES_MAX,
  UNSENT_BYTES_MAX,
} from "./transport.ts";

/** A side that leaves so much lying makes the other wait: one piece more still finds room. */
const UNSENT_BYTES_HELD = UNSENT_BYTES_MAX - PIECE_BYTES_MAX;
/** How soon it is looked again whether a far end has taken what there was. Chosen. */
const LOOK_AGAIN_MS = 5;

export type RelayParts = {
  /** How the device is called, once for each host that comes. */
  readonly dial: Dial;
  readonly clock: Clock;
  /** Told of everything that happens, in order. */
  readonly take: (event: Recorded) => void;
};

/** A host that came, and the device that was called for it. */
type Pair = {
  readonly host: Link;
  device: DialledLink | undefined;
  giveUp: () => void;
  /** The host will say nothing more. */
  ended: boolean;
  over: boolean;
  readonly tell: (happening: Happening) => void;
};

export type Relay = CableEnd & {
  /** Tells what a fault did; to which connection, counted from 1 with those that it refused. */
  readonly fault: (what: string, link: number | undefined) => void;
};

/**
 * Sits between hosts and a device: every byte goes on unchanged, in order, no faster than the other
 * side takes it, and is told. Give the end to the cable at which hosts come.
 */
export function createRelay({ dial, clock, take }: RelayParts): Relay {
  const pairs = new Map<Link, Pair>();
  const beganMs = clock.nowMs();
  let count = 0;

  const finish = (pair: Pair, from: Side, how: Ending): void => {
    if (pair.over) return;
    pair.over = true;
    pairs.delete(pair.host);
    pair.tell({ kind: "closed", from, how });
    pair.host.hangUp(how);
    if (pair.device === undefined) pair.giveUp();
    else pair.device.hangUp(how);
  };

  const begin = (host: Link): Pair => {
    count += 1;
    const link = count;
    const tell = (happening: Happening): void =>
      take({ ...happening, atMs: clock.nowMs() - beganMs, link });
    const giveUp = (): void => undefined;
    return { host, device: undefined, giveUp, ended: false, over: false, tell };
  };

  return {
    opened: (host) => {
      const pair = begin(host);
      pairs.set(host, pair);
      pair.tell({ kind: "opened", name: host.name });
      // Until the device is there, what the host says stays with the host.
      host.pause();
      pair.giveUp = callDevice(pair, dial, clock, (how) => finish(pair, "device", how));
    },
    received: (host, bytes) => {
      const pair = pairs.get(host);
      if (pair?.device !== undefined) carry(pair, clock, { from: host, to: pair.device, bytes });
    },
    ended: (host) => {
      const pair = pairs.get(host);
      if (pair === undefined) return;
      pair.ended = true;
      pair.tell({ kind: "ended", from: "host" });
      pair.device?.end();
    },
    closed: (host, how) => {
      const pair = pairs.get(host);
      if (pair !== undefined) finish(pair, "host", how);
    },
    lineSet: () => undefined,
    fault: (what, link = 0) => {
      count = Math.max(count, link);
      take({ kind: "fault", what, atMs: clock.nowMs() - beganMs, link });
    },
  };
}

function callDevice(
  pair: Pair,
  dial: Dial,
  clock: Clock,
  finish: (how: Ending) => void,
): () => void {
  return dial({
    opened: (device) => {
      pair.device = device;
      pair.host.resume();
      if (pair.ended) device.end();
    },
    refused: (why) => {
      if (!pair.over) pair.tell({ kind: "fault", what: `the device does not answer: ${why}` });
      finish("reset");
    },
    received: (device, bytes) => carry(pair, clock, { from: device, to: pair.host, bytes }),
    ended: () => {
      if (!pair.over) pair.tell({ kind: "ended", from: "device" });
      finish("closed");
    },
    closed: (_, how) => finish(how),
    noted: (_, what) => {
      if (!pair.over) pair.tell({ kind: "fault", what });
    },
  });
}

type Carried = { readonly from: Link; readonly to: Link; readonly bytes: Uint8Array };

function carry(pair: Pair, clock: Clock, { from, to, bytes }: Carried): void {
  if (pair.over) return;
  pair.tell({ kind: "bytes", from: from === pair.host ? "host" : "device", bytes });
  to.send(bytes);
  if (to.unsentBytes() > UNSENT_BYTES_HELD) hold(pair, clock, from, to);
}

/** Nothing is lost where one side is slower: the other waits. */
function hold(pair: Pair, clock: Clock, from: Link, to: Link): void {
  from.pause();
  clock.after(LOOK_AGAIN_MS, () => {
    if (pair.over || to.unsentBytes() <= PIECE_BYTES_MAX) from.resume();
    else hold(pair, clock, from, to);
  });
}
