import { describe, expect, test } from "vitest";
import type { Bank } from "../../../../sim-server/core/bank/bank.ts";
import { undisturbedCalls } from "../../../../sim-server/core/counter/faulty-cable.ts";
import { HOST_LINE, hostPort, serveBank } from "../../../../sim-server/core/counter/host-line.ts";
import { createWorld } from "../../../../sim-server/core/world/world.ts";
import { SALE } from "../../../kit/sale-lesson.ts";
import { openYard } from "../../../kit/yard.ts";

/** A frame of four bytes: its length, its number, and filler. */
const frame = (n: number): Uint8Array => Uint8Array.of(0, 2, n, 0);

describe("the bank's end of the line", () => {
  test.each<[string, readonly (readonly [atMs: number, bytes: Uint8Array])[], string]>([
    ["a frame", [[0, frame(1)]], "1"],
    ["two frames in one piece", [[0, Uint8Array.of(...frame(1), ...frame(2))]], "1 2"],
    [
      "a frame in two pieces",
      [
        [0, frame(1).subarray(0, 3)],
        [5_000, frame(1).subarray(3)],
      ],
      "1",
    ],
    [
      "half a frame, and after a while another",
      [
        [0, frame(1).subarray(0, 3)],
        [5_001, frame(2)],
      ],
      "2",
    ],
    [
      "a length that cannot be, and at once a frame",
      [
        [0, Uint8Array.of(0xff, 0xff, 9)],
        [10, frame(2)],
      ],
      "2",
    ],
    [
      "a frame, and a length that cannot be behind it",
      [
        [0, Uint8Array.of(...frame(1), 0, 0)],
        [10, frame(2)],
      ],
      "1 2",
    ],
  ])("hears %s", (_what, pieces, heard) => {
    const bank = setUp();
    for (const [atMs, bytes] of pieces) {
      bank.world.scheduler.after(atMs, () => bank.line.a.send(bytes));
    }
    bank.world.scheduler.advance(20_000);
    expect(bank.heard.join(" ")).toBe(heard);
  });

  test("answers after it has thought for 250 to 650 ms", () => {
    const bank = setUp();
    for (let n = 1; n <= 50; n += 1) {
      bank.world.scheduler.after(n * 1_000, () => bank.line.a.send(frame(n)));
    }
    bank.world.scheduler.advance(60_000);
    const wireMs = 2 * (HOST_LINE.delayMs + 1);
    expect(bank.answeredMs).toHaveLength(50);
    expect(Math.min(...bank.answeredMs)).toBeGreaterThanOrEqual(wireMs + 250);
    expect(Math.max(...bank.answeredMs)).toBeLessThan(wireMs + 650);
    expect(new Set(bank.answeredMs).size).toBeGreaterThan(20);
  });

  test("sends several frames, each when it is due", () => {
    const bank = setUp(true, [0, 3_000]);
    bank.line.a.send(frame(1));
    bank.world.scheduler.advance(20_000);
    const [first = 0, second = 0] = bank.answeredMs;
    expect(second - first).toBe(3_000);
  });

  test("says nothing where the bank has nothing to say", () => {
    const bank = setUp(false);
    bank.line.a.send(frame(1));
    bank.world.scheduler.advance(20_000);
    expect(bank.answeredMs).toEqual([]);
  });
});

describe("the terminal's end of the line", () => {
  test.each([true, false])("while the line is up %s, dialling comes to that", (up) => {
    const { world, line } = setUp();
    line.up = up;
    let connected: boolean | undefined;
    const port = hostPort(line, undisturbedCalls());
    world.node("terminal").start(
      (function* () {
        connected = yield* port.connect();
      })(),
    );
    world.scheduler.advance(179);
    expect(connected).toBeUndefined();
    world.scheduler.advance(180);
    expect(connected).toBe(up);
  });

  test("a new connection knows nothing of what came before it", () => {
    const { world, line } = setUp();
    const port = hostPort(line, undisturbedCalls());
    line.b.send(frame(1));
    world.scheduler.advance(100);
    world.node("terminal").start(port.connect());
    expect(port.inbox.take()).toBeUndefined();
  });

  test("what arrives after hanging up is still brought to the terminal", () => {
    const { world, line } = setUp();
    const port = hostPort(line, undisturbedCalls());
    port.hangUp();
    line.b.send(frame(7));
    world.scheduler.advance(100);
    expect(port.inbox.take()?.value).toEqual(frame(7));
  });
});

function setUp(answers = true, delays: readonly number[] = [0]) {
  const world = createWorld({ seed: 1, sink: () => undefined });
  const line = world.line(HOST_LINE);
  const heard: number[] = [];
  const answeredMs: number[] = [];
  let askedAtMs = 0;
  const bank: Bank = {
    ...openYard(SALE).bank,
    receive: (bytes) => {
      heard.push(bytes[2] ?? 0);
      return answers ? delays.map((afterMs) => ({ afterMs, frame: bytes })) : [];
    },
  };
  serveBank(world.node("bank"), line, bank, world.chance("pace"));
  line.a.onReceive = () => void answeredMs.push(world.scheduler.nowMs() - askedAtMs);
  line.disturb = (way) => {
    if (way === "a-to-b") askedAtMs = world.scheduler.nowMs();
    return undefined;
  };
  return { world, line, heard, answeredMs };
}
