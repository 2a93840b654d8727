import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex, toLatin1 } from "../../../device-emulators/kit/bytes.ts";
import {
  type Arrival,
  BETWEEN_FRAMES,
  buildFrame,
  FRAME_BYTES_MAX,
  type FrameReader,
  type Lrc,
  readFrames,
} from "../../../device-emulators/kit/frame.ts";

const payloads = fc
  .uint8Array({ maxLength: 40 })
  .map((bytes) => bytes.filter((byte) => byte !== 0x02 && byte !== 0x03));

describe("buildFrame", () => {
  test.each([
    ["text", "3031 50", "02 3031 50 03 52"],
    ["nothing", "", "02 03 03"],
    ["a check byte that looks like ETX", "4141", "02 4141 03 03"],
  ])("%s", (_name, payload, frame) => {
    expect(toHex(buildFrame(fromHex(payload)))).toBe(frame.replaceAll(" ", ""));
  });

  test("takes a payload of the longest length, and no longer one", () => {
    expect(buildFrame(new Uint8Array(FRAME_BYTES_MAX)).length).toBe(FRAME_BYTES_MAX + 3);
    expect(() => buildFrame(new Uint8Array(FRAME_BYTES_MAX + 1))).toThrow("fits its frame");
  });

  test.each(["41 02", "03 41"])("refuses a payload that holds %s", (payload) => {
    expect(() => buildFrame(fromHex(payload))).toThrow("is text");
  });
});

/** The payload 30 31, whose bytes alone come to 01. */
const MAKERS: readonly (readonly [string, Lrc, string])[] = [
  ["from behind STX to ETX", { from: "payload", to: "etx", seed: 0 }, "02"],
  ["of the payload alone", { from: "payload", to: "payload", seed: 0 }, "01"],
  ["from STX to ETX", { from: "stx", to: "etx", seed: 0 }, "00"],
  ["from STX to the payload's end", { from: "stx", to: "payload", seed: 0 }, "03"],
  ["from behind STX to ETX, beginning with 7F", { from: "payload", to: "etx", seed: 0x7f }, "7D"],
];

describe("a check byte", () => {
  test.each(MAKERS)("%s", (_name, lrc, byte) => {
    const frame = buildFrame(fromHex("3031"), lrc);
    expect(toHex(frame)).toBe(`02303103${byte}`);
    expect(draw(readFrames(BETWEEN_FRAMES, frame, lrc).arrivals)).toBe("01");
  });

  test("of another maker's is wrong", () => {
    for (const [, lrc] of MAKERS) {
      for (const [, other] of MAKERS.filter(([, each]) => each !== lrc)) {
        const frame = buildFrame(fromHex("3031"), lrc);
        expect(draw(readFrames(BETWEEN_FRAMES, frame, other).arrivals)).toBe("lrc-mismatch");
      }
    }
  });
});

describe("readFrames", () => {
  test.each([
    ["a frame", "02 3031 03 02", "01"],
    ["answers alone", "06 15 04 05", "ack nak eot enq"],
    ["an answer and a frame", "06 02 41 03 42", "ack A"],
    ["an answer inside a frame, which is payload", "02 06 03 05", "\u0006"],
    ["noise before a frame", "FF 41 0A 02 41 03 42", "A"],
    ["two frames", "02 41 03 42 02 42 03 41", "A B"],
    ["a wrong check byte, then a frame", "02 41 03 43 02 42 03 41", "lrc-mismatch B"],
    ["a lost end, then a frame", "02 41 02 42 03 41", "truncated B"],
    ["a check byte that is STX", "02 01 03 02 02 41 03 42", "\u0001 A"],
    ["a frame that is not over", "02 41 42", ""],
    [
      "a payload of the longest length",
      `02 ${"41".repeat(FRAME_BYTES_MAX)} 03 03`,
      "A".repeat(1024),
    ],
    [
      "a payload too long, and a frame in it",
      `02 ${"41".repeat(FRAME_BYTES_MAX + 1)} 02 42 03 41`,
      "too-long B",
    ],
    ["a payload too long", `02 ${"41".repeat(FRAME_BYTES_MAX + 1)} 03 42 06`, "too-long ack"],
  ])("%s", (_name, hex, expected) => {
    expect(draw(readFrames(BETWEEN_FRAMES, fromHex(hex)).arrivals)).toBe(expected);
  });

  test("finds the same wherever the bytes are cut", () => {
    fc.assert(
      fc.property(fc.array(payloads, { maxLength: 4 }), fc.nat(), (messages, cut) => {
        const bytes = Uint8Array.from(messages.flatMap((message) => [...buildFrame(message)]));
        const at = bytes.length === 0 ? 0 : cut % bytes.length;
        const first = readFrames(BETWEEN_FRAMES, bytes.subarray(0, at));
        const second = readFrames(first.reader, bytes.subarray(at));
        const arrived = [...first.arrivals, ...second.arrivals];
        expect(arrived).toEqual(messages.map((payload) => ({ kind: "frame", payload })));
        expect(second.reader).toEqual(BETWEEN_FRAMES);
      }),
    );
  });

  test("keeps at most one payload, whatever arrives", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("02", "03", "41".repeat(600))), (pieces) => {
        let reader: FrameReader = BETWEEN_FRAMES;
        for (const piece of pieces) reader = readFrames(reader, fromHex(piece)).reader;
        const kept = reader.kind === "between" ? 0 : reader.payload.length;
        expect(kept).toBeLessThanOrEqual(FRAME_BYTES_MAX);
      }),
    );
  });
});

function draw(arrivals: readonly Arrival[]): string {
  return arrivals
    .map((arrival) => {
      if (arrival.kind === "frame") return toLatin1(arrival.payload);
      return arrival.kind === "spoilt" ? arrival.code : arrival.kind;
    })
    .join(" ");
}
