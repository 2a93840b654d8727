import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { portOf } from "../../../device-emulators/transports/listen.ts";
import { IN_WORDS, tillyard } from "../../kit/command.ts";

const folder = mkdtempSync(join(tmpdir(), "tillyard-replay-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const JOB = file("job.txt", "tillyard recording 1\n0 1 > 100401 | ...\n1 1 < 12 | .\n");

test.each<[string[], string]>([
  [[], "replay: name one recording"],
  [[JOB], "replay: give either --listen or --device"],
  [["no-such-file", "--listen", "tcp:0"], "no-such-file cannot be read"],
  [[file("bad.txt", "tillyard recording 1\nx\n"), "--listen", "tcp:0"], "bad.txt:2: "],
])("replay %j is refused in words", async (words, what) => {
  const { status, err } = await tillyard(["replay", ...words]);
  expect(status).toBe(2);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain(what);
});

test.each([
  [0x12, 0, "the same"],
  [0x16, 1, "connection 1, byte 0 of the device: wanted 12, found 16"],
])("a device that answers %i ends a replay with status %i", async (answer, wanted, said) => {
  const device = createServer((socket) =>
    socket.on("data", () => socket.write(Uint8Array.of(answer))),
  );
  device.listen(0, "127.0.0.1");
  await once(device, "listening");
  const record = join(folder, `again-${answer}.txt`);
  const words = ["replay", JOB, "--device", `tcp:${portOf(device)}`, "--record", record];
  const { status, err } = await tillyard(words);
  device.close();
  expect([status, err]).toEqual([wanted, `tillyard replay: ${said}\n`]);
  expect(readFileSync(record, "utf8")).toContain(`< ${answer.toString(16)} |`);
});
