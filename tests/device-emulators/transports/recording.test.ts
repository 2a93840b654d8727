import { describe, expect, test } from "vitest";
import { concat, fromHex, fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { chance } from "../../../device-emulators/kit/chance.ts";
import { maskedHex } from "../../../device-emulators/kit/mask.ts";
import {
  createRecorder,
  type Recorded,
  type Side,
} from "../../../device-emulators/transports/recording.ts";

const PAN = "6212345678901232";

function record(...events: readonly Recorded[]): readonly string[] {
  const lines: string[] = [];
  const recorder = createRecorder((line) => void lines.push(line));
  for (const event of events) recorder.take(event);
  recorder.finish();
  return lines.slice(1);
}

function said(from: Side, bytes: Uint8Array, atMs = 0, link = 1): Recorded {
  return { kind: "bytes", from, bytes, atMs, link };
}

describe("a line of a recording", () => {
  test.each<[Recorded, string]>([
    [{ kind: "opened", name: "127.0.0.1:40022", atMs: 0, link: 1 }, "0 1 open 127.0.0.1:40022"],
    [{ kind: "opened", name: "a\r\nb", atMs: 0, link: 1 }, "0 1 open a b"],
    [said("host", fromHex("1B40100401"), 3), "3 1 > 1B40100401 | .@..."],
    [said("device", fromHex("12"), 5, 2), "5 2 < 12 | ."],
    [said("host", fromLatin1("Total 12.80\n")), "0 1 > 546F74616C2031322E38300A | Total 12.80."],
    [{ kind: "ended", from: "host", atMs: 8, link: 1 }, "8 1 end host"],
    [{ kind: "closed", from: "device", how: "reset", atMs: 9, link: 1 }, "9 1 close device reset"],
    [{ kind: "fault", what: "stall 500 ms", atMs: 9, link: 1 }, "9 1 fault stall 500 ms"],
  ])("says what happened", (event, line) => {
    expect(record(event)).toEqual([line]);
  });
});

describe("what may be a card number", () => {
  const inCharacters = `363231323334${"**".repeat(6)}31323332`;
  test.each<[string, Uint8Array[], string]>([
    ["in one piece", [fromLatin1(`=${PAN};`)], inCharacters],
    ["in two", [fromLatin1(`=${PAN.slice(0, 9)}`), fromLatin1(`${PAN.slice(9)};`)], inCharacters],
    ["digit by digit", [..."=", ...PAN, ";"].map(fromLatin1), inCharacters],
    ["in BCD, in two", [fromHex(PAN.slice(0, 6)), fromHex(PAN.slice(6))], "621234******1232"],
  ])("is hidden %s", (_, pieces, hidden) => {
    const text = record(...pieces.map((bytes) => said("host", bytes)))
      .map((line) => / > ([^ ]*) \|/.exec(line)?.[1] ?? "")
      .join("");
    expect(text).toContain(hidden);
  });

  test("is hidden while the other side speaks in between", () => {
    const lines = record(
      said("host", fromLatin1(PAN.slice(0, 8))),
      said("device", fromHex("06")),
      said("host", fromLatin1(PAN.slice(8))),
      { kind: "closed", from: "host", how: "closed", atMs: 2, link: 1 },
    );
    expect(lines.join()).not.toMatch(/3738393031/);
    expect(lines).toHaveLength(4);
  });
});

test("a line is written as soon as no number can go on", () => {
  const lines: string[] = [];
  const recorder = createRecorder((line) => void lines.push(line));
  recorder.take(said("host", fromLatin1("12")));
  expect(lines).toHaveLength(1);
  recorder.take(said("device", fromLatin1("ok")));
  expect(lines).toHaveLength(1);
  recorder.take(said("host", fromLatin1("\n")));
  expect(lines).toHaveLength(4);
});

test("no more than 256 events are held back", () => {
  const lines: string[] = [];
  const recorder = createRecorder((line) => void lines.push(line));
  recorder.take(said("host", fromLatin1("1")));
  for (let count = 0; count < 254; count += 1) recorder.take(said("device", fromLatin1("a")));
  expect(lines).toHaveLength(1);
  recorder.take(said("device", fromLatin1("a")));
  expect(lines).toHaveLength(257);
});

test("what a side said is written once it goes on, though each piece ends as a number might", () => {
  const lines: string[] = [];
  const recorder = createRecorder((line) => void lines.push(line));
  for (let at = 0; at < 9; at += 1) {
    recorder.take(said("host", fromHex("10021202"), at));
    recorder.take(said("device", fromHex("A612"), at));
  }
  // Behind what the host said there are as many digits as a number can have.
  expect(lines.slice(-2)).toEqual(["3 1 > 10021202 | ....", "3 1 < A612 | .."]);
  recorder.take(said("host", fromHex("FF"), 9));
  expect(lines.at(-1)).toBe("8 1 > 10021202 | ....");
});

test("however a speech is cut, it is masked as if it had come in one piece", () => {
  const { below, pick } = chance(1, "pieces");
  for (let run = 0; run < 300; run += 1) {
    const parts = Array.from({ length: 1 + below(6) }, () =>
      pick([
        fromLatin1(PAN),
        fromHex(PAN),
        fromHex(`0${PAN}F`),
        fromLatin1(" No. "),
        fromHex("FF12"),
      ]),
    );
    const whole = concat(parts);
    const events: Recorded[] = [];
    for (let at = 0; at < whole.length; ) {
      const end = at + 1 + below(12);
      events.push(said("host", whole.subarray(at, end)));
      if (below(3) === 0) events.push(said("device", fromHex("0612")));
      at = end;
    }
    const written = record(...events).flatMap((line) => / > (\S+) /.exec(line)?.[1] ?? []);
    expect([run, written.join("")]).toEqual([run, maskedHex(whole)]);
  }
});
