import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";
import { fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { IN_WORDS, tillyard } from "../../kit/command.ts";
import { startDevice } from "../../kit/device.ts";
import { temporaryFolder } from "../../kit/server.ts";

/** Sends all of it, and resolves with all that came back, as hex, once the device hung up. */
async function ask(port: number, latin1: string): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.end(fromLatin1(latin1));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks).toString("hex");
}

describe("tillyard device printer", () => {
  test.each<NodeJS.Signals>(["SIGINT", "SIGTERM"])(
    "says where it is in one JSON line, and on %s ends well and takes its name away",
    async (signal) => {
      const name = join(temporaryFolder(), "printer");
      const { cables, port, end } = await startDevice(["printer", "--tcp", "0", "--pty", name]);
      expect(cables).toEqual([`tcp:127.0.0.1:${port}`, `pty:${name}`]);
      expect([port === 0, existsSync(name)]).toEqual([false, true]);
      expect(await end(signal)).toBe(0);
      expect(existsSync(name)).toBe(false);
    },
  );

  test("with --json tells lines, cut, receipt and kick, each as an object", async () => {
    const { port, events } = await startDevice(["printer", "--tcp", "0"]);
    await ask(port, "one\ntwo\n\x1dV\x42\x00\x1bp\x00\x19\xfa");
    const printed = (await events("printed", 2)).map(({ text }) => text);
    expect(printed).toEqual(["one", "two"]);
    expect(await events("cut")).toEqual([{ event: "cut", full: false }]);
    expect(await events("kick")).toMatchObject([{ event: "kick", pin: 2, onMs: 50 }]);
    expect((await events("torn"))[0]).toMatchObject({
      text: ["one", "two", expect.stringContaining("cut")],
    });
    expect((await events("opened"))[0]?.["link"]).toMatch(/^127\.0\.0\.1:\d+$/);
    expect((await events("closed"))[0]?.["how"]).toBe("closed");
  });

  test("keeps half a command from one connection to the next", async () => {
    const { port, events } = await startDevice(["printer", "--tcp", "0"]);
    await ask(port, "\x1bp\x00");
    await ask(port, "\n\nnext\n");
    expect((await events("kick"))[0]).toMatchObject({ pin: 2, onMs: 20 });
    expect((await events("printed"))[0]).toMatchObject({ text: "next" });
  });

  test("answers an open cover at once, and prints what it held when the cover is shut", async () => {
    const { port, events, hand } = await startDevice(["printer", "--tcp", "0"]);
    hand("open");
    await events("status");
    expect(await ask(port, "held\n\x10\x04\x02\x10\x04\x01")).toBe("161a");
    hand("close");
    expect((await events("printed"))[0]).toMatchObject({ text: "held" });
  });

  test("full behind an open cover reads no more, and afterwards has lost nothing", async () => {
    const { port, events, hand } = await startDevice(["printer", "--tcp", "0"]);
    hand("open");
    await events("status");
    const answered = ask(port, `first\n${"\0".repeat(1_000_000)}last\n\x1dr1`);
    await events("opened");
    hand("close");
    expect(await answered).toBe("00");
    expect((await events("printed", 2)).map(({ text }) => text)).toEqual(["first", "last"]);
  });

  test("is the model that is asked for", async () => {
    const words = ["printer", "--tcp", "0", "--model", "clone-58", "--paper", "0"];
    const { port } = await startDevice(words);
    // Its paper has no sensor for a near end, and it does not say who it is.
    expect(await ask(port, "\x10\x04\x04\x1dI\x42")).toBe("72");
  });

  test("fails as it is told, and prints on once that is mended", async () => {
    const { port, events, hand } = await startDevice(["printer", "--tcp", "0"]);
    hand("jam");
    expect((await events("status"))[0]).toMatchObject({ error: "cutter" });
    expect(await ask(port, "held\n\x10\x04\x03")).toBe("1a");
    hand("mend");
    await ask(port, "\x10\x05\x01");
    expect((await events("printed"))[0]).toMatchObject({ text: "held" });
  });

  test("does what hands do, and goes on after a line that means nothing", async () => {
    const { port, events, hand, notes } = await startDevice([
      "printer",
      "--tcp",
      "0",
      "--paper",
      "400",
    ]);
    expect(await ask(port, "\x10\x04\x04")).toBe("1e");
    for (const line of ["load paper", "paper-left", "tear 1", "load-paper", "drawer-open"])
      hand(line);
    expect((await events("status", 2)).map(({ paper, drawer }) => [paper, drawer])).toEqual([
      ["ok", "low"],
      ["ok", "high"],
    ]);
    await expect.poll(notes).toContain("hands cannot do that: tear 1");
    expect(notes().match(/hands cannot do that: .*/g)).toEqual([
      "hands cannot do that: load paper",
      "hands cannot do that: paper-left",
      "hands cannot do that: tear 1",
    ]);
  });

  test("without --json shows the receipt, but nothing that steers a terminal", async () => {
    const child = spawn(process.execPath, [
      ...["sim-server/cli/main.ts", "device", "printer", "--tcp", "0"],
    ]);
    onTestFinished(() => void child.kill("SIGKILL"));
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const next = async (): Promise<string> => (await lines.next()).value ?? "";
    const port = Number(/:(\d+)"/.exec(await next())?.[1]);
    // In GB18030, 81 30 83 37 is U+009B, which many terminals take for ESC [.
    await ask(port, "\x1c&shown \x81\x30\x83\x37 here\n\x1bd\x02\x1di\x1bi");
    expect([await next(), await next(), await next()]).toEqual(["shown \u{FFFD} here", "", ""]);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});

/** Words that are no use, and what is said of them. */
test.each<[readonly string[], string, string]>([
  [["--tcp", "65536"], "--tcp 65536 does not name a port", "0 to 65535"],
  [["--tcp", "printer"], "--tcp printer does not name a port", "0 to 65535"],
  [["--tcp", "::1:9100"], "--tcp ::1:9100 does not name a port", "0 to 65535"],
  [["--tcp", "192.0.2.1:0"], "port 0 on 192.0.2.1 cannot be used", "--tcp HOST:PORT"],
  [["--model", "x"], "there is no printer x", "the models are counter, TM-T88V, clone-58"],
  [["--clients", "0"], "--clients 0 is not a number", "1 to 64"],
  [["--paper", "much"], "--paper much is not a number", "0 to"],
  [["--pty", "no/such/folder/printer"], "cannot be made (ENOENT)", "--pty PATH"],
  [["--serial", "/dev/none"], "--serial /dev/none does not name a port", "/dev/ttyUSB0@19200"],
  [["--serial", "/dev/none@0"], "--serial /dev/none@0 does not name a port", "/dev/ttyUSB0@19200"],
  [["--serial", "/dev/none@9600"], "/dev/none is not there", "plug it in"],
  [["more"], "there is no kind printer more", "the kinds are printer"],
])("device printer %j ends with status 2, a sentence and a remedy", async (words, said, remedy) => {
  const { status, out, err } = await tillyard(["device", "printer", ...words]);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain(said);
  expect(err.split("\n")[1]).toContain(remedy);
  expect([status, out]).toEqual([2, ""]);
});

test("a port in use is said in words, and the cable plugged in before it is pulled again", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  const name = join(temporaryFolder(), "printer");
  const words = ["device", "printer", "--pty", name, "--tcp", `${port}`];
  const { status, err } = await tillyard(words);
  expect(err).toMatch(IN_WORDS);
  expect([status, err.includes(`port ${port} on 127.0.0.1 is in use`)]).toEqual([2, true]);
  expect(existsSync(name)).toBe(false);
});
