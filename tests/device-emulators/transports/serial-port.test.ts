import { EventEmitter } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SerialPort } from "serialport";
import { expect, test } from "vitest";
import { USUAL_FORMAT } from "../../../device-emulators/kit/uart.ts";
import {
  linkOfPort,
  openPort,
  serialAddress,
  watchPlug,
} from "../../../device-emulators/transports/serial-port.ts";
import { UNSENT_BYTES_MAX } from "../../../device-emulators/transports/transport.ts";
import { createHandClock } from "../../kit/hand-clock.ts";
import { temporaryFolder } from "../../kit/server.ts";

/** A port of which the system tells nothing; what was done to it. */
function silentPort() {
  const done: string[] = [];
  const port = Object.assign(new EventEmitter(), {
    isOpen: true,
    writableLength: 0,
    close: (_: unknown, why?: Error) => {
      done.push(`closed: ${why?.message}`);
      port.isOpen = false;
      port.emit("close", why);
    },
    write: (bytes: Uint8Array) => void done.push(`wrote ${bytes.length}`),
    set: (wires: object) => void done.push(JSON.stringify(wires)),
    pause: () => void done.push("paused"),
    resume: () => void done.push("resumed"),
  });
  return { port: port as unknown as SerialPort, done };
}

test("a port whose device file is gone is closed within a second", () => {
  const path = join(temporaryFolder(), "ttyUSB0");
  writeFileSync(path, "");
  const clock = createHandClock();
  const { port, done } = silentPort();
  watchPlug(port, path, clock);
  clock.pass(5_000);
  rmSync(path);
  clock.pass(999);
  expect(done).toEqual([]);
  clock.pass(1);
  clock.pass(5_000);
  expect(done).toEqual(["closed: unplugged"]);
});

test("a port that is no file is not watched", () => {
  const clock = createHandClock();
  const { port, done } = silentPort();
  watchPlug(port, join(temporaryFolder(), "COM3"), clock);
  clock.pass(5_000);
  expect(done).toEqual([]);
});

test("wires show whether more is taken, and a closed port is left alone", () => {
  const { port, done } = silentPort();
  const link = linkOfPort(port, "COM3", (ready) => ({ rts: ready }));
  link.pause();
  link.resume();
  link.send(new Uint8Array(UNSENT_BYTES_MAX));
  link.send(new Uint8Array(UNSENT_BYTES_MAX + 1));
  port.close();
  link.send(new Uint8Array(1));
  link.pause();
  expect(done).toEqual([
    ...["paused", '{"rts":false}', '{"rts":true}', "resumed", `wrote ${UNSENT_BYTES_MAX}`],
    ...["closed: undefined", "paused"],
  ]);
});

test("its address is as the command line spells it", () => {
  const port = { path: "/dev/ttyUSB0", format: USUAL_FORMAT, flow: "none" } as const;
  expect(serialAddress(port)).toBe("serial:/dev/ttyUSB0@9600");
  const seven = { ...USUAL_FORMAT, dataBits: 7, parity: "even" } as const;
  expect(serialAddress({ ...port, format: seven })).toBe("serial:/dev/ttyUSB0@9600,7E1");
});

test.each([
  ["none", "is not there"],
  [".", "is no such device"],
])("%s cannot be opened: it %s", async (name, what) => {
  const path = join(temporaryFolder(), name);
  const opened = openPort({ path, format: USUAL_FORMAT, flow: "none" });
  await expect(opened).rejects.toThrow(`${path} ${what}`);
});
