import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fromHex } from "../../device-emulators/kit/bytes.ts";
import { USUAL_FORMAT } from "../../device-emulators/kit/uart.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import type { Dial } from "../../device-emulators/transports/dial.ts";
import { dialRfc2217 } from "../../device-emulators/transports/dial-rfc2217.ts";
import { dialTcp } from "../../device-emulators/transports/dial-tcp.ts";
import { startDevice, type TestDevice } from "../kit/device.ts";
import { watchDial } from "../kit/dial-end.ts";
import { startRelayBetween } from "../kit/relay-process.ts";
import { temporaryFolder } from "../kit/server.ts";

const JOB = "1B40 100401 546F74616C0A 1D7231";

type Row = {
  readonly listen: string;
  readonly call: (port: number) => Dial;
  /** How the printer is plugged in, and how the relay is told of it. */
  readonly plug: (path: string) => readonly string[];
  readonly device: (path: string, printer: TestDevice) => string;
};

const tcp = (port: number): Dial => dialTcp({ host: "127.0.0.1", port });
const rfc2217 = (port: number): Dial =>
  dialRfc2217({
    ...{ host: "127.0.0.1", port, format: { ...USUAL_FORMAT, baud: 19_200 } },
    ...{ flow: "none", clock: REAL_CLOCK },
  });
const pty = (path: string): readonly string[] => ["--pty", path];

test.each<[string, Row]>([
  [
    "RFC 2217 to a serial port",
    { listen: "rfc2217:0", call: rfc2217, plug: pty, device: (path) => `serial:${path}@19200` },
  ],
  [
    "TCP to a device file",
    { listen: "tcp:0", call: tcp, plug: pty, device: (path) => `file:${path}` },
  ],
  [
    "TCP to a serial port on the network",
    {
      ...{ listen: "tcp:0", call: tcp, plug: () => ["--rfc2217", "0", "--line", "9600,8E1"] },
      device: (_, { cables }) => `${cables[0]}@9600,8E1`,
    },
  ],
])("a relay from %s carries a job and its answers, and records them", async (_, row) => {
  const path = join(temporaryFolder(), "printer");
  const printer = await startDevice(["printer", ...row.plug(path)]);
  const relay = await startRelayBetween(row.listen, row.device(path, printer), []);
  const end = watchDial();
  onTestFinished(row.call(relay.port)(end));
  await end.until((told) => told.includes("opened"));
  end.links[0]?.send(fromHex(JOB));
  await end.until((told) => told.at(-1) === '"\x12\0"');
  expect(await printer.events("printed")).toMatchObject([{ text: "Total" }]);
  end.links[0]?.hangUp("closed");
  await relay.until((line) => line.includes("by the"));
  const recorded = (await relay.recorded()).map((line) => line.split(" |")[0]);
  const said = (from: string): string =>
    recorded.flatMap((line) => line?.split(` ${from} `)[1] ?? []).join("");
  expect([said(">"), said("<")]).toEqual([JOB.replaceAll(" ", ""), "1200"]);
});

test("a port that is pulled out cuts its program off, and put back serves the next", async () => {
  const path = join(temporaryFolder(), "printer");
  const first = await startDevice(["printer", "--pty", path]);
  const relay = await startRelayBetween("tcp:0", `serial:${path}@9600`, []);
  const call = async () => {
    const end = watchDial();
    onTestFinished(tcp(relay.port)(end));
    await end.until((told) => told.includes("opened"));
    end.links[0]?.send(fromHex("1D7231"));
    return end;
  };
  const one = await call();
  await one.until((told) => told.at(-1) === '"\0"');
  await first.end("SIGTERM");
  await one.until((told) => told.at(-1) === "reset");
  onTestFinished(tcp(relay.port)(watchDial()));
  await relay.until((line) => line.includes(`does not answer: ${path} is not there`));
  await startDevice(["printer", "--pty", path]);
  const two = await call();
  await two.until((told) => told.at(-1) === '"\0"');
});
