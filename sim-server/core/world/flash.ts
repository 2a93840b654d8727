import { createChannel } from "./channel.ts";
import { type Flow, receive } from "./flow.ts";
import type { Node } from "./node.ts";

/**
 * Where a node keeps what must outlive a power cut. `append` makes nothing durable; `sync` makes
 * everything before it durable. They are separate waits, so that a cut can fall between them.
 */
export type Storage = {
  /** What was durable when the storage was opened, oldest first. */
  readonly records: readonly Uint8Array[];
  readonly append: (record: Uint8Array) => Flow<void>;
  readonly sync: () => Flow<void>;
};

/** Simulated flash memory: it outlives the nodes that open it. */
export type Flash = {
  readonly open: (node: Node) => Storage;
  /** Writes so far, appends and syncs together. */
  readonly operations: () => number;
  /** Called around every write, with its number from 1; a test pulls the plug here. */
  onOperation: ((count: number, when: "before" | "after") => void) | undefined;
  readonly durable: () => readonly Uint8Array[];
  /**
   * Loses what was not synced; called when the power goes.
   *
   * @param tornBytes so much of the oldest record on its way has reached the flash, and stays
   */
  readonly lose: (tornBytes?: number) => void;
};

/** Chosen: a page write and a flush of small flash take about this long. */
const APPEND_MS = 1;
const SYNC_MS = 2;

/** Flash on which nothing has been written. */
export function createFlash(): Flash {
  let durable: Uint8Array[] = [];
  let pending: Uint8Array[] = [];
  let operations = 0;

  const flash: Flash = {
    onOperation: undefined,
    operations: () => operations,
    durable: () => durable,
    lose: (tornBytes = 0) => {
      const [oldest] = pending;
      if (oldest !== undefined && tornBytes > 0) {
        durable = [...durable, oldest.slice(0, tornBytes)];
      }
      pending = [];
    },
    open: (node) => {
      const written = createChannel<true>("flash");
      function* operate(ms: number, effect: () => void): Flow<void> {
        operations += 1;
        const count = operations;
        node.after(ms, () => {
          flash.onOperation?.(count, "before");
          if (!node.alive()) return;
          effect();
          flash.onOperation?.(count, "after");
          written.put(true);
        });
        yield* receive(written);
      }
      return {
        records: durable,
        append: (record) => operate(APPEND_MS, () => pending.push(record)),
        sync: () =>
          operate(SYNC_MS, () => {
            durable = durable.concat(pending);
            pending = [];
          }),
      };
    },
  };
  return flash;
}
