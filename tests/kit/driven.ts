import { readFileSync } from "node:fs";
import { parseScenario } from "../../scenarios/format/parse.ts";
import type { Scenario } from "../../scenarios/format/scenario.ts";
import type { Input } from "../../sim-server/core/counter/act.ts";
import { createCounter } from "../../sim-server/core/counter/counter.ts";
import { KNOWN_IDS } from "../../sim-server/core/counter/known-ids.ts";
import type { PosRecord } from "../../sim-server/core/counter/pos-desk.ts";
import type { HandEvent } from "../../sim-server/core/counter/pos-event.ts";
import type { PosAnswer, PosRequest } from "../../sim-server/core/terminal/pos-port.ts";
import type { TraceEvent } from "../../sim-server/core/trace-events.ts";

/** Chosen: longer than any request takes whose bank does not answer. */
const REQUEST_MS_MAX = 600_000;

/** The scenario of a file, with what a test changes in its text. */
export function scenarioOf(
  file: string,
  change: (text: string) => string = (text) => text,
): Scenario {
  const parsed = parseScenario(change(readFileSync(file, "utf8")), file, KNOWN_IDS);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

/** A terminal in virtual time that a POS drives. */
export function openDriven(scenario: Scenario, card = scenario.customer.wallet[0]) {
  const events: TraceEvent[] = [];
  const counter = createCounter({
    scenario,
    seed: 1,
    sink: (record) => void events.push(record as TraceEvent),
    pos: { card },
  });
  const inputs: Input[] = [];
  const told: PosRecord[] = [];
  counter.pos?.attach((record) => void told.push(record));

  const enter = (body: { pos: Extract<Input, { pos: unknown }>["pos"] } | { hand: HandEvent }) => {
    const seq = inputs.length + 1;
    const input = { seq, id: String(seq), atMs: counter.nowMs(), ...body } as Input;
    inputs.push(input);
    return counter.apply(input);
  };
  const run = (ms: number): void => counter.advance(counter.nowMs() + ms);

  /** Lets time pass until it holds; what never comes is a failure. */
  const until = (holds: () => boolean, what: string): void => {
    const limitMs = counter.nowMs() + REQUEST_MS_MAX;
    while (!holds()) {
      const dueMs = counter.nextDueMs();
      if (dueMs === undefined || dueMs > limitMs) throw new Error(`never: ${what}`);
      counter.advance(dueMs);
    }
  };
  const screen = (): string => counter.live.terminal.screen;
  const request = (reference: string, asked: PosRequest) =>
    enter({ pos: { kind: "request", reference, memo: "", request: asked } });

  return {
    counter,
    events,
    inputs,
    told,
    run,
    until,
    screen,
    request,
    abort: (reference: string) => enter({ pos: { kind: "abort", reference } }),
    hand: (event: HandEvent) => enter({ hand: event }),
    untilScreen: (name: string) => until(() => screen() === name, `the screen ${name}`),
    /** Asks, and lets time pass until that is answered. */
    ask: (reference: string, asked: PosRequest): PosAnswer | undefined => {
      const refused = request(reference, asked);
      if (refused !== undefined) throw new Error(refused);
      until(() => counter.pos?.running() === undefined, `an answer to ${reference}`);
      return counter.pos?.find(reference)?.answer;
    },
  };
}

/** An answer on one line: `sale approved 00 86.40`. */
export function drawAnswer(answer: PosAnswer | undefined): string {
  if (answer === undefined) return "none";
  if (answer.kind === "refused") return `refused ${answer.lines.join(" ")}`;
  if (answer.kind !== "transaction") return answer.kind;
  const { transaction, outcome, why } = answer;
  const { kind, responseCode, amountMinor } = outcome;
  return [transaction, kind, responseCode, why, (amountMinor / 100).toFixed(2)]
    .filter((word) => word !== undefined && word !== "")
    .join(" ");
}
