import { expect, test } from "vitest";
import { lampsOf } from "../../../../device-emulators/devices/printer/lamps.ts";
import { printerOn, printerStatus } from "../../../../device-emulators/devices/printer/printer.ts";
import type { PrinterStatus } from "../../../../device-emulators/devices/printer/status.ts";

const READY = printerStatus(printerOn());

test.each<[string, Partial<PrinterStatus>, string]>([
  ["ready", {}, "off off"],
  ["the roll near its end: it prints on", { paper: "low", nearEnd: true }, "on off"],
  ["the roll out", { paper: "out", nearEnd: true }, "on on"],
  ["an open cover", { cover: "open" }, "off on"],
  ["a jammed cutter", { error: "cutter" }, "off blinking"],
  ["a hot head", { error: "overheated" }, "off blinking"],
  ["a broken one, its cover open", { error: "unrecoverable", cover: "open" }, "off blinking"],
  ["paper fed by the button", { feeding: true, button: "down" }, "off off"],
])("%s", (_name, change, lamps) => {
  const { paper, error } = lampsOf({ ...READY, ...change });
  expect(`${paper} ${error}`).toBe(lamps);
});
