import type { PrinterStatus } from "./status.ts";

export type Lamp = "off" | "on" | "blinking";

/** The lamps on a printer's front. */
export type PrinterLamps = { readonly paper: Lamp; readonly error: Lamp };

/**
 * What the lamps show: paper low or out; and that nothing can be printed now, blinking where something
 * is broken.
 *
 * @source Epson, TM-T88 Technical Reference Guide, LEDs: PAPER OUT and ERROR
 */
export function lampsOf({
  paper,
  cover,
  error,
}: Pick<PrinterStatus, "paper" | "cover"> & Partial<Pick<PrinterStatus, "error">>): PrinterLamps {
  const stopped = paper === "out" || cover === "open";
  return {
    paper: paper === "ok" ? "off" : "on",
    error: error !== undefined ? "blinking" : stopped ? "on" : "off",
  };
}
