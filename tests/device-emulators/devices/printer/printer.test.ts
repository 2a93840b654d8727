import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  COUNTER_PRINTER,
  PRINTER_MODELS,
} from "../../../../device-emulators/devices/printer/models.ts";
import { paperText } from "../../../../device-emulators/devices/printer/paper.ts";
import {
  holdsWork,
  type PrinterEffect,
  type PrinterInput,
  printerOn,
  printerStatus,
  stepPrinter,
} from "../../../../device-emulators/devices/printer/printer.ts";
import { fromHex, fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import {
  drawEffects,
  drawPaper,
  paperLeft,
  printedLines,
  printedText,
  runPrinter,
  text,
} from "../../../kit/paper.ts";
import { play } from "../../../kit/play.ts";

const {
  bufferBytesHigh: BUFFER_BYTES_HIGH,
  bufferBytesLow: BUFFER_BYTES_LOW,
  bufferBytesMax: BUFFER_BYTES_MAX,
  lineMs: LINE_MS,
} = COUNTER_PRINTER;
const NEAR_END_MM = 500;
const on = printerOn();
const slip = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
const load: PrinterInput = { type: "load-paper" };
const open: PrinterInput = { type: "open" };
const close: PrinterInput = { type: "close" };
const tear: PrinterInput = { type: "tear" };
const tick: PrinterInput = { type: "tick" };

describe("printing", () => {
  test("a line comes out at once, and the next one when it is done", () => {
    const { effects, state } = play(stepPrinter, on, [
      [1000, text("a\nb\n")],
      [1000 + LINE_MS - 1, tick],
    ]);
    expect(printedText(effects)).toEqual(["a"]);
    expect(stepPrinter(state, tick, 1000 + LINE_MS).effects).toMatchObject([
      { type: "printed", line: { runs: [{ text: "b" }] } },
    ]);
  });

  test("wants to be woken while lines wait, and not when none do", () => {
    const first = stepPrinter(on, text("a\nb\n"), 1000);
    expect(first.wakeAtMs).toBe(1000 + LINE_MS);
    const second = stepPrinter(first.state, tick, 1000 + LINE_MS);
    expect(second.wakeAtMs).toBeUndefined();
    expect(holdsWork(second.state)).toBe(false);
  });

  test.each([
    ["an ordinary line", "\n\n", LINE_MS],
    ["a line of double height", "\x1d!\x01a\n\n", 61],
    ["a feed of four lines", "\x1bd\x04\n", 4 * LINE_MS],
  ])("%s takes its time", (_name, bytes, expectedMs) => {
    expect(runPrinter(on, [text(bytes)], 500).nowMs).toBe(500 + expectedMs);
  });

  test("a report (GS r) waits for the lines before it", () => {
    const { effects } = runPrinter(on, [text("a\nb\n\x1dr\x01c\n")]);
    expect(drawEffects(effects)).toBe("a b <00> c");
  });

  test("a request in real time is answered however long the queue", () => {
    const { effects } = stepPrinter(on, text("a\nb\nc\n\x10\x04\x01d"), 0);
    expect(drawEffects(effects)).toBe("<12> a");
  });

  test("a kick waits its turn, and tells pin and time", () => {
    const { effects } = runPrinter(on, [text("a\n\x1bp\x01\x19\xfab\n")]);
    expect(drawEffects(effects)).toBe("a kick5:50 b");
  });
});

describe("tearing", () => {
  test("takes what is beyond the tear bar; the last three lines stay inside", () => {
    const { effects } = runPrinter(on, [text(lines(slip)), tear]);
    expect(torn(effects)).toEqual([["one", "two", "three", "four", "five"]]);
  });

  test("takes all of it after a feed to the bar, and the next slip begins behind it", () => {
    const { effects } = runPrinter(on, [
      text(`${lines(slip)}\x1bd\x03`),
      tear,
      text("next\n\x1bd\x03"),
      tear,
      tear,
    ]);
    expect(torn(effects)).toEqual([slip, ["next"]]);
  });

  test.each([
    ["where the paper stands", "a\n\x1bd\x04\x1dV\x00", "^90 a /30 ^30 ✂ ^90"],
    ["beyond the cutter", "a\n\x1dVB\x08", "^90 a /30 ^8 ✂- ^90"],
    [
      "through what has not been fed out",
      "a\nb\nc\nd\n\x1dV\x01",
      "^90 a /30 ✂- b /30 c /30 d /30",
    ],
  ])("a cut falls %s", (_name, bytes, expected) => {
    const { state, effects } = runPrinter(on, [text(bytes)]);
    expect(drawPaper(state.paper)).toBe(expected);
    expect(effects.at(-1)).toEqual({ type: "cut", full: bytes.endsWith("\x00") });
  });
});

describe("the end of the paper", () => {
  test("stops the slip, and a new roll prints every other line, once", () => {
    const { effects } = runPrinter(on, [
      paperLeft(13), // three lines and a half
      text(`${lines(slip)}\x1bd\x03`),
      load,
      tear,
    ]);
    expect(printedText(effects)).toEqual(slip);
    expect(torn(effects)).toEqual([slip.slice(0, 4), slip.slice(4)]);
  });

  test("in mid slip prints every line exactly once, wherever it comes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.boolean(), (mm, tornFirst) => {
        const { effects, state } = runPrinter(on, [
          paperLeft(mm),
          text(`${lines(slip)}\x1bd\x03`),
          ...(tornFirst ? [tear] : []),
          load,
          tear,
        ]);
        expect(printedText(effects)).toEqual(slip);
        expect(torn(effects).flat()).toEqual(slip);
        expect(holdsWork(state)).toBe(false);
      }),
    );
  });

  test("lets go of all that hangs out", () => {
    const { effects } = runPrinter(on, [text("a\n"), paperLeft(0), tear]);
    expect(torn(effects)).toEqual([["a"]]);
  });

  test("tells low, out and ok again, each once", () => {
    const { effects } = runPrinter(on, [
      paperLeft(NEAR_END_MM + 1),
      paperLeft(NEAR_END_MM),
      paperLeft(0),
      load,
    ]);
    const told = effects.map((effect) => effect.type === "status" && effect.status.paper);
    expect(told).toEqual(["low", "out", "ok"]);
  });

  test("in the middle of a picture goes on with its next band", () => {
    const picture = fromHex(`1D763000 0100 3100 ${"A5".repeat(49)}`);
    const { effects } = runPrinter(on, [paperLeft(2), { type: "bytes", bytes: picture }, load]);
    expect(drawPaper(printedLines(effects))).toBe("#8x24*1x1/24 #8x24*1x1/24 #8x1*1x1/1");
  });
});

describe("an open cover", () => {
  test("stops the slip, and shut again it goes on", () => {
    const first = play(stepPrinter, on, [
      [0, text("a\nb\n")],
      [10, open],
      [LINE_MS, tick],
      [500, tick],
    ]);
    expect(printedText(first.effects)).toEqual(["a"]);
    const second = stepPrinter(first.state, close, 1000);
    expect(printedText(second.effects)).toEqual(["b"]);
  });

  test("lets a new roll in, which prints once it is shut", () => {
    const { effects } = runPrinter(on, [paperLeft(0), text("a\n"), open, load, close]);
    expect(drawEffects(effects)).toBe("out/shut out/open ok/open ok/shut a");
  });
});

describe("the buffer", () => {
  const offline = runPrinter(on, [open]).state;
  /** Lines of 32 bytes, the end of the line among them. */
  const full = (bytes: number): PrinterInput => text(`${"x".repeat(31)}\n`.repeat(bytes / 32));

  test("stops the cable when it fills, and lets it go on when enough is printed", () => {
    const stopped = runPrinter(offline, [full(BUFFER_BYTES_HIGH), text("\n"), text("\n")]);
    expect(stopped.effects).toEqual([{ type: "flow", ready: false }]);
    const { effects } = runPrinter(stopped.state, [close]);
    const free = effects.findIndex((effect) => effect.type === "flow");
    expect(effects[free]).toEqual({ type: "flow", ready: true });
    const heldBytes = BUFFER_BYTES_HIGH + 2 - 32 * printedLines(effects.slice(0, free)).length;
    expect(heldBytes).toBeLessThan(BUFFER_BYTES_LOW);
    expect(heldBytes + 32).toBeGreaterThanOrEqual(BUFFER_BYTES_LOW);
  });

  test("loses, and counts, what comes although it is full", () => {
    const { state } = runPrinter(offline, [full(BUFFER_BYTES_MAX - 32), full(64), full(32)]);
    expect(state.lostBytes).toBe(64);
    expect(printedLines(runPrinter(state, [close]).effects)).toHaveLength(BUFFER_BYTES_MAX / 32);
  });

  test("does not hold what has no lines", () => {
    const { state } = runPrinter(on, [text("\0".repeat(BUFFER_BYTES_HIGH))]);
    expect(runPrinter(state, [open, text("a\nb\n")]).state.flowing).toBe(true);
  });

  test("takes in one piece what it could hold if it were empty, and prints it", () => {
    expect(runPrinter(on, [full(BUFFER_BYTES_MAX)]).state.lostBytes).toBe(0);
  });
});

test("the same bytes in any pieces give the same paper", () => {
  const bytes = fromLatin1(`\x1b@\x1ba\x01${lines(slip)}\x1d!\x11\xb5\xa5\n\x1bd\x04\x1dV\x01`);
  const whole = runPrinter(on, [{ type: "bytes", bytes }]).state;
  for (let cut = 1; cut < bytes.length; cut += 1) {
    const halves = [bytes.subarray(0, cut), bytes.subarray(cut)];
    const { state } = runPrinter(
      on,
      halves.map((half) => ({ type: "bytes", bytes: half })),
    );
    expect(state.paper).toEqual(whole.paper);
  }
});

test("no input makes it throw or lose count of its paper", () => {
  const inputs = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((bytes): PrinterInput => ({ type: "bytes", bytes })),
    fc
      .tuple(fc.constantFrom(0x10, 0x1b, 0x1c, 0x1d), fc.uint8Array({ maxLength: 12 }))
      .map(
        ([first, rest]): PrinterInput => ({ type: "bytes", bytes: Uint8Array.of(first, ...rest) }),
      ),
    fc.constantFrom(load, open, close, tear, tick, text("total\n"), text("\x1bd\x05")),
    fc.constantFrom<PrinterInput>(
      { type: "fail", error: "cutter" },
      { type: "fail", error: "overheated" },
      { type: "mend" },
      { type: "power-cycle" },
      { type: "button", level: "down" },
      { type: "button", level: "up" },
    ),
    fc.nat({ max: 30 }).map(paperLeft),
  );
  fc.assert(
    fc.property(fc.constantFrom(...PRINTER_MODELS.values()), fc.array(inputs), (model, script) => {
      const timed = script.map((input, index) => [index * 20, input] as const);
      const { state } = play(stepPrinter, printerOn(undefined, model), timed);
      expect(state.rollDots).toBeGreaterThanOrEqual(0);
      expect(state.lostBytes).toBe(0);
      expect(printerStatus(state).paper === "out").toBe(state.rollDots === 0);
    }),
  );
});

function lines(texts: readonly string[]): string {
  return texts.map((line) => `${line}\n`).join("");
}

function torn(effects: readonly PrinterEffect[]): string[][] {
  return effects.flatMap((effect) => (effect.type === "torn" ? [paperText(effect.paper)] : []));
}
