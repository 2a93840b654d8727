import { describe, expect, test } from "vitest";
import { fromLatin1, toLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { CABLE_FAULTS } from "../../../device-emulators/kit/faults/cable-faults.ts";
import type { FaultParams } from "../../../device-emulators/kit/faults/fault-kind.ts";
import { createDisturber } from "../../../device-emulators/transports/disturber.ts";
import { faultyCable } from "../../../device-emulators/transports/faulty-cable.ts";
import { createMemoryCable } from "../../../device-emulators/transports/memory.ts";
import { UNSENT_BYTES_MAX } from "../../../device-emulators/transports/transport.ts";
import { watchEnd } from "../../kit/cable-end.ts";
import { createHandClock } from "../../kit/hand-clock.ts";

/** A device on a cable in memory, with faults. */
async function plug(...faults: readonly (readonly [string, FaultParams])[]) {
  const clock = createHandClock();
  const struck: string[] = [];
  const disturber = createDisturber({
    clock,
    seed: 1,
    struck: ({ fault }, link) => void struck.push(`${fault} ${link}`),
    strike: () => undefined,
  });
  for (const [id, given] of faults) {
    const kind = CABLE_FAULTS.find((each) => each.id === id);
    if (kind === undefined) throw new Error(`there is no ${id}`);
    const own = Object.fromEntries(kind.params.map(({ name, fallback }) => [name, fallback]));
    disturber.arm(kind, { fault: id, nth: 1, times: 1, params: { ...own, ...given } });
  }
  const memory = createMemoryCable();
  const end = watchEnd();
  const transport = await faultyCable(memory.open, disturber, clock)(end);
  return { clock, struck, memory, end, transport, device: () => end.links.at(-1) };
}

const write = (text: string): Uint8Array => fromLatin1(text);

describe("a device behind faults", () => {
  test("of which none is armed hears and says all, and learns how it ended", async () => {
    const { memory, end, device } = await plug();
    const client = memory.connect();
    client.write(write("ab"));
    device()?.send(write("cd"));
    client.set({ baud: 9_600, stopBits: 1 });
    client.end();
    client.close();
    expect(toLatin1(client.read())).toBe("cd");
    expect(end.told()).toEqual(["opened", '"ab"', "9600 1", "ended", "closed"]);
  });

  test("hears so many bytes, and both ends are cut off", async () => {
    const { memory, end, struck } = await plug(["cable.reset", { bytes: 3 }]);
    const client = memory.connect();
    client.write(write("ab"));
    client.write(write("cd"));
    expect(end.told()).toEqual(["opened", '"abc"', "reset"]);
    expect([client.ending(), struck]).toEqual(["reset", ["cable.reset 1"]]);
  });

  test("does not hear of a connection that is refused", async () => {
    const { memory, end } = await plug(["cable.refuse", {}]);
    expect(memory.connect().ending()).toBe("reset");
    expect(memory.connect().ending()).toBeUndefined();
    expect(end.told()).toEqual(["opened"]);
  });

  test("hears what was stalled before it hears of the end", async () => {
    const { memory, end, clock } = await plug(["cable.stall", { ms: 50 }]);
    const client = memory.connect();
    client.write(write("ab"));
    client.close();
    expect(end.told()).toEqual(["opened"]);
    clock.pass(50);
    expect(end.told()).toEqual(["opened", '"ab"', "closed"]);
  });

  test("says what is still to be said before it hangs up", async () => {
    const { memory, end, clock, device } = await plug(["cable.stall", { ms: 50, way: "host" }]);
    const client = memory.connect();
    device()?.send(write("ab"));
    expect(device()?.unsentBytes()).toBe(2);
    device()?.hangUp("closed");
    expect(client.ending()).toBeUndefined();
    clock.pass(50);
    expect([toLatin1(client.read()), client.ending()]).toEqual(["ab", "closed"]);
    expect(end.told()).toEqual(["opened", "closed"]);
  });

  test("is not given more than it takes, and nothing is lost", async () => {
    const { memory, end, device } = await plug();
    const client = memory.connect();
    device()?.pause();
    client.write(write("ab"));
    expect([client.pending(), end.told()]).toEqual([2, ["opened"]]);
    device()?.resume();
    expect(end.told()).toEqual(["opened", '"ab"']);
  });

  test("stalled, holds its host back instead of holding everything", async () => {
    const { memory, clock, end } = await plug(["cable.stall", { ms: 50 }]);
    const client = memory.connect();
    for (let piece = 0; piece < 20; piece += 1) client.write(new Uint8Array(10_000));
    expect(client.pending()).toBe(130_000);
    clock.pass(100);
    expect(client.pending()).toBe(0);
    expect(end.told()[1]).toHaveLength(200_000 + 2);
  });

  test("loses what a host that does not read leaves lying, as without faults", async () => {
    const { memory, device } = await plug(["cable.stall", { ms: 50, way: "host" }]);
    memory.connect();
    for (let piece = 0; piece < 10; piece += 1) device()?.send(new Uint8Array(10_000));
    expect(device()?.unsentBytes()).toBeLessThanOrEqual(UNSENT_BYTES_MAX);
  });

  test("is pulled out: it is at no place until it is plugged in again", async () => {
    const { memory, clock, end } = await plug(["cable.unplug", { ms: 50, after: 10 }]);
    const client = memory.connect();
    clock.pass(10);
    expect([client.ending(), end.told()]).toEqual(["reset", ["opened", "reset"]]);
    expect(() => memory.connect()).toThrow("plugged in");
    clock.pass(51);
    await Promise.resolve();
    expect(memory.connect().ending()).toBeUndefined();
  });

  test("is gone for good once it is closed, whatever was still to come", async () => {
    const { memory, clock, end, transport } = await plug(["cable.unplug", { ms: 50 }]);
    memory.connect().write(write("a"));
    await transport.close();
    clock.pass(1_000);
    expect(() => memory.connect()).toThrow("plugged in");
    expect(end.told()).toEqual(["opened", "reset"]);
  });
});
