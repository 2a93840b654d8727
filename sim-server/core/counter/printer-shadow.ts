import type { PrinterInput } from "../../../device-emulators/devices/printer/printer.ts";
import type { PrinterReport } from "../drivers/printer-status.ts";
import type { RealPrinter } from "./printer-plug.ts";

/** More than any roll: whether there is paper, the real printer says. */
const ENDLESS_MM = 1_000_000;

const ENDLESS: PrinterInput = { type: "paper-left", mm: ENDLESS_MM };
/** What was on the real one is taken away with it. */
const OWN_AGAIN: readonly PrinterInput[] = [
  { type: "mend" },
  { type: "close" },
  { type: "load-paper" },
];

/**
 * What has the counter's own printer print, hold and lose what the real one does, as far as that told
 * what it is.
 */
export function shadowInputs(
  before: RealPrinter | undefined,
  now: RealPrinter | undefined,
): readonly PrinterInput[] {
  if (now === undefined) return before === undefined ? [] : OWN_AGAIN;
  const was = before?.cable === "in" ? before.report : undefined;
  // What had not come out yet goes with the cable.
  if (now.cable === "out") return was === undefined ? [] : [{ type: "power-cycle" }];
  return [...coverInputs(was, now.report), ...paperInputs(was, now.report), stopped(now.report)];
}

function coverInputs(was: PrinterReport | undefined, { cover }: PrinterReport): PrinterInput[] {
  return was?.cover === cover ? [] : [{ type: cover === "open" ? "open" : "close" }];
}

function paperInputs(was: PrinterReport | undefined, { paper }: PrinterReport): PrinterInput[] {
  if (paper === "out") return was?.paper === "out" ? [] : [{ type: "paper-left", mm: 0 }];
  if (was === undefined) return [ENDLESS];
  return was.paper === "out" ? [{ type: "load-paper" }, ENDLESS] : [];
}

/** Whatever else keeps it offline is over when it says so, as a hot head is. */
function stopped({ online, cover, paper }: PrinterReport): PrinterInput {
  const other = !online && cover === "shut" && paper !== "out";
  return other ? { type: "fail", error: "overheated" } : { type: "mend" };
}
