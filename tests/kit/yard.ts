import type { Answer, Scenario } from "../../scenarios/format/scenario.ts";
import type { Act } from "../../sim-server/core/counter/act.ts";
import { decide } from "../../sim-server/core/counter/acts.ts";
import { assemble } from "../../sim-server/core/counter/assembly.ts";
import { OPENING_MS } from "../../sim-server/core/counter/opening.ts";
import type { ScreenName } from "../../sim-server/core/terminal/screen-names.ts";
import type {
  Refusal,
  TraceEvent,
  TraceEvents,
  TraceKind,
} from "../../sim-server/core/trace-events.ts";
import { createRobot } from "../../sim-server/core/training/robot.ts";
import { createWorld } from "../../sim-server/core/world/world.ts";

export type Yard = ReturnType<typeof buildYard>;

/** A whole counter with its insides open: what a test may look into, and a cashier may not. */
export function buildYard(scenario: Scenario, seed = 1) {
  const events: TraceEvent[] = [];
  const lines: string[] = [];
  const listeners: ((event: TraceEvent) => void)[] = [];
  const world = createWorld({
    seed,
    sink: (record) => {
      events.push(record as TraceEvent);
      lines.push(record.line);
      for (const listener of listeners) listener(record as TraceEvent);
    },
  });
  const { scheduler } = world;
  const parts = assemble(world, scenario, (node) => (kind, data) => {
    world.trace.emit(node, kind, data);
  });
  const { rig, bank, cables } = parts;

  const run = (ms: number): void => scheduler.advance(scheduler.nowMs() + ms);

  /** Lets time pass to the next thing that is due, at most to `untilMs`. */
  const step = (untilMs: number): void =>
    scheduler.advance(Math.min(scheduler.nextDueMs() ?? untilMs, untilMs));

  const act = (input: Act): Refusal | undefined => {
    const outcome = decide(input, rig);
    if (typeof outcome === "string") return outcome;
    outcome();
    return undefined;
  };

  /** Acts one after another, 10 ms apart; what was refused throws. */
  const acts = (...inputs: readonly Act[]): void => {
    for (const input of inputs) {
      const refused = act(input);
      if (refused !== undefined) throw new Error(`${JSON.stringify(input)}: ${refused}`);
      run(10);
    }
  };

  /** Lets time pass until one of the screens is up; minutes later that is a failure. */
  const until = (...names: readonly ScreenName[]): void => {
    const limitMs = scheduler.nowMs() + 300_000;
    while (!names.includes(rig.devices.terminal.screen().screen)) {
      const dueMs = scheduler.nextDueMs();
      if (dueMs === undefined || dueMs > limitMs) {
        throw new Error(`${rig.devices.terminal.screen().screen} is up, not ${names.join(", ")}`);
      }
      scheduler.advance(dueMs);
    }
  };

  return {
    world,
    rig,
    bank,
    cables,
    events,
    lines,
    listeners,
    view: parts.view,
    live: parts.live,
    run,
    step,
    act,
    acts,
    until,
    nowMs: scheduler.nowMs,
    /** The shop opens, and the customer comes. */
    open: () => {
      scheduler.advance(OPENING_MS);
      parts.begin();
    },
    told: <K extends TraceKind>(kind: K): TraceEvents[K][] =>
      events.flatMap((event) => (event.kind === kind ? [event.data as TraceEvents[K]] : [])),
  };
}

/** The counter of a lesson at its beginning. */
export function openYard(scenario: Scenario, seed?: number): Yard {
  const yard = buildYard(scenario, seed);
  yard.open();
  return yard;
}

/** Lets a robot play an answer until it is done or `stop` says so. @returns why it was stuck */
export function playRobot(
  yard: Yard,
  answer: Answer,
  stop = (): boolean => false,
): string | undefined {
  const robot = createRobot(answer);
  while (!stop()) {
    const move = robot.next(yard.view(), yard.nowMs());
    if (move.kind === "done") return undefined;
    if (move.kind === "stuck") return move.why;
    if (move.kind === "act") yard.act(move.act);
    if (move.kind === "think") yard.run(move.waitMs);
    if (move.kind === "watch") yard.step(move.untilMs);
  }
  return undefined;
}

/** The rest of the visit, until the customer has gone. */
export function seeOut(yard: Yard): void {
  const limitMs = yard.nowMs() + 120_000;
  while (yard.rig.scene.phase !== "ended" && yard.nowMs() < limitMs) yard.step(limitMs);
}
