import { once } from "node:events";
import { existsSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { startDevice, type TestDevice } from "../kit/device.ts";
import { temporaryFolder } from "../kit/server.ts";
import { callPort, dialPort, gone } from "../kit/socket-client.ts";

const STATUS = "\x10\x04\x01";

/** A printer on the network with these faults. */
function start(...faults: readonly string[]): Promise<TestDevice> {
  return startDevice(["printer", "--tcp", "0", ...faults.flatMap((fault) => ["--fault", fault])]);
}

async function hear(socket: Socket, bytes: number): Promise<string> {
  let hex = "";
  for await (const piece of socket) {
    hex += piece.toString("hex");
    if (hex.length >= 2 * bytes) break;
  }
  return hex;
}

const textOf = ({ text }: Readonly<Record<string, unknown>>): unknown => text;

describe("a printer on a network, seen by a program that knows only sockets:", () => {
  test("a refused connection is reset, and the next is served", async () => {
    const { port, events } = await start("cable.refuse");
    expect(await gone(callPort(port))).toBe("ECONNRESET");
    (await dialPort(port)).write("served\n");
    expect((await events("printed")).map(textOf)).toEqual(["served"]);
    expect(await events("fault")).toEqual([
      { event: "fault", fault: "cable.refuse", connection: 1 },
    ]);
  });

  test("a busy one resets whoever comes while another is served", async () => {
    const { port, events } = await start("cable.busy");
    const first = await dialPort(port);
    first.write("first\n");
    await events("printed");
    expect(await gone(callPort(port))).toBe("ECONNRESET");
    first.write("still first\n");
    expect((await events("printed", 2)).map(textOf)).toEqual(["first", "still first"]);
    first.destroy();
    await events("closed");
    (await dialPort(port)).write("third\n");
    await events("printed", 3);
  });

  test("a reset behind six bytes is one, and half a line waits for the next program", async () => {
    const { port, events } = await start("cable.reset,bytes=6");
    const socket = await dialPort(port);
    const ending = gone(socket);
    socket.write("one\ntwo\nthree\n");
    expect(await ending).toBe("ECONNRESET");
    (await dialPort(port)).write(" more\n");
    expect((await events("printed", 2)).map(textOf)).toEqual(["one", "tw more"]);
  });

  test("a dropped connection ends in order", async () => {
    const { port, events } = await start("cable.drop,bytes=4");
    const socket = await dialPort(port);
    const ending = gone(socket);
    const end = once(socket, "end");
    socket.write("one\n");
    await end;
    socket.destroy();
    expect(await ending).toBe("");
    expect((await events("printed")).map(textOf)).toEqual(["one"]);
  });

  test("a half-closed one says no more, and still prints", async () => {
    const { port, events } = await start("cable.half-close");
    const socket = await dialPort(port);
    const end = once(socket.resume(), "end");
    socket.write(STATUS);
    await end;
    socket.write("after\n");
    expect((await events("printed")).map(textOf)).toEqual(["after"]);
  });

  test("what is stalled comes after the fault is told, whole and in order", async () => {
    const { port, events } = await start("cable.stall,ms=100,bytes=4");
    const socket = await dialPort(port);
    socket.write(`one\ntwo\n${STATUS}`);
    expect(await hear(socket, 1)).toBe("12");
    expect((await events("printed", 2)).map(textOf)).toEqual(["one", "two"]);
    expect(await events("fault")).toHaveLength(1);
  });

  test("what drips, is cut or runs together is the same to the last byte", async () => {
    for (const fault of ["cable.drip,size=2,ms=1", "cable.split,size=1,ms=1", "cable.merge,ms=5"]) {
      const { port, events } = await start(`${fault},way=both`);
      const socket = await dialPort(port);
      socket.write(`one\ntwo\n${STATUS}\x10\x04\x02\x10\x04\x03\x10\x04\x04`);
      expect([fault, await hear(socket, 4)]).toEqual([fault, "12121212"]);
      expect((await events("printed", 2)).map(textOf)).toEqual(["one", "two"]);
    }
  });

  test("a wrong speed makes garbage of all that is said, both ways", async () => {
    const { port, events } = await start("cable.wrong-baud,sent=9600,read=4800");
    const socket = await dialPort(port);
    socket.end("TOTAL 12.34\n".repeat(20));
    socket.resume();
    await events("closed");
    const printed = JSON.stringify(await events("printed", 0));
    expect(printed).not.toContain("TOTAL");
  });

  test("pulled out, it is at no port; plugged in again, it is where it was", async () => {
    const { port, events, hand } = await start();
    const socket = await dialPort(port);
    const ending = gone(socket);
    await events("opened");
    hand("fault cable.unplug,ms=1");
    expect(await ending).toBe("ECONNRESET");
    // Until it is back nobody listens there; who came as it went was let in, and is cut off.
    const printed = events("printed").then(() => "printed");
    for (let code = ""; code !== "printed"; ) {
      const again = callPort(port);
      // A socket may be given the very port that it calls, and then meets itself.
      again.once("connect", () => again.localPort === port && again.resetAndDestroy());
      again.write("back\n");
      code = await Promise.race([printed, gone(again)]);
      if (code !== "printed") expect(["ECONNREFUSED", "ECONNRESET", ""]).toContain(code);
      await setTimeout(10);
    }
    expect((await events("printed")).map(textOf)).toEqual(["back"]);
    hand("fault cable.unplug,ms=600000");
    // What a hand does next comes behind it.
    hand("open");
    await events("status");
    expect(await gone(callPort(port))).toBe("ECONNREFUSED");
  });
});

test("a printer on a pseudo-terminal is unplugged: its name is gone, and then back", async () => {
  const name = join(temporaryFolder(), "printer");
  const { hand, events } = await startDevice(["printer", "--pty", name]);
  hand("fault cable.unplug,ms=1");
  await events("fault");
  while (!existsSync(name)) await setTimeout(5);
  hand("fault cable.unplug,ms=600000");
  hand("open");
  await events("status");
  expect(existsSync(name)).toBe(false);
});

describe("a printer fails", () => {
  test("at a command: what stands before it is printed, and the cut is held", async () => {
    const { port, events, hand } = await start("printer.cutter-jam,match=GS V,nth=2");
    const socket = await dialPort(port);
    socket.write("one\n\x1dV\x00");
    await events("cut");
    socket.write("two\n\x1dV\x00");
    expect((await events("status"))[0]).toMatchObject({ error: "cutter" });
    socket.write("\x10\x04\x03");
    expect(await hear(socket, 1)).toBe("1a");
    hand("mend");
    (await dialPort(port)).write("\x10\x05\x01");
    await events("cut", 2);
  });

  test("behind so many bytes, by a hand at once, and for as long as its head is hot", async () => {
    const { port, events, hand } = await start("printer.cover-open,bytes=4");
    (await dialPort(port)).write("one\ntwo\n");
    expect((await events("status"))[0]).toMatchObject({ cover: "open" });
    hand("close");
    expect((await events("printed", 2)).map(textOf)).toEqual(["one", "two"]);
    hand("fault printer.head-hot,ms=1");
    const statuses = await events("status", 4);
    expect(statuses.slice(-2).map(({ error }) => error)).toEqual(["overheated", undefined]);
  });
});

test("the same seed and the same traffic give the same strikes, another seed others", async () => {
  const strikes = async (seed: string): Promise<unknown[]> => {
    const words = ["--fault", "cable.flip,chance=30,match=x", "--seed", seed];
    const { port, events } = await startDevice(["printer", "--tcp", "0", ...words]);
    const socket = await dialPort(port);
    socket.end(`${"xxxxxxxx\n".repeat(20)}`);
    await events("closed");
    return (await events("printed", 1)).map(textOf);
  };
  const first = await strikes("7");
  expect(await strikes("7")).toEqual(first);
  expect(await strikes("8")).not.toEqual(first);
  expect(first).not.toEqual(new Array(20).fill("xxxxxxxx"));
});

test("a hand's fault that is none is told in words, and the device goes on", async () => {
  const { port, events, hand, notes } = await start();
  hand("fault cable.rest");
  hand("fault cable.reset,byte=3");
  hand("fault printer.paper-out");
  await events("status");
  expect(notes()).toContain("did you mean `cable.reset`?");
  expect(notes()).toContain("`cable.reset` takes no `byte`; did you mean `bytes`?");
  const socket = await dialPort(port);
  socket.write("\x10\x04\x04");
  expect(await hear(socket, 1)).toBe("7e");
});
