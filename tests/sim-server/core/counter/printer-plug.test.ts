import { expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import {
  createPrinterPlug,
  type RealPrinter,
} from "../../../../sim-server/core/counter/printer-plug.ts";
import { createWorld } from "../../../../sim-server/core/world/world.ts";

const ASKS = "100401100402100404";
/** Online, errors and paper. */
const TELLS = "1D610E";

test("a printer that is plugged in is asked what it is, and told to tell; the terminal hears none of it", () => {
  const plug = setUp();
  plug.plug.plug(true);
  expect(plug.orders).toEqual([ASKS + TELLS]);
  plug.says("1A3212");
  plug.says("18000F00");
  expect(plug.heard).toEqual([]);
  expect(plug.follows.at(-1)).toEqual({
    cable: "in",
    report: { paper: "out", cover: "shut", online: false },
  });
});

test("the terminal hears what the real one answers to it, and the counter's own stays dumb", () => {
  const plug = setUp();
  plug.plug.plug(true);
  plug.says("121212");
  plug.sends(ASKS);
  plug.plug.end.send(fromHex("1A1A1A"));
  plug.says("1212");
  plug.says("1E");
  plug.sends("410A1D7201");
  plug.says("1000000003");
  expect(plug.heard).toEqual(["1212", "1E", "03"]);
  expect(plug.own).toEqual([ASKS, "410A1D7201"]);
  expect(plug.orders).toEqual([ASKS + TELLS, ASKS, "410A1D7201"]);
});

test("the reset at a slip's beginning does not make the real one fall silent", () => {
  const plug = setUp();
  plug.plug.plug(true);
  plug.sends("1B40410A");
  expect(plug.orders.at(-1)).toBe(`1B40${TELLS}410A`);
  expect(plug.own.at(-1)).toBe("1B40410A");
});

test("while the cable is out, what the terminal sends is lost, for the counter's own as well", () => {
  const plug = setUp();
  plug.plug.plug(true);
  plug.plug.unplug();
  plug.sends("410A");
  plug.plug.end.send(fromHex("12"));
  expect([plug.orders.length, plug.own, plug.heard]).toEqual([1, [], []]);
  expect(plug.says("12")).toBe("not-there");
  expect(plug.follows.at(-1)).toEqual({ cable: "out" });
});

test("what was asked before the cable was pulled is not taken for an answer after it", () => {
  const plug = setUp();
  plug.plug.plug(true);
  plug.sends(ASKS);
  plug.plug.unplug();
  plug.plug.plug(true);
  plug.says("121612");
  expect(plug.heard).toEqual([]);
  expect(plug.follows.at(-1)).toMatchObject({ report: { cover: "open" } });
});

test.each<[string, (plug: ReturnType<typeof setUp>["plug"]) => void]>([
  ["before one is plugged in", () => undefined],
  [
    "after it was taken away",
    (plug) => {
      plug.plug(true);
      plug.withdraw();
    },
  ],
])("%s, the counter's own printer is alone on the cable", (_when, prepare) => {
  const plug = setUp();
  prepare(plug.plug);
  const before = plug.orders.length;
  plug.sends(ASKS);
  plug.plug.end.send(fromHex("121212"));
  plug.run();
  expect([plug.orders.length - before, plug.own, plug.heard]).toEqual([0, [ASKS], ["121212"]]);
});

test("one that cannot answer is asked nothing, and the counter's own speaks for it", () => {
  const plug = setUp();
  plug.plug.plug(false);
  plug.sends(ASKS);
  plug.sends("1B40410A");
  plug.plug.end.send(fromHex("00"));
  plug.run();
  expect([plug.orders, plug.own, plug.heard]).toEqual([["1B40410A"], [ASKS, "1B40410A"], ["00"]]);
  expect(plug.follows).toEqual([undefined]);
});

function setUp() {
  const world = createWorld({ seed: 1, sink: () => undefined });
  const cable = world.line({ name: "printer", delayMs: 1 });
  const orders: string[] = [];
  const own: string[] = [];
  const heard: string[] = [];
  const follows: (RealPrinter | undefined)[] = [];
  const plug = createPrinterPlug({
    cable: cable.b,
    order: (bytes) => void orders.push(toHex(bytes)),
    follow: (real) => void follows.push(real),
  });
  plug.end.onReceive = (bytes) => void own.push(toHex(bytes));
  cable.a.onReceive = (bytes) => void heard.push(toHex(bytes));
  const run = (): void => world.scheduler.advance(world.scheduler.nowMs() + 1);
  return {
    plug,
    orders,
    own,
    heard,
    follows,
    run,
    sends: (hex: string): void => {
      cable.a.send(fromHex(hex));
      run();
    },
    says: (hex: string) => {
      const refused = plug.take(hex);
      run();
      return refused;
    },
  };
}
