import type {
  Act,
  DeviceKey,
  Modality,
  Phrase,
  Thing,
  Verdict,
} from "../../sim-server/core/counter/act.ts";
import type { ScreenName } from "../../sim-server/core/terminal/screen-names.ts";
import type { TraceEvent, TraceEvents, TraceKind } from "../../sim-server/core/trace-events.ts";
import { type ActId, actParMs } from "../../sim-server/core/training/par.ts";

/** What happened, so long after what stands before it. */
export type Fact = { [K in TraceKind]: readonly [K, TraceEvents[K], laterMs?: number] }[TraceKind];

/**
 * A beat of a hand-written lesson: an act after its thinking, and what comes of it. Without an act
 * it is the world's alone.
 */
export type Beat = {
  readonly name: string;
  readonly act?: Act;
  readonly thinking?: ActId;
  /** Thinking in milliseconds instead of the act's par. */
  readonly thinksMs?: number;
  readonly by?: Modality;
  readonly facts: readonly Fact[];
};

/** The cashier says something. */
export function say(phrase: Phrase): Beat {
  return beat(phrase, { type: "say", phrase }, "say", ["cashier.said", { phrase }]);
}

/** The cashier does something, and this comes of it. */
export function beat(name: string, act: Act, thinking: ActId, ...facts: readonly Fact[]): Beat {
  return { name, act, thinking, facts };
}

/** Something happens without her. */
export function world(name: string, ...facts: readonly Fact[]): Beat {
  return { name, facts };
}

/** The terminal shows another screen. */
export function screen(name: ScreenName, laterMs = 0): Fact {
  return ["terminal.screen", { screen: name, lines: [] }, laterMs];
}

/** A key of the terminal is pressed. */
export function press(key: DeviceKey, thinking: ActId, ...facts: readonly Fact[]): Beat {
  return beat(`press ${key}`, { type: "key", device: "terminal", key }, thinking, ...facts);
}

/** A verdict, and what in truth is wrong. */
export function judge(thing: Thing, verdict: Verdict, wrong: readonly Verdict[] = []): Beat {
  return beat(
    `judge ${thing}`,
    { type: "judge", thing, verdict },
    thing === "card" ? "judge-card" : "judge-slip",
    ["cashier.judged", { thing, verdict, wrong }],
  );
}

/** Something is looked at closely. */
export function inspect(thing: Thing): Beat {
  return beat(`inspect ${thing}`, { type: "inspect", thing }, "inspect", [
    "cashier.inspected",
    { thing },
  ]);
}

/** The beats without those named; each name must be among them. */
export function without(beats: readonly Beat[], ...names: readonly string[]): readonly Beat[] {
  for (const name of names) place(beats, name);
  return beats.filter(({ name }) => !names.includes(name));
}

/** The beats with others put in behind the first of that name. */
export function after(
  beats: readonly Beat[],
  name: string,
  ...more: readonly Beat[]
): readonly Beat[] {
  const at = place(beats, name);
  return [...beats.slice(0, at + 1), ...more, ...beats.slice(at + 1)];
}

/** The beats with those from the first name to the second, both included, replaced. */
export function instead(
  beats: readonly Beat[],
  [from, to]: readonly [string, string],
  ...more: readonly Beat[]
): readonly Beat[] {
  return [...beats.slice(0, place(beats, from)), ...more, ...beats.slice(place(beats, to) + 1)];
}

function place(beats: readonly Beat[], name: string): number {
  const at = beats.findIndex((each) => each.name === name);
  if (at < 0) throw new Error(`no beat is called ${name}`);
  return at;
}

/** How the beats are played. */
export type Play = {
  /** Thinking as a share of par. */
  readonly pace?: number;
  readonly by?: Modality;
  /** How long an input is on its way, by its number. */
  readonly delayMs?: (input: number) => number;
};

/** Writes the trace of these beats as a counter would. */
export function writeTrace(beats: readonly Beat[], play: Play = {}): readonly TraceEvent[] {
  const { pace = 1, by = "keys", delayMs = () => 0 } = play;
  const events: TraceEvent[] = [];
  let nowMs = 5000;
  let inputs = 0;
  const emit = <K extends TraceKind>(kind: K, data: TraceEvents[K], atMs: number): void => {
    const seq = events.length + 1;
    events.push({ seq, atMs, node: "counter", cause: seq - 1, kind, data } as TraceEvent);
  };
  emit("terminal.screen", { screen: "idle", lines: [] }, nowMs);
  emit("lesson.began", { flow: "amount-first" }, nowMs);
  for (const { act, thinking, thinksMs, by: hand = by, facts } of beats) {
    let atMs = nowMs;
    if (act !== undefined) {
      const parMs = thinking === undefined ? 0 : actParMs(thinking, hand);
      const reactedMs = nowMs + (thinksMs ?? Math.round(parMs * pace));
      inputs += 1;
      nowMs = reactedMs;
      atMs = reactedMs + delayMs(inputs);
      emit("input", { id: `i${inputs}`, reactedMs, by: hand, act }, atMs);
    }
    for (const [kind, data, laterMs = 0] of facts) {
      nowMs += laterMs;
      if (laterMs > 0) atMs += laterMs;
      emit(kind as TraceKind, data as TraceEvents[TraceKind], atMs);
    }
  }
  return events;
}

/** The beats, that one thought about for so long. */
export function slow(beats: readonly Beat[], name: string, thinksMs: number): readonly Beat[] {
  place(beats, name);
  return beats.map((each) => (each.name === name ? { ...each, thinksMs } : each));
}
