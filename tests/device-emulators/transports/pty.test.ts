import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { REAL_CLOCK } from "../../../device-emulators/transports/clock.ts";
import { openPty } from "../../../device-emulators/transports/pty.ts";
import { watchEnd } from "../../kit/cable-end.ts";
import { temporaryFolder } from "../../kit/server.ts";

const USUAL = "38400 1";

/** A pseudo-terminal under a name of its own, which is unplugged with the test. */
async function plug(name = join(temporaryFolder(), "device")) {
  const end = watchEnd();
  const transport = await openPty({ name, clock: REAL_CLOCK }, end);
  onTestFinished(transport.close);
  return { name, end, transport };
}

/** Opens it as a program does that never blocks; it is closed with the test at the latest. */
function take(name: string) {
  const fd = openSync(name, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  let open = true;
  const close = (): void => {
    if (open) closeSync(fd);
    open = false;
  };
  onTestFinished(close);
  const read = (): string => {
    const room = Buffer.alloc(65_536);
    try {
      return room.toString("latin1", 0, readSync(fd, room));
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? "";
    }
  };
  return { fd, close, read, write: (text: string) => writeSync(fd, text, null, "latin1") };
}

const last = (line: string) => (told: string[]) => told[told.length - 1] === line;

test("a program opens it, all 256 bytes pass unchanged both ways, and it is told closed", async () => {
  const { name, end } = await plug();
  const every = String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte));
  const program = take(name);
  await end.until(last(USUAL));
  program.write(every);
  await end.until(last(`"${every}"`));
  end.links[0]?.send(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  expect(program.read()).toBe(every);
  program.close();
  await end.until(last("closed"));
  expect(end.told()).toEqual(["opened", USUAL, `"${every}"`, "closed"]);
});

test("what a program leaves behind at once still arrives, and the next is a link of its own", async () => {
  const { name, end } = await plug();
  for (const text of ["one", "two"]) {
    const program = take(name);
    program.write(text);
    program.close();
    await end.until((told) => told.includes(`"${text}"`) && last("closed")(told));
  }
  expect(end.told()).toEqual([
    ...["opened", USUAL, '"one"', "closed"],
    ...["opened", USUAL, '"two"', "closed"],
  ]);
});

test("a reply that one program left unread is not for the next", async () => {
  const { name, end } = await plug();
  const first = take(name);
  await end.until(last(USUAL));
  end.links[0]?.send(Uint8Array.of(0x21));
  first.close();
  await end.until(last("closed"));
  const second = take(name);
  await end.until(last(USUAL));
  expect(second.read()).toBe("EAGAIN");
});

test("a device that stops reading stops the program, and loses nothing", async () => {
  const { name, end } = await plug();
  const program = take(name);
  await end.until(last(USUAL));
  end.links[0]?.pause();
  let bytesTaken = 0;
  expect(() => {
    for (;;) bytesTaken += program.write("x".repeat(1_000));
  }).toThrow("EAGAIN");
  end.links[0]?.resume();
  await end.until(last(`"${"x".repeat(bytesTaken)}"`));
});

test("a program that does not read holds nobody up, and gets in order what was kept", async () => {
  const { name, end } = await plug();
  const program = take(name);
  await end.until(last(USUAL));
  const sent = Array.from({ length: 60 }, (_, at) => String.fromCharCode(48 + at).repeat(1_000));
  for (const piece of sent) end.links[0]?.send(Buffer.from(piece, "latin1"));
  let heard = "";
  while (heard.length < 60_000) {
    const more = program.read();
    if (more === "EAGAIN") await new Promise((resolve) => setImmediate(resolve));
    else heard += more;
  }
  expect(heard).toBe(sent.join(""));
});

test("unplugged, it cuts the program off and its name goes", async () => {
  const { name, end, transport } = await plug();
  const program = take(name);
  await end.until(last(USUAL));
  await transport.close();
  expect(end.told().at(-1)).toBe("reset");
  expect(() => lstatSync(name)).toThrow("ENOENT");
  await new Promise((resolve) => setImmediate(resolve));
  expect(program.read()).toBe("");
});

test("a name that an emulator left behind is taken over, and one that was taken over stays", async () => {
  const name = join(temporaryFolder(), "device");
  symlinkSync("/dev/pts/4000", name);
  const first = await plug(name);
  const second = await plug(name);
  const path = readlinkSync(name);
  await first.transport.close();
  expect(readlinkSync(name)).toBe(path);
  await second.transport.close();
  expect(() => lstatSync(name)).toThrow("ENOENT");
});

test("a name that cannot be made is said in words, and nothing of anybody is overwritten", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "file");
  writeFileSync(file, "kept");
  const link = join(folder, "link");
  symlinkSync(file, link);
  const none = join(folder, "none", "device");
  await expect(plug(file)).rejects.toThrow(`${file} is there already`);
  await expect(plug(link)).rejects.toThrow(`${link} is there already`);
  await expect(plug(none)).rejects.toThrow(`${none} cannot be made (ENOENT)`);
});
