import fc from "fast-check";
import { expect, test } from "vitest";
import { createAgenda } from "../../../device-emulators/kit/agenda.ts";

test("entries come out by time, and in order of adding where times are equal", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 9 })), (times) => {
      const agenda = createAgenda<number>();
      for (const [at, time] of times.entries()) agenda.add(time, at);
      const taken: [number, number][] = [];
      for (let next = agenda.take(); next !== undefined; next = agenda.take()) {
        taken.push([next.atMs, next.what]);
      }
      const wanted = times
        .map((time, at): [number, number] => [time, at])
        .sort((left, right) => left[0] - right[0] || left[1] - right[1]);
      expect(taken).toEqual(wanted);
    }),
  );
});

test("looking at the earliest entry leaves it there", () => {
  const agenda = createAgenda<string>();
  expect([agenda.next(), agenda.size()]).toEqual([undefined, 0]);
  agenda.add(5, "late");
  agenda.add(3, "early");
  expect(agenda.next()).toMatchObject({ atMs: 3, what: "early" });
  expect(agenda.size()).toBe(2);
});
