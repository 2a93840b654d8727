import type { Ending, Link } from "./transport.ts";

/** A connection that was made from this side; it can also say that it will send nothing more. */
export type DialledLink = Link & { readonly end: () => void };

/** What the caller is told of; `refused` instead of `opened` where nobody answers. */
export type DialEnd = {
  readonly opened: (link: DialledLink) => void;
  readonly received: (link: DialledLink, bytes: Uint8Array) => void;
  readonly ended: (link: DialledLink) => void;
  readonly closed: (link: DialledLink, how: Ending) => void;
  /** @param hint what helps, where somebody here can do something */
  readonly refused: (why: string, hint?: string) => void;
  /** What another says of the device, in words: a spooler of its printer. */
  readonly noted?: (link: DialledLink, what: string) => void;
};

/** Calls a device. @returns what gives the call up, or cuts it off */
export type Dial = (end: DialEnd) => () => void;
