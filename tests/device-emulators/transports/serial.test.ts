import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { USUAL_FORMAT } from "../../../device-emulators/kit/uart.ts";
import { REAL_CLOCK } from "../../../device-emulators/transports/clock.ts";
import { openPty } from "../../../device-emulators/transports/pty.ts";
import { openSerial } from "../../../device-emulators/transports/serial.ts";
import { watchEnd } from "../../kit/cable-end.ts";
import { IN_WORDS } from "../../kit/command.ts";
import { createHandClock } from "../../kit/hand-clock.ts";
import { temporaryFolder } from "../../kit/server.ts";

/** A pseudo-terminal stands for the port, because no machine of a test has one. */
async function plugAdapter(path: string) {
  const far = watchEnd();
  const adapter = await openPty({ name: path, clock: REAL_CLOCK }, far);
  onTestFinished(adapter.close);
  return { far, pull: adapter.close };
}

const last = (line: string) => (told: string[]) => told[told.length - 1] === line;

test("bytes go both ways at the speed that was asked for", async () => {
  const path = join(temporaryFolder(), "port");
  const { far } = await plugAdapter(path);
  const end = watchEnd();
  const port = await openSerial(
    { path, format: { ...USUAL_FORMAT, baud: 19_200 }, flow: "none", clock: REAL_CLOCK },
    end,
  );
  onTestFinished(port.close);
  expect([port.address, end.told()]).toEqual([`serial:${path}@19200`, ["opened", "19200 1"]]);
  await far.until((told) => told.includes("opened"));
  end.links[0]?.send(fromLatin1("to the till"));
  await far.until(last('"to the till"'));
  expect(far.told()).toContain("19200 1");
  far.links[0]?.send(fromLatin1("to the device"));
  await end.until(last('"to the device"'));
  await port.close();
  await far.until(last("closed"));
  expect(end.told().at(-1)).toBe("closed");
});

test("what comes while the device reads no more is heard when it reads on", async () => {
  const path = join(temporaryFolder(), "port");
  const { far } = await plugAdapter(path);
  const end = watchEnd();
  const port = await openSerial(
    { path, format: USUAL_FORMAT, flow: "none", clock: REAL_CLOCK },
    end,
  );
  onTestFinished(port.close);
  await far.until((told) => told.includes("opened"));
  end.links[0]?.pause();
  far.links[0]?.send(fromLatin1("x".repeat(3_000)));
  end.links[0]?.send(fromLatin1("busy"));
  await far.until(last('"busy"'));
  end.links[0]?.resume();
  await end.until(last(`"${"x".repeat(3_000)}"`));
});

test("unplugged it is told so, and looked for every second until it is back", async () => {
  const path = join(temporaryFolder(), "port");
  const clock = createHandClock();
  const { far: gone, pull } = await plugAdapter(path);
  const end = watchEnd();
  const port = await openSerial({ path, format: USUAL_FORMAT, flow: "none", clock }, end);
  onTestFinished(port.close);
  await gone.until((told) => told.includes("opened"));
  await pull();
  await end.until(last("reset"));
  clock.pass(999);
  const { far } = await plugAdapter(path);
  expect(end.told()).toEqual(["opened", "9600 1", "reset"]);
  clock.pass(1);
  await end.until((told) => told.length === 5);
  expect(end.told().slice(3)).toEqual(["opened", "9600 1"]);
  end.links[1]?.send(fromLatin1("back"));
  await far.until(last('"back"'));
});

test("a port that is not there is said in words", async () => {
  const path = join(temporaryFolder(), "none");
  const tried = openSerial(
    { path, format: USUAL_FORMAT, flow: "none", clock: REAL_CLOCK },
    watchEnd(),
  );
  const { message, hint, code } = (await tried.catch((error: unknown) => error)) as {
    message: string;
    hint: string;
    code: string;
  };
  expect(`tillyard: ${message}\n  ${hint}\n`).toMatch(IN_WORDS);
  expect([code, message]).toEqual(["device-unavailable", expect.stringContaining(path)]);
});
