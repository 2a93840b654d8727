import { expect, expectTypeOf, test } from "vitest";
import type { TraceEvents, TraceKind } from "../../../sim-server/core/trace-events.ts";
import { playAnswer } from "../../../sim-server/core/training/play.ts";
import { ANSWERS } from "../../kit/lessons.ts";

/** What stands before an event's own facts in its line. */
type Head = "seq" | "atMs" | "node" | "kind" | "cause";

/** Kinds of event one of whose facts is called as something in the head is. */
type Clashing = {
  [K in TraceKind]: TraceEvents[K] extends infer Facts
    ? Facts extends unknown
      ? Extract<keyof Facts, Head> extends never
        ? never
        : K
      : never
    : never;
}[TraceKind];

test("no fact of an event is called as something in its line's head is", () => {
  expectTypeOf<Clashing>().toBeNever();
});

test.each(ANSWERS)(
  "%s: every line reads back as the event that was told",
  (_, scenario, answer) => {
    playAnswer({
      scenario,
      answer,
      seed: 1,
      sink: ({ line, data, ...head }) => {
        const { seq, atMs, node, kind, cause, ...facts } = JSON.parse(line);
        expect({ seq, atMs, node, kind, cause }).toEqual(head);
        expect(facts).toEqual(JSON.parse(JSON.stringify(data)));
      },
    });
  },
);
