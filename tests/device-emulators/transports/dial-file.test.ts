import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { REAL_CLOCK } from "../../../device-emulators/transports/clock.ts";
import { dialFile } from "../../../device-emulators/transports/dial-file.ts";
import { openPty } from "../../../device-emulators/transports/pty.ts";
import { watchEnd } from "../../kit/cable-end.ts";
import { watchDial } from "../../kit/dial-end.ts";
import { temporaryFolder } from "../../kit/server.ts";

const last = (line: string) => (told: string[]) => told[told.length - 1] === line;

function call(path: string) {
  const end = watchDial();
  onTestFinished(dialFile({ path, clock: REAL_CLOCK })(end));
  return end;
}

/** A pseudo-terminal stands for /dev/usb/lp0: a device file that reads, writes and goes away. */
async function plugPrinter(path: string) {
  const printer = watchEnd();
  const cable = await openPty({ name: path, clock: REAL_CLOCK }, printer);
  onTestFinished(cable.close);
  return { printer, pull: cable.close };
}

test("a device file is written to, and its status comes back", async () => {
  const path = join(temporaryFolder(), "lp0");
  const { printer } = await plugPrinter(path);
  const end = call(path);
  await end.until(last("opened"));
  end.links[0]?.send(fromLatin1("to the printer"));
  await printer.until(last('"to the printer"'));
  printer.links[0]?.send(fromLatin1("\x12"));
  await end.until(last('"\x12"'));
  end.links[0]?.hangUp("closed");
  await end.until(last("closed"));
  await printer.until(last("closed"));
});

test("a printer that takes no more is waited for, and loses nothing", async () => {
  const path = join(temporaryFolder(), "lp0");
  const { printer } = await plugPrinter(path);
  const end = call(path);
  await end.until(last("opened"));
  end.links[0]?.send(fromLatin1("a"));
  await printer.until(last('"a"'));
  printer.links[0]?.pause();
  end.links[0]?.send(fromLatin1("b".repeat(50_000)));
  expect(end.links[0]?.unsentBytes()).toBeGreaterThan(0);
  end.links[0]?.hangUp("closed");
  printer.links[0]?.resume();
  await end.until(last("closed"));
  await printer.until((told) => told.includes(`"a${"b".repeat(50_000)}"`));
});

test("unplugged, the call is reset; plugged in again, the next one is answered", async () => {
  const path = join(temporaryFolder(), "lp0");
  const { pull } = await plugPrinter(path);
  const end = call(path);
  await end.until(last("opened"));
  await pull();
  await end.until(last("reset"));
  const missing = call(path);
  await missing.until(last(`refused: ${path} is not there`));
  await plugPrinter(path);
  await call(path).until(last("opened"));
});

test("what a printer still answers is heard by who has said all", async () => {
  const path = join(temporaryFolder(), "lp0");
  const { printer } = await plugPrinter(path);
  const end = call(path);
  await end.until(last("opened"));
  end.links[0]?.send(fromLatin1("x"));
  end.links[0]?.end();
  await printer.until(last('"x"'));
  printer.links[0]?.send(fromLatin1("late"));
  await end.until(last("closed"));
  expect(end.told()).toEqual(["opened", '"late"', "closed"]);
});

test("a pipe is only written to, and a plain file behind what it holds", async () => {
  const folder = temporaryFolder();
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  // Nobody reads it yet.
  await call(pipe).until(last(`refused: ${pipe} is not there`));
  const plain = join(folder, "plain");
  writeFileSync(plain, "before ");
  const end = call(plain);
  await end.until(last("opened"));
  end.links[0]?.send(fromLatin1("after"));
  end.links[0]?.end();
  await end.until(last("closed"));
  expect([readFileSync(plain, "utf8"), end.told()]).toEqual(["before after", ["opened", "closed"]]);
});

test.each([
  [".", "is no such device"],
  ["none/lp0", "is not there"],
])("%s is refused: it %s", async (name, why) => {
  const path = join(temporaryFolder(), name);
  await call(path).until(last(`refused: ${path} ${why}`));
});

test("a call that is given up at once is refused", async () => {
  const path = join(temporaryFolder(), "lp0");
  await plugPrinter(path);
  const end = watchDial();
  dialFile({ path, clock: REAL_CLOCK })(end)();
  await end.until(last("refused: the call was given up"));
});
