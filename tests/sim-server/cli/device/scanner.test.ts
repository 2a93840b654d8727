import { on } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { IN_WORDS, tillyard } from "../../../kit/command.ts";
import { startDevice, type TestDevice } from "../../../kit/device.ts";

/** A host at the scanner's cable, once the scanner knows of it. */
async function join({ port, events }: TestDevice): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1" });
  onTestFinished(() => void socket.destroy());
  await events("opened");
  return socket;
}

/** So many bytes, once they have come. */
async function hear(socket: Socket, bytes: number): Promise<string> {
  let heard = "";
  for await (const [chunk] of on(socket, "data")) {
    heard += chunk.toString("latin1");
    if (heard.length >= bytes) break;
  }
  return heard;
}

test.each<[string, readonly string[], string, string]>([
  ["as from the factory", [], "scan ean-13 2000000000015", "2000000000015\r"],
  [
    "with identifier, add-on and envelope",
    ["--aim", "--add-ons", "send", "--envelope", "stx-etx", "--prefix", "A", "--suffix", ""],
    "scan ean-13 9780000000002+51999",
    "\x02A]E3978000000000251999\x03",
  ],
  [
    "with another FNC1",
    ["--group-separator", "\\x7e", "--suffix", "\\r\\n"],
    "scan gs1-128 10A\\x1d21B",
    "10A~21B\r\n",
  ],
  ["with words for no code", ["--no-read", "NR"], "scan ean-13 2000000000016", "NR\r"],
  ["twice", ["--reads", "2"], "scan qr a b", "a b\ra b\r"],
  ["in two pieces", ["--split", "1"], "scan qr ab", "ab\r"],
])("device scanner sends a code %s", async (_name, flags, line, expected) => {
  const scanner = await startDevice(["scanner", "--tcp", "0", ...flags]);
  const host = await join(scanner);
  scanner.hand(line);
  expect(await hear(host, expected.length)).toBe(expected);
});

test("the host pulls the trigger, refuses once, and takes the code", async () => {
  const flags = ["--host-trigger", "\\x16T\\r", "--ack", "5000"];
  const scanner = await startDevice(["scanner", "--tcp", "0", ...flags]);
  const host = await join(scanner);
  scanner.hand("scan nothing");
  scanner.hand("place code-39 AB-12");
  scanner.hand("take-away now");
  await expect.poll(scanner.notes).toContain("hands cannot do that: take-away now");
  host.write("\x16T\r");
  expect(await hear(host, 6)).toBe("AB-12\r");
  host.write("\x15");
  expect(await hear(host, 6)).toBe("AB-12\r");
  host.write("\x06");
  expect(scanner.notes()).toContain("hands cannot do that: scan nothing");
});

test.each([
  [["--envelope", "stx"], "--envelope stx is not one it takes"],
  [["--add-ons", "2"], "--add-ons 2 is not one it takes"],
  [["--prefix", "任"], "--prefix is no text for a cable"],
  [["--suffix", "x".repeat(65)], "--suffix is no text for a cable"],
  [["--ack", "0"], "--ack 0 is not a number it takes"],
])("device scanner %j: %s", async (words, says) => {
  const { status, err } = await tillyard(["device", "scanner", "--tcp", "0", ...words]);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain(says);
  expect(status).toBe(2);
});
