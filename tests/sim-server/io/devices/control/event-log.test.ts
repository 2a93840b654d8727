import { expect, test } from "vitest";
import {
  createEventLog,
  EVENTS_KEPT_MAX,
} from "../../../../../sim-server/io/devices/control/event-log.ts";

test("numbers what happens, and tells it on from where one was", () => {
  let nowMs = 0;
  const log = createEventLog(() => nowMs);
  const heard: number[] = [];
  log.add("printer", { event: "cut", full: false });
  const stop = log.follow(({ seq }) => heard.push(seq));
  nowMs = 1_500;
  log.add("drawer", { event: "tray", tray: "open" });
  stop();
  log.add("drawer", { event: "tray", tray: "shut" });
  expect(log.since(0, 1)).toEqual([
    { seq: 1, at: "1970-01-01T00:00:00.000Z", device: "printer", event: "cut", full: false },
  ]);
  expect(log.since(1, 10).map(({ at }) => at)).toEqual(
    new Array(2).fill("1970-01-01T00:00:01.500Z"),
  );
  expect([log.last(), log.since(3, 10), log.since(9, 10), heard]).toEqual([3, [], [], [2]]);
});

test("keeps the latest, up to a limit, under their numbers", () => {
  const log = createEventLog(() => 0);
  for (let at = 0; at < EVENTS_KEPT_MAX + 5; at += 1) log.add("a", { event: "x" });
  expect(log.since(0, EVENTS_KEPT_MAX + 5).map(({ seq }) => seq)).toEqual(
    Array.from({ length: EVENTS_KEPT_MAX }, (_, at) => at + 6),
  );
  expect(log.since(EVENTS_KEPT_MAX + 3, 9).map(({ seq }) => seq)).toEqual(
    [4, 5].map((more) => EVENTS_KEPT_MAX + more),
  );
});

test("masks what may be a card's number, alone or in a list", () => {
  const log = createEventLog(() => 0);
  log.add("printer", { event: "printed", text: "CARD 6212345678901265" });
  log.add("display", { event: "shown", lines: ["6212345678901265", "2000000000015"] });
  expect(log.since(0, 2)).toMatchObject([
    { text: "CARD 621234******1265" },
    { lines: ["621234******1265", "2000000000015"] },
  ]);
});
