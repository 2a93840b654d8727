import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Recorded } from "../../../../device-emulators/transports/recording.ts";
import { recordLater, recordTo } from "../../../../sim-server/cli/relay/record-file.ts";
import { temporaryFolder } from "../../../kit/server.ts";

const opened: Recorded = { kind: "opened", name: "till", atMs: 0, link: 1 };
const said: Recorded = {
  kind: "bytes",
  from: "host",
  bytes: Uint8Array.of(0x1b, 0x40),
  atMs: 1,
  link: 1,
};

test("what is told is written after what is under way, in one go and in order", async () => {
  const written: string[] = [];
  const recorder = recordLater((text) => void written.push(text));
  recorder.take(opened);
  recorder.take(said);
  expect(written).toEqual(["tillyard recording 1\n"]);
  await setImmediate();
  expect(written.slice(1)).toEqual(["0 1 open till\n"]);
  recorder.finish();
  expect(written.slice(2)).toEqual(["1 1 > 1B40 | .@\n"]);
});

test("a recording that is finished has all, and takes nothing more", () => {
  const file = join(temporaryFolder(), "till.txt");
  const recorder = recordTo(file);
  recorder.take(opened);
  recorder.finish();
  recorder.take(said);
  recorder.finish();
  expect(readFileSync(file, "utf8")).toBe("tillyard recording 1\n0 1 open till\n");
});
