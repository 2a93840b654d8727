import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeEpos } from "../../../../../device-emulators/devices/printer/epos/writer.ts";
import { lintEscpos } from "../../../../../device-emulators/devices/printer/escpos-lint.ts";
import {
  parseEscpos,
  startParser,
} from "../../../../../device-emulators/devices/printer/escpos-parser.ts";
import {
  CLONE_58,
  COUNTER_PRINTER,
  PRINTER_MODELS,
  type PrinterModel,
  TM_T88V,
} from "../../../../../device-emulators/devices/printer/models.ts";
import { readEpos, xmlText } from "../../../../kit/epos.ts";
import { drawBytes } from "../../../../kit/escpos.ts";

/** What comes out of a printer that was given this document. */
function draw(inside: string, model: PrinterModel = TM_T88V): string {
  const document = readEpos(inside);
  if (!document.ok) return document.error.detail;
  const written = writeEpos(document.value, model);
  return written.ok
    ? drawBytes(written.value, model).replace(/^asb00 ?/, "")
    : `refused: ${written.error.detail}`;
}

describe("text", () => {
  test.each([
    ["as it stands", "<text>abc&#10;</text>", "abc /30"],
    [
      "a style stays for what follows",
      '<text em="true">a&#10;</text><text>b&#10;</text>',
      "*a* /30 *b* /30",
    ],
    [
      "width and height are set one by one",
      '<text width="3">a&#10;</text><text height="2">b&#10;</text>',
      "3x1(a) /30 3x2(b) /48",
    ],
    [
      "dw and dh double",
      '<text dw="true" dh="true">a&#10;</text><text dw="false">b&#10;</text>',
      "2x2(a) /48 1x2(b) /48",
    ],
    [
      "aligned",
      '<text align="center">a&#10;</text><text align="right">b&#10;</text>',
      "|a /30 >b /30",
    ],
    ["white on black", '<text reverse="true">a&#10;</text>', "[a] /30"],
    ["moved", '<text x="96">a&#10;</text>', "@96:a /30"],
    ["lines further apart", '<text linespc="60">a&#10;b&#10;</text>', "a /60 b /60"],
    ["a tab", "<text>a&#9;b&#10;</text>", "a       b /30"],
    ["over several code pages", "<text>é € ж ő&#10;</text>", "é € ж ő /30"],
    ["what no page has", "<text>漢?&#10;</text>", "?? /30"],
    [
      "control characters that XML allows are left out",
      "<text>a&#x7f;&#x9b;&#13;b&#10;</text>",
      "ab /30",
    ],
  ])("%s", (_name, inside, expected) => {
    expect(draw(inside)).toBe(expected);
  });

  test("is Chinese on a printer that is", () => {
    expect(draw('<text lang="zh-hans">青禾 €&#10;</text>', COUNTER_PRINTER)).toBe("青禾 € /30");
  });
});

describe("everything else", () => {
  test.each([
    ["a line feed", "<text>a</text><feed/>", "a /30"],
    ["dots", '<feed unit="90"/>', "^90"],
    ["lines of their own height", '<feed linespc="20" line="3"/>', "^60"],
    ["a picture", '<image width="16" height="2" align="left">//8A/w==</image>', "#16x2*1x1/2"],
    [
      "a picture of sixteen shades",
      '<image width="3" height="1" mode="gray16">/wA=</image>',
      "#8x1*1x1/1",
    ],
    ["a picture in no colour", '<image width="8" height="1" color="none">/w==</image>', ""],
    ["a line", '<hline x1="8" x2="20" style="thick"/>', "#24x4*1x1/4"],
    [
      "an EAN-13",
      '<barcode type="ean13" height="50">2012345678900</barcode>',
      "<ean-13 2012345678900>/50",
    ],
    [
      "a Code 128 without a code set is set in B",
      '<barcode type="code128" height="50">Till7</barcode>',
      "<code-128 {BTill7>/50",
    ],
    ["a bar code whose data make none prints nothing", '<barcode type="ean13">12A</barcode>', ""],
    ["a QR code", '<symbol type="qrcode_model_2" width="4">x</symbol>', "<qr x>/84"],
    [
      "bytes of a symbol by their escapes",
      "<symbol type='qrcode_model_2'>\\x41\\\\n</symbol>",
      "<qr A\\n>/63",
    ],
    ["a PDF417", '<symbol type="pdf417_standard" size="3" height="2">x</symbol>', "<pdf417 x>/18"],
    ["a cut behind the last line", '<cut type="feed"/>', "✂-+0"],
    ["a cut where the paper stands", '<cut type="no_feed"/>', "✂-"],
    ["the drawer", "<pulse/>", "kick2:100"],
    ["the other drawer", '<pulse drawer="drawer_2" time="pulse_500"/>', "kick5:500"],
    ["bytes as they are", "<command>1B 70\n00 19 19 </command>", "kick2:50"],
    ["a receipt is what it prints on", '<layout type="receipt" width="800"/>', ""],
    ["recovery", "<recovery/>", "?recover-clear"],
  ])("%s", (_name, inside, expected) => {
    expect(draw(inside)).toBe(expected);
  });

  test("a page prints at once what stands on it", () => {
    const page =
      '<page><area x="8" y="16" width="300" height="120"/><position x="24" y="40"/><text>a</text>' +
      '<direction dir="top_to_bottom"/><text>b&#10;</text></page><text>c&#10;</text>';
    expect(draw(page)).toBe("{8,32 @24:a /24 308,16@90 b /24}/136 c /30");
  });

  test("sounds the buzzer that a model has, and is silent where there is none", () => {
    const sound = '<sound pattern="pattern_a" repeat="3"/>';
    expect(draw(sound, COUNTER_PRINTER)).toBe("buzz3:200");
    expect(draw(sound)).toBe("!1");
  });
});

test.each([
  [
    "shades become dots, more of them the darker they are",
    '<image width="8" height="4" mode="gray16">ASNFZ4mrze93d3d3/////w==</image>',
    "00001010 01010101 10101010 11111111",
  ],
  [
    "a line is black from edge to edge",
    '<hline x1="3" x2="30"/>',
    "00011111 11111111 11111111 11111110",
  ],
])("%s", (_name, element, expected) => {
  const document = readEpos(element);
  const written = document.ok ? writeEpos(document.value, TM_T88V) : document;
  const dots = written.ok ? [...written.value.slice(-4)] : [];
  expect(dots.map((byte) => byte.toString(2).padStart(8, "0")).join(" ")).toBe(expected);
});

test.each<[string, PrinterModel, string]>([
  ["<cut/>", CLONE_58, "cut needs partial-cut"],
  ["<page/>", CLONE_58, "page needs page-mode"],
  ['<symbol type="pdf417_standard">x</symbol>', CLONE_58, "symbol needs pdf417"],
  ['<vline-begin x="1"/>', TM_T88V, "vline-begin draws a line that this printer cannot"],
  [
    '<page><line x1="1" y1="1" x2="2" y2="2"/></page>',
    TM_T88V,
    "page cannot be printed: line draws a line that this printer cannot",
  ],
  [
    '<layout type="label"/>',
    TM_T88V,
    "layout needs black marks or labels, which no printer here has",
  ],
  ["<command>1B7</command>", TM_T88V, "command is not hexadecimal"],
  [
    '<image width="9" height="1">AA==</image>',
    TM_T88V,
    "image holds 1 bytes where its size wants 2",
  ],
  [
    '<image width="8" height="1">!</image>',
    TM_T88V,
    "image holds no picture: base64 comes in groups of four characters",
  ],
])("%s on %j is refused", (inside, model, detail) => {
  expect(draw(inside, model)).toBe(`refused: ${detail}`);
});

/** Texts in which the bytes that open commands are frequent. */
const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "\x1b",
      "\x1d",
      "\x10",
      "\x1c",
      "p",
      "\x00",
      "V",
      "\n",
      "\\x1b",
      "\\x1d",
      "{",
      "@",
    ),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  ),
  maxLength: 60,
});

describe.each([...PRINTER_MODELS.values()].map((model) => [model.name, model] as const))(
  "on %s no text is ever read as a command:",
  (_name, model) => {
    test.each<[string, (text: string) => string]>([
      ["text", (text) => `<text>${text}</text>`],
      ["a bar code", (text) => `<barcode type="code39">${text}</barcode>`],
      [
        "a bar code of any bytes",
        (text) => `<barcode type="gs1_databar_expanded">${text}</barcode>`,
      ],
      ["a symbol", (text) => `<symbol type="qrcode_model_2">${text}</symbol>`],
    ])("%s", (_kind, element) => {
      fc.assert(
        fc.property(nasty, (text) => {
          const document = readEpos(`${element(xmlText(text))}<feed/>`);
          if (!document.ok) throw new Error(document.error.detail);
          const written = writeEpos(document.value, model);
          if (!written.ok) throw new Error(written.error.detail);
          const { jobs, urgent, parser } = parseEscpos(startParser(model), written.value);
          const kinds = new Set(jobs.map(({ work }) => work.kind));
          kinds.delete("print");
          kinds.delete("automatic-status");
          expect([[...kinds], urgent, parser.pending.length, parser.gathering]).toEqual([
            [],
            [],
            0,
            undefined,
          ]);
        }),
      );
    });
  },
);

test.each([TM_T88V, COUNTER_PRINTER, CLONE_58])(
  "the linter finds nothing wrong with a receipt on $name",
  (model) => {
    const whole =
      model === CLONE_58
        ? ""
        : '<hline x1="0" x2="300"/><page><area x="0" y="0" width="300" height="90"/><text>a&#10;</text></page><cut/>';
    const receipt =
      '<text align="center" dw="true" dh="true" font="font_b" smooth="true" reverse="true">Café&#10;</text>' +
      '<text x="40" linespc="40" ul="true" color="color_2" rotate="true">€&#10;</text><feed unit="20"/><feed line="2"/>' +
      '<barcode type="code128" hri="both" font="font_b" width="2" height="50" align="left" rotate="false">Till7</barcode>' +
      '<symbol type="qrcode_model_2" level="level_h" width="4">x</symbol><pulse/>';
    const document = readEpos(receipt + whole);
    const written = document.ok ? writeEpos(document.value, model) : document;
    expect(written.ok && lintEscpos(written.value, [model])).toEqual([]);
  },
);
