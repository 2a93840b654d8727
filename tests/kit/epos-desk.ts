import type { EposAnswer } from "../../device-emulators/devices/printer/epos/status.ts";
import type { PrinterModel } from "../../device-emulators/devices/printer/models.ts";
import { printedText } from "../../device-emulators/devices/printer/paper.ts";
import {
  type PrinterEffect,
  type PrinterInput,
  type PrinterState,
  printerOn,
  stepPrinter,
} from "../../device-emulators/devices/printer/printer.ts";
import { fromLatin1 } from "../../device-emulators/kit/bytes.ts";
import { attach } from "../../device-emulators/transports/attach.ts";
import type { Clock } from "../../device-emulators/transports/clock.ts";
import {
  createPrintDesk,
  type EposPrinter,
  type PrintDesk,
} from "../../sim-server/io/epos/print-desk.ts";
import { createHandClock, type HandClock } from "./hand-clock.ts";

export type DeskRig = {
  readonly clock: HandClock;
  readonly printer: EposPrinter;
  readonly desk: PrintDesk;
  /** Lines on paper so far. */
  readonly lines: string[];
  /** Prints bytes, and writes the answer down when it comes. */
  readonly print: (
    latin1: string,
    options?: { force?: boolean; timeoutMs?: number },
  ) => { said: string | undefined };
  /** Lets what was resolved be heard. */
  readonly settle: () => Promise<void>;
};

/** A printer and the desk before it, in time that a test moves on, or in this one. */
export function openDeskRig(model: PrinterModel, time?: Clock): DeskRig {
  const hand = createHandClock();
  const clock = time ?? hand;
  const lines: string[] = [];
  const printer = attach<PrinterState, PrinterInput, PrinterEffect>(
    {
      machine: stepPrinter,
      initial: printerOn(undefined, model),
      hears: (bytes) => ({ type: "bytes", bytes }),
      wants: () => undefined,
    },
    clock,
    {
      saw: (effect) => {
        const line = effect.type === "printed" ? printedText(effect.line) : undefined;
        if (line !== undefined) lines.push(line);
      },
    },
  );
  const desk = createPrintDesk(printer, clock);
  return {
    ...{ clock: hand, printer, desk, lines },
    print: (latin1, { force = false, timeoutMs = 10_000 } = {}) => {
      const job: { said: string | undefined } = { said: undefined };
      void desk.print({ bytes: fromLatin1(latin1), force, timeoutMs }).then((answer) => {
        job.said = drawDeskAnswer(answer);
      });
      return job;
    },
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

/** `ok 0F000012`, `EPTR_COVER_OPEN 0F000038`. */
export function drawDeskAnswer({ success, code, status }: EposAnswer): string {
  return `${success ? "ok" : code} ${status.toString(16).toUpperCase().padStart(8, "0")}`;
}
