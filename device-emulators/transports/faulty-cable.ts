import type { Clock } from "./clock.ts";
import type { Disturber } from "./disturber.ts";
import { type FaultyLink, faultyLink } from "./faulty-link.ts";
import type { CableEnd, Link, OpenTransport, Transport } from "./transport.ts";

/** How soon a cable that cannot be plugged in again is tried once more. Chosen. */
const PLUG_AGAIN_MS = 1_000;

/**
 * The same cable with faults on it. What refuses a connection resets it as soon as it is there; a
 * cable that is pulled out gives its place back, and takes it again.
 */
export function faultyCable(
  open: OpenTransport,
  disturber: Disturber,
  clock: Clock,
): OpenTransport {
  return async (end) => {
    const faulty = faultyEnd(end, disturber);
    let plugged: Transport | undefined = await open(faulty);
    const { address } = plugged;
    let wanted = true;
    let out = false;
    let callOff = (): void => undefined;

    const plugIn = (): void => {
      out = false;
      open(faulty).then(
        (transport) => {
          // It may have been pulled out again meanwhile.
          if (wanted && !out) plugged = transport;
          else void transport.close();
        },
        () => {
          if (wanted) callOff = clock.after(PLUG_AGAIN_MS, plugIn);
        },
      );
    };

    disturber.onUnplug((ms) => {
      if (!wanted) return;
      out = true;
      callOff();
      // Timers may be early by a part of a millisecond, and who comes too early is refused.
      callOff = clock.after(ms + 1, plugIn);
      void plugged?.close();
      plugged = undefined;
    });

    return {
      address,
      close: async () => {
        wanted = false;
        callOff();
        disturber.stop();
        await plugged?.close();
      },
    };
  };
}

/** The device's end of a cable, behind the faults. */
function faultyEnd(end: CableEnd, disturber: Disturber): CableEnd {
  const links = new Map<Link, FaultyLink<Link>>();
  return {
    opened: (real) => {
      const near = { ...end, refused: () => undefined };
      links.set(real, faultyLink(real, "device", near, disturber));
    },
    received: (real, bytes) => links.get(real)?.received(bytes),
    ended: (real) => links.get(real)?.ended(),
    closed: (real, how) => {
      links.get(real)?.closed(how);
      links.delete(real);
    },
    lineSet: (real, settings) => {
      const faulty = links.get(real);
      if (faulty !== undefined) end.lineSet(faulty.link, settings);
    },
    lineError: (real, error, count) => {
      const faulty = links.get(real);
      if (faulty !== undefined) end.lineError?.(faulty.link, error, count);
    },
  };
}
