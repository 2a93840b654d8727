import type { Counter } from "../../core/counter/counter.ts";
import type { LineEvent } from "../../core/counter/line-event.ts";

/** The time of a world in which only someone else's bank is waited for. */
export type LineTime = {
  /**
   * Lets the world go to `toMs`, or until something has come in: as fast as it can while no call is
   * up, and no faster than real time while one is.
   */
  readonly advance: (toMs: number) => Promise<void>;
  /** Takes what came in; it is let in at the world's time when it is next let go. */
  readonly hear: (event: LineEvent) => Promise<void>;
};

/** A world as far as its time goes. */
export type TimedWorld = Pick<Counter, "nowMs" | "nextDueMs" | "advance" | "outside">;

/** @param letIn applies what came in, at the world's time now */
export function createLineTime(
  world: TimedWorld,
  {
    realNowMs,
    letIn,
  }: { readonly realNowMs: () => number; readonly letIn: (event: LineEvent) => void },
): LineTime {
  const arrived: LineEvent[] = [];
  let wake: () => void = () => undefined;
  /** Real and world time since when a call has been up. */
  let since: { readonly realMs: number; readonly worldMs: number } | undefined;

  const worldNowMs = (): number =>
    since === undefined
      ? world.nowMs()
      : Math.max(world.nowMs(), since.worldMs + Math.floor(realNowMs() - since.realMs));

  const pause = (waitMs: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const advance = async (toMs: number): Promise<void> => {
    while (world.nowMs() < toMs) {
      const event = arrived.shift();
      if (event !== undefined) {
        world.advance(worldNowMs());
        letIn(event);
        return;
      }
      const dueMs = Math.min(world.nextDueMs() ?? toMs, toMs);
      if (world.outside?.call() === undefined) {
        since = undefined;
        world.advance(dueMs);
        continue;
      }
      since ??= { realMs: realNowMs(), worldMs: world.nowMs() };
      const waitMs = dueMs - worldNowMs();
      if (waitMs > 0) await pause(Math.ceil(waitMs));
      else world.advance(dueMs);
    }
  };

  return {
    advance,
    hear: async (event) => {
      arrived.push(event);
      wake();
    },
  };
}
