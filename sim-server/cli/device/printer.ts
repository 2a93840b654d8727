import { lampsOf } from "../../../device-emulators/devices/printer/lamps.ts";
import type { PrinterModel } from "../../../device-emulators/devices/printer/models.ts";
import {
  blank,
  type PaperLine,
  paperText,
} from "../../../device-emulators/devices/printer/paper.ts";
import {
  type PrinterEffect,
  type PrinterInput,
  type PrinterState,
  printerOn,
  printerStatus,
  stepPrinter,
} from "../../../device-emulators/devices/printer/printer.ts";
import type { PrinterStatus } from "../../../device-emulators/devices/printer/status.ts";
import { LINE_DOTS } from "../../../device-emulators/kit/escpos-codes.ts";
import type { FaultParams } from "../../../device-emulators/kit/faults/fault-kind.ts";
import {
  PRINTER_FAULTS,
  type PrinterFaultId,
} from "../../../device-emulators/kit/faults/printer-faults.ts";
import { attach, type Device } from "../../../device-emulators/transports/attach.ts";
import type { PrinterView } from "../../io/devices/control/views.ts";
import type { RunningEpos } from "../../io/epos/service.ts";
import { wholeNumber } from "../flags.ts";
import { chosenModels, MODEL_NAMES } from "../printer-models.ts";
import { EPOS_FLAGS, readEposDoor } from "./epos-door.ts";
import type { DeviceKind, Hand, Told } from "./kind.ts";
import { createPaperEnd } from "./paper-end.ts";

/** A printer just switched on, as a cable sees it. */
function printerAtCable(
  rollMm: number | undefined,
  model: PrinterModel | undefined,
): Device<PrinterState, PrinterInput, PrinterEffect> {
  return {
    machine: stepPrinter,
    initial: printerOn(rollMm, model, true),
    hears: (bytes) => ({ type: "bytes", bytes }),
    wants: (effect) => {
      if (effect.type === "reply") return { type: "send", bytes: effect.bytes };
      return effect.type === "flow" ? effect : undefined;
    },
  };
}

/** Chosen: ten kilometres, which no test prints. */
const PAPER_MM_MAX = 10_000_000;

const HANDS: readonly (Hand & { readonly input: (value: number) => PrinterInput })[] = [
  { word: "open", input: () => ({ type: "open" }) },
  { word: "close", input: () => ({ type: "close" }) },
  { word: "load-paper", input: () => ({ type: "load-paper" }) },
  { word: "tear", input: () => ({ type: "tear" }) },
  { word: "paper-left", value: "MM", input: (mm) => ({ type: "paper-left", mm }) },
  { word: "jam", input: () => ({ type: "fail", error: "cutter" }) },
  { word: "overheat", input: () => ({ type: "fail", error: "overheated" }) },
  { word: "break", input: () => ({ type: "fail", error: "unrecoverable" }) },
  { word: "mend", input: () => ({ type: "mend" }) },
  { word: "power-cycle", input: () => ({ type: "power-cycle" }) },
  { word: "drawer-open", input: () => ({ type: "drawer-sensor", level: "high" }) },
  { word: "drawer-shut", input: () => ({ type: "drawer-sensor", level: "low" }) },
];

/** What a fault does to a printer. */
const STRIKES: { readonly [K in PrinterFaultId]: (params: FaultParams) => PrinterInput } = {
  "printer.paper-left": ({ mm }) => ({ type: "paper-left", mm: Number(mm) }),
  "printer.paper-out": () => ({ type: "paper-left", mm: 0 }),
  "printer.cover-open": () => ({ type: "open" }),
  "printer.cutter-jam": () => ({ type: "fail", error: "cutter" }),
  "printer.head-hot": () => ({ type: "fail", error: "overheated" }),
  "printer.broken": () => ({ type: "fail", error: "unrecoverable" }),
};

export const PRINTER: DeviceKind = {
  name: "printer",
  summary: "a receipt printer that speaks ESC/POS",
  usualPort: 9100,
  flags: [
    { name: "model", value: "NAME", means: `printer: ${MODEL_NAMES} (the counter's)` },
    { name: "paper", value: "MM", means: "printer: how much paper is loaded (a full roll)" },
    ...EPOS_FLAGS,
  ],
  faults: PRINTER_FAULTS,
  hands: HANDS,
  start: (options, outside) => {
    const { clock, tell, cable } = outside;
    const openDoor = readEposDoor(options, outside);
    const rollMm = wholeNumber(options, "paper", { min: 0, max: PAPER_MM_MAX });
    const [model] = chosenModels(options);
    const paperEnd = createPaperEnd(outside.attended);
    const printer = attach(printerAtCable(rollMm, model), clock, {
      cable,
      saw: (effect) => {
        const comesAway = paperEnd.see(effect);
        const told = tellOf(effect);
        if (told !== undefined) tell(told);
        if (comesAway) printer.send({ type: "tear" });
      },
    });
    let door: RunningEpos | undefined;
    return {
      plug: printer.plug,
      ...(openDoor !== undefined && {
        arrive: async () => {
          door = await openDoor(printer);
          return door.url;
        },
      }),
      close: async () => {
        await door?.close();
        await printer.close();
      },
      hand: (word, value) => {
        const hand = HANDS.find((each) => each.word === word);
        if (hand !== undefined) printer.send(hand.input(value));
      },
      strike: ({ fault, params }) => {
        printer.send(STRIKES[fault as PrinterFaultId](params));
        if (fault === "printer.head-hot") {
          clock.after(Number(params["ms"]), () => printer.send({ type: "mend" }));
        }
      },
      view: () => viewOf(printer.state(), paperEnd.pieces()),
      paper: {
        widthDots: printer.state().parser.model.widthDots,
        hanging: () => printer.state().paper,
        piece: paperEnd.piece,
      },
    };
  },
};

function viewOf(state: PrinterState, pieces: number): PrinterView {
  const status = printerStatus(state);
  return {
    kind: "printer",
    model: state.parser.model.name,
    paper: status.paper,
    cover: status.cover,
    error: status.error ?? null,
    lamps: lampsOf(status),
    drawerSwitch: status.drawerHigh ? "high" : "low",
    printed: !blank(state.paper),
    pieces,
  };
}

/** What is said of an effect; undefined for those that concern the cable alone. */
function tellOf(effect: PrinterEffect): Told | undefined {
  switch (effect.type) {
    case "printed":
      return tellOfLine(effect.line);
    case "cut":
      return {
        event: { event: "cut", full: effect.full },
        shown: paperText([{ kind: "cut", full: effect.full, dots: 0 }]),
      };
    case "kick":
      return {
        event: { event: "kick", pin: effect.pin, onMs: effect.onMs },
        note: `kick of ${effect.onMs} ms on pin ${effect.pin}`,
      };
    case "buzz":
      return {
        event: { event: "buzz", times: effect.times, onMs: effect.onMs },
        note: `${effect.times} beeps of ${effect.onMs} ms`,
      };
    case "torn":
      return { event: { event: "torn", text: paperText(effect.paper) } };
    case "status":
      return tellOfStatus(effect.status);
    case "reply":
    case "flow":
      return undefined;
  }
}

function tellOfLine(line: PaperLine): Told | undefined {
  if (line.kind === "feed") {
    const blanks = Math.round(line.dots / LINE_DOTS);
    return { event: { event: "fed", dots: line.dots }, shown: new Array(blanks).fill("") };
  }
  const [text = ""] = paperText([line]);
  return { event: { event: "printed", kind: line.kind, text, dots: line.dots }, shown: [text] };
}

function tellOfStatus({ paper, cover, drawerHigh, error }: PrinterStatus): Told {
  const drawer = drawerHigh ? "high" : "low";
  const wrong = error === undefined ? {} : { error };
  return {
    event: { event: "status", paper, cover, drawer, ...wrong },
    note: `paper ${paper}, cover ${cover}, drawer switch ${drawer}${error === undefined ? "" : `, ${error}`}`,
  };
}
