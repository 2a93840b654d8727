import type { Scenario } from "../../../scenarios/format/scenario.ts";
import type { Emit, Refusal } from "../trace-events.ts";
import type { TraceSink } from "../world/trace.ts";
import { createWorld, type World } from "../world/world.ts";
import type { Acquirer } from "./acquirer.ts";
import type { ActInput, Input } from "./act.ts";
import { decide } from "./acts.ts";
import { type Assembly, assemble } from "./assembly.ts";
import type { PosSetup } from "./driven.ts";
import type { HardwareEnd } from "./hardware-event.ts";
import { OPENING_MS } from "./opening.ts";
import type { OutsideEnd } from "./outside-line.ts";
import type { PosEnd } from "./pos-desk.ts";
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
  /** Whether the lesson's time zero has come. */
  readonly begun: () => boolean;
  readonly ended: () => boolean;
  /** The line to someone else's bank, where the terminal has one. */
  readonly outside: OutsideEnd | undefined;
  /** The cable to somebody's POS, where one drives the terminal. */
  readonly pos: PosEnd | undefined;
  /** Real devices that stand there instead of its own. */
  readonly hardware: HardwareEnd;
};

/** All that a counter's whole life follows from, but for its inputs. */
export type CounterOptions = {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly sink: TraceSink;
  /** How many customers come with the lesson's basket, one after another; 1 unless given. */
  readonly customers?: number;
  /** Someone else's bank, which the terminal speaks to instead of the world's own. */
  readonly acquirer?: Acquirer | undefined;
  /** Somebody's POS drives the terminal, and this card comes when one is asked for; see `Shopper`. */
  readonly pos?: PosSetup | undefined;
};

/**
 * A counter at its lesson's time zero: the shop has been opened, and the customer is there. Where
 * someone else's bank must be asked for that, it is at its very beginning, and opens as time passes.
 */
export function createCounter(options: CounterOptions): Counter {
  const { scenario, seed, sink, customers, acquirer, pos } = options;
  const world = createWorld({ seed, sink });
  const counterEmit = emitAs(world, "counter");
  counterEmit("session.opened", {
    scenario: scenario.id,
    seed,
    ...(acquirer && { acquirer: acquirer.fingerprint }),
  });
  const parts = assemble(world, scenario, (node) => emitAs(world, node), {
    customers,
    acquirer,
    pos,
  });
  const { scheduler } = world;
  const { scene } = parts.rig;
  const ended = (): boolean => scene.phase === "ended";
  const begun = (): boolean => scene.phase !== "opening";
  const cashierEmit = emitAs(world, "cashier");

  const advance = (toMs: number): void => {
    if (!begun() && toMs >= OPENING_MS) {
      scheduler.advance(OPENING_MS);
      parts.begin();
    }
    scheduler.advance(toMs);
  };

  const perform = ({ id, reactedMs, by, act }: ActInput): Refusal | undefined => {
    const outcome = begun() && !ended() ? decide(act, parts.rig) : "not-now";
    const refused = typeof outcome === "string" ? { refused: outcome } : {};
    cashierEmit("input", { id, reactedMs, by, act, ...refused });
    if (typeof outcome === "string") return outcome;
    outcome();
    return undefined;
  };

  if (acquirer === undefined) advance(OPENING_MS);

  return {
    nowMs: scheduler.nowMs,
    nextDueMs: () => {
      const dueMs = scheduler.nextDueMs();
      return begun() ? dueMs : Math.min(dueMs ?? OPENING_MS, OPENING_MS);
    },
    advance,
    apply: (input) => {
      advance(input.atMs);
      return "act" in input ? perform(input) : letIn(parts, input, ended);
    },
    view: parts.view,
    live: parts.live,
    traceHash: world.trace.hash,
    begun,
    ended,
    outside: parts.outside,
    pos: parts.driven?.desk,
    hardware: parts.hardware,
  };
}

/** What comes in from outside the world, to the part that it is for. @returns why it had no effect */
function letIn(
  { outside, hardware, driven }: Assembly,
  input: Exclude<Input, ActInput>,
  ended: () => boolean,
): Refusal | undefined {
  if ("line" in input) return outside === undefined ? "not-there" : outside.take(input.line);
  if ("hardware" in input) return ended() ? "not-now" : hardware.take(input.hardware);
  if (driven === undefined) return "not-there";
  return "pos" in input ? driven.desk.take(input.pos) : driven.lendHand(input.hand);
}

function emitAs(world: World, node: string): Emit {
  return (kind, data) => world.trace.emit(node, kind, data);
}
