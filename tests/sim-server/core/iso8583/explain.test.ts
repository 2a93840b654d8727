import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { encodeGb18030 } from "../../../../device-emulators/kit/gb18030.ts";
import type { Dialect, Message } from "../../../../sim-server/core/iso8583/dialect.ts";
import { iso87Ascii } from "../../../../sim-server/core/iso8583/dialects/iso87.ts";
import { iso93Ascii } from "../../../../sim-server/core/iso8583/dialects/iso93.ts";
import { unionPay } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { explainIso8583 } from "../../../../sim-server/core/iso8583/explain.ts";
import { pack } from "../../../../sim-server/core/iso8583/pack.ts";
import { drawExplained } from "../../../kit/draw-explained.ts";
import { GOLDEN } from "./golden.ts";

const PAN = "6212345678901265";
const hexOfGolden = (at: number): string => GOLDEN[at]?.[1] ?? "";

/** The lines of a message's fields that begin so, without the bitmap. */
function linesOf(dialect: Dialect, message: Message, starts: string): string[] {
  const packed = pack(dialect, message);
  if (!packed.ok) return [packed.error.detail];
  const lines = drawExplained(explainIso8583(dialect, packed.value));
  const first = lines.findIndex((line) => line.replace(/^@\S+ /, "").startsWith(starts));
  const next = lines.findIndex((line, at) => at > first && line.startsWith("@"));
  return lines.slice(first, next < 0 ? undefined : next).map((line) => line.replace(/@\S+ /, ""));
}

describe("a frame", () => {
  const drawn = drawExplained(explainIso8583(unionPay, fromHex(hexOfGolden(2))));

  test("is explained from its length to its MAC", () => {
    expect(drawn.slice(0, 10)).toEqual([
      "@0+2 length: 114 bytes follow it [0072]",
      "@2+5 TPDU: to 0003, from 0000 [6000030000]",
      "@7+6 header [603100311001]",
      "  @7+1 application class: 60, stripe, financial",
      "  @8+1 specification: 31, 2010",
      "  @9+1 terminal state: 0, normal",
      "  @9+1 host instruction: 0, none",
      "  @10+3 vendor's version: 311001",
      "@13+2 MTI: 0200, 1987 financial request, from acquirer [0200]",
      "@15+8 bitmap: 3 4 11 22 25 26 35 41 42 49 52 53 60 64 [302004C020C09811]",
    ]);
    expect(drawn).toContain("@35+2 DE 22 POS entry mode: 021 [0210]");
    expect(drawn).toContain("  @35+1 PAN entry: 02, swiped");
    expect(drawn).toContain("  @36+1 PIN entry: 1, PIN");
    expect(drawn.at(-1)).toBe("@108+8 DE 64 MAC: 8 bytes [4344364131313738]");
  });

  test("shows no track, no PIN block and no card number", () => {
    expect(drawn).toContain(
      "@39+18 DE 35 track 2: 621234******1265, expires 12/30, service code 220, the rest not shown",
    );
    expect(drawn).toContain("@83+8 DE 52 PIN block: (not shown)");
    expect(drawn.join("\n")).not.toMatch(/6212345678901265|D6C6C7D3916DCCDA/);
  });

  test.each([
    [
      "a frame without its length",
      hexOfGolden(2).slice(4),
      "@0+5 TPDU: to 0003, from 0000 [6000030000]",
    ],
    [
      "a message alone",
      hexOfGolden(2).slice(26),
      "@0+2 MTI: 0200, 1987 financial request, from acquirer [0200]",
    ],
  ])("%s is taken too", (_name, hex, first) => {
    const explained = explainIso8583(unionPay, fromHex(hex));
    expect(drawExplained(explained)[0]).toBe(first);
    expect(explained.fault).toBeUndefined();
  });

  test("cut short tells the field, the place, what was wanted and what remains", () => {
    const cut = drawExplained(explainIso8583(unionPay, fromHex(hexOfGolden(2).slice(0, 90))));
    expect(cut[0]).toBe("@0+2 length: 114 bytes follow it, but 43 do [0072]");
    expect(cut.slice(-2)).toEqual([
      "@38+1 DE 26 PIN capture code: 12 [12]",
      "truncated @40 in DE 35: DE 35 (track 2) wants 17 bytes, 5 remain",
    ]);
  });

  test("with bytes behind its last field tells how many", () => {
    const long = explainIso8583(unionPay, fromHex(`${hexOfGolden(2).slice(26)}AABB`));
    expect(long.fault).toMatchObject({ code: "too-long", offset: 103, path: ["message"] });
  });

  test.each([
    ["", "truncated @0 in envelope"],
    ["0072", "truncated @2 in envelope"],
    ["0009 610003000060310031", "truncated @11 in envelope"],
    ["0018 6100030000 603100311001 0200 0020000000000000 000001", "unsupported @2 in envelope"],
    [`${"0018 6000030000 603100311001"} 02A0 0020000000000000 000001`, "bad-digit @13 in MTI"],
    [`${"0018 6000030000 603100311001"} 0200 0820000000000000 000001`, "unsupported @23 in DE 5"],
  ])("%s breaks: %s", (hex, expected) => {
    expect(drawExplained(explainIso8583(unionPay, fromHex(hex))).at(-1)).toContain(expected);
  });
});

describe("UnionPay's codes", () => {
  const say = (fields: Message["fields"], mti = "0200"): Message => ({ mti, fields });
  test.each<[string, Message, string, string[]]>([
    [
      "DE 3",
      say({ 3: "310000" }),
      "DE 3",
      ["DE 3 processing code: 310000, balance inquiry [310000]"],
    ],
    ["an unknown DE 3", say({ 3: "999999" }), "DE 3", ["DE 3 processing code: 999999 [999999]"]],
    ["DE 25", say({ 25: "06" }), "DE 25", ["DE 25 POS condition code: 06, pre-authorisation [06]"]],
    [
      "DE 39 of a response",
      say({ 39: "51" }, "0210"),
      "DE 39",
      ["DE 39 response code: 51, insufficient funds 可用余额不足 (class C) [3531]"],
    ],
    [
      "DE 39 of a reversal",
      say({ 39: "98" }, "0400"),
      "DE 39",
      ["DE 39 response code: 98, no response [3938]"],
    ],
    [
      "DE 53",
      say({ 53: "2610000000000000" }),
      "DE 53",
      [
        "DE 53 security control: 2610000000000000 [2610000000000000]",
        "  PIN format: 2, X9.8 with PAN",
        "  algorithm: 6, double-length 3DES",
        "  track encryption: 1, encrypted",
        "  reserved: 0000000000000",
      ],
    ],
    [
      "DE 54",
      say({ 54: "1002156C000000010050" }, "0210"),
      "DE 54",
      [
        "DE 54 additional amounts: 1002156C000000010050 [3130303231353643303030303030303130303530]",
        "  account type: 10",
        "  amount type: 02",
        "  currency: 156",
        "  sign: C, credit",
        "  amount: 000000010050, 100.50",
      ],
    ],
    [
      "DE 60, as far as it goes",
      say({ 60: "00000001003" }, "0800"),
      "DE 60",
      [
        "DE 60 message kind and batch: 00000001003 [000000010030]",
        "  60.1 kind: 00, management",
        "  60.2 batch: 000001",
        "  60.3 network code: 003, sign-on, double length",
      ],
    ],
    [
      "DE 61",
      say({ 61: "000001000002061500" }),
      "DE 61",
      [
        "DE 61 original transaction: 000001000002061500 [000001000002061500]",
        "  61.1 original batch: 000001",
        "  61.2 original trace number: 000002",
        "  61.3 original date: 0615, 06-15",
        "  61.4 authorisation mode: 00, POS",
      ],
    ],
    [
      "DE 48 of a batch upload, its card numbers masked",
      say({ 48: `0100000002${PAN.padStart(20, "0")}000000001234` }, "0320"),
      "DE 48",
      [
        "DE 48 totals: 1 item",
        "  card class: 00, domestic",
        "  trace number: 000002",
        "  PAN: 621234******1265",
        "  amount: 000000001234, 12.34",
      ],
    ],
    [
      "DE 48 of another layout",
      say({ 48: "12345" }),
      "DE 48",
      ["DE 48 totals: 5 digits, not shown"],
    ],
    [
      "DE 62 of another layout",
      say({ 62: fromLatin1(PAN) }),
      "DE 62",
      ["DE 62 keys and parameters: 16 bytes, not shown"],
    ],
    [
      "DE 63 in Chinese",
      say({ 63: encodeGb18030("CUP交易成功") }, "0210"),
      "DE 63",
      ["DE 63 operator or texts: CUP交易成功 [435550BDBBD2D7B3C9B9A6]"],
    ],
  ])("%s", (_name, message, starts, expected) => {
    const lines = linesOf(unionPay, message, starts);
    expect(lines).toEqual(expected);
  });

  test("DE 48 of a settlement's answer tells what balanced", () => {
    const totals = `000000001234001${"0".repeat(15)}2${"0".repeat(30)}1`;
    const lines = linesOf(unionPay, say({ 48: totals }, "0510"), "DE 48");
    expect(lines.slice(1, 3)).toEqual([
      "  domestic debit amount: 000000001234, 12.34",
      "  domestic debit count: 001",
    ]);
    expect(lines).toContain("  domestic result: 2, not balanced");
    expect(lines).toContain("  foreign result: 1, balanced");
  });

  test("keys of a sign-on are there, and not shown", () => {
    const lines = drawExplained(explainIso8583(unionPay, fromHex(hexOfGolden(1)))).slice(-5);
    expect(lines).toEqual([
      "@81+42 DE 62 keys and parameters: working keys",
      "  @83+16 PIN key: (not shown)",
      "  @99+4 check value of the PIN key [491510CA]",
      "  @103+16 MAC key: (not shown)",
      "  @119+4 check value of the MAC key [5FFE0009]",
    ]);
  });

  test("DE 55 is read as data objects, its card number masked", () => {
    const icc = fromHex(`9F2608112233445566778895050080008000 5A08${PAN}`);
    expect(linesOf(unionPay, say({ 55: icc }), "DE 55")).toEqual([
      "DE 55 ICC data",
      "  9F26 Application Cryptogram [1122334455667788]",
      "  95 Terminal Verification Results [0080008000]",
      "    byte 2 bit 8: ICC and terminal have different application versions IC卡和终端应用版本不一致",
      "    byte 4 bit 8: transaction exceeds floor limit 交易超过最低限额",
      "  5A Application PAN: 621234******1265 [621234******1265]",
    ]);
  });

  test("DE 55 that does not divide is shown as bytes", () => {
    expect(linesOf(unionPay, say({ 55: fromHex("9F2608") }), "DE 55")).toEqual([
      "DE 55 ICC data: 3 bytes [9F2608]",
    ]);
  });
});

describe("other dialects", () => {
  test("have no codes, and card numbers are masked wherever they stand", () => {
    const message = { mti: "0200", fields: { 2: PAN, 48: `card ${PAN} `, 70: "301" } };
    const packed = pack(iso87Ascii, message);
    const drawn = drawExplained(
      explainIso8583(iso87Ascii, packed.ok ? packed.value : new Uint8Array(0)),
    );
    expect(drawn[0]).toBe("@0+4 MTI: 0200, 1987 financial request, from acquirer [30323030]");
    expect(drawn[1]).toMatch(/^@4\+32 bitmaps: 2 48 70 \[/);
    expect(drawn).toContain("@36+18 DE 2 primary account number: 621234******1265");
    expect(drawn.join("\n")).toContain("DE 48 additional data, private: card 621234******1265  [");
    expect(drawn.join("\n")).not.toMatch(/6212345678901265|36323132333435363738393031323635/);
  });

  test("an edition that is not the dialect's is told", () => {
    const packed = pack(iso87Ascii, { mti: "0800", fields: {} });
    const { fault } = explainIso8583(iso93Ascii, packed.ok ? packed.value : new Uint8Array(0));
    expect(fault).toMatchObject({ code: "unsupported", offset: 0, path: ["MTI"] });
  });
});

test("any change of a golden frame gives a tree inside it, and shows no card number", () => {
  const golden = fc.constantFrom(...GOLDEN.map(([, hex]) => fromHex(hex)));
  fc.assert(
    fc.property(golden, fc.nat(), fc.nat(255), fc.nat(), (frame, place, byte, end) => {
      const changed = frame.slice(0, end % 4 === 0 ? end % frame.length : frame.length);
      if (changed.length > 0) changed[place % changed.length] = byte;
      const explained = explainIso8583(unionPay, changed);
      expect(JSON.stringify(explained)).not.toContain(PAN);
      if (explained.fault) expect(explained.fault.offset).toBeLessThanOrEqual(changed.length);
    }),
  );
});
