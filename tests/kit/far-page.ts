import type { Chance } from "../../device-emulators/kit/chance.ts";
import type { Answer, Scenario } from "../../scenarios/format/scenario.ts";
import type { ActMessage, State, WireAct } from "../../sim-server/contract/index.ts";
import type { View } from "../../sim-server/core/counter/view.ts";
import { createRobot } from "../../sim-server/core/training/robot.ts";
import { runLive } from "../../sim-server/io/live-session.ts";
import { createPacer } from "../../sim-server/io/pacer.ts";
import { createSession } from "../../sim-server/session/session.ts";
import { createMemoryStore } from "./memory-store.ts";

export type FarOptions = {
  readonly scenario: Scenario;
  readonly answer: Answer;
  readonly seed: number;
  /** The robot's pace: thinking time as a share of an expert's. */
  readonly factor: number;
};

export type FarPlay = { readonly trace: readonly string[]; readonly stuck: string | undefined };

/**
 * Plays an answer at a page with a network between it and a live session; under faked timers.
 * The page tells the world's time as the trainer's does: what it was last told, run on.
 *
 * @param delayMs the next delay, of either way; what is sent later arrives later all the same
 */
export function playFar(
  { scenario, answer, seed, factor }: FarOptions,
  delayMs: () => number,
): Promise<FarPlay> {
  const store = createMemoryStore();
  const realNowMs = (): number => performance.now();
  const robot = createRobot(answer, { by: "keys", factor });
  const view: Partial<View> = {};
  let told = { worldMs: 0, realMs: 0 };
  let count = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stuck: string | undefined;
  const [down, up] = [createWay(delayMs), createWay(delayMs)];
  const worldNowMs = (): number => Math.floor(told.worldMs + realNowMs() - told.realMs);

  return new Promise((resolve, reject) => {
    const pacer = createPacer({ speed: 1, realNowMs, failed: reject });
    const live = runLive("s", createSession({ scenario, seed, cashier: "小禾" }), {
      store,
      pacer,
      publish: (state) => down(() => hear(state)),
      left: () => undefined,
      failed: reject,
    });

    const hear = (state: State): void => {
      Object.assign(view, state.view);
      told = { worldMs: state.nowMs, realMs: realNowMs() };
      if (view.phase === "ended") finish();
      else think();
    };
    const finish = (): void => {
      clearTimeout(timer);
      live.leave();
      const done = live
        .close()
        .then(() => resolve({ trace: store.ends.at(-1)?.trace ?? [], stuck }));
      done.finally(pacer.stop).catch(reject);
    };
    const send = (message: ActMessage): void => up(() => void live.submit(message).catch(reject));

    const think = (): void => {
      clearTimeout(timer);
      const move = robot.next(view as View, worldNowMs());
      switch (move.kind) {
        case "act":
          count += 1;
          send({
            id: `far-${count}`,
            by: "keys",
            reactedMs: move.reactedMs,
            act: move.act as WireAct,
          });
          timer = setTimeout(think, 0);
          return;
        case "think":
          timer = setTimeout(think, Math.max(1, move.waitMs));
          return;
        case "watch":
          return;
        case "stuck":
          stuck = move.why;
          finish();
          return;
        case "done":
          return;
      }
    };
    live.attend();
    const state = live.whole();
    down(() => hear(state));
  });
}

/** One way of a network: each message takes its own time, and none overtakes another. */
function createWay(delayMs: () => number): (deliver: () => void) => void {
  let lastMs = 0;
  return (deliver) => {
    const nowMs = performance.now();
    lastMs = Math.max(lastMs, nowMs + delayMs());
    setTimeout(deliver, lastMs - nowMs);
  };
}

/** Delays evenly spread about a mean, by chance. */
export function jitter(
  chance: Chance,
  { meanMs, spreadMs }: { readonly meanMs: number; readonly spreadMs: number },
): () => number {
  return () => meanMs - spreadMs + chance.below(2 * spreadMs + 1);
}
