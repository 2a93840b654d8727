import { expect, test } from "vitest";
import { DRAWER_SHUT, stepDrawer } from "../../../../device-emulators/devices/drawer/drawer.ts";
import { printerOn } from "../../../../device-emulators/devices/printer/printer.ts";
import { KICK_DRAWER } from "../../../../sim-server/core/drivers/drawer-driver.ts";
import { runPrinter } from "../../../kit/paper.ts";

test("opens a drawer on its own cable", () => {
  const { state } = stepDrawer(DRAWER_SHUT, { type: "bytes", bytes: KICK_DRAWER }, 0);
  expect(state.tray.kind).toBe("open");
});

test("opens a drawer at a printer, and leaves the printer nothing to wait for", () => {
  const { state, effects } = runPrinter(printerOn(), [{ type: "bytes", bytes: KICK_DRAWER }]);
  expect(effects).toEqual([{ type: "kick", pin: 2, onMs: 100, offMs: 500 }]);
  expect(state.parser.pending).toHaveLength(0);
});
