import type { DeskEvent, DeskJoin } from "../../contract/index.ts";
import type { HardwareEvent, HardwareKind } from "../../core/counter/hardware-event.ts";

/** What a desk has to tell and the server has not acknowledged, in order. */
export type DeskOutbox = {
  readonly add: (event: HardwareEvent) => DeskEvent;
  /** The server has stored this one, and all before it. */
  readonly acknowledge: (n: number) => void;
  readonly waiting: () => readonly DeskEvent[];
  /** The cables that are in as far as the server was told. */
  readonly plugged: () => DeskJoin["plugged"];
};

/** Nothing has happened yet. */
export function createDeskOutbox(): DeskOutbox {
  let count = 0;
  let waiting: readonly DeskEvent[] = [];
  const plugged = new Map<HardwareKind, DeskJoin["plugged"][number]>();

  const settle = ({ event }: DeskEvent): void => {
    if (event.kind === "plugged") plugged.set(event.device, event);
    if (event.kind === "unplugged") plugged.delete(event.device);
  };

  return {
    add: (event) => {
      count += 1;
      const numbered = { n: count, event } as DeskEvent;
      waiting = [...waiting, numbered];
      return numbered;
    },
    acknowledge: (n) => {
      waiting.filter((event) => event.n <= n).forEach(settle);
      waiting = waiting.filter((event) => event.n > n);
    },
    waiting: () => waiting,
    plugged: () => [...plugged.values()],
  };
}
