import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { USUAL_FORMAT } from "../../../device-emulators/kit/uart.ts";
import { type Clock, REAL_CLOCK } from "../../../device-emulators/transports/clock.ts";
import { dialSerial } from "../../../device-emulators/transports/dial-serial.ts";
import { LAST_WORDS_MS } from "../../../device-emulators/transports/last-words.ts";
import { openPty } from "../../../device-emulators/transports/pty.ts";
import { watchEnd } from "../../kit/cable-end.ts";
import { watchDial } from "../../kit/dial-end.ts";
import { createHandClock } from "../../kit/hand-clock.ts";
import { temporaryFolder } from "../../kit/server.ts";

/** A pseudo-terminal stands for the port, because no machine of a test has one. */
async function plugDevice(path: string) {
  const device = watchEnd();
  const adapter = await openPty({ name: path, clock: REAL_CLOCK }, device);
  onTestFinished(adapter.close);
  return { device, pull: adapter.close };
}

function call(path: string, clock: Clock = REAL_CLOCK) {
  const end = watchDial();
  const format = { ...USUAL_FORMAT, baud: 19_200, stopBits: 2 } as const;
  onTestFinished(dialSerial({ path, format, flow: "none", clock })(end));
  return end;
}

const last = (line: string) => (told: string[]) => told[told.length - 1] === line;

test("a call opens the port as it was asked for, and bytes go both ways", async () => {
  const path = join(temporaryFolder(), "port");
  const { device } = await plugDevice(path);
  const end = call(path);
  await end.until(last("opened"));
  await device.until((told) => told.includes("opened"));
  end.links[0]?.send(fromLatin1("to the device"));
  await device.until(last('"to the device"'));
  expect(device.told()).toContain("19200 2");
  device.links[0]?.send(fromLatin1("to the till"));
  await end.until(last('"to the till"'));
});

test("hung up, what was sent goes out first", async () => {
  const path = join(temporaryFolder(), "port");
  const { device } = await plugDevice(path);
  const end = call(path);
  await end.until(last("opened"));
  end.links[0]?.send(fromLatin1("x".repeat(10_000)));
  end.links[0]?.hangUp("closed");
  await end.until(last("closed"));
  await device.until((told) => told.includes(`"${"x".repeat(10_000)}"`));
});

test("who has said all hears what is still answered, until the device is silent", async () => {
  const path = join(temporaryFolder(), "port");
  const clock = createHandClock();
  const { device } = await plugDevice(path);
  const end = call(path, clock);
  await end.until(last("opened"));
  await device.until((told) => told.includes("opened"));
  end.links[0]?.end();
  clock.pass(LAST_WORDS_MS - 1);
  device.links[0]?.send(fromLatin1("late"));
  await end.until(last('"late"'));
  clock.pass(LAST_WORDS_MS - 1);
  expect(end.told()).toEqual(["opened", '"late"']);
  clock.pass(1);
  await end.until(last("closed"));
});

test("orders to a link that is closed do nothing, and nothing is waited for", async () => {
  const path = join(temporaryFolder(), "port");
  let waits = 0;
  const clock: Clock = {
    ...REAL_CLOCK,
    after: (waitMs, call) => {
      waits += 1;
      return REAL_CLOCK.after(waitMs, call);
    },
  };
  await plugDevice(path);
  const end = call(path, clock);
  await end.until(last("opened"));
  end.links[0]?.hangUp("closed");
  await end.until(last("closed"));
  const before = waits;
  end.links[0]?.hangUp("closed");
  end.links[0]?.end();
  end.links[0]?.send(fromLatin1("late"));
  expect([end.told(), waits]).toEqual([["opened", "closed"], before]);
});

test("unplugged, the call is reset; plugged in again, the next one is answered", async () => {
  const path = join(temporaryFolder(), "port");
  const { device, pull } = await plugDevice(path);
  const first = call(path);
  await first.until(last("opened"));
  await device.until((told) => told.includes("opened"));
  await pull();
  await first.until(last("reset"));
  const missing = call(path);
  await missing.until(last(`refused: ${path} is not there`));
  await plugDevice(path);
  await call(path).until(last("opened"));
});

test("a port that another program has is said to be in use", async () => {
  const path = join(temporaryFolder(), "port");
  await plugDevice(path);
  await call(path).until(last("opened"));
  await call(path).until(last(`refused: ${path} is used by another program`));
});

test("a call that is given up at once is refused, and leaves the port free", async () => {
  const path = join(temporaryFolder(), "port");
  await plugDevice(path);
  const end = watchDial();
  dialSerial({ path, format: USUAL_FORMAT, flow: "none", clock: REAL_CLOCK })(end)();
  await end.until(last("refused: the call was given up"));
  await call(path).until(last("opened"));
});
