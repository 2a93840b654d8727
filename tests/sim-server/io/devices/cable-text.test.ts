import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { TillyardError } from "../../../../device-emulators/kit/errors.ts";
import { REAL_CLOCK } from "../../../../device-emulators/transports/clock.ts";
import { openPty } from "../../../../device-emulators/transports/pty.ts";
import {
  findDevice,
  readDevice,
  readListening,
} from "../../../../sim-server/io/devices/cable-text.ts";
import { watchEnd } from "../../../kit/cable-end.ts";
import { IN_WORDS } from "../../../kit/command.ts";
import { watchDial } from "../../../kit/dial-end.ts";
import { createHandClock } from "../../../kit/hand-clock.ts";
import { temporaryFolder } from "../../../kit/server.ts";

const CLOCK = createHandClock();

test.each([
  "tcp:9100",
  "tcp:0.0.0.0:9100",
  "tcp:[::1]:0",
  "pty:till-printer",
  "rfc2217:2217",
  "rfc2217:0.0.0.0:2217@9600,8N1",
  "serial:/dev/ttyS0@9600",
  "serial:COM3@115200,7E1",
  "serial:/dev/ttyS0@9600,8N2,rts-cts",
])("%s is where hosts come", (text) => {
  expect(readListening("listen", text, CLOCK)).toBeTypeOf("function");
});

test.each(["tcp:192.0.2.7:9100", "serial:/dev/ttyUSB0@19200", "serial:/dev/a@b@300,8N1,xon-xoff"])(
  "%s is where a device is",
  (text) => {
    expect(readDevice("device", text, CLOCK)).toBeTypeOf("function");
  },
);

test.each<[typeof readListening | typeof readDevice, string, string]>([
  [readListening, "9100", "--listen 9100 names no cable"],
  [readListening, "constructor:1", "--listen constructor:1 names no cable"],
  [readListening, "tcp:", "--listen tcp: names no cable"],
  [readListening, "tcp:65536", "--listen tcp:65536 does not name a port"],
  [
    readListening,
    "serial:/dev/ttyS0",
    "--listen serial:/dev/ttyS0 does not name a port and its speed",
  ],
  [readDevice, "pty:/x", "--listen pty:/x names no cable"],
  [
    readDevice,
    "serial:/dev/ttyS0@",
    "--listen serial:/dev/ttyS0@ does not name a port and its speed",
  ],
  [readDevice, "serial:/dev/ttyS0@9600,9N1", "does not name a port and its speed"],
  [readListening, "rfc2217:x", "--listen rfc2217:x does not name a port"],
  [readListening, "file:/dev/usb/lp0", "--listen file:/dev/usb/lp0 names no cable"],
  [readListening, "cups:till", "--listen cups:till names no cable"],
  [readDevice, "cups:-x", "--listen cups:-x does not name a queue"],
  [readDevice, "cups:a b", "--listen cups:a b does not name a queue"],
  [readDevice, "cups:a/b", "--listen cups:a/b does not name a queue"],
  [readDevice, "rfc2217:2217@", "does not say how the line is set"],
  [readDevice, "rfc2217:2217@9600,8N1,dtr", "does not say how the line is set"],
  [readDevice, "serial:@9600", "does not name a port and its speed"],
])("%# %s is refused in words", (read, text, what) => {
  let said: unknown;
  try {
    read("listen", text, CLOCK);
  } catch (error) {
    said = error;
  }
  if (!(said instanceof TillyardError)) throw new Error("it was not refused");
  expect([said.exitStatus, said.message]).toEqual([2, expect.stringContaining(what)]);
  expect(`tillyard: ${said.message}\n  ${said.hint}\n`).toMatch(IN_WORDS);
});

test.each([
  ["serial:/dev/no-such-port@9600", "/dev/no-such-port is not there"],
  ["file:/dev/no-such-printer", "/dev/no-such-printer is not there"],
  ["file:/", "/ is no such device"],
  ["cups:no-such-queue", /CUPS has no queue no-such-queue|CUPS's commands lp and lpstat/],
])("%s is found to be missing at the start", async (text, what) => {
  const found = findDevice(text, readDevice("device", text, REAL_CLOCK));
  await expect(found).rejects.toThrow(what);
  await expect(found).rejects.toMatchObject({ exitStatus: 2, hint: expect.any(String) });
});

test("a port that another program has is found to be busy; one that is free, to be there", async () => {
  const path = join(temporaryFolder(), "port");
  const adapter = await openPty({ name: path, clock: REAL_CLOCK }, watchEnd());
  onTestFinished(adapter.close);
  const text = `serial:${path}@9600`;
  const dial = readDevice("device", text, REAL_CLOCK);
  await findDevice(text, dial);
  const holder = watchDial();
  onTestFinished(dial(holder));
  await holder.until((told) => told.includes("opened"));
  await expect(findDevice(text, dial)).rejects.toThrow(`${path} is used by another program`);
});

test("a device that is far away may come later", async () => {
  const text = "tcp:127.0.0.1:1";
  await findDevice(text, readDevice("device", text, CLOCK));
});
