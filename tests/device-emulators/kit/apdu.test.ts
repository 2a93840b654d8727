import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildCommand,
  buildResponse,
  type CommandApdu,
  parseCommand,
  parseResponse,
  STATUS,
} from "../../../device-emulators/kit/apdu.ts";
import { toHex } from "../../../device-emulators/kit/bytes.ts";
import { bytes } from "../../kit/tlv.ts";

describe("parseCommand", () => {
  test.each([
    ["case 1", "80CA9F36", "80 CA 9F 36 []"],
    ["case 2", "00B2010C 05", "00 B2 01 0C [] le 5"],
    ["case 2, all there is", "00B2010C 00", "00 B2 01 0C [] le 256"],
    ["case 3", "80AE8000 02 1122", "80 AE 80 00 [1122]"],
    ["case 4", "00A40400 05 A000000333 10", "00 A4 04 00 [A000000333] le 16"],
    ["case 4, all there is", "00A40400 01 A0 00", "00 A4 04 00 [A0] le 256"],
    ["255 bytes of data", `00A40400 FF ${"AA".repeat(255)}`, `00 A4 04 00 [${"AA".repeat(255)}]`],
    ["no bytes", "", "truncated @0 in header"],
    ["three bytes", "00A404", "truncated @3 in header"],
    ["data one byte short", "00A40400 02 A0", "truncated @6 in data"],
    ["a byte behind Le", "00A40400 01 A0 00 00", "too-long @7 in Le"],
    ["extended length", "00A40400 00 0001 A0", "unsupported @4 in Lc"],
  ])("%s", (_name, input, expected) => {
    expect(draw(input)).toBe(expected);
  });

  test("any bytes give a command or a fault inside the input, never a throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (input) => {
        const result = parseCommand(input);
        if (!result.ok) expect(result.error.offset).toBeLessThanOrEqual(input.length);
      }),
    );
  });
});

describe("buildCommand", () => {
  test("gives bytes that read as the same command", () => {
    const byte = fc.nat({ max: 255 });
    const header = { cla: byte, ins: byte, p1: byte, p2: byte };
    const command: fc.Arbitrary<CommandApdu> = fc.oneof(
      fc.record({ ...header, data: fc.uint8Array({ maxLength: 255 }) }),
      fc.record({
        ...header,
        data: fc.uint8Array({ maxLength: 255 }),
        le: fc.integer({ min: 1, max: 256 }),
      }),
    );
    fc.assert(
      fc.property(command, (wanted) => {
        expect(parseCommand(buildCommand(wanted))).toEqual({ ok: true, value: wanted });
      }),
    );
  });

  test.each([
    ["256 bytes of data", { data: new Uint8Array(256) }],
    ["0 bytes wanted", { data: new Uint8Array(0), le: 0 }],
    ["257 bytes wanted", { data: new Uint8Array(0), le: 257 }],
  ])("refuses %s", (_name, part) => {
    expect(() => buildCommand({ cla: 0, ins: 0xa4, p1: 4, p2: 0, ...part })).toThrow("invariant");
  });
});

describe("a response", () => {
  test.each([
    ["9000", "[] 9000"],
    ["6F00 6A82", "[6F00] 6A82"],
    ["90", "truncated @1 in status"],
    ["", "truncated @0 in status"],
  ])("%s", (input, expected) => {
    const result = parseResponse(bytes(input));
    const drawn = result.ok
      ? `[${toHex(result.value.data)}] ${result.value.statusWord.toString(16).toUpperCase()}`
      : `${result.error.code} @${result.error.offset} in ${result.error.path.join(" > ")}`;
    expect(drawn).toBe(expected);
  });

  test("is its data and the status word", () => {
    expect(toHex(buildResponse(STATUS.success, bytes("8000")))).toBe("80009000");
    expect(toHex(buildResponse(STATUS.recordNotFound))).toBe("6A83");
  });
});

function draw(hex: string): string {
  const result = parseCommand(bytes(hex));
  if (!result.ok)
    return `${result.error.code} @${result.error.offset} in ${result.error.path.join(" > ")}`;
  const { cla, ins, p1, p2, data, le } = result.value;
  const header = [cla, ins, p1, p2].map((byte) => toHex(Uint8Array.of(byte))).join(" ");
  return `${header} [${toHex(data)}]${le === undefined ? "" : ` le ${le}`}`;
}
