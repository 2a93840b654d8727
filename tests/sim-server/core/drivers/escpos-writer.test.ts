import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paperText } from "../../../../device-emulators/devices/printer/paper.ts";
import { printerOn } from "../../../../device-emulators/devices/printer/printer.ts";
import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import { encodeGb18030 } from "../../../../device-emulators/kit/gb18030.ts";
import { type SlipItem, writeSlip } from "../../../../sim-server/core/drivers/escpos-writer.ts";
import { drawPaper, printedLines, runPrinter } from "../../../kit/paper.ts";

const full = "0123456789ABCDEF0123456789ABCDEF";
const PLAIN: SlipItem = { kind: "line", text: "." };

describe("writeSlip", () => {
  test.each<[string, SlipItem, string]>([
    ["a line", { kind: "line", text: "金额: 1" }, "金额: 1 /30"],
    ["an empty line", { kind: "line", text: "" }, " /30"],
    ["centre", { kind: "line", text: "a", align: "centre" }, "|a /30"],
    ["right", { kind: "line", text: "a", align: "right" }, ">a /30"],
    ["bold", { kind: "line", text: "a", bold: true }, "*a* /30"],
    ["double", { kind: "line", text: "a", size: 2 }, "2x2(a) /48"],
    [
      "all at once",
      { kind: "line", text: "a", align: "centre", bold: true, size: 2 },
      "|2x2(*a*) /48",
    ],
    ["a rule", { kind: "rule" }, `${"-".repeat(32)} /30`],
    ["a mark", { kind: "mark", text: "训练 TRAINING" }, "|[* 训练 TRAINING *] /30"],
    ["a feed", { kind: "feed", lines: 2 }, "^60"],
    ["a feed beyond what one command can", { kind: "feed", lines: 300 }, "^7650"],
    ["to the tear bar", { kind: "tear-off" }, "^90"],
    [
      "a pair",
      { kind: "pair", label: "商户存根", value: "COPY" },
      `商户存根${" ".repeat(20)}COPY /30`,
    ],
    [
      "a bold pair",
      { kind: "pair", label: "a", value: "b", bold: true },
      `*a${" ".repeat(30)}b* /30`,
    ],
    [
      "a pair with one blank",
      { kind: "pair", label: full.slice(2), value: "b" },
      `${full.slice(2)} b /30`,
    ],
    [
      "a pair without a blank",
      { kind: "pair", label: full.slice(2), value: "bb" },
      `${full.slice(2)} /30 >bb /30`,
    ],
  ])("%s", (_name, item, expected) => {
    const { effects } = runPrinter(printerOn(), [
      { type: "bytes", bytes: writeSlip([item, PLAIN]) },
    ]);
    // The line behind it shows that the item left no style.
    expect(drawPaper(printedLines(effects))).toBe(`${expected} . /30`);
  });

  test("cuts behind the last line", () => {
    const bytes = writeSlip([{ kind: "line", text: "a" }, { kind: "cut" }]);
    const { state } = runPrinter(printerOn(), [{ type: "bytes", bytes }]);
    expect(drawPaper(state.paper)).toBe("^90 a /30 ✂- ^90");
  });

  test("asks for a reply when all is printed", () => {
    const bytes = writeSlip([{ kind: "line", text: "a" }, { kind: "confirm" }]);
    const { effects } = runPrinter(printerOn(), [{ type: "bytes", bytes }]);
    expect(effects.map((effect) => effect.type)).toEqual(["printed", "reply"]);
  });

  test("begins with a clean start, whatever was left on the line", () => {
    const { effects } = runPrinter(printerOn(), [
      { type: "bytes", bytes: encodeGb18030("\x1bE\x01rest") },
      { type: "bytes", bytes: writeSlip([{ kind: "line", text: "a" }]) },
    ]);
    expect(drawPaper(printedLines(effects))).toBe("a /30");
  });

  test.each<[string, (text: string) => SlipItem]>([
    ["line", (text) => ({ kind: "line", text })],
    ["mark", (text) => ({ kind: "mark", text })],
    ["label", (text) => ({ kind: "pair", label: text, value: "v" })],
    ["value", (text) => ({ kind: "pair", label: "l", value: text })],
  ])("a %s cannot give commands", (_name, item) => {
    const clean = toHex(writeSlip([item("ab@c")]));
    expect(toHex(writeSlip([item("\x10a\x1bb\n@\x7f\x85\x00c\x1f")]))).toBe(clean);
  });

  test("what is written is on the paper", () => {
    const texts = fc.string({
      unit: fc.constantFrom(..."aZ09 .-*金额商户￥¥训练："),
      maxLength: 32,
    });
    fc.assert(
      fc.property(fc.array(texts), (lines) => {
        const items = lines.map((text): SlipItem => ({ kind: "line", text: `[${text}]` }));
        const { effects } = runPrinter(printerOn(), [{ type: "bytes", bytes: writeSlip(items) }]);
        // A text too wide goes on below it.
        expect(paperText(printedLines(effects)).join("")).toBe(
          lines.map((text) => `[${text}]`).join(""),
        );
      }),
    );
  });
});
