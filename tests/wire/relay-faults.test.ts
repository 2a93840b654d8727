import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { startDevice } from "../kit/device.ts";
import { startRelay } from "../kit/relay-process.ts";
import { callPort, dialPort, gone } from "../kit/socket-client.ts";

async function relayTo(...faults: readonly string[]) {
  const printer = await startDevice(["printer", "--tcp", "0"]);
  const words = faults.flatMap((fault) => ["--fault", fault]);
  return { printer, relay: await startRelay(printer.port, words) };
}

const closed = (line: string): boolean => /(closed|reset) by the/.test(line);

describe("a relay with faults", () => {
  test("cuts the line off behind so many bytes, tells it and records it", async () => {
    const { printer, relay } = await relayTo("cable.reset,bytes=4");
    const socket = await dialPort(relay.port);
    socket.write("one\ntwo\n");
    await gone(socket);
    expect((await printer.events("printed")).map(({ text }) => text)).toEqual(["one"]);
    expect(await relay.until(closed)).toEqual([
      expect.stringContaining("ready on tcp:127.0.0.1:"),
      expect.stringContaining("connection 1 opened by 127.0.0.1:"),
      "tillyard relay: connection 1 cable.reset,bytes=4 strikes",
      "tillyard relay: connection 1 reset by the host",
    ]);
    expect(await relay.recorded()).toEqual([
      "1 open",
      "1 fault cable.reset,bytes=4 strikes",
      "1 > 6F6E650A | one.",
      "1 close host reset",
    ]);
  });

  test("loses of what the device says, and the device's own words are recorded", async () => {
    const { relay } = await relayTo("cable.lose,way=host");
    const socket = await dialPort(relay.port);
    socket.write("\x10\x04\x01");
    await relay.until((line) => line.includes("strikes"));
    socket.write("\x10\x04\x02");
    expect((await once(socket, "data"))[0]).toEqual(Buffer.of(0x12));
    socket.destroy();
    await relay.until(closed);
    expect((await relay.recorded()).filter((line) => !/close|end/.test(line))).toEqual([
      "1 open",
      "1 > 100401 | ...",
      "1 < 12 | .",
      "1 fault cable.lose,count=1,way=host strikes",
      "1 > 100402 | ...",
      "1 < 12 | .",
    ]);
  });

  test("counts connections with those that it refused", async () => {
    const { printer, relay } = await relayTo("cable.refuse,nth=2");
    for (const text of ["first\n", "second\n", "third\n"]) {
      const socket = callPort(relay.port);
      socket.end(text);
      socket.resume();
      await gone(socket);
    }
    expect((await printer.events("printed", 2)).map(({ text }) => text)).toEqual([
      "first",
      "third",
    ]);
    const recorded = await relay.recorded();
    expect(recorded.filter((line) => / (open|fault)/.test(line))).toEqual([
      "1 open",
      "2 fault cable.refuse,nth=2 strikes",
      "3 open",
    ]);
  });
});
