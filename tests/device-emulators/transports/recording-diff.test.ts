import { describe, expect, test } from "vitest";
import type { Side } from "../../../device-emulators/transports/recording.ts";
import { compareRecordings, turnsOf } from "../../../device-emulators/transports/recording-diff.ts";
import type { RecordingLine } from "../../../device-emulators/transports/recording-reader.ts";

/** `>1B40` is what the host says, `<12` what the device does; a number before it is the connection. */
function recording(...pieces: readonly string[]): readonly RecordingLine[] {
  return pieces.map((piece, atMs) => {
    const [, link = "", mark, hex = ""] = /^(\d*)([<>])(.*)$/.exec(piece) ?? [];
    const from: Side = mark === ">" ? "host" : "device";
    return { kind: "bytes", from, hex, atMs, link: Number(link || 1) };
  });
}

test("turns do not depend on how bytes were cut into pieces", () => {
  expect(turnsOf(recording(">1B", ">40", "2>00", "<12", "<13", ">0A"))).toEqual([
    { link: 1, from: "host", hex: "1B40" },
    { link: 2, from: "host", hex: "00" },
    { link: 1, from: "device", hex: "1213" },
    { link: 1, from: "host", hex: "0A" },
  ]);
});

describe("two recordings", () => {
  test.each<[string, string[], string[]]>([
    ["are the same", [">1B40", "<12"], [">1B40", "<12"]],
    ["may be cut otherwise", [">1B40", "<12"], [">1B", ">40", "<12"]],
    ["may speak at once", [">1B40", "<12", ">0A"], [">1B40", ">0A", "<12"]],
    ["may hide digits on either side", [">3**1", "<12"], [">3121", "<1*"]],
    ["may both be empty", [], []],
  ])("%s", (_, golden, found) => {
    expect(compareRecordings(recording(...golden), recording(...found))).toBeUndefined();
  });

  test.each<[string[], string[], object]>([
    [[">1B40"], [">1B41"], { link: 1, from: "host", offset: 1, wanted: "40", found: "41" }],
    [[">1B40", "<12"], [">1B40"], { from: "device", offset: 0, wanted: "12", found: "" }],
    [[">1B40"], [">1B40", "<16"], { from: "device", offset: 0, wanted: "", found: "16" }],
    [[">00", "2>0A0B"], [">00", "2>0A"], { link: 2, offset: 1, wanted: "0B", found: "" }],
  ])("%j and %j differ", (golden, found, difference) => {
    expect(compareRecordings(recording(...golden), recording(...found))).toMatchObject(difference);
  });
});
