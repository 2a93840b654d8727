import ReceiptPrinterEncoder from "@point-of-sale/receipt-printer-encoder";
import { BarcodeFormat } from "@zxing/library";
import { CharacterSet, PrinterTypes, printer as ThermalPrinter } from "node-thermal-printer";
import { describe, expect, test } from "vitest";
import { lintEscpos } from "../../device-emulators/devices/printer/escpos-lint.ts";
import { jobPaper } from "../../device-emulators/devices/printer/job-paper.ts";
import { CLONE_58, TM_T88V } from "../../device-emulators/devices/printer/models.ts";
import { receiptBits } from "../../device-emulators/devices/printer/receipt-bits.ts";
import { receiptText } from "../../device-emulators/devices/printer/receipt-text.ts";
import { loadPixelFace } from "../../sim-server/io/paper/pixel-face.ts";
import { scan } from "../kit/symbol-scanner.ts";

const lines = (job: Uint8Array): string[] =>
  receiptText(jobPaper(job, TM_T88V), TM_T88V.widthDots).map(({ text }) => text);

const problems = (job: Uint8Array, model: typeof TM_T88V): string[] => [
  ...new Set(lintEscpos(job, [model]).map(({ command, problem }) => `${command} ${problem}`)),
];

/** What a scanner sees of a job's paper. */
const scanPaper = (job: Uint8Array, format: BarcodeFormat): string => {
  const face = loadPixelFace();
  return scan(receiptBits(jobPaper(job, TM_T88V), { face, widthDots: TM_T88V.widthDots }), format);
};

describe("a receipt of npm @point-of-sale/receipt-printer-encoder", () => {
  const begin = () => new ReceiptPrinterEncoder({ language: "esc-pos", columns: 42 }).initialize();

  test("reads as it was written, over five code pages", () => {
    const job = begin()
      .codepage("auto")
      .align("center")
      .bold(true)
      .size(2)
      .line("Café Ñandú")
      .bold(false)
      .size(1)
      .align("left")
      .line("Crème brûlée 4.50")
      .line("Smørrebrød 12.00")
      .line("Привет мир")
      .rule()
      .cut()
      .encode();
    expect(lines(job).filter((line) => line !== "")).toEqual([
      "           Café Ñandú",
      "Crème brûlée 4.50",
      "Smørrebrød 12.00",
      "Привет мир",
      "─".repeat(42),
      "- - - - cut - - - -",
    ]);
    expect(problems(job, TM_T88V)).toEqual([]);
  });

  test.each([
    ["EAN_13", begin().barcode("9520123456788", "ean13", 80), "9520123456788"],
    ["CODE_128", begin().barcode("Till 7", "code128", 80), "Till 7"],
    ["QR_CODE", begin().qrcode("https://example.com/r/1"), "https://example.com/r/1"],
    ["PDF_417", begin().pdf417("paid 9.90"), "paid 9.90"],
  ] as const)("prints a symbol that a scanner reads: %s", (format, encoder, expected) => {
    expect(scanPaper(encoder.encode(), BarcodeFormat[format])).toBe(expected);
  });

  test("breaks on a clone that has no PDF417", () => {
    expect(problems(begin().pdf417("x").encode(), CLONE_58)).toEqual(["GS ( needs pdf417"]);
  });
});

describe("a receipt of npm node-thermal-printer", () => {
  const begin = () =>
    new ThermalPrinter({
      type: PrinterTypes.EPSON,
      interface: "tcp://127.0.0.1:9",
      characterSet: CharacterSet.PC852_LATIN2,
      width: 42,
    });

  test("reads as it was written", () => {
    const printer = begin();
    printer.println("pod číslem žš");
    printer.leftRight("Total", "9.90");
    printer.code128("12345678");
    printer.printQR("paid");
    printer.cut();
    expect(lines(printer.getBuffer()).filter((line) => line !== "")).toEqual([
      "pod číslem žš",
      `Total${" ".repeat(33)}9.90`,
      "[code-128 12345678]",
      "[qr paid]",
      "- - - - cut - - - -",
    ]);
    expect(problems(printer.getBuffer(), TM_T88V)).toEqual([]);
  });

  test("opens the drawer with a command that has no times, and the linter says so", () => {
    const printer = begin();
    printer.openCashDrawer();
    printer.beep();
    expect(problems(printer.getBuffer(), TM_T88V)).toEqual([
      "ESC p takes the bytes of what follows for its times: t1 and t2 are missing",
      "01 means nothing: it may be an argument too many",
      "ESC B needs buzzer",
    ]);
  });
});
