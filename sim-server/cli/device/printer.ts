import { lampsOf } from "../../../device-emulators/devices/printer/lamps.ts";
import type { PrinterModel } from "../../../device-emulators/devices/printer/models.ts";
import {
  blank,
  type Paper,
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
import { attach, type Device } from "../../../device-emulators/transports/attach.ts";
import type { PrinterView } from "../../io/devices/control/views.ts";
import { wholeNumber } from "../flags.ts";
import { chosenModels, MODEL_NAMES } from "../printer-models.ts";
import type { DeviceKind, Hand, Told } from "./kind.ts";

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

/** Chosen: once half a metre hangs out, what is cut falls off. Of 8 dots a millimetre. */
const HANGING_DOTS_CUT = 4_000;
/** Chosen: ten metres, the longest that hangs uncut. */
const HANGING_DOTS_MAX = 80_000;
/** Chosen: so many receipts back may be asked for. */
const PIECES_KEPT_MAX = 20;
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

export const PRINTER: DeviceKind = {
  name: "printer",
  summary: "a receipt printer that speaks ESC/POS",
  usualPort: 9100,
  flags: [
    { name: "model", value: "NAME", means: `printer: ${MODEL_NAMES} (the counter's)` },
    { name: "paper", value: "MM", means: "printer: how much paper is loaded (a full roll)" },
  ],
  hands: HANDS,
  start: (call, { clock, tell, cable, attended }) => {
    const rollMm = wholeNumber(call, "paper", { min: 0, max: PAPER_MM_MAX });
    const [model] = chosenModels(call);
    const pieces = keepPieces();
    let hangingDots = 0;
    const printer = attach(printerAtCable(rollMm, model), clock, {
      cable,
      saw: (effect) => {
        if (effect.type === "torn") pieces.keep(effect.paper);
        const told = tellOf(effect);
        if (told !== undefined) tell(told);
        hangingDots = effect.type === "torn" ? 0 : hangingDots + dotsOf(effect);
        // Where nobody takes a receipt away, the next one must not hang on it; nor may it grow for ever.
        if (comesAway(effect, attended, hangingDots)) printer.send({ type: "tear" });
      },
    });
    return {
      plug: printer.plug,
      close: printer.close,
      hand: (word, value) => {
        const hand = HANDS.find((each) => each.word === word);
        if (hand !== undefined) printer.send(hand.input(value));
      },
      view: () => viewOf(printer.state(), pieces.count()),
      paper: {
        widthDots: printer.state().parser.model.widthDots,
        hanging: () => printer.state().paper,
        piece: pieces.find,
      },
    };
  },
};

/** Whether paper comes away by itself. */
function comesAway(effect: PrinterEffect, attended: boolean, hangingDots: number): boolean {
  if (effect.type === "cut") return !attended || hangingDots > HANGING_DOTS_CUT;
  return effect.type === "printed" && hangingDots > HANGING_DOTS_MAX;
}

function dotsOf(effect: PrinterEffect): number {
  return effect.type === "printed" ? effect.line.dots : 0;
}

/** The latest pieces that came away, numbered from 1. */
function keepPieces() {
  const kept: Paper[] = [];
  let count = 0;
  return {
    keep: (paper: Paper): void => {
      count += 1;
      kept.push(paper);
      if (kept.length > PIECES_KEPT_MAX) kept.shift();
    },
    count: () => count,
    find: (number: number): Paper | undefined => kept[number - 1 - (count - kept.length)],
  };
}

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
