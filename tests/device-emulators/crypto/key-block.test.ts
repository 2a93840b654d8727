import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desCipher, encryptCbc } from "../../../device-emulators/crypto/blocks.ts";
import { cmac } from "../../../device-emulators/crypto/cmac.ts";
import { unwrapKeyBlock, wrapKeyBlock } from "../../../device-emulators/crypto/key-block.ts";
import type { KeyBlockHeader } from "../../../device-emulators/crypto/key-block-header.ts";
import { concat, fromHex, fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { KEY_BLOCKS_PUBLISHED } from "../../../sim-server/conformance/vectors/key-blocks.ts";

const [B, , , , D] = KEY_BLOCKS_PUBLISHED;
const HEADER: KeyBlockHeader = {
  version: "B",
  usage: "P0",
  algorithm: "T",
  mode: "E",
  keyVersion: "00",
  exportability: "E",
  reserved: "00",
  optional: [],
};

const open = ({ protection }: { protection: string }, block: string) => {
  const read = unwrapKeyBlock(fromHex(protection), block);
  return read.ok ? toHex(read.value.key) : read.error;
};

describe("unwrapKeyBlock", () => {
  test.each(KEY_BLOCKS_PUBLISHED)("$name ($source)", (row) => {
    expect(open(row, row.block)).toBe(row.key);
  });

  test("reads the header and the optional blocks", () => {
    const { protection, block } = KEY_BLOCKS_PUBLISHED[2];
    const read = unwrapKeyBlock(fromHex(protection), block);
    expect(read.ok && read.value.header).toEqual({
      version: "B",
      usage: "B0",
      algorithm: "T",
      mode: "X",
      keyVersion: "12",
      exportability: "S",
      reserved: "00",
      optional: [{ id: "KS", data: "00604B120F9292800000" }],
    });
  });

  test.each([
    ["no text", "", "bad-header"],
    ["fifteen characters", "B0080P0TE00E000", "bad-header"],
    ["a length with a letter", B.block.replace("B0080", "B0O80"), "bad-header"],
    ["version A, which is retired", B.block.replace("B", "A"), "unsupported"],
    ["version C", B.block.replace("B", "C"), "unsupported"],
    ["a header alone", "B0016P0TE00E0000", "bad-length"],
    ["one block alone", `B0032P0TE00E0000${"0".repeat(16)}`, "bad-length"],
    ["a length that is too great", B.block.replace("B0080", "B0088"), "bad-length"],
    ["a text cut short", B.block.slice(0, -16), "bad-length"],
    ["half a block too much", B.block.replace("B0080", "B0088").concat("00000000"), "bad-length"],
    ["lower case", B.block.toLowerCase().replace("b0080p0te", "B0080P0TE"), "bad-header"],
    [
      "lower case in the body",
      B.block.slice(0, 16) + B.block.slice(16).toLowerCase(),
      "bad-header",
    ],
    [
      "an optional block announced, none there",
      B.block.replace("00E0000", "00E0100"),
      "bad-length",
    ],
    ["one byte changed in the key", spoil(B.block, 20), "bad-mac"],
    ["one byte changed in the MAC", spoil(B.block, 79), "bad-mac"],
    ["another usage in the header", B.block.replace("P0", "K0"), "bad-mac"],
    ["another mode", B.block.replace("TE", "TD"), "bad-mac"],
    ["exportability changed", B.block.replace("E0000", "N0000"), "bad-mac"],
  ])("refuses %s", (_name, block, fault) => {
    expect(open(B, block)).toBe(fault);
  });

  test.each([
    ["length below its own four characters", "03", "bad-length"],
    ["length of no hex", "0G", "bad-length"],
    ["length beyond the text", "FF", "bad-length"],
    ["long length that has no digits", "0000", "bad-length"],
    ["long length with five digits", "0005", "bad-length"],
    ["odd length, so that the header is no whole block", "05", "bad-length"],
  ])("refuses an optional block of a %s", (_name, length, fault) => {
    const block = `B0104P0TE00E0100KS${length}`.padEnd(104, "0");
    expect(open(B, block)).toBe(fault);
  });

  test.each([
    ["a header that is no whole block", "B0084P0TE00E0100KS04"],
    [
      "a length that leaves no room for itself, made up for by the next",
      "B0088P0TE00E0200KS03A050",
    ],
    ["one that claims the text of the next and more", "B0088P0TE00E0200KSFF!!!!"],
  ])("refuses %s", (_name, front) => {
    expect(open(B, front + "0".repeat(64))).toBe("bad-length");
  });

  test("refuses an optional block with a name or data that cannot be printed", () => {
    expect(open(B, "B0104P0TE00E0100k!08".padEnd(104, "0"))).toBe("bad-header");
    expect(open(B, "B0104P0TE00E0100KS08\u0001000".padEnd(104, "0"))).toBe("bad-header");
  });

  test("refuses a block under another key", () => {
    expect(open({ protection: D.protection.slice(0, 32) }, B.block)).toBe("bad-mac");
    expect(open({ protection: D.protection.slice(0, 32) }, D.block)).toBe("bad-mac");
  });

  test.each([
    ["no bits", 0],
    ["no whole bytes", 127],
    ["more than there is", 1000],
  ])("refuses a key of %s, though the MAC agrees", (_name, bits) => {
    const clear = concat([Uint8Array.of(bits >> 8, bits), new Uint8Array(22)]);
    expect(open(B, seal(B.protection, "B0080P0TE00E0000", clear))).toBe("bad-key");
  });

  test("any text gives a key or a fault, never a throw", () => {
    const around = fc
      .tuple(fc.constantFrom("B", "D"), fc.string({ maxLength: 200 }))
      .map(([version, rest]) => `${version}0${rest}`);
    fc.assert(
      fc.property(around, (text) => {
        expect(unwrapKeyBlock(new Uint8Array(16), text).ok).toBe(false);
      }),
    );
  });

  test.each([
    ["B", 8],
    ["B", 32],
    ["D", 8],
    ["D", 20],
  ] as const)("version %s: a protection key of %i bytes is a bug", (version, length) => {
    const { block } = version === "B" ? B : D;
    expect(() => unwrapKeyBlock(new Uint8Array(length), block)).toThrow("protection key");
  });
});

describe("wrapKeyBlock", () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  const printable = fc.string({ unit: fc.constantFrom(..."0123456789ABCXYZ"), maxLength: 300 });

  test.each([
    ["B", 16],
    ["B", 24],
    ["D", 16],
    ["D", 24],
    ["D", 32],
  ] as const)("version %s under %i bytes gives back key and header", (version, protectionBytes) => {
    const blockBytes = version === "B" ? 8 : 16;
    const optional = fc.array(
      fc.record({ id: fc.constantFrom("KS", "TS", "10"), data: printable }),
      {
        maxLength: 3,
      },
    );
    const key = fc.constantFrom(8, 16, 24, 32).chain(bytes);
    fc.assert(
      fc.property(bytes(protectionBytes), key, optional, fc.nat({ max: 2 }), (...row) => {
        const [protection, wrapped, blocks, spare] = row;
        const padding = new Uint8Array(
          blockBytes * (spare + 1) - ((2 + wrapped.length) % blockBytes),
        ).fill(0xa5);
        const header = { ...HEADER, version, optional: blocks };
        const text = wrapKeyBlock(protection, { header, key: wrapped }, padding);
        expect(Number(text.slice(1, 5))).toBe(text.length);
        expect(unwrapKeyBlock(protection, text)).toEqual({
          ok: true,
          value: { header, key: wrapped },
        });
      }),
    );
  });

  test.each([251, 252, 300])("takes an optional block of %i characters", (characters) => {
    const header = { ...HEADER, optional: [{ id: "CT", data: "A".repeat(characters) }] };
    const block = { header, key: fromHex(B.key) };
    const text = wrapKeyBlock(fromHex(B.protection), block, new Uint8Array(6));
    expect(unwrapKeyBlock(fromHex(B.protection), text)).toEqual({ ok: true, value: block });
  });

  test("makes the same length as the published blocks with the least padding", () => {
    const block = { header: HEADER, key: fromHex(B.key) };
    expect(wrapKeyBlock(fromHex(B.protection), block, new Uint8Array(6))).toHaveLength(80);
    const second = { header: { ...HEADER, version: "D" } as const, key: fromHex(D.key) };
    expect(wrapKeyBlock(fromHex(D.protection), second, new Uint8Array(14))).toHaveLength(112);
  });

  test("of version B follows the standard's steps", () => {
    const clear = fromHex(`0080${B.key}A1B2C3D4E5F6`);
    const block = { header: HEADER, key: fromHex(B.key) };
    expect(wrapKeyBlock(fromHex(B.protection), block, fromHex("A1B2C3D4E5F6"))).toBe(
      seal(B.protection, "B0080P0TE00E0000", clear),
    );
  });

  test("refuses padding that leaves a part of a block", () => {
    const block = { header: HEADER, key: fromHex(B.key) };
    expect(() => wrapKeyBlock(fromHex(B.protection), block, new Uint8Array(5))).toThrow(
      "whole blocks",
    );
  });

  test.each([
    ["usage of three letters", { usage: "P00" }],
    ["no mode", { mode: "" }],
    ["too many optional blocks", { optional: Array(100).fill({ id: "KS", data: "" }) }],
    ["data that no length can say", { optional: [{ id: "KS", data: "0".repeat(9990) }] }],
  ])("refuses a header with %s", (_name, change) => {
    const block = { header: { ...HEADER, ...change }, key: fromHex(B.key) };
    expect(() => wrapKeyBlock(fromHex(B.protection), block, new Uint8Array(6))).toThrow("header");
  });
});

/** A version B block of any content, by the standard's steps one after another. */
function seal(protection: string, header: string, clear: Uint8Array): string {
  const master = desCipher(fromHex(protection));
  const derive = (use: string) =>
    concat(["01", "02"].map((count) => cmac(master, fromHex(`${count}${use}0000000080`))));
  const mac = cmac(desCipher(derive("0001")), concat([fromLatin1(header), clear]));
  const body = encryptCbc(desCipher(derive("0000")), mac, clear);
  return `${header}${toHex(body)}${toHex(mac)}`;
}

function spoil(text: string, at: number): string {
  const changed = text[at] === "0" ? "1" : "0";
  return text.slice(0, at) + changed + text.slice(at + 1);
}
