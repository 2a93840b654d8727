import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { createDeframer } from "../../../../sim-server/core/iso8583/deframer.ts";
import { type Dialect, defineDialect } from "../../../../sim-server/core/iso8583/dialect.ts";
import { iso87Ascii } from "../../../../sim-server/core/iso8583/dialects/iso87.ts";
import { packFrame, unpackFrame } from "../../../../sim-server/core/iso8583/envelope.ts";
import type { Wire } from "../../../../sim-server/core/iso8583/wire.ts";

const MESSAGE = { mti: "0800", fields: { 11: "000001" } };
const NOBODY = { destination: "", source: "", header: "" };
const TWO = { as: "binary", bytes: 2, counts: "rest" } as const;
const BODY = "30383030 30303230303030303030303030303030 303030303031";

const WIRES: readonly (readonly [string, Wire, typeof NOBODY, string])[] = [
  ["two bytes that count the rest", wire(TWO), NOBODY, `001A ${BODY}`],
  ["two bytes that count all", wire({ ...TWO, counts: "all" }), NOBODY, `001C ${BODY}`],
  [
    "four ASCII digits",
    wire({ as: "ascii", bytes: 4, counts: "rest" }),
    NOBODY,
    `30303236 ${BODY}`,
  ],
  [
    "four ASCII digits that count all",
    wire({ as: "ascii", bytes: 4, counts: "all" }),
    NOBODY,
    `30303330 ${BODY}`,
  ],
  ["two BCD bytes", wire({ as: "bcd", bytes: 2, counts: "rest" }), NOBODY, `0026 ${BODY}`],
  ["no length at all", wire({ as: "none" }), NOBODY, BODY],
  [
    "a TPDU",
    { ...wire(TWO), header: { kind: "tpdu" } },
    { destination: "0525", source: "0001", header: "" },
    `001F 60 0525 0001 ${BODY}`,
  ],
  [
    "a header of characters",
    { ...wire(TWO), header: { kind: "text", chars: 12, begins: "ISO" } },
    { destination: "", source: "", header: "ISO006000040" },
    `0026 49534F303036303030303430 ${BODY}`,
  ],
];

describe.each(WIRES)("a wire with %s", (_name, layout, envelope, hex) => {
  const dialect = on(layout);
  const frame = fromHex(hex);

  test("is written and read", () => {
    const packed = packFrame(dialect, { envelope, message: MESSAGE });
    expect(packed.ok ? toHex(packed.value) : packed.error.detail).toBe(hex.replaceAll(" ", ""));
    expect(unpackFrame(dialect, frame)).toEqual({
      ok: true,
      value: { envelope, message: MESSAGE },
    });
  });

  test("any bytes give a frame or a fault inside them", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(255), fc.nat(), (place, byte, end) => {
        const changed = frame.slice(0, frame.length - (end % 3 === 0 ? end % frame.length : 0));
        if (changed.length > 0) changed[place % changed.length] = byte;
        const read = unpackFrame(dialect, changed);
        if (!read.ok) expect(read.error.offset).toBeLessThanOrEqual(changed.length);
      }),
    );
  });
});

test.each(WIRES.filter(([, layout]) => layout.length.as !== "none"))(
  "a wire with %s is cut into frames however it was split",
  (_name, layout, _envelope, hex) => {
    const frame = fromHex(hex);
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 8 }), (cuts) => {
        const stream = concat([frame, frame, frame]);
        const deframer = createDeframer(layout);
        const frames: string[] = [];
        let at = 0;
        for (const size of [...cuts, stream.length]) {
          frames.push(...deframer.push(stream.subarray(at, at + size)).frames.map(toHex));
          at += size;
        }
        expect(frames).toEqual([toHex(frame), toHex(frame), toHex(frame)]);
        expect(deframer.pending()).toBe(0);
      }),
    );
  },
);

test("without a length, what arrives at once is a frame", () => {
  const deframer = createDeframer(wire({ as: "none" }));
  expect(deframer.push(fromHex("AABB")).frames.map(toHex)).toEqual(["AABB"]);
  expect(deframer.push(new Uint8Array(0)).frames).toEqual([]);
});

describe("a deframer breaks on", () => {
  test.each<[string, Wire, string, string]>([
    [
      "a length that is no number",
      wire({ as: "ascii", bytes: 4, counts: "rest" }),
      "30304131",
      "bad-length @0",
    ],
    [
      "BCD that is no digit",
      wire({ as: "bcd", bytes: 2, counts: "rest" }),
      "00A1",
      "bad-length @0",
    ],
    [
      "a length that counts itself and no more",
      wire({ ...TWO, counts: "all" }),
      "0002",
      "empty-frame @0",
    ],
    ["a length shorter than itself", wire({ ...TWO, counts: "all" }), "0001", "empty-frame @0"],
    ["a frame above the longest", wire(TWO), "0063", "frame-too-long @0"],
  ])("%s", (_name, layout, hex, expected) => {
    const { fault } = createDeframer(layout).push(fromHex(hex));
    expect(`${fault?.code} @${fault?.offset}`).toBe(expected);
  });

  test("and takes a frame of exactly the longest", () => {
    const { fault } = createDeframer(wire(TWO)).push(fromHex("0062"));
    expect(fault).toBeUndefined();
  });
});

describe("what the wire refuses", () => {
  test.each<[string, Wire, typeof NOBODY, string]>([
    ["a header of another length", text(), { ...NOBODY, header: "ISO" }, "bad-envelope"],
    [
      "a header that begins otherwise",
      text(),
      { ...NOBODY, header: "XYZ006000040" },
      "bad-envelope",
    ],
    ["a character of no code", text(), { ...NOBODY, header: "ISO00600004终" }, "bad-envelope"],
    [
      "an address of three digits",
      { ...wire(TWO), header: { kind: "tpdu" } },
      { ...NOBODY, source: "001" },
      "bad-envelope",
    ],
    ["a message above the longest frame", { ...wire(TWO), frameBytesMax: 27 }, NOBODY, "too-long"],
  ])("%s", (_name, layout, envelope, expected) => {
    const packed = packFrame(on(layout), { envelope, message: MESSAGE });
    expect(packed.ok ? "packed" : packed.error.code).toBe(expected);
  });

  test("another header, read", () => {
    const frame = fromHex(`0026 58595A303036303030303430 ${BODY}`);
    expect(unpackFrame(on(text()), frame)).toMatchObject({
      error: { code: "unsupported", offset: 2 },
    });
  });
});

function wire(length: Wire["length"]): Wire {
  return { length, header: { kind: "none" }, frameBytesMax: 100 };
}

function text(): Wire {
  return { ...wire(TWO), header: { kind: "text", chars: 12, begins: "ISO" } };
}

function on(layout: Wire): Dialect {
  return defineDialect({ ...iso87Ascii.spec, wire: layout });
}
