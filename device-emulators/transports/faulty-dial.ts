import type { Dial, DialledLink } from "./dial.ts";
import type { Disturber } from "./disturber.ts";
import { type FaultyLink, faultyLink } from "./faulty-link.ts";

/** The same call with faults on the line. One that a fault refuses is told as refused. */
export function faultyDial(dial: Dial, disturber: Disturber): Dial {
  return (end) => {
    let faulty: FaultyLink<DialledLink> | undefined;
    const near = { ...end, refused: () => end.refused("a fault refuses it") };
    const giveUp = dial({
      opened: (real) => {
        faulty = faultyLink(real, "host", near, disturber);
      },
      received: (_, bytes) => faulty?.received(bytes),
      ended: () => faulty?.ended(),
      closed: (_, how) => faulty?.closed(how),
      refused: end.refused,
    });
    return giveUp;
  };
}
