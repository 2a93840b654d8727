import { paperText } from "../../device-emulators/devices/printer/paper.ts";
import {
  type PrinterInput,
  type PrinterState,
  printerOn,
  stepPrinter,
} from "../../device-emulators/devices/printer/printer.ts";
import { concat, toHex } from "../../device-emulators/kit/bytes.ts";
import type { HardwareEvent } from "../../sim-server/core/counter/hardware-event.ts";
import type { InputRow } from "../../sim-server/session/log.ts";
import type { Session } from "../../sim-server/session/session.ts";

/** A printer of its own beside a session, plugged into it; what it sends is entered as inputs. */
export type RealPrinter = {
  /** Lets time pass for both, in the order in which things are due. */
  readonly advance: (toMs: number) => void;
  /** What hands do to it. */
  readonly does: (input: PrinterInput) => void;
  readonly plug: () => void;
  /** Pulls its cable: what it says and what it is sent is lost. */
  readonly unplug: () => void;
  /** What came out of it, torn off or not, and what is printed and still inside. */
  readonly printed: () => readonly string[];
};

/** @param rows takes what was entered, after it was applied */
export function standPrinter(session: Session, rows: InputRow[]): RealPrinter {
  let state: PrinterState = printerOn(100_000);
  let wakeAtMs: number | undefined;
  let plugged = false;
  let said: Uint8Array[] = [];
  const printed: string[] = [];

  const does = (input: PrinterInput | { readonly type: "tick" }): void => {
    const step = stepPrinter(state, input, session.nowMs());
    state = step.state;
    wakeAtMs = step.wakeAtMs;
    for (const effect of step.effects) {
      if (effect.type === "reply" && plugged) said.push(effect.bytes);
      if (effect.type === "printed") printed.push(...paperText([effect.line]));
    }
  };
  const enter = (event: HardwareEvent): void => {
    const row = session.stampHardware(event);
    if (row === undefined) throw new Error("its id was its own");
    rows.push(row);
    session.apply(row);
  };
  /** What it says is not heard in the middle of what is being done. */
  const tell = (): void => {
    while (said.length > 0) {
      const hex = toHex(concat(said));
      said = [];
      enter({ device: "printer", kind: "bytes", hex });
    }
  };
  session.hardware.attach(({ bytes }) => {
    if (plugged) does({ type: "bytes", bytes });
  });

  return {
    printed: () => printed,
    does: (input) => {
      does(input);
      tell();
    },
    plug: () => {
      plugged = true;
      enter({ device: "printer", kind: "plugged" });
      tell();
    },
    unplug: () => {
      plugged = false;
      said = [];
      enter({ device: "printer", kind: "unplugged" });
    },
    advance: (toMs) => {
      for (;;) {
        const dueMs = session.nextDueMs() ?? Number.POSITIVE_INFINITY;
        const nextMs = Math.min(toMs, dueMs, wakeAtMs ?? Number.POSITIVE_INFINITY);
        session.advance(Math.max(nextMs, session.nowMs()));
        if (wakeAtMs !== undefined && wakeAtMs <= nextMs) does({ type: "tick" });
        tell();
        if (nextMs >= toMs) return;
      }
    },
  };
}
