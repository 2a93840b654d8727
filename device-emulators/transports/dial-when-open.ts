import { TillyardError } from "../kit/errors.ts";
import type { Dial, DialEnd } from "./dial.ts";

export type OpenedLater<T> = {
  /** @throws TillyardError whose words refuse the call */
  readonly open: () => Promise<T>;
  /** Answers the call, or refuses it. @returns what cuts it off */
  readonly serve: (opened: T, end: DialEnd) => (() => void) | undefined;
  /** What is done with what was opened for a call that had been given up. */
  readonly letGo?: (opened: T) => Promise<void> | void;
};

/** Calls what takes its time to open; opening it is the call. */
export function dialWhenOpen<T>({ open, serve, letGo }: OpenedLater<T>): Dial {
  return (end) => {
    let cutOff: (() => void) | undefined;
    let givenUp = false;
    const take = async (opened: T): Promise<void> => {
      if (!givenUp) {
        cutOff = serve(opened, end);
        return;
      }
      await letGo?.(opened);
      end.refused("the call was given up");
    };
    open().then(take, (cause: unknown) => {
      if (!(cause instanceof TillyardError)) throw cause;
      end.refused(cause.message, cause.hint);
    });
    return () => {
      givenUp = true;
      cutOff?.();
    };
  };
}
