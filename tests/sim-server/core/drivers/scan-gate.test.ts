import fc from "fast-check";
import { expect, test } from "vitest";
import { fromLatin1, toLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import {
  OPEN_GATE,
  passScan,
  type ScanGate,
} from "../../../../sim-server/core/drivers/scan-gate.ts";

const NUMBER = "9999999999999999";

test.each([
  ["a code", ["6901234567892\r\n"], "6901234567892\r\n", 0],
  ["a code in pieces, each at once", ["690", "123"], "690123", 0],
  ["a short code that begins like a stripe", ["%A1?\r;2\r"], "%A1?\r;2\r", 0],
  ["a sentinel in the middle of a code", [`A;${NUMBER}\r`], `A;${NUMBER}\r`, 0],
  ["a stripe", [`;${NUMBER}=2908?\r`], "", 1],
  ["a stripe between codes", [`1\r;${NUMBER}=29`, "08?\r2\r"], "1\r2\r", 1],
  ["both tracks, a line each", [`%B${NUMBER}^A/B^2908?\r;${NUMBER}=2908?\r`], "", 2],
  ["half a stripe, whose end has not come", [`;${NUMBER}`], "", 0],
  ["a stripe that is damaged", [`%B99999\x00${NUMBER}\n`], "", 1],
  ["what is longer than any stripe", [`;${NUMBER}${"0".repeat(1000)}\r1\r`], "1\r", 1],
] as const)("%s", (_what, pieces, passed, stopped) => {
  expect(readAll(pieces)).toEqual({ passed, stopped });
});

test("however the bytes are cut, the same goes through", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[%;?=0-9\r\n]{0,30}$/)), (pieces) => {
      expect(readAll(pieces)).toEqual(readAll([pieces.join("")]));
    }),
  );
});

function readAll(pieces: readonly string[]) {
  let gate: ScanGate = OPEN_GATE;
  let passed = "";
  let stopped = 0;
  for (const piece of pieces) {
    const next = passScan(gate, fromLatin1(piece));
    gate = next.gate;
    passed += toLatin1(next.passed);
    stopped += next.stopped;
  }
  return { passed, stopped };
}
