import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { fromHex, fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { USUAL_FORMAT } from "../../../device-emulators/kit/uart.ts";
import { type Clock, REAL_CLOCK } from "../../../device-emulators/transports/clock.ts";
import { dialRfc2217, SET_UP_MS_MAX } from "../../../device-emulators/transports/dial-rfc2217.ts";
import { LAST_WORDS_MS } from "../../../device-emulators/transports/last-words.ts";
import { portOf } from "../../../device-emulators/transports/listen.ts";
import { openRfc2217 } from "../../../device-emulators/transports/rfc2217.ts";
import { watchEnd } from "../../kit/cable-end.ts";
import { watchDial } from "../../kit/dial-end.ts";
import { createHandClock } from "../../kit/hand-clock.ts";

const HOST = "127.0.0.1";
const last = (line: string) => (told: string[]) => told[told.length - 1] === line;

/** A server that does `serve`, which is not ours. */
async function listen(serve: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined).resume();
    serve(socket);
  }).listen(0, HOST);
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return portOf(server);
}

function call(port: number, clock: Clock = REAL_CLOCK) {
  const end = watchDial();
  const far = { host: HOST, port, format: { ...USUAL_FORMAT, baud: 19_200 }, clock };
  const giveUp = dialRfc2217({ ...far, flow: "rts-cts" })(end);
  onTestFinished(giveUp);
  return { ...end, giveUp };
}

async function plug() {
  const device = watchEnd();
  const cable = await openRfc2217({ host: HOST, port: 0, format: undefined }, device);
  onTestFinished(cable.close);
  return { device, port: Number(cable.address.split(":").at(-1)) };
}

test("while this side takes no more, its RTS is down", async () => {
  const { device, port } = await plug();
  const client = call(port);
  await client.until(last("opened"));
  client.links[0]?.pause();
  await device.until(last("19200 1 no RTS"));
  device.links[0]?.send(fromLatin1("held"));
  client.links[0]?.resume();
  await client.until(last('"held"'));
});

test("who has said all hears what is still answered, until the device is silent", async () => {
  const { device, port } = await plug();
  const clock = createHandClock();
  const client = call(port, clock);
  await client.until(last("opened"));
  client.links[0]?.end();
  clock.pass(LAST_WORDS_MS - 1);
  device.links[0]?.send(fromLatin1("late"));
  await client.until(last('"late"'));
  clock.pass(LAST_WORDS_MS - 1);
  expect(client.told()).toEqual(["opened", '"late"']);
  clock.pass(1);
  await client.until(last("closed"));
});

test.each<[string, (socket: Socket) => void, string]>([
  [
    "has no such option",
    (socket) => socket.write(fromHex("FFFE2C")),
    "has no serial port behind it",
  ],
  [
    "sets another speed",
    (socket) => socket.write(fromHex("FFFD2C FFFA2C6500002580FFF0")),
    "does not set its port to 19200",
  ],
  ["hangs up", (socket) => socket.end(), "hung up"],
])("a server that %s is refused in words", async (_, serve, why) => {
  const client = call(await listen(serve));
  await client.until((told) => told.length > 0);
  expect(client.told()).toEqual([expect.stringMatching(new RegExp(`^refused: .*${why}`))]);
});

test("a server that says nothing is refused when its time is up", async () => {
  const clock = createHandClock();
  let come: () => void = () => undefined;
  const called = new Promise<void>((resolve) => {
    come = resolve;
  });
  const port = await listen((socket) => socket.once("data", come));
  const client = call(port, clock);
  await called;
  clock.pass(SET_UP_MS_MAX - 1);
  expect(client.told()).toEqual([]);
  clock.pass(1);
  await client.until(last(`refused: ${HOST}:${port} answers, but not as RFC 2217 wants it`));
});

test("a call can be given up before it is answered", async () => {
  const client = call(await listen(() => undefined));
  client.giveUp();
  await client.until(last("refused: the call was given up"));
});
