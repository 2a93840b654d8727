import { expect, test } from "vitest";
import { TillyardError } from "../../../../device-emulators/kit/errors.ts";
import { createMemoryCable } from "../../../../device-emulators/transports/memory.ts";
import { lineOf } from "../../../../sim-server/cli/doctor/finding.ts";
import { examineKeyboard } from "../../../../sim-server/cli/doctor/keyboard.ts";

test("what types is named", async () => {
  const findings = await examineKeyboard(createMemoryCable().open);
  expect(findings.map(lineOf)).toEqual([
    "ok      keyboard wedges, for device --keyboard: memory\n",
  ]);
});

test("what keeps devices from typing is told with its remedy, and is no failure", async () => {
  const refusal = new TillyardError("device-unavailable", "no display", { hint: "set DISPLAY" });
  const findings = await examineKeyboard(() => Promise.reject(refusal));
  expect(findings.map(lineOf)).toEqual([
    "without keyboard wedges, for device --keyboard: no display\n        set DISPLAY\n",
  ]);
});
