import { online, type PrinterStatus } from "./status.ts";

export type Lamp = "off" | "on" | "blinking";

/** The lamps on a printer's front. */
export type PrinterLamps = { readonly paper: Lamp; readonly error: Lamp };

/**
 * What the lamps show: paper low or out; and that nothing is printed now, blinking where something is
 * broken. Feeding by the button lights none.
 *
 * @source Epson, TM-T88 Technical Reference Guide, LEDs: PAPER OUT and ERROR
 */
export function lampsOf(status: PrinterStatus): PrinterLamps {
  const { paper, error } = status;
  const stopped = !online({ ...status, feeding: false });
  return {
    paper: paper === "ok" ? "off" : "on",
    error: error !== undefined ? "blinking" : stopped ? "on" : "off",
  };
}
