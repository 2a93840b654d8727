import { describe, expect, test } from "vitest";
import { CLONE_58, TM_T88V } from "../../../../device-emulators/devices/printer/models.ts";
import {
  type PrinterEffect,
  type PrinterInput,
  printerOn,
} from "../../../../device-emulators/devices/printer/printer.ts";
import type { PrinterError } from "../../../../device-emulators/devices/printer/status.ts";
import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import { paperLeft, runPrinter, text } from "../../../kit/paper.ts";

const on = printerOn();
const load: PrinterInput = { type: "load-paper" };
const open: PrinterInput = { type: "open" };
const close: PrinterInput = { type: "close" };
const fail = (error: PrinterError): PrinterInput => ({ type: "fail", error });
const pressed: PrinterInput = { type: "button", level: "down" };
const drawerOut: PrinterInput = { type: "drawer-sensor", level: "high" };

describe("status", () => {
  const states: [string, PrinterInput[], string, string, string][] = [
    ["ok", [], "12 12 12 12", "10 00 00 00", "00"],
    ["drawer out", [drawerOut], "16 12 12 12", "14 00 00 00", "00"],
    ["near end", [paperLeft(10)], "12 12 12 1E", "10 00 03 00", "03"],
    ["paper end", [paperLeft(0)], "1A 32 12 7E", "18 00 0F 00", ""],
    ["cover open", [open], "1A 16 12 12", "38 00 00 00", ""],
    ["both", [open, paperLeft(0)], "1A 36 12 7E", "38 00 0F 00", ""],
    ["cutter jam", [fail("cutter")], "1A 52 1A 12", "18 08 00 00", ""],
    ["recoverable", [fail("recoverable")], "1A 52 16 12", "18 04 00 00", ""],
    ["unrecoverable", [fail("unrecoverable")], "1A 52 32 12", "18 20 00 00", ""],
    ["head too hot", [fail("overheated")], "1A 52 52 12", "18 40 00 00", ""],
    ["fed by the button", [pressed], "5A 1A 12 12", "58 00 00 00", ""],
    ["button down with the cover open", [open, pressed], "5A 16 12 12", "78 00 00 00", ""],
  ];

  test.each(states)("%s: DLE EOT 1 to 4", (_name, inputs, expected) => {
    const asks = [1, 2, 3, 4].map((n) => text(`\x10\x04${String.fromCharCode(n)}`));
    const { state } = runPrinter(on, inputs);
    expect(replies(runPrinter(state, asks).effects)).toBe(expected);
  });

  test.each(states)("%s: automatic status", (_name, inputs, _eot, expected) => {
    const { effects } = runPrinter(on, [text("\x1da\xff"), ...inputs]);
    expect(replies(effects).endsWith(expected)).toBe(true);
  });

  test.each(states)("%s: GS r 1", (_name, inputs, _eot, _asb, expected) => {
    const { state } = runPrinter(on, inputs);
    expect(replies(runPrinter(state, [text("\x1dr\x01")]).effects)).toBe(expected);
  });

  test.each([
    ["nothing that was not asked for", "\x00", ""],
    ["the drawer", "\x01", "14000000 10000000"],
    ["online", "\x02", "38000000 10000000 18080000 10000000 58000000 10000000"],
    ["errors", "\x04", "18080000 10000000"],
    ["paper", "\x08", "10000300 10000000"],
    ["the button", "\x40", "58000000 10000000"],
  ])("automatic status tells %s", (_name, categories, expected) => {
    const { effects } = runPrinter(on, [
      text(`\x1da${categories}`),
      drawerOut,
      { type: "drawer-sensor", level: "low" },
      open,
      close,
      fail("cutter"),
      { type: "mend" },
      text("\x10\x05\x01"),
      paperLeft(10),
      load,
      pressed,
      { type: "button", level: "up" },
    ]);
    const told = replies(effects).replaceAll(" ", "").match(/.{8}/g) ?? [];
    expect(told.slice(1).join(" ")).toBe(expected);
  });

  test("automatic status tells of the cover also while the paper is out", () => {
    const { effects } = runPrinter(on, [paperLeft(0), text("\x1da\x02"), load, paperLeft(0), open]);
    expect(replies(effects)).toBe("10 00 00 00 18 00 0F 00 38 00 0F 00");
  });

  test("ESC @ switches automatic status off", () => {
    const { effects } = runPrinter(on, [text("\x1da\xff\x1b@"), open]);
    expect(replies(effects)).toBe("10 00 00 00");
  });
});

describe("without a near-end sensor", () => {
  const clone = printerOn(undefined, CLONE_58);

  test.each([
    ["ok", [], "12"],
    ["a last metre", [paperLeft(1000)], "12"],
    ["paper end", [paperLeft(0)], "72"],
  ])("%s", (_name, inputs, expected) => {
    const { state } = runPrinter(clone, inputs);
    expect(replies(runPrinter(state, [text("\x10\x04\x04")]).effects)).toBe(expected);
  });

  test("GS a is not known", () => {
    expect(replies(runPrinter(clone, [text("\x1da\xff"), open]).effects)).toBe("");
  });
});

test("a printer that reads its drawer as open while none is plugged in says so", () => {
  const t88 = printerOn(undefined, TM_T88V);
  expect(replies(runPrinter(t88, [text("\x10\x04\x01\x1da\xff")]).effects)).toBe("16 14 00 00 00");
});

function replies(effects: readonly PrinterEffect[]): string {
  const hex = effects
    .map((effect) => (effect.type === "reply" ? toHex(effect.bytes) : ""))
    .join("");
  return (hex.match(/../g) ?? []).join(" ");
}
