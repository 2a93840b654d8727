import { expect, test } from "vitest";
import { TillyardError } from "../../../../device-emulators/kit/errors.ts";
import { readDevice, readListening } from "../../../../sim-server/io/devices/cable-text.ts";
import { IN_WORDS } from "../../../kit/command.ts";
import { createHandClock } from "../../../kit/hand-clock.ts";

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
