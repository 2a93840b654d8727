import { describe, expect, test } from "vitest";
import { createChannel } from "../../../../sim-server/core/world/channel.ts";
import {
  type Flow,
  receive,
  receiveWithin,
  select,
  sleep,
} from "../../../../sim-server/core/world/flow.ts";
import { createNode } from "../../../../sim-server/core/world/node.ts";
import { createScheduler } from "../../../../sim-server/core/world/scheduler.ts";

function stage() {
  const scheduler = createScheduler();
  const said: string[] = [];
  const say = (text: string): void => void said.push(`${scheduler.nowMs()} ${text}`);
  return { scheduler, said, say, node: createNode("node", scheduler) };
}

describe("a flow on a node", () => {
  test("sleeps in world time", () => {
    const { scheduler, said, say, node } = stage();
    node.start(
      (function* (): Flow<void> {
        yield* sleep(30);
        say("awake");
      })(),
    );
    scheduler.advance(29);
    expect(said).toEqual([]);
    scheduler.advance(30);
    expect(said).toEqual(["30 awake"]);
  });

  test("takes what waited for it, oldest first, and then what comes", () => {
    const { scheduler, said, say, node } = stage();
    const keys = createChannel<string>("keys");
    keys.put("1");
    keys.put("2");
    node.start(
      (function* (): Flow<void> {
        for (;;) say(yield* receive(keys));
      })(),
    );
    scheduler.after(5, () => keys.put("3"));
    scheduler.advance(5);
    expect(said).toEqual(["0 1", "0 2", "5 3"]);
  });

  test.each([
    [49, "49 enter"],
    [50, "50 enter"],
    [51, "50 time"],
  ])("waits at most 50 ms: a key at %i gives %s", (atMs, wanted) => {
    const { scheduler, said, say, node } = stage();
    const keys = createChannel<string>("keys");
    scheduler.after(atMs, () => keys.put("enter"));
    node.start(
      (function* (): Flow<void> {
        say((yield* receiveWithin(keys, 50)) ?? "time");
      })(),
    );
    scheduler.advance(100);
    expect(said).toEqual([wanted]);
  });

  test("of several sources the first to have something wins; ties go to the one named first", () => {
    const { scheduler, said, say, node } = stage();
    const [keys, card] = [createChannel<string>("keys"), createChannel<boolean>("card")];
    node.start(
      (function* (): Flow<void> {
        for (;;) {
          const next = yield* select({ keys, card }, 100);
          say(`${next.from} ${next.value}`);
          if (next.from === "time") return;
          if (next.from === "keys") yield* sleep(10);
        }
      })(),
    );
    scheduler.after(1, () => keys.put("5"));
    scheduler.after(2, () => card.put(true));
    scheduler.after(3, () => keys.put("6"));
    scheduler.advance(300);
    expect(said).toEqual(["1 keys 5", "11 keys 6", "21 card true", "121 time undefined"]);
  });

  test("a cut discards it without running any of its code", () => {
    const { scheduler, said, say, node } = stage();
    const keys = createChannel<string>("keys");
    node.start(
      (function* (): Flow<void> {
        try {
          yield* receiveWithin(keys, 10);
          say("went on");
        } finally {
          say("cleaned up");
        }
      })(),
    );
    node.after(5, () => say("timer"));
    node.cut();
    keys.put("1");
    scheduler.advance(20);
    expect(said).toEqual([]);
    expect(node.alive()).toBe(false);
  });
});
