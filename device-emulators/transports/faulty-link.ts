import type { Way } from "../kit/faults/when.ts";
import type { Disturber } from "./disturber.ts";
import { type Ending, type Link, UNSENT_BYTES_MAX } from "./transport.ts";

/** On its way at most before the sender is asked to wait. Chosen: what a socket brings at once. */
const HELD_BYTES_MAX = 65_536;

/** A connection with faults between its two ends. */
export type FaultyLink<L extends Link> = {
  /** The real one, as who is at this side of the faults has it. */
  readonly link: L;
  /** What the far end does. */
  readonly received: (bytes: Uint8Array) => void;
  readonly ended: () => void;
  readonly closed: (how: Ending) => void;
};

export type NearEnd<L> = {
  readonly opened: (link: L) => void;
  readonly received: (link: L, bytes: Uint8Array) => void;
  readonly ended: (link: L) => void;
  readonly closed: (link: L, how: Ending) => void;
  readonly refused: () => void;
};

/**
 * Puts faults on a connection that has come about.
 *
 * @param near to which end of the cable this side is
 */
export function faultyLink<L extends Link>(
  real: L,
  near: Way,
  end: NearEnd<L>,
  disturber: Disturber,
): FaultyLink<L> {
  const far: Way = near === "device" ? "host" : "device";
  let open = true;
  let wanted = true;
  let flowing = true;

  /** The far end sends while this side wants it, and not too much is on its way. */
  const balance = (): void => {
    const flows = wanted && orders.underWay(near) <= HELD_BYTES_MAX;
    if (flows === flowing) return;
    flowing = flows;
    if (flows) real.resume();
    else real.pause();
  };
  const want = (more: boolean): void => {
    wanted = more;
    orders.flow(near, more);
    balance();
  };
  const leave = (how: Ending): void => {
    if (!open) return;
    open = false;
    end.closed(link, how);
  };

  const unsentBytes = (): number => orders.underWay(far) + real.unsentBytes();
  const link: L = {
    ...real,
    send: (bytes) => {
      if (open && unsentBytes() + bytes.length <= UNSENT_BYTES_MAX) orders.bytes(far, bytes);
    },
    unsentBytes,
    pause: () => want(false),
    resume: () => want(true),
    hangUp: (how) => orders.closed(far, how),
    ...(real.end !== undefined && { end: () => orders.ended(far) }),
  };

  const orders = disturber.connect({
    opened: () => end.opened(link),
    refused: () => {
      open = false;
      real.hangUp("reset");
      end.refused();
    },
    bytes: (way, bytes) => {
      if (way === far) real.send(bytes);
      else end.received(link, bytes);
      balance();
    },
    ended: (way) => {
      if (way === near) end.ended(link);
      else real.end?.();
    },
    closed: (way, how) => {
      if (way === far) real.hangUp(how);
      else leave(how);
    },
    cut: (how) => {
      real.hangUp(how);
      leave(how);
    },
  });
  orders.open();

  return {
    link,
    received: (bytes) => {
      orders.bytes(near, bytes);
      balance();
    },
    ended: () => orders.ended(near),
    closed: (how) => {
      orders.closed(near, how);
      // Where this side hung up, the faults let the connection go before it was over.
      if (!orders.stands()) leave(how);
    },
  };
}
