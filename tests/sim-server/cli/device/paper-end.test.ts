import { describe, expect, test } from "vitest";
import type { PrinterEffect } from "../../../../device-emulators/devices/printer/printer.ts";
import { createPaperEnd } from "../../../../sim-server/cli/device/paper-end.ts";

const printed = (dots: number): PrinterEffect => ({
  type: "printed",
  line: { kind: "feed", dots },
});
const cut: PrinterEffect = { type: "cut", full: false };

describe("paper that is cut", () => {
  test.each<[string, boolean, PrinterEffect[], boolean[]]>([
    ["comes away where nobody stands", false, [printed(10), cut], [false, true]],
    ["hangs where somebody does", true, [printed(4_000), cut], [false, false]],
    ["falls once half a metre hangs", true, [printed(4_001), cut], [false, true]],
    ["hangs uncut for ten metres", true, [printed(80_000), printed(1)], [false, true]],
    [
      "begins anew where it was torn",
      true,
      [printed(4_001), { type: "torn", paper: [] }, cut],
      [false, false, false],
    ],
  ])("%s", (_name, attended, effects, away) => {
    const { see } = createPaperEnd(attended);
    expect(effects.map(see)).toEqual(away);
  });
});

test("the latest twenty pieces are kept under their numbers", () => {
  const { see, pieces, piece } = createPaperEnd(true);
  for (let dots = 1; dots <= 22; dots += 1) {
    see({ type: "torn", paper: [{ kind: "feed", dots }] });
  }
  expect(pieces()).toBe(22);
  expect([0, 2, 3, 22, 23].map((number) => piece(number)?.[0]?.dots)).toEqual([
    undefined,
    undefined,
    3,
    22,
    undefined,
  ]);
});
