import { describe, expect, test } from "vitest";
import type { LineEvent } from "../../../../sim-server/core/counter/line-event.ts";
import {
  createOutsideLine,
  DIAL_MS_MAX,
  type LineOrder,
} from "../../../../sim-server/core/counter/outside-line.ts";
import { UNIONPAY_SPEECH } from "../../../../sim-server/core/terminal/host-speech.ts";
import type { HostPort } from "../../../../sim-server/core/terminal/ports.ts";
import { createWorld } from "../../../../sim-server/core/world/world.ts";

const connected = (call: number): LineEvent => ({ kind: "connected", call });
const refused = (call: number): LineEvent => ({ kind: "refused", call });
const closed = (call: number): LineEvent => ({ kind: "closed", call });
const bytes = (call: number): LineEvent => ({ kind: "bytes", call, hex: "0102" });

describe("a call", () => {
  test.each<[string, readonly LineEvent[], boolean | undefined, string]>([
    ["that is answered", [connected(1)], true, "dialled 1, connected 1"],
    ["that is refused", [refused(1)], false, "dialled 1, refused 1"],
    ["that breaks before it is answered", [closed(1)], false, "dialled 1, closed 1 by acquirer"],
    ["that somebody answers who was not called", [connected(2)], undefined, "dialled 1"],
  ])("%s", (_what, events, comesToPass, told) => {
    const line = setUp();
    const result = line.dial();
    for (const event of events) line.line.take(event);
    expect(result()).toBe(comesToPass);
    expect(line.told.join(", ")).toBe(told);
  });

  test("that nobody answers ends, and is hung up", () => {
    const line = setUp();
    const result = line.dial();
    line.world.scheduler.advance(DIAL_MS_MAX - 1);
    expect([result(), line.line.call()]).toEqual([undefined, 1]);
    line.world.scheduler.advance(DIAL_MS_MAX);
    expect([result(), line.line.call()]).toEqual([false, undefined]);
    expect(line.orders).toEqual(["connect 1", "hang-up 1"]);
  });
});

describe("an open line", () => {
  test("carries what is sent as orders, and what comes in to the terminal", () => {
    const line = open();
    line.port.send(Uint8Array.of(9));
    expect(line.line.take(bytes(1))).toBeUndefined();
    expect(line.port.inbox.take()?.value).toEqual(Uint8Array.of(1, 2));
    line.port.hangUp();
    expect(line.orders).toEqual(["connect 1", "send 1 09", "hang-up 1"]);
  });

  test("tells the terminal when it is lost; what is sent then goes nowhere", () => {
    const line = open();
    line.line.take(closed(1));
    expect(line.port.inbox.take()?.value).toBe("lost");
    line.port.send(Uint8Array.of(9));
    expect(line.port.inbox.take()?.value).toBe("lost");
    line.port.hangUp();
    expect(line.orders).toEqual(["connect 1"]);
  });

  test("is hung up when the terminal loses its power", () => {
    const line = open();
    line.line.unplug();
    line.line.unplug();
    expect(line.orders).toEqual(["connect 1", "hang-up 1"]);
    expect(line.line.call()).toBeUndefined();
  });

  test("knows nothing of an earlier call", () => {
    const line = open();
    line.port.hangUp();
    for (const event of [connected(1), bytes(1), closed(1)]) {
      expect(line.line.take(event)).toBe("not-there");
    }
    line.dial();
    line.line.take(connected(2));
    expect(line.line.take(bytes(1))).toBe("not-there");
    expect(line.line.take(closed(1))).toBe("not-there");
    expect(line.line.call()).toBe(2);
    expect(line.line.take(connected(2))).toBe("not-now");
  });
});

test("before anybody holds its far end, orders are carried out by nobody", () => {
  const line = setUp(false);
  line.dial();
  line.line.take(connected(1));
  line.port.send(Uint8Array.of(1));
  expect(line.orders).toEqual([]);
});

function setUp(held = true) {
  const world = createWorld({ seed: 1, sink: () => undefined });
  const told: string[] = [];
  const orders: string[] = [];
  const line = createOutsideLine(UNIONPAY_SPEECH, (kind, data) => {
    const { call, by } = data as { call: number; by?: string };
    told.push(`${kind.replace("line.", "")} ${call}${by === undefined ? "" : ` by ${by}`}`);
  });
  if (held) line.attach((order) => orders.push(drawOrder(order)));
  const port: HostPort = line.port();
  const node = world.node("terminal");
  const dial = (): (() => boolean | undefined) => {
    let result: boolean | undefined;
    node.start(
      (function* () {
        result = yield* port.connect();
      })(),
    );
    return () => result;
  };
  return { world, line, port, told, orders, dial };
}

function open() {
  const line = setUp();
  line.dial();
  line.line.take(connected(1));
  return line;
}

function drawOrder(order: LineOrder): string {
  const sent = order.kind === "send" ? ` ${order.bytes[0]?.toString().padStart(2, "0")}` : "";
  return `${order.kind} ${order.call}${sent}`;
}
