import { lampsOf } from "../../../device-emulators/devices/printer/lamps.ts";
import {
  type Paper,
  type PaperLine,
  printedText,
} from "../../../device-emulators/devices/printer/paper.ts";
import {
  hangingPaper,
  hangsPrinted,
  holdsWork,
  type PrinterEffect,
  type PrinterInput,
  type PrinterState,
  printerOn,
  printerStatus,
  stepPrinter,
} from "../../../device-emulators/devices/printer/printer.ts";
import { lately } from "../../../device-emulators/kit/lately.ts";
import type { Emit, TraceEvents } from "../trace-events.ts";
import type { LineEnd } from "../world/line.ts";
import { runMachine } from "../world/machine.ts";
import type { Node } from "../world/node.ts";
import { saidOften } from "../world/trace.ts";
import { viewPaper } from "./paper-view.ts";
import { part } from "./part.ts";
import type { RealPrinter } from "./printer-plug.ts";
import { shadowInputs } from "./printer-shadow.ts";
import type { Outcome } from "./rig.ts";
import type { PrinterView } from "./view.ts";

/** The printer on the counter: its cable, its cover, and the paper that comes out. */
export type MountedPrinter = {
  readonly open: () => Outcome;
  readonly close: () => Outcome;
  readonly load: () => Outcome;
  readonly tear: () => Outcome;
  readonly limitPaper: (mm: number) => void;
  /** The cover springs open by itself. */
  readonly flipOpen: () => void;
  readonly fail: (error: "cutter" | "overheated") => void;
  /** A head that was too hot has cooled down. */
  readonly cool: () => void;
  /** Shows what a real printer tells, and prints as it does; undefined where there is none any more. */
  readonly follow: (real: RealPrinter | undefined) => void;
  /** Whether a real printer is followed. */
  readonly follows: () => boolean;
  readonly view: () => PrinterView;
};

/** What a printer hangs on, and whom it tells. */
export type PrinterPorts = {
  readonly node: Node;
  readonly emit: Emit;
  readonly cable: LineEnd;
  readonly paperMm: number;
  /** Called with each piece of paper that is torn off. */
  readonly torn: (paper: Paper) => void;
};

/** Puts a printer, its cover shut, at the end of its cable. */
export function mountPrinter({ node, emit, cable, paperMm, torn }: PrinterPorts): MountedPrinter {
  let real: RealPrinter | undefined;

  const tell = (now: Told): void => {
    told = now;
    const { lamps: _, ...facts } = told;
    emit("printer.status", facts);
  };

  const perform = (effect: PrinterEffect): void => {
    switch (effect.type) {
      case "reply":
        cable.send(effect.bytes);
        break;
      case "printed": {
        if (effect.line.kind === "feed") break;
        const said = saidOf(effect.line);
        if (said.text !== "") emit("printer.printed", said);
        break;
      }
      case "torn":
        torn(effect.paper);
        break;
      case "status":
        if (real === undefined) tell(seen(effect.status));
        break;
      case "cut":
      case "kick":
      case "buzz":
      case "flow":
        break;
    }
  };

  const printer = runMachine<PrinterState, PrinterInput, PrinterEffect>(
    node,
    stepPrinter,
    printerOn(paperMm),
    perform,
  );
  cable.onReceive = (bytes) => printer.send({ type: "bytes", bytes });
  let told = seen(printerStatus(printer.state()));

  const isOpen = (): boolean => printer.state().cover === "open";

  /** A real printer is opened and loaded by hand, where it stands. */
  const does = (inputs: readonly PrinterInput[], possible: boolean): Outcome => {
    if (real !== undefined) return "not-there";
    return possible ? () => inputs.forEach(printer.send) : "not-now";
  };

  return {
    open: () => {
      // What jams the cutter comes free once one can get at it.
      const jammed = printer.state().error?.kind === "cutter";
      return does(jammed ? [{ type: "open" }, { type: "mend" }] : [{ type: "open" }], !isOpen());
    },
    close: () => does([{ type: "close" }], isOpen()),
    load: () => does([{ type: "load-paper" }], isOpen()),
    tear: () =>
      hangsPrinted(printer.state()) ? () => printer.send({ type: "tear" }) : "not-there",
    ...mishapsOf(printer.state, (input) => {
      if (real === undefined) printer.send(input);
    }),
    follow: (now) => {
      const before = real;
      real = now;
      for (const input of shadowInputs(before, now)) printer.send(input);
      const next = now === undefined ? seen(printerStatus(printer.state())) : shown(now, told);
      if (!same(next, told)) tell(next);
    },
    follows: () => real !== undefined,
    view: part(
      () => [hanging(printer.state()), told, holdsWork(printer.state())],
      (paper, sensors, printing) => viewPrinter({ ...sensors, printing }, paper && printer.state()),
    ),
  };
}

type Mishaps = Pick<MountedPrinter, "limitPaper" | "flipOpen" | "fail" | "cool">;

/** What faults do to the printer, and nobody's hands. */
function mishapsOf(state: () => PrinterState, happen: (input: PrinterInput) => void): Mishaps {
  return {
    limitPaper: (mm) => happen({ type: "paper-left", mm }),
    flipOpen: () => happen({ type: "open" }),
    fail: (error) => happen({ type: "fail", error }),
    cool: () => {
      if (state().error?.kind === "overheated") happen({ type: "mend" });
    },
  };
}

/** What of the printer shows outside. */
type Told = Omit<PrinterView, "printing" | "rising">;
type Printed = TraceEvents["printer.printed"];

/** What is said of a line that can be read. Most lines of a slip are the very lines of the one before. */
const saidOf = lately((line: PaperLine): Printed => saidOften({ text: printedText(line) ?? "" }));

/** What hangs out changes with this; undefined while nothing is printed on it. */
function hanging(state: PrinterState): Paper | undefined {
  return hangsPrinted(state) ? state.paper : undefined;
}

/** Paper is looked at more seldom than it grows, so what hangs out is made when it is. */
function viewPrinter(
  seen: Omit<PrinterView, "rising">,
  state: PrinterState | undefined,
): PrinterView {
  let rising: PrinterView["rising"] | undefined;
  return {
    ...seen,
    get rising() {
      rising ??= state === undefined ? [] : viewPaper(hangingPaper(state));
      return rising;
    },
  };
}

function seen(status: Parameters<typeof lampsOf>[0]): Told {
  const { cover, paper, error } = status;
  return {
    paper: paper === "low" ? "near-end" : paper,
    cover: cover === "shut" ? "closed" : cover,
    ...(error && { error }),
    lamps: lampsOf(status),
  };
}

const SHOWN = ["paper", "cover", "error", "real"] as const;

function same(one: Told, other: Told): boolean {
  return SHOWN.every((key) => one[key] === other[key]);
}

/** What a real printer told last; of one whose cable is out, nothing else is known. */
function shown(real: RealPrinter, before: Told): Told {
  if (real.cable === "out") {
    const { paper, cover, lamps } = before;
    return { paper, cover, lamps, real: "away" };
  }
  const { report } = real;
  if (report.online) return { ...seen(report), real: "online" };
  const { lamps, ...rest } = seen(report);
  return { ...rest, lamps: { ...lamps, error: "on" }, real: "offline" };
}
