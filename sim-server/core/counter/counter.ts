import type { Scenario } from "../../../scenarios/format/scenario.ts";
import type { Emit, Refusal } from "../trace-events.ts";
import type { TraceSink } from "../world/trace.ts";
import { createWorld, type World } from "../world/world.ts";
import type { Input } from "./act.ts";
import { decide } from "./acts.ts";
import { assemble } from "./assembly.ts";
import { OPENING_MS } from "./opening.ts";
import type { View } from "./view.ts";

/**
 * One checkout as a deterministic world: inputs go in, a view and a trace come out.
 *
 * The same scenario, seed and inputs give the same trace, byte for byte, however time is sliced.
 */
export type Counter = {
  /** World time; a lesson begins at `OPENING_MS`. */
  readonly nowMs: () => number;
  readonly nextDueMs: () => number | undefined;
  readonly advance: (toMs: number) => void;
  /** Applies an input at its time, after what is due then. @returns why it had no effect, if so */
  readonly apply: (input: Input) => Refusal | undefined;
  /** All that can be seen now; it stays as it is when the world goes on. */
  readonly view: () => View;
  /** The same at each look: of a part that nobody looks at, nothing is made. */
  readonly live: View;
  readonly traceHash: () => string;
  readonly ended: () => boolean;
};

/** All that a counter's whole life follows from, but for its inputs. */
export type CounterOptions = {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly sink: TraceSink;
  /** How many customers come with the lesson's basket, one after another; 1 unless given. */
  readonly customers?: number;
};

/** A counter at its lesson's time zero: the shop has been opened, and the customer is there. */
export function createCounter({ scenario, seed, sink, customers }: CounterOptions): Counter {
  const world = createWorld({ seed, sink });
  const counterEmit = emitAs(world, "counter");
  counterEmit("session.opened", { scenario: scenario.id, seed });
  const parts = assemble(world, scenario, (node) => emitAs(world, node), customers);
  world.scheduler.advance(OPENING_MS);
  parts.begin();
  const ended = (): boolean => parts.rig.scene.phase === "ended";
  const cashierEmit = emitAs(world, "cashier");

  return {
    nowMs: world.scheduler.nowMs,
    nextDueMs: world.scheduler.nextDueMs,
    advance: world.scheduler.advance,
    apply: ({ id, atMs, reactedMs, by, act }) => {
      world.scheduler.advance(atMs);
      const outcome = ended() ? "not-now" : decide(act, parts.rig);
      const refused = typeof outcome === "string" ? { refused: outcome } : {};
      cashierEmit("input", { id, reactedMs, by, act, ...refused });
      if (typeof outcome === "string") return outcome;
      outcome();
      return undefined;
    },
    view: parts.view,
    live: parts.live,
    traceHash: world.trace.hash,
    ended,
  };
}

function emitAs(world: World, node: string): Emit {
  return (kind, data) => world.trace.emit(node, kind, data);
}
