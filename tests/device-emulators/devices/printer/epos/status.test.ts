import { expect, test } from "vitest";
import {
  eposError,
  eposStatus,
} from "../../../../../device-emulators/devices/printer/epos/status.ts";
import type { PrinterStatus } from "../../../../../device-emulators/devices/printer/status.ts";

const FINE: PrinterStatus = {
  paper: "ok",
  nearEnd: false,
  cover: "shut",
  drawerHigh: false,
  error: undefined,
  button: "up",
  feeding: false,
};

// 0x0F000014 is what printers say of themselves in Epson's own examples: 251658262 with bit 1.
test.each<[string, Partial<PrinterStatus>, string, string | undefined]>([
  ["all is well", {}, "0F000010", undefined],
  ["the drawer's pin is high", { drawerHigh: true }, "0F000014", undefined],
  ["paper nears its end", { paper: "low", nearEnd: true }, "0F030010", undefined],
  ["paper is out", { paper: "out", nearEnd: true }, "0F0F0018", "EPTR_REC_EMPTY"],
  [
    "paper is out where nothing senses its near end",
    { paper: "out" },
    "0F0C0018",
    "EPTR_REC_EMPTY",
  ],
  ["the cover is open", { cover: "open" }, "0F000038", "EPTR_COVER_OPEN"],
  ["the cutter jams", { error: "cutter" }, "0F000818", "EPTR_CUTTER"],
  ["a mechanical error", { error: "recoverable" }, "0F000418", "EPTR_MECHANICAL"],
  ["the head is hot", { error: "overheated" }, "0F004018", "EPTR_AUTOMATICAL"],
  ["nothing helps", { error: "unrecoverable" }, "0F002018", "EPTR_UNRECOVERABLE"],
  ["the button feeds paper", { button: "down", feeding: true }, "0F000258", undefined],
  ["cover and paper", { cover: "open", paper: "out" }, "0F0C0038", "EPTR_COVER_OPEN"],
  ["cutter and cover", { error: "cutter", cover: "open" }, "0F000838", "EPTR_CUTTER"],
])("%s", (_name, state, status, code) => {
  const shown = eposStatus({ ...FINE, ...state });
  expect(shown.toString(16).toUpperCase().padStart(8, "0")).toBe(status);
  expect(eposError({ ...FINE, ...state })).toBe(code);
});
