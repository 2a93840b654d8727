import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { createDeframer, type Deframed } from "../../../../sim-server/core/iso8583/deframer.ts";
import { UNIONPAY_WIRE } from "../../../../sim-server/core/iso8583/wire.ts";

const LIMIT = UNIONPAY_WIRE.frameBytesMax - 2;

describe("a deframer", () => {
  test.each([
    ["nothing yet of half a length", "00", "", 1],
    ["a frame of one byte", "0001 AA", "0001AA", 0],
    ["nothing yet of a frame one byte short", "0002 AA", "", 3],
    ["two frames at once", "0001 AA 0002 BBCC", "0001AA 0002BBCC", 0],
    ["a frame and the start of the next", "0001 AA 00", "0001AA", 1],
    ["a frame before a broken length", "0001 AA 0000 0001 BB", "0001AA empty-frame @3", 0],
    ["a length of 0", "0000", "empty-frame @0", 0],
    ["a length above the limit", toHex(lengthOf(LIMIT + 1)), "frame-too-long @0", 0],
    ["nothing yet at the limit", toHex(lengthOf(LIMIT)), "", 2],
  ])("yields %s", (_name, hex, expected, pending) => {
    const deframer = createDeframer();
    expect(show(deframer.push(fromHex(hex)))).toBe(expected);
    expect(deframer.pending()).toBe(pending);
  });

  test("yields a frame of the longest length whole", () => {
    const frame = concat([lengthOf(LIMIT), new Uint8Array(LIMIT)]);
    expect(createDeframer().push(frame).frames).toEqual([frame]);
  });

  test("takes nothing after a fault", () => {
    const deframer = createDeframer();
    deframer.push(fromHex("0000"));
    expect(show(deframer.push(fromHex("0001 AA")))).toBe("empty-frame @0");
  });

  test("counts the fault's offset over everything it was given", () => {
    const deframer = createDeframer();
    for (const hex of ["00", "02AA", "BB", "00"]) deframer.push(fromHex(hex));
    expect(show(deframer.push(fromHex("00")))).toBe("empty-frame @4");
  });

  test("keeps its own copy of bytes that wait", () => {
    const deframer = createDeframer();
    const buffer = fromHex("0002 AA");
    deframer.push(buffer);
    buffer.fill(0xff);
    expect(show(deframer.push(fromHex("BB")))).toBe("0002AABB");
  });

  test("yields the same frames however the stream was cut", () => {
    const bodies = fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { maxLength: 6 });
    fc.assert(
      fc.property(bodies, fc.array(fc.nat(9)), (contents, cuts) => {
        const sent = contents.map((body) => concat([lengthOf(body.length), body]));
        const stream = concat(sent);
        const deframer = createDeframer();
        const received: string[] = [];
        let at = 0;
        for (const size of [...cuts, stream.length]) {
          const { frames } = deframer.push(stream.subarray(at, at + size));
          received.push(...frames.map(toHex));
          at += size;
        }
        expect(received).toEqual(sent.map(toHex));
        expect(deframer.pending()).toBe(0);
      }),
    );
  });
});

function lengthOf(length: number): Uint8Array {
  return new Uint8Array([length >> 8, length & 0xff]);
}

function show({ frames, fault }: Deframed): string {
  const drawn = frames.map(toHex);
  if (fault !== undefined) drawn.push(`${fault.code} @${fault.offset}`);
  return drawn.join(" ");
}
