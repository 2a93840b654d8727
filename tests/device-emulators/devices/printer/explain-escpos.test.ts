import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainEscpos } from "../../../../device-emulators/devices/printer/explain-escpos.ts";
import { TM_T88V } from "../../../../device-emulators/devices/printer/models.ts";
import { concat, fromHex, fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { NODES_MAX } from "../../../../device-emulators/kit/explanation.ts";
import { encodeGb18030 } from "../../../../device-emulators/kit/gb18030.ts";
import { drawExplained } from "../../../kit/draw-explained.ts";

const explained = (...parts: (string | Uint8Array)[]): string[] =>
  drawExplained(
    explainEscpos(concat(parts.map((part) => (typeof part === "string" ? fromHex(part) : part)))),
  );

describe("explainEscpos", () => {
  test("names each command, where it stands and what its arguments say", () => {
    expect(explained("1b40 1b6101", encodeGb18030("合计 9"), "0a 1d5642 03")).toEqual([
      "@0+2 ESC @: initialise [1B40]",
      "@2+3 ESC a: alignment: centre [1B6101]",
      "@5+6 text: 合计 9 [BACFBCC62039]",
      "@11+1 LF: print the line [0A]",
      "@12+4 GS V: cut: partial, fed to the cutter and 3 units on [1D564203]",
    ]);
  });

  test.each([
    ["1b6131", "alignment: centre"],
    ["1b6109", "alignment: 9, unknown"],
    ["1b2101", "print mode: font B"],
    ["1b2130", "print mode: double height, double width"],
    ["1b2100", "print mode: plain"],
    ["1d2112", "size: 2 wide, 3 tall"],
    ["1b700119fa", "pulse for the drawer: pin 5, 50 ms on, 500 ms off"],
    ["1d6b4900", "bar code: CODE128"],
    ["1d6b0200", "bar code: EAN-13"],
    ["1d763001 0100 0100 ff", "picture in rows: 8x1 dots, double width"],
    ["1b2a21 0100 ffffff", "picture in columns: 1x24 dots, mode 33"],
    ["1d286b0300314305", "function of a family: QR module size"],
    ["1d286b0400 30500041", "function of a family: PDF417 data"],
    ["1d284c0200 3032", "function of a family: print what is stored"],
    ["1d61ff", "automatic status: drawer, online, error, paper, panel"],
    ["1d6100", "automatic status: off"],
    ["1d7231", "tell status: paper"],
    ["1b44081000", "tab stops: 8, 16"],
    ["100404", "tell status at once: paper roll"],
    ["1b5700000000 80010001", "area of the page: 0,0 384x256"],
    ["1b340a", "italics on (clones)"],
    ["07", "drawer or buzzer (clones)"],
  ])("%s says %s", (hex, meaning) => {
    expect(explainEscpos(fromHex(hex)).nodes[0]?.meaning).toBe(meaning);
  });

  test("masks a card number, in text and in its bytes", () => {
    const [line] = explained(fromLatin1("card 6212345678901265"));
    expect(line).toContain("text: card 621234******1265 [");
    expect(line).not.toContain("3738393031");
  });

  test("masks a card number that begins before the end of what is shown", () => {
    const [line = ""] = explained(fromLatin1(`${"x".repeat(90)}6212345678901265${"x".repeat(50)}`));
    expect(line.slice(line.lastIndexOf("["))).toBe(`[${"78".repeat(90)}363231323334…]`);
    const [later = ""] = explained(
      fromLatin1(`${"x".repeat(88)}6212345678901265${"x".repeat(50)}`),
    );
    expect(later.slice(later.lastIndexOf("["))).toBe(`[${"78".repeat(88)}363231323334****…]`);
  });

  test("counts what comes again, and reads text that is not GB18030 on the code page", () => {
    expect(explained("000000")).toEqual(["@0+3 NUL ×3: nothing [000000]"]);
    expect(explained("41e941ff")[0]).toBe("@0+4 text: AΘA\u00a0 [41E941FF]");
  });

  test.each([
    ["82", "é"],
    ["1c2e 1b7411 8fe0", "Пр"],
    ["1b7411 1b40 82", "é"],
    ["1c2e d6d0", "╓╨"],
    ["1c2e 1c26 d6d0", "中"],
  ])("reads the characters of %s as %s", (hex, text) => {
    expect(explainEscpos(fromHex(hex)).nodes.at(-1)?.meaning).toBe(text);
  });

  test("a printer without Chinese reads a code page, whatever FS & says", () => {
    expect(explainEscpos(fromHex("1c26 d6d0"), TM_T88V).nodes.at(-1)?.meaning).toBe("╓╨");
  });

  test("a command that ends too early is a fault", () => {
    expect(explained("1b70001b")).toEqual([
      "@0+4 ESC p: pulse for the drawer: incomplete [1B70001B]",
      "truncated @4 in ESC p: ESC p wants 1 more byte at least",
    ]);
  });

  test("an unknown command is passed over by its first byte", () => {
    expect(explained("1b02")[0]).toBe(
      "@0+1 ESC 02: unknown: what follows its first byte is read on its own [1B]",
    );
  });

  test("holds no more than an explanation may, and says where it stopped", () => {
    const { nodes, fault } = explainEscpos(fromHex("410a".repeat(NODES_MAX / 2 + 1)));
    expect([nodes.length, fault?.code, fault?.offset]).toEqual([NODES_MAX, "too-long", NODES_MAX]);
  });

  test("never throws", () => {
    const byte = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0x10, 0x1b, 0x1c, 0x1d),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 60 }), (bytes) => {
        explainEscpos(Uint8Array.from(bytes));
      }),
    );
  });
});
