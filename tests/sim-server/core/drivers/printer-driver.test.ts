import { describe, expect, test } from "vitest";
import {
  type PrinterInput,
  printerOn,
  stepPrinter,
} from "../../../../device-emulators/devices/printer/printer.ts";
import type { SlipItem } from "../../../../sim-server/core/drivers/escpos-writer.ts";
import { createPrinter, type Printer } from "../../../../sim-server/core/drivers/printer-driver.ts";
import type { Flow } from "../../../../sim-server/core/world/flow.ts";
import { runMachine } from "../../../../sim-server/core/world/machine.ts";
import { runFlow } from "../../../kit/node-flow.ts";

const SLIP: readonly SlipItem[] = [
  ...Array.from({ length: 40 }, (): SlipItem => ({ kind: "line", text: "line" })),
  { kind: "tear-off" },
  { kind: "cut" },
  { kind: "confirm" },
];

type Situation = {
  readonly paperMm?: number;
  readonly inputs?: readonly PrinterInput[];
  readonly up?: boolean;
};

function withPrinter<T>(use: (printer: Printer) => Flow<T>, situation: Situation = {}) {
  return runFlow((world) => {
    const line = world.line({ name: "printer", delayMs: 1, bandwidth: 11_520 });
    line.up = situation.up ?? true;
    const printer = runMachine(
      world.node("printer"),
      stepPrinter,
      printerOn(situation.paperMm ?? 10_000),
      (effect) => {
        if (effect.type === "reply") line.b.send(effect.bytes);
      },
    );
    for (const input of situation.inputs ?? []) printer.send(input as never);
    line.b.onReceive = (bytes) => printer.send({ type: "bytes", bytes });
    return use(createPrinter(line.a));
  });
}

describe("the printer", () => {
  test.each<[string, Situation, string]>([
    ["in order", {}, "ready"],
    ["nearly out of paper", { paperMm: 100 }, "ready"],
    ["out of paper", { paperMm: 0 }, "paper-out"],
    ["cover open", { inputs: [{ type: "open" }] }, "fault"],
    ["off, or its cable out", { up: false }, "fault"],
  ])("%s: its state", (_name, situation, expected) => {
    expect(withPrinter((printer) => printer.state(), situation)).toMatchObject({
      result: expected,
    });
  });

  test("says that a slip is printed when it is, and not before", () => {
    const ended = withPrinter((printer) => printer.print(SLIP));
    expect(ended).toMatchObject({ result: "ready" });
    // 43 lines of 38 ms.
    expect(ended !== "still waiting" && ended.tookMs).toBeGreaterThan(1_600);
  });

  test("stops within a second or two of the last line it could print", () => {
    const ended = withPrinter((printer) => printer.print(SLIP), { paperMm: 50 });
    expect(ended).toMatchObject({ result: "paper-out" });
    expect(ended !== "still waiting" && ended.tookMs).toBeLessThan(2_500);
  });
});
