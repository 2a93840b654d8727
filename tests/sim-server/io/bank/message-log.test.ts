import { expect, test } from "vitest";
import {
  createMessageLog,
  LOGGED_MAX,
  type Logged,
} from "../../../../sim-server/io/bank/message-log.ts";

const AT_MS = 1_781_487_000_000;

test("what came and went is told as it was, the oldest first", () => {
  const log = open();
  log.add({ direction: "none", happened: "connected", detail: "", connection: 1 });
  log.add({ direction: "in", frame: Uint8Array.of(1, 2), number: 1, connection: 1 });
  log.add({ direction: "out", frame: Uint8Array.of(3), number: 1, connection: 1 });
  const each = { atEpochMs: AT_MS, connection: 1 };
  expect(log.since(0, 10)).toEqual([
    { ...each, seq: 1, direction: "none", happened: "connected", detail: "" },
    { ...each, seq: 2, direction: "in", frame: Uint8Array.of(1, 2), number: 1 },
    { ...each, seq: 3, direction: "out", frame: Uint8Array.of(3), number: 1 },
  ]);
  expect(log.since(1, 1).map(({ seq }) => seq)).toEqual([2]);
});

test("a frame stays what it was when its buffer is used again, by whoever gave or took it", () => {
  const log = open();
  const buffer = Uint8Array.of(1, 2, 3);
  log.add({ direction: "in", frame: buffer, number: 1, connection: 1 });
  buffer.fill(9);
  framesOf(log.since(0, 1))[0]?.fill(8);
  expect(framesOf(log.since(0, 1))).toEqual([Uint8Array.of(1, 2, 3)]);
});

test("frames of any length are kept one behind the other", () => {
  const log = open();
  const frames = Array.from({ length: 40 }, (_, at) => new Uint8Array(at * at * 30).fill(at));
  for (const frame of frames) log.add({ direction: "in", frame, number: 1, connection: 1 });
  expect(framesOf(log.since(0, 40))).toEqual(frames);
});

test("only the latest are known", () => {
  const log = open();
  const count = LOGGED_MAX + 3;
  for (let number = 1; number <= count; number += 1) {
    log.add({ direction: "in", frame: Uint8Array.of(number % 256), number, connection: 1 });
  }
  const known = log.since(0, count);
  expect([known.length, known[0]?.seq, known.at(-1)?.seq]).toEqual([LOGGED_MAX, 4, count]);
  expect(framesOf(known).at(-1)).toEqual(Uint8Array.of(count % 256));
});

test("who follows is told of each, and a cleared log goes on counting", () => {
  const log = open();
  const told: number[] = [];
  const stop = log.follow(({ seq }) => void told.push(seq));
  const closed = { direction: "none", happened: "closed", detail: "" } as const;
  log.add({ ...closed, connection: 1 });
  log.clear();
  log.add({ ...closed, connection: 2 });
  stop();
  log.add({ ...closed, connection: 3 });
  expect([told, log.last()]).toEqual([[1, 2], 3]);
  expect(log.since(0, 10).map(({ connection }) => connection)).toEqual([2, 3]);
});

function open() {
  return createMessageLog(() => AT_MS);
}

function framesOf(logged: readonly Logged[]): Uint8Array[] {
  return logged.flatMap((each) => (each.direction === "none" ? [] : [each.frame]));
}
