import type { DatabaseSync } from "node:sqlite";

/** Writes to a database so that many are made durable by one wait for the disk. */
export type Committer = {
  /** Resolves once it is durable: with all that came in while the disk was waited for. */
  readonly write: (work: () => void) => Promise<void>;
  /** The same, for what may be lost if the machine fails soon after: with the next, or a moment later. */
  readonly writeSoon: (work: () => void) => Promise<void>;
  /** Makes durable what waits. */
  readonly flush: () => void;
};

type Waiting = {
  readonly work: () => void;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

/** Chosen: twenty waits a second for the marks of all live sessions together. */
const SOON_MS = 50;

export function createCommitter(database: DatabaseSync): Committer {
  let waiting: Waiting[] = [];
  let now: NodeJS.Immediate | undefined;
  let soon: NodeJS.Timeout | undefined;

  const flush = (): void => {
    clearImmediate(now);
    clearTimeout(soon);
    now = undefined;
    soon = undefined;
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) commit(database, batch);
  };

  const add = (work: () => void): Promise<void> =>
    new Promise((done, failed) => waiting.push({ work, done, failed }));

  return {
    flush,
    write: (work) => {
      now ??= setImmediate(flush);
      return add(work);
    },
    writeSoon: (work) => {
      soon ??= setTimeout(flush, SOON_MS);
      return add(work);
    },
  };
}

/** All in one transaction; what cannot be written fails alone, and all fail if the disk does. */
function commit(database: DatabaseSync, batch: readonly Waiting[]): void {
  const written: Waiting[] = [];
  try {
    database.exec("begin immediate");
    for (const each of batch) {
      try {
        each.work();
        written.push(each);
      } catch (error) {
        each.failed(error);
      }
    }
    database.exec("commit");
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    for (const { failed } of batch) failed(error);
    return;
  }
  for (const { done } of written) done();
}
