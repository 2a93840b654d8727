import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { dialTcp } from "../../device-emulators/transports/dial-tcp.ts";
import { portOf } from "../../device-emulators/transports/listen.ts";
import { createRecorder } from "../../device-emulators/transports/recording.ts";
import { compareRecordings } from "../../device-emulators/transports/recording-diff.ts";
import { readRecording } from "../../device-emulators/transports/recording-reader.ts";
import { createRelay } from "../../device-emulators/transports/relay.ts";
import { replayDevice } from "../../device-emulators/transports/replay-device.ts";
import { replayHost } from "../../device-emulators/transports/replay-host.ts";
import { openTcp } from "../../device-emulators/transports/tcp.ts";
import type { CableEnd, Transport } from "../../device-emulators/transports/transport.ts";

const HOST = "127.0.0.1";
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

/** A device that does `serve` for each program that calls it. */
async function startDevice(serve: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    serve(socket);
  });
  server.listen(0, HOST);
  await once(server, "listening");
  undo.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return portOf(server);
}

async function plug(end: CableEnd): Promise<number> {
  const cable: Transport = await openTcp({ host: HOST, port: 0, clientsMax: 8 }, end);
  undo.push(cable.close);
  return Number(cable.address.split(":").at(-1));
}

function record() {
  const lines: string[] = [];
  const recorder = createRecorder((line) => void lines.push(line));
  const read = () => {
    recorder.finish();
    const recording = readRecording(lines.join("\n"));
    if (!recording.ok) throw new Error(recording.error.detail);
    return recording.value;
  };
  /** Without the milliseconds and the name of who called. */
  const said = () => {
    recorder.finish();
    return lines.slice(1).map((line) => line.replace(/^\d+ /, "").replace(/ open .*/, " open"));
  };
  return { take: recorder.take, read, said };
}

async function relayTo(port: number) {
  const kept = record();
  const relay = createRelay({
    dial: dialTcp({ host: HOST, port }),
    clock: REAL_CLOCK,
    take: kept.take,
  });
  return { port: await plug(relay), ...kept };
}

async function call(port: number): Promise<Socket> {
  const socket = connect({ host: HOST, port, allowHalfOpen: true });
  socket.on("error", () => undefined);
  undo.push(() => socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** However it ends. */
function closed(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once("close", resolve));
}

async function hear(socket: Socket): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of socket) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** A printer that says it is well, and hangs up when its program has said all. */
const printer = (socket: Socket): void => {
  socket.on("data", (bytes) => {
    if (bytes.includes(0x10)) socket.write(Uint8Array.of(0x12));
  });
  socket.on("end", () => socket.end());
};

describe("a relay", () => {
  test("carries and records what both say, and the end of either", async () => {
    const relay = await relayTo(await startDevice(printer));
    const socket = await call(relay.port);
    socket.write(Uint8Array.of(0x10, 0x04, 0x01));
    expect((await once(socket, "data"))[0]).toEqual(Buffer.of(0x12));
    socket.end(Uint8Array.of(0x1b, 0x40));
    await closed(socket);
    expect(relay.said()).toEqual([
      "1 open",
      "1 > 100401 | ...",
      "1 < 12 | .",
      "1 > 1B40 | .@",
      "1 end host",
      "1 end device",
      "1 close device closed",
    ]);
  });

  test("carries a connection on which nothing is said", async () => {
    const relay = await relayTo(await startDevice(printer));
    const socket = await call(relay.port);
    socket.resume().end();
    await closed(socket);
    expect(relay.said()).toEqual(["1 open", "1 end host", "1 end device", "1 close device closed"]);
  });

  test("loses nothing where one side is slower", async () => {
    const job = Buffer.alloc(5_000_000, "0123456789abcdef\n");
    const port = await startDevice((socket) => {
      let heard = 0;
      // It takes a piece now and then, and gives each back.
      socket.on("data", (bytes) => {
        heard += bytes.length;
        socket.pause();
        setTimeout(() => socket.resume(), heard % 3);
        socket.write(bytes);
      });
      socket.on("end", () => socket.end());
    });
    const relay = await relayTo(port);
    const socket = await call(relay.port);
    const back = hear(socket);
    socket.end(job);
    expect((await back).equals(job)).toBe(true);
  });

  test("passes a reset on", async () => {
    const relay = await relayTo(await startDevice((socket) => socket.resetAndDestroy()));
    const socket = await call(relay.port);
    await closed(socket);
    expect(relay.said().at(-1)).toBe("1 close device reset");
  });

  test("says why a device does not answer", async () => {
    const gone = createServer().listen(0, HOST);
    await once(gone, "listening");
    const port = portOf(gone);
    gone.close();
    await once(gone, "close");
    const relay = await relayTo(port);
    const socket = await call(relay.port);
    await closed(socket);
    expect(relay.said()).toEqual([
      "1 open",
      "1 fault the device does not answer: ECONNREFUSED",
      "1 close device reset",
    ]);
  });
});

describe("a recording", () => {
  async function recordTwoJobs() {
    const relay = await relayTo(await startDevice(printer));
    for (const bytes of [
      [0x1b, 0x40, 0x10, 0x04, 0x01],
      [0x10, 0x04, 0x02],
    ]) {
      const socket = await call(relay.port);
      socket.write(Uint8Array.from(bytes));
      await once(socket, "data");
      socket.end();
      await closed(socket);
    }
    return relay.read();
  }

  test("plays its device and its program against each other", async () => {
    const golden = await recordTwoJobs();
    const device = record();
    const host = record();
    const port = await plug(
      replayDevice(golden, { clock: REAL_CLOCK, take: device.take }, () => undefined),
    );
    const dial = dialTcp({ host: HOST, port });
    const parts = { clock: REAL_CLOCK, take: host.take, dial, waitMs: 5_000 };
    expect(await replayHost(golden, parts)).toBe("played");
    expect(compareRecordings(golden, host.read())).toBeUndefined();
    expect(compareRecordings(golden, device.read())).toBeUndefined();
  });

  test("shows where a device answers otherwise", async () => {
    const golden = await recordTwoJobs();
    const port = await startDevice((socket) =>
      socket.on("data", () => socket.write(Uint8Array.of(0x16))),
    );
    const kept = record();
    const dial = dialTcp({ host: HOST, port });
    await replayHost(golden, { clock: REAL_CLOCK, take: kept.take, dial, waitMs: 5_000 });
    expect(compareRecordings(golden, kept.read())).toEqual({
      link: 1,
      from: "device",
      offset: 0,
      wanted: "12",
      found: "16",
    });
  });

  test("does not wait for ever for a device that is silent", async () => {
    const golden = await recordTwoJobs();
    const port = await startDevice((socket) => socket.resume());
    const kept = record();
    const dial = dialTcp({ host: HOST, port });
    const parts = { clock: REAL_CLOCK, take: kept.take, dial, waitMs: 50 };
    expect(await replayHost(golden, parts)).toBe("silent");
    expect(compareRecordings(golden, kept.read())).toMatchObject({ wanted: "12", found: "" });
  });
});
