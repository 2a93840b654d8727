import type { View } from "../../core/counter/view.ts";
import { VERSION } from "../../package-info.ts";
import type { Poi } from "./dialogue.ts";
import { CURRENCY, SUCCESS, timeStamp } from "./words.ts";

/** What can be seen of a terminal. */
type Seen = Pick<View, "terminal" | "printer" | "clock">;

/** The body of a LoginResponse: what the terminal is, and how it is. */
export function loginResponse(view: Seen, poi: Poi): object {
  return {
    Response: SUCCESS,
    POISystemData: {
      DateTime: now(view),
      POISoftware: {
        ManufacturerID: "Tillyard",
        ApplicationName: "Tillyard terminal",
        SoftwareVersion: VERSION,
        CertificationCode: "none",
      },
      POITerminalData: {
        TerminalEnvironment: "Attended",
        POICapabilities: [
          "ICC",
          "EMVContactless",
          "MagStripe",
          "PrinterReceipt",
          "CustomerDisplay",
        ],
        POIProfile: { GenericProfile: "Standard" },
        POISerialNumber: poi.terminalId,
      },
      POIStatus: statusOf(view, { busy: false, reachable: undefined }),
    },
  };
}

/** What a diagnosis has found. */
type Found = {
  readonly busy: boolean;
  /** Whether the bank has answered; undefined where it was not asked. */
  readonly reachable: boolean | undefined;
};

/** The body of a DiagnosisResponse. */
export function diagnosisResponse(view: Seen, found: Found): object {
  const host = { AcquirerID: CURRENCY, IsReachableFlag: found.reachable };
  return {
    Response: SUCCESS,
    POIStatus: statusOf(view, found),
    ...(found.reachable !== undefined && { HostStatus: [host] }),
  };
}

function statusOf(view: Seen, { busy, reachable }: Found): object {
  const dark = view.terminal.screen === "dark" || view.terminal.screen === "error";
  return {
    GlobalStatus: dark ? "Maintenance" : busy ? "Busy" : "OK",
    SecurityOKFlag: view.terminal.screen !== "sign-on-failed",
    PEDOKFlag: true,
    CardReaderOKFlag: true,
    PrinterStatus: printerStatus(view),
    ...(reachable !== undefined && { CommunicationOKFlag: reachable }),
  };
}

function printerStatus({ printer: { paper, cover, error } }: Pick<Seen, "printer">): string {
  if (cover === "open" || error !== undefined) return "OutOfOrder";
  return { ok: "OK", "near-end": "PaperLow", out: "NoPaper" }[paper];
}

/** The terminal's own date and time, to the minute. */
function now({ clock: { date, time } }: Pick<Seen, "clock">): string {
  return timeStamp(date.replaceAll("/", ""), `${time.replace(":", "")}00`);
}
