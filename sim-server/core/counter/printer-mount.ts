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
  stepPrinter,
} from "../../../device-emulators/devices/printer/printer.ts";
import type { PrinterStatus } from "../../../device-emulators/devices/printer/status.ts";
import { lately } from "../../../device-emulators/kit/lately.ts";
import type { Emit, TraceEvents } from "../trace-events.ts";
import type { LineEnd } from "../world/line.ts";
import { runMachine } from "../world/machine.ts";
import type { Node } from "../world/node.ts";
import { saidOften } from "../world/trace.ts";
import { viewPaper } from "./paper-view.ts";
import { part } from "./part.ts";
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
  let told: Pick<PrinterView, "paper" | "cover"> = { paper: "ok", cover: "closed" };

  const tell = (status: PrinterStatus): void => {
    told = seen(status);
    emit("printer.status", told);
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
        tell(effect.status);
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

  const isOpen = (): boolean => printer.state().cover === "open";

  const does = (input: PrinterInput, possible: boolean): Outcome =>
    possible ? () => printer.send(input) : "not-now";

  return {
    open: () => does({ type: "open" }, !isOpen()),
    close: () => does({ type: "close" }, isOpen()),
    load: () => does({ type: "load-paper" }, isOpen()),
    tear: () =>
      hangsPrinted(printer.state()) ? () => printer.send({ type: "tear" }) : "not-there",
    limitPaper: (mm) => printer.send({ type: "paper-left", mm }),
    flipOpen: () => printer.send({ type: "open" }),
    view: part(
      () => [hanging(printer.state()), told, holdsWork(printer.state())],
      (paper, { paper: left, cover }, printing) =>
        viewPrinter({ paper: left, cover, printing }, paper && printer.state()),
    ),
  };
}

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

function seen({ cover, paper }: PrinterStatus): Pick<PrinterView, "paper" | "cover"> {
  return {
    paper: paper === "low" ? "near-end" : paper,
    cover: cover === "shut" ? "closed" : cover,
  };
}
