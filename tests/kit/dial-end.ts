import type { DialEnd, DialledLink } from "../../device-emulators/transports/dial.ts";
import { watchEnd } from "./cable-end.ts";

/** A caller's end, which writes down what it is told as `watchEnd` does, and `refused: why`. */
export type WatchedDial = DialEnd & {
  readonly told: () => string[];
  readonly links: DialledLink[];
  readonly until: (holds: (told: string[]) => boolean) => Promise<void>;
};

export function watchDial(): WatchedDial {
  const end = watchEnd();
  const links: DialledLink[] = [];
  return {
    opened: (link) => {
      links.push(link);
      end.opened(link);
    },
    received: end.received,
    ended: end.ended,
    closed: end.closed,
    refused: (why) => end.tell(`refused: ${why}`),
    noted: (_, what) => end.tell(what),
    told: end.told,
    links,
    until: end.until,
  };
}
