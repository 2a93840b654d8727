import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import type { LineEvent } from "../../../../sim-server/core/counter/line-event.ts";
import type { LineOrder } from "../../../../sim-server/core/counter/outside-line.ts";
import {
  CALL_BYTES_MAX,
  createLineSocket,
} from "../../../../sim-server/io/acquirer/line-socket.ts";
import { LOCAL } from "../../../kit/certificate.ts";

const connect = (call: number): LineOrder => ({ kind: "connect", call });
const send = (call: number, ...bytes: number[]): LineOrder => ({
  kind: "send",
  call,
  bytes: Uint8Array.from(bytes),
});
const hangUp = (call: number): LineOrder => ({ kind: "hang-up", call });

test("what is ordered is done in that order, and what comes back is told", async () => {
  const line = await setUp((socket) => socket.on("data", (bytes) => socket.write(bytes)));
  for (const order of [connect(1), send(1, 1, 2), send(1, 3)]) line.socket.perform(order);
  await line.until(() => line.told().endsWith("03"));
  line.socket.perform(hangUp(1));
  line.socket.perform(connect(2));
  await line.until(() => line.told().includes("connected 2"));
  expect(line.told().replaceAll(" bytes 1 ", "")).toContain("connected 1");
  expect(line.told()).not.toContain("closed 1");
});

test("nothing leaves before it is kept that it does", async () => {
  let keep: () => void = () => undefined;
  const heard: string[] = [];
  const line = await setUp(
    (socket) => socket.on("data", (bytes: Uint8Array) => heard.push(String(bytes[0]))),
    { keep: () => new Promise((resolve) => (keep = () => resolve(undefined))) },
  );
  line.socket.perform(connect(1));
  await pause();
  expect(line.calls()).toBe(0);
  keep();
  await line.until(() => line.told().includes("connected 1"));
  line.socket.perform(send(1, 7));
  await pause();
  expect(heard).toEqual([]);
  keep();
  await line.until(() => heard.length > 0);
});

test("a bank that is not there refuses, and one that hangs up has closed", async () => {
  const gone = await setUp(() => undefined);
  await gone.stop();
  gone.socket.perform(connect(1));
  await gone.until(() => gone.told() === "refused 1");
  const rude = await setUp((socket) => socket.destroy());
  rude.socket.perform(connect(1));
  await rude.until(() => rude.told() === "connected 1, closed 1");
});

test("no more is read than is done with, and no call brings more than there can be to say", async () => {
  let most = 0;
  let waiting = 0;
  const line = await setUp((socket) => socket.write(new Uint8Array(CALL_BYTES_MAX + 1)), {
    receive: async () => {
      waiting += 1;
      most = Math.max(most, waiting);
      await pause();
      waiting -= 1;
    },
  });
  line.socket.perform(connect(1));
  await line.until(() => line.told().endsWith("closed 1"));
  expect(most).toBeLessThanOrEqual(2);
  expect(line.bytes()).toBeLessThanOrEqual(CALL_BYTES_MAX);
});

test("closed, it does nothing more and tells nothing more", async () => {
  const line = await setUp((socket) => socket.write("x"));
  line.socket.perform(connect(1));
  await line.until(() => line.told().includes("connected 1"));
  line.socket.close();
  const told = line.told();
  line.socket.perform(connect(2));
  await pause();
  expect(line.told()).toBe(told);
  expect(line.calls()).toBe(1);
});

test.each([
  ["trusted, it is spoken to over TLS", LOCAL.cert, "connected 1"],
  ["not trusted, it is refused", undefined, "refused 1"],
])("%s", async (_what, ca, told) => {
  const other = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
  const line = await setUp(() => undefined, { ca: ca ?? other, tls: true });
  line.socket.perform(connect(1));
  await line.until(() => line.told() === told);
});

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

type Changes = {
  readonly keep?: () => Promise<unknown>;
  readonly receive?: () => Promise<void>;
  readonly ca?: string;
  readonly tls?: boolean;
};

async function setUp(serve: (socket: Socket) => void, changes: Changes = {}) {
  const events: LineEvent[] = [];
  const failures: unknown[] = [];
  let calls = 0;
  const each = (socket: Socket): void => {
    calls += 1;
    socket.on("error", () => undefined);
    serve(socket);
  };
  const server: Server = changes.tls ? createTlsServer(LOCAL, each) : createServer(each);
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const socket = createLineSocket(
    { host: "127.0.0.1", port, ca: changes.ca },
    {
      receive: async (event) => {
        events.push(event);
        await changes.receive?.();
      },
      keep: changes.keep ?? (async () => undefined),
      failed: (error) => failures.push(error),
    },
  );
  onTestFinished(async () => {
    socket.close();
    void stop();
    expect(failures).toEqual([]);
  });
  const told = (): string =>
    events
      .map((event) => {
        if (event.kind === "laid") return event.kind;
        return `${event.kind} ${event.call}${event.kind === "bytes" ? ` ${event.hex}` : ""}`;
      })
      .join(", ");
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await pause();
  };
  const bytes = (): number =>
    events.reduce((sum, event) => sum + (event.kind === "bytes" ? event.hex.length / 2 : 0), 0);
  return { socket, told, calls: () => calls, until, stop, bytes };
}
