import { paperText } from "../../../device-emulators/devices/printer/paper.ts";
import {
  hangingPaper,
  printerOn,
  stepPrinter,
} from "../../../device-emulators/devices/printer/printer.ts";
import { type SlipItem, writeSlip } from "../drivers/escpos-writer.ts";

/**
 * The lines of a slip as they stand on paper, without the feed to the tear bar: printed by a printer
 * of its own, because the terminal's may be out of paper.
 */
export function slipLines(items: readonly SlipItem[]): readonly string[] {
  const printed = items.filter(({ kind }) => !["tear-off", "cut", "confirm"].includes(kind));
  const bytes = writeSlip([...printed, { kind: "tear-off" }]);
  let step = stepPrinter(printerOn(), { type: "bytes", bytes }, 0);
  while (step.wakeAtMs !== undefined) {
    step = stepPrinter(step.state, { type: "tick" }, step.wakeAtMs);
  }
  const lines = paperText(hangingPaper(step.state));
  const end = lines.length - [...lines].reverse().findIndex((line) => line !== "");
  return lines.slice(0, end);
}
