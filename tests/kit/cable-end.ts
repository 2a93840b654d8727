import { toLatin1 } from "../../device-emulators/kit/bytes.ts";
import type { CableEnd, Link } from "../../device-emulators/transports/transport.ts";

/** The device's end of a cable, which writes down what it is told and lets one wait for it. */
export type WatchedEnd = CableEnd & {
  /** `opened`, the bytes so far as `"ab"`, `ended`, `closed`, `reset`, `9600 1`, `9600 1 no RTS`, `3 framing`: in order. */
  readonly told: () => string[];
  readonly links: Link[];
  /** Writes down a line of its user's. */
  readonly tell: (line: string) => void;
  /** Resolves once all that was told satisfies `holds`. */
  readonly until: (holds: (told: string[]) => boolean) => Promise<void>;
};

export function watchEnd(): WatchedEnd {
  const lines: string[] = [];
  const links: Link[] = [];
  const waiting = new Set<() => void>();
  const tell = (line: string): void => {
    const last = lines[lines.length - 1];
    // Where a stream of bytes is cut is nobody's business.
    if (line.startsWith('"') && last?.startsWith('"')) {
      lines[lines.length - 1] = last.slice(0, -1) + line.slice(1);
    } else lines.push(line);
    for (const check of waiting) check();
  };
  return {
    opened: (link) => {
      links.push(link);
      tell("opened");
    },
    received: (_, bytes) => tell(`"${toLatin1(bytes)}"`),
    ended: () => tell("ended"),
    closed: (_, how) => tell(how),
    lineSet: (_, { baud, stopBits, dtr = true, rts = true }) =>
      tell([baud, stopBits, ...(dtr ? [] : ["no DTR"]), ...(rts ? [] : ["no RTS"])].join(" ")),
    lineError: (_, error, count) => tell(`${count} ${error}`),
    tell,
    told: () => [...lines],
    links,
    until: (holds) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!holds(lines)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}
