import { count, type FaultKind, milliseconds } from "./fault-kind.ts";
import { AFTER, BYTES, CHANCE, LINK, MATCH, wayOf } from "./when.ts";

/** What can go wrong at a printer. */
export type PrinterFaultId =
  | "printer.paper-left"
  | "printer.paper-out"
  | "printer.cover-open"
  | "printer.cutter-jam"
  | "printer.head-hot"
  | "printer.broken";

type PrinterFault = FaultKind<PrinterFaultId>;

const printer = (
  kind: Omit<PrinterFault, "layer" | "at"> & Partial<PrinterFault>,
): PrinterFault => ({
  layer: "printer",
  at: ["counter", "printer"],
  triggers: [AFTER, LINK, BYTES, MATCH, CHANCE, wayOf("device")],
  atOnce: true,
  ...kind,
});

/** Faults of paper, cover and machinery; each stays until a hand mends it. */
export const PRINTER_FAULTS: readonly PrinterFault[] = [
  printer({
    id: "printer.paper-left",
    means: { zh: "打印纸快用完", en: "the paper roll is about to end" },
    params: [count("mm", "mm", { fallback: 40, min: 0, max: 100_000 })],
    holds: "the outcome stays, and the slip can be printed again",
  }),
  printer({
    id: "printer.paper-out",
    means: { zh: "打印纸用完", en: "the paper roll is at its end" },
    params: [],
    holds: "the outcome stays, and the slip can be printed again",
  }),
  printer({
    id: "printer.cover-open",
    means: { zh: "打印机盖子打开", en: "the printer's cover is open" },
    params: [],
    holds: "the outcome stays, and the slip is printed once the cover is shut",
  }),
  printer({
    id: "printer.cutter-jam",
    means: { zh: "切刀卡住", en: "the cutter jams" },
    params: [],
    holds: "the outcome stays, and the slip is printed once the cutter is free",
  }),
  printer({
    id: "printer.head-hot",
    means: { zh: "打印头过热", en: "the print head is too hot" },
    params: [milliseconds("ms", 10_000)],
    holds: "the outcome stays, and the slip is printed once the head has cooled",
  }),
  printer({
    id: "printer.broken",
    at: ["printer"],
    means: { zh: "打印机故障", en: "the printer fails, and only switching it off helps" },
    params: [],
    holds: "the outcome stays",
  }),
];
