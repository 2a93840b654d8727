import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startDevice } from "../kit/device.ts";
import { temporaryFolder } from "../kit/server.ts";

/** Prints a receipt as a till does that is written in Python and knows nothing but a serial port. */
const TILL = `
import os, sys, termios
port = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
line = termios.tcgetattr(port)
line[4] = line[5] = termios.B19200
line[2] |= termios.CSTOPB
termios.tcsetattr(port, termios.TCSANOW, line)
os.write(port, b"\\x1b@\\x10\\x04\\x01")
print(os.read(port, 16).hex())
os.write(port, "Total 12.34\\n\\x1dV\\x42\\x00\\x1dr1".encode())
print(os.read(port, 16).hex())
os.close(port)
`;

test("a Python program prints over the pseudo-terminal, sets the line and reads the status", async () => {
  expect(havePython(), "install python3 (Debian: apt-get install python3)").toBe(true);
  const name = join(temporaryFolder(), "printer");
  const { events, port } = await startDevice(["printer", "--pty", name]);
  expect(port).toBeNaN();
  const { stdout } = await promisify(execFile)("python3", ["-c", TILL, name]);
  expect(stdout).toBe("12\n00\n");
  const [torn] = await events("torn");
  expect(torn).toMatchObject({ text: ["Total 12.34", expect.stringContaining("cut")] });
  const settings = await events("line-set", 1);
  expect(settings.at(-1)).toMatchObject({ baud: 19_200, stopBits: 2 });
  expect(await events("closed")).toHaveLength(1);
});

test("a program that only writes to a file prints all of it", async () => {
  const name = join(temporaryFolder(), "printer");
  const { events } = await startDevice(["printer", "--pty", name]);
  execFileSync("sh", ["-c", 'printf "one\\ntwo\\n" > "$0"', name]);
  execFileSync("sh", ["-c", 'printf "three\\n" > "$0"', name]);
  const printed = await events("printed", 3);
  expect(printed.map(({ text }) => text)).toEqual(["one", "two", "three"]);
});

function havePython(): boolean {
  try {
    execFileSync("python3", ["-c", "import termios"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
