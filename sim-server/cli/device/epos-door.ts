import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { readPlace } from "../../io/devices/place-text.ts";
import type { EposPrinter } from "../../io/epos/print-desk.ts";
import { openEpos, type RunningEpos } from "../../io/epos/service.ts";
import { readTls } from "../tls-files.ts";
import type { Flag, Options } from "../verb.ts";
import type { DeviceOutside } from "./kind.ts";

/** The flags of a printer's second door. */
export const EPOS_FLAGS: readonly Flag[] = [
  {
    name: "epos",
    value: "[HOST:]PORT",
    means: "printer: ePOS-Print over HTTP too; 0 picks a port",
  },
  { name: "tls", value: "CERT,KEY", means: "printer: ePOS-Print over HTTPS; two PEM files" },
  { name: "spool", means: "printer: ePOS-Print answers before it prints" },
];

/**
 * What opens ePOS-Print to a printer as the flags say; undefined where they say nothing of it.
 *
 * @throws TillyardError `config-invalid`
 */
export function readEposDoor(
  options: Options,
  { clock, tell }: DeviceOutside,
): ((printer: EposPrinter) => Promise<RunningEpos>) | undefined {
  const place = options.text("epos");
  if (place === undefined) {
    const alone = options.text("tls") === undefined ? options.on("spool") && "spool" : "tls";
    if (alone === false) return undefined;
    throw new TillyardError("config-invalid", `--${alone} says nothing without --epos`, {
      hint: "say where ePOS-Print is to listen: --epos 8008",
    });
  }
  const tls = readTls(options.text("tls"));
  const spools = options.on("spool");
  const listening = { ...readPlace(`--epos ${place}`, place), tls, spools };
  return (printer) =>
    openEpos({
      ...listening,
      printer,
      clock,
      refused: ({ place: { line, column }, detail }) =>
        tell({
          event: { event: "refused", line, column, detail },
          note: `ePOS-Print, line ${line}, column ${column}: ${detail}`,
        }),
    });
}
