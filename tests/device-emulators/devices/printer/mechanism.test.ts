import { describe, expect, test } from "vitest";
import {
  CLONE_58,
  COUNTER_PRINTER,
  TM_T88V,
} from "../../../../device-emulators/devices/printer/models.ts";
import {
  bufferRoom,
  holdsWork,
  type PrinterInput,
  printerOn,
  stepPrinter,
} from "../../../../device-emulators/devices/printer/printer.ts";
import type { PrinterError } from "../../../../device-emulators/devices/printer/status.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import {
  drawEffects,
  drawPaper,
  paperLeft,
  printedLines,
  printedText,
  runPrinter,
  text,
} from "../../../kit/paper.ts";

const on = printerOn();
const t88 = printerOn(undefined, TM_T88V);
const clone = printerOn(undefined, CLONE_58);
const fail = (error: PrinterError): PrinterInput => ({ type: "fail", error });
const mend: PrinterInput = { type: "mend" };
const cycle: PrinterInput = { type: "power-cycle" };
const load: PrinterInput = { type: "load-paper" };
const button = (level: "up" | "down"): PrinterInput => ({ type: "button", level });
const enquire = (n: number): PrinterInput => text(`\x10\x05${String.fromCharCode(n)}`);
const clear = text("\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08");
const bytes = (hex: string): PrinterInput => ({ type: "bytes", bytes: fromHex(hex) });

describe("an error", () => {
  const jammed = [fail("cutter"), text("a\nb\n")];

  test.each<[string, PrinterInput[], string]>([
    ["holds what comes", jammed, ""],
    ["that is still there is not enquired away", [...jammed, enquire(1)], ""],
    ["that was mended still waits", [...jammed, mend], ""],
    ["that was mended goes on when told to", [...jammed, mend, enquire(1)], "a b"],
    ["that was mended may go on without what waits", [...jammed, mend, enquire(2)], ""],
    ["leaves what follows the enquiry", [...jammed, mend, text("\x10\x05\x02c\n")], "c"],
    ["leaves what waits when nothing is wrong", [text("a\n\x10\x05\x02b\n")], "a b"],
    ["that passes by itself goes on", [fail("overheated"), text("a\n"), mend], "a"],
    [
      "beyond repair is not enquired away",
      [fail("unrecoverable"), text("a\n"), mend, enquire(1)],
      "",
    ],
    [
      "beyond repair ends when it is switched off",
      [fail("unrecoverable"), mend, cycle, text("b\n")],
      "b",
    ],
    ["that is still there outlives that", [fail("unrecoverable"), cycle, text("b\n")], ""],
  ])("%s", (_name, inputs, expected) => {
    expect(printedText(runPrinter(on, inputs).effects).join(" ")).toBe(expected);
  });

  test("a report waits for its end", () => {
    const { effects } = runPrinter(on, [...jammed, text("\x1dr\x01"), mend, enquire(1)]);
    expect(drawEffects(effects)).toBe("ok/shut ok/shut a b <00>");
  });
});

describe("clearing the buffers", () => {
  test.each<[string, PrinterInput[], string]>([
    [
      "what waits is gone, and it says so",
      [{ type: "open" }, text("a\n"), clear, { type: "close" }],
      "ok/open <372500> ok/shut",
    ],
    [
      "what follows is printed",
      [{ type: "open" }, text("a\n\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08b\n"), { type: "close" }],
      "ok/open <372500> ok/shut b",
    ],
  ])("%s", (_name, inputs, expected) => {
    expect(drawEffects(runPrinter(on, inputs).effects)).toBe(expected);
  });
});

describe("switched off", () => {
  const off = text("a\n\x10\x14\x02\x01\x08");

  test("by command it says so, and takes nothing until somebody switches it on", () => {
    const { state, effects } = runPrinter(on, [off, text("b\n"), cycle, text("c\n")]);
    expect(drawEffects(effects)).toBe("<3B3000> c");
    expect(state.lostBytes).toBe(2);
  });

  test("and on it forgets half a command, what waits and its style, but no paper", () => {
    const inputs = [paperLeft(20), text("\x1bE\x01a\n\x1da\xff"), { type: "open" } as const];
    const before = runPrinter(on, [...inputs, text("b\n\x1d")]).state;
    const { state, effects } = runPrinter(before, [cycle, { type: "close" }, text("V\x00\n")]);
    expect(drawEffects(effects)).toBe("low/shut V");
    expect(drawPaper(printedLines(effects))).toBe("V /30");
    expect(state.rollDots).toBe(160 - 60);
  });
});

describe("the feed button", () => {
  test.each<[string, PrinterInput[], string]>([
    ["feeds a line, and holds the rest while it is down", [button("down"), text("a\n")], "^30"],
    ["lets go", [button("down"), text("a\n"), button("up")], "^30 a /30"],
    ["held down feeds once", [button("down"), button("down")], "^30"],
    ["does nothing while the cover is open", [{ type: "open" }, button("down")], ""],
    ["does nothing while it is locked", [text("\x1bc5\x01"), button("down")], ""],
    ["is unlocked", [text("\x1bc5\x01\x1bc5\x00"), button("down")], "^30"],
    ["is pressed by command", [text("\x10\x05\x00a\n")], "^30 a /30"],
  ])("%s", (_name, inputs, expected) => {
    expect(drawPaper(printedLines(runPrinter(on, inputs).effects))).toBe(expected);
  });
});

describe("models", () => {
  test.each([
    ["Epson, maker and model", t88, "\x1dI\x42\x1dI\x43", "<5F4550534F4E00> <5F544D2D5438385600>"],
    ["Epson, its number, by digit too", t88, "\x1dI\x01\x1dI1", "<20> <20>"],
    ["Epson, what it does not know", t88, "\x1dI\x7f", ""],
    ["a clone answers nothing", clone, "\x1dI\x42\x1dI\x01", ""],
    ["a clone without cutter", clone, "\x1dV\x00", ""],
    ["a drawer's pulse, never shorter off than on", t88, "\x1bp\x01\x19\x0a", "kick5:50"],
    ["a drawer at once", t88, "\x10\x14\x01\x01\x02", "kick5:200"],
    ["the buzzer", clone, "\x1bB\x03\x02", "buzz"],
  ])("%s", (_name, printer, sent, expected) => {
    expect(drawEffects(runPrinter(printer, [text(sent)]).effects)).toBe(expected);
  });

  test("a kick tells how long it is off", () => {
    expect(runPrinter(t88, [text("\x1bp\x01\x19\x0a")]).effects).toEqual([
      { type: "kick", pin: 5, onMs: 50, offMs: 50 },
    ]);
  });

  test("a kick without its times waits for the next job, whatever the connection", () => {
    const { state, effects } = runPrinter(t88, [text("\x1bp\x00")]);
    expect(effects).toEqual([]);
    expect(drawEffects(runPrinter(state, [text("\n\na\n")]).effects)).toBe("kick2:20 a");
  });

  const picture = bytes(`1D763000 0100 3100 ${"A5".repeat(49)}`);

  test.each([
    ["goes on with a picture on a new roll", on, [], "#8x24*1x1/24 #8x24*1x1/24 #8x1*1x1/1 a /30"],
    ["hangs in it", clone, [], "#8x24*1x1/24"],
    ["hangs until it is switched off", clone, [cycle, text("b\n")], "#8x24*1x1/24 b /30"],
  ])("when the paper ends %s", (_name, printer, after, expected) => {
    const inputs = [paperLeft(2), picture, load, text("a\n"), ...after];
    expect(drawPaper(printedLines(runPrinter(printer, inputs).effects))).toBe(expected);
  });

  test.each([
    ["the counter's", COUNTER_PRINTER],
    ["an Epson's", TM_T88V],
    ["a clone's", CLONE_58],
  ])(
    "%s buffer holds what it says, stops the cable before, and prints all of it",
    (_name, model) => {
      const offline = runPrinter(printerOn(1e9, model), [{ type: "open" }]).state;
      const lines = (count: number) => text(`${"x".repeat(31)}\n`.repeat(count));
      const filled = runPrinter(offline, [lines(model.bufferBytesHigh / 32)]);
      expect(filled.effects).toEqual([]);
      const stopped = stepPrinter(filled.state, text("\n"), 0);
      expect(stopped.effects).toEqual([{ type: "flow", ready: false }]);
      const room = bufferRoom(stopped.state);
      const full = stepPrinter(stopped.state, text("\0".repeat(room)), 0).state;
      expect(bufferRoom(full)).toBe(0);
      expect(stepPrinter(full, text("x"), 0).state.lostBytes).toBe(1);
      const { state, effects } = runPrinter(full, [{ type: "close" }]);
      expect(effects).toContainEqual({ type: "flow", ready: true });
      expect(holdsWork(state)).toBe(false);
      expect(printedLines(effects)).toHaveLength(model.bufferBytesHigh / 32 + 1);
    },
  );
});
