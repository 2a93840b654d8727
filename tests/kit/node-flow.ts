import type { Flow } from "../../sim-server/core/world/flow.ts";
import { createWorld } from "../../sim-server/core/world/world.ts";

/** Runs a flow in a world of its own for at most `limitMs`. @returns its result, or that it waits on */
export function runFlow<T>(
  build: (world: ReturnType<typeof createWorld>) => Flow<T>,
  limitMs = 60_000,
): { readonly result: T; readonly tookMs: number } | "still waiting" {
  const world = createWorld({ seed: 1, sink: () => undefined });
  let done: { result: T; tookMs: number } | undefined;
  function* run(): Flow<void> {
    const result = yield* build(world);
    done = { result, tookMs: world.scheduler.nowMs() };
  }
  world.node("test").start(run());
  world.scheduler.advance(limitMs);
  return done ?? "still waiting";
}
