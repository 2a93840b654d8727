import { describe, expect, test } from "vitest";
import { createFlash, type Flash } from "../../../../sim-server/core/world/flash.ts";
import type { Flow } from "../../../../sim-server/core/world/flow.ts";
import { createNode, type Node } from "../../../../sim-server/core/world/node.ts";
import { createScheduler } from "../../../../sim-server/core/world/scheduler.ts";

const record = (byte: number): Uint8Array => Uint8Array.of(byte);

/** Appends 1, syncs, appends 2, syncs; what each cut leaves is the point of flash. */
function* write(flash: Flash, node: Node, done: string[]): Flow<void> {
  const storage = flash.open(node);
  yield* storage.append(record(1));
  done.push("append 1");
  yield* storage.sync();
  done.push("sync 1");
  yield* storage.append(record(2));
  done.push("append 2");
  yield* storage.sync();
  done.push("sync 2");
}

describe("flash", () => {
  test.each([
    [1, "before", "", ""],
    [1, "after", "", ""],
    [2, "before", "", "append 1"],
    [2, "after", "1", "append 1"],
    [3, "after", "1", "append 1 sync 1"],
    [4, "before", "1", "append 1 sync 1 append 2"],
    [4, "after", "1 2", "append 1 sync 1 append 2"],
  ])("a cut at write %i, %s it, keeps [%s] and the flow had done [%s]", (at, when, kept, did) => {
    const scheduler = createScheduler();
    const node = createNode("terminal", scheduler);
    const flash = createFlash();
    const done: string[] = [];
    flash.onOperation = (count, moment) => {
      if (count === at && moment === when) node.cut();
    };
    node.start(write(flash, node, done));
    scheduler.advance(1000);
    flash.lose();
    expect(
      flash
        .durable()
        .map((bytes) => bytes[0])
        .join(" "),
    ).toBe(kept);
    expect(done.join(" ")).toBe(did);
  });

  test.each([
    [0, "10203"],
    [2, "10203 10020"],
    [3, "10203 10020030"],
  ])("a power cut that lets %i bytes of a record through keeps %s", (tornBytes, kept) => {
    const scheduler = createScheduler();
    const node = createNode("terminal", scheduler);
    const flash = createFlash();
    node.start(
      (function* (): Flow<void> {
        const storage = flash.open(node);
        yield* storage.append(Uint8Array.of(1, 2, 3));
        yield* storage.sync();
        yield* storage.append(Uint8Array.of(10, 20, 30));
        yield* storage.append(Uint8Array.of(40, 50, 60));
        yield* storage.sync();
      })(),
    );
    flash.onOperation = (count, moment) => {
      if (count === 5 && moment === "before") node.cut();
    };
    scheduler.advance(1000);
    flash.lose(tornBytes);
    expect(
      flash
        .durable()
        .map((bytes) => bytes.join("0"))
        .join(" "),
    ).toBe(kept);
  });

  test("nothing on its way, nothing torn", () => {
    const flash = createFlash();
    flash.lose(5);
    expect(flash.durable()).toEqual([]);
  });

  test("opened again it shows what was durable, and nothing else", () => {
    const scheduler = createScheduler();
    const flash = createFlash();
    const first = createNode("terminal", scheduler);
    first.start(write(flash, first, []));
    scheduler.advance(1000);
    const second = createNode("terminal", scheduler);
    expect(flash.open(second).records.map((bytes) => bytes[0])).toEqual([1, 2]);
    expect(flash.operations()).toBe(4);
  });
});
