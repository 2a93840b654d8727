import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import {
  BETWEEN_REPLIES,
  hearAutomatic,
  hearRealTime,
  NOTHING_TOLD,
  type PrinterReply,
  readReplies,
  reportOf,
  type ToldStatus,
} from "../../../../sim-server/core/drivers/printer-replies.ts";

/** @source ESC/POS, "Transmission status identification"; the bytes are those of Epson's tables */
describe("what a printer sends is told apart", () => {
  test.each([
    ["answers to DLE EOT", "12161e", "rt12 rt16 rt1e"],
    ["the answer to GS r", "00", "00"],
    ["near the end of the roll it is 03", "03", "03"],
    ["automatic status, in which zeros are no answers", "1000000000", "auto10000000 00"],
    ["automatic status between answers", "12180800001a", "rt12 auto18080000 rt1a"],
    ["automatic status that breaks off", "18000012", "rt12"],
    ["one that begins anew within another", "180010000000", "auto10000000"],
    ["a maker's name is passed over", "5f4550534f4e0012", "rt12"],
    ["a notice that the buffers are clear", "37250000", "00"],
    ["nothing", "", ""],
  ])("%s", (_what, hex, drawn) => {
    expect(readAll([hex])).toBe(drawn);
  });

  test("however they are cut", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 6 })), (pieces) => {
        const hex = pieces.map(toHex);
        expect(readAll(hex)).toBe(readAll([hex.join("")]));
      }),
    );
  });
});

/** @source Epson, DLE EOT and GS a; the rows are those of a TM-T88 in these states */
test.each<[string, readonly [string, string, string], string, string]>([
  ["in order", ["12", "12", "12"], "10000000", "ok shut online"],
  ["with an open drawer", ["16", "12", "12"], "14000000", "ok shut online"],
  ["near the end of its roll", ["12", "12", "1e"], "10000300", "low shut online"],
  ["out of paper", ["1a", "32", "7e"], "18000f00", "out shut offline"],
  ["with its cover open", ["1a", "16", "12"], "38000000", "ok open offline"],
  ["with a jammed cutter", ["1a", "52", "12"], "18080000", "ok shut offline"],
])("a printer %s says so", (_state, [one, two, four], automatic, drawn) => {
  const asked = [
    [1, one],
    [2, two],
    [4, four],
  ] as const;
  const told = asked.reduce((now, [n, hex]) => hearRealTime(now, n, byteOf(hex)), NOTHING_TOLD);
  expect(draw(told)).toBe(drawn);
  expect(draw(hearAutomatic(NOTHING_TOLD, [...fromHex(automatic)]))).toBe(drawn);
});

test("a printer without a sensor at the roll's end is out of paper while it says that it stopped for it", () => {
  const stopped = hearRealTime(hearRealTime(NOTHING_TOLD, 2, 0x32), 4, 0x72 & ~0x60);
  expect(draw(stopped)).toBe("out shut online");
  expect(draw(hearRealTime(stopped, 2, 0x12))).toBe("ok shut online");
  expect(draw(hearAutomatic(stopped, [0x10, 0, 0, 0]))).toBe("ok shut online");
});

test("an answer to something else changes nothing", () => {
  expect(hearRealTime(NOTHING_TOLD, 3, 0x32)).toBe(NOTHING_TOLD);
});

function byteOf(hex: string): number {
  return Number.parseInt(hex, 16);
}

function readAll(pieces: readonly string[]): string {
  let reader = BETWEEN_REPLIES;
  const drawn: string[] = [];
  for (const piece of pieces) {
    const read = readReplies(reader, fromHex(piece));
    reader = read.reader;
    drawn.push(...read.replies.map(drawReply));
  }
  return drawn.join(" ");
}

function drawReply(reply: PrinterReply): string {
  if (reply.kind === "automatic") return `auto${toHex(Uint8Array.from(reply.bytes)).toLowerCase()}`;
  const byte = reply.byte.toString(16).padStart(2, "0");
  return reply.kind === "real-time" ? `rt${byte}` : byte;
}

function draw(told: ToldStatus): string {
  const { paper, cover, online } = reportOf(told);
  return `${paper} ${cover} ${online ? "online" : "offline"}`;
}
