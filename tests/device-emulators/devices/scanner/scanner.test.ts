import { describe, expect, test } from "vitest";
import {
  READ_LAMP_MS,
  READ_MS,
  SCANNER_IDLE,
  type ScannerEffect,
  type ScannerInput,
  stepScanner,
} from "../../../../device-emulators/devices/scanner/scanner.ts";
import { toLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { play } from "../../../kit/play.ts";

const over = (text: string, symbology: "ean-13" | "qr" = "ean-13"): ScannerInput => ({
  type: "trigger",
  code: { text, symbology },
});
const milk = over("2000000000015");
const bread = over("2000000000022");
const smeared = over("2000000000016");
const tick: ScannerInput = { type: "tick" };

type Script = (readonly [number, ScannerInput])[];

describe("a scanner", () => {
  test.each<[string, Script, string]>([
    [
      "looks for the code",
      [
        [0, milk],
        [READ_MS - 1, tick],
      ],
      "(reading)",
    ],
    [
      "sends it with Enter",
      [
        [0, milk],
        [READ_MS, tick],
      ],
      "(reading) 2000000000015↵ (read)",
    ],
    [
      "goes dark",
      [
        [0, milk],
        [READ_MS, tick],
        [READ_MS + READ_LAMP_MS - 1, tick],
        [READ_MS + READ_LAMP_MS, tick],
      ],
      "(reading) 2000000000015↵ (read) (off)",
    ],
    [
      "reads the next code while the lamp still shows the last",
      [
        [0, milk],
        [READ_MS, tick],
        [READ_MS + 1, bread],
        [2 * READ_MS + 1, tick],
      ],
      "(reading) 2000000000015↵ (read) (reading) 2000000000022↵ (read)",
    ],
    [
      "reads one code at a time",
      [
        [0, milk],
        [1, bread],
        [READ_MS, tick],
      ],
      "(reading) 2000000000015↵ (read)",
    ],
    [
      "gives up on what is no code",
      [
        [0, smeared],
        [READ_MS, tick],
      ],
      "(reading) no-read (off)",
    ],
    [
      "reads what a QR code says",
      [
        [0, over("134650012345678901", "qr")],
        [READ_MS, tick],
      ],
      "(reading) 134650012345678901↵ (read)",
    ],
    [
      "gives up on a QR code that says nothing",
      [
        [0, over("", "qr")],
        [READ_MS, tick],
      ],
      "(reading) no-read (off)",
    ],
    ["does nothing of itself", [[0, tick]], ""],
  ])("%s", (_name, script, expected) => {
    expect(draw(play(stepScanner, SCANNER_IDLE, script).effects)).toBe(expected);
  });

  test("is woken for each next thing it does", () => {
    const reading = stepScanner(SCANNER_IDLE, milk, 500);
    expect(reading.wakeAtMs).toBe(500 + READ_MS);
    expect(stepScanner(reading.state, bread, 510).wakeAtMs).toBe(500 + READ_MS);
    const read = stepScanner(reading.state, tick, 500 + READ_MS);
    expect(read.wakeAtMs).toBe(500 + READ_MS + READ_LAMP_MS);
    expect(stepScanner(read.state, tick, 9000).wakeAtMs).toBeUndefined();
  });
});

function draw(effects: readonly ScannerEffect[]): string {
  return effects.map(drawEffect).join(" ");
}

function drawEffect(effect: ScannerEffect): string {
  switch (effect.type) {
    case "send":
      return toLatin1(effect.bytes).replaceAll("\r", "↵");
    case "lamp":
      return `(${effect.lamp})`;
    case "no-read":
      return "no-read";
  }
}
