import { describe, expect, test } from "vitest";
import { createRecorder, type Recorded } from "../../../device-emulators/transports/recording.ts";
import { readRecording } from "../../../device-emulators/transports/recording-reader.ts";

const HEAD = "tillyard recording 1";

test("what was recorded is read", () => {
  const events: readonly Recorded[] = [
    { kind: "opened", name: "127.0.0.1:40022", atMs: 0, link: 1 },
    { kind: "bytes", from: "host", bytes: Uint8Array.of(0x1b, 0x40, 0x7c), atMs: 3, link: 1 },
    { kind: "bytes", from: "device", bytes: Uint8Array.of(0x0a), atMs: 4, link: 1 },
    { kind: "fault", what: "stall 500 ms", atMs: 5, link: 1 },
    { kind: "ended", from: "device", atMs: 6, link: 1 },
    { kind: "closed", from: "host", how: "reset", atMs: 7, link: 1 },
  ];
  let text = "";
  const recorder = createRecorder((line) => {
    text += `${line}\n`;
  });
  for (const event of events) recorder.take(event);
  recorder.finish();
  const read = readRecording(text);
  const hexes = ["1B407C", "0A"];
  expect(read.ok && read.value).toEqual(
    events.map((event) => {
      if (event.kind !== "bytes") return event;
      const { bytes: _, ...rest } = event;
      return { ...rest, hex: hexes.shift() };
    }),
  );
});

test("empty lines and remarks are skipped, either end of line is one", () => {
  const read = readRecording(`${HEAD}\r\n\r\n# a remark\r\n1 1 > 31** | 1*\r\n`);
  expect(read.ok && read.value).toEqual([
    { kind: "bytes", from: "host", hex: "31**", atMs: 1, link: 1 },
  ]);
});

describe("what is no recording is told with its line", () => {
  test.each([
    ["", 1, 'begins with "tillyard recording 1", found ""'],
    ["tillyard recording 2\n", 1, 'found "tillyard recording 2"'],
    [`${HEAD}\n0 1 open x\nnonsense\n`, 3, 'found "nonsense"'],
    [`${HEAD}\n0 1 > 3 | .\n`, 2, "found"],
    [`${HEAD}\n0 1 > 3g | .\n`, 2, "found"],
    [`${HEAD}\n0 1 close host gone\n`, 2, "found"],
    [`${HEAD}\n0 1 end nobody\n`, 2, "found"],
    [`${HEAD}\n-1 1 open x\n`, 2, "found"],
  ])("%j", (text, line, detail) => {
    const read = readRecording(text);
    expect(!read.ok && read.error.line).toBe(line);
    expect(!read.ok && read.error.detail).toContain(detail);
  });
});
