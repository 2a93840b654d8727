import {
  ASK,
  CONTROL,
  type ComPortMessage,
  LINE_STATE,
  MODEM_STATE,
  PARITIES,
  PURGE,
  STOP_SIZES,
} from "./com-port.ts";
import { BAUD_MAX } from "./line-format-text.ts";
import type { Step } from "./step.ts";
import { type LineFormat, USUAL_FORMAT } from "./uart.ts";

/** The serial port of an access server, as its client has set it. */
export type ComPort = {
  readonly format: LineFormat;
  readonly dtr: boolean;
  readonly rts: boolean;
  readonly breaking: boolean;
  /** The client wants to hear nothing for now. */
  readonly suspended: boolean;
  /** Values of SET-CONTROL for what goes out and what comes in. */
  readonly outFlow: number;
  readonly inFlow: number;
  readonly lineMask: number;
  readonly modemMask: number;
  /** The device shows that it takes more, by CTS and DSR. */
  readonly ready: boolean;
};

export type ComPortInput =
  | { readonly type: "told"; readonly message: ComPortMessage }
  /** The client may be told now how the wires stand. */
  | { readonly type: "begin" }
  | { readonly type: "device-ready"; readonly ready: boolean }
  /** The port's receiver could not make out what the device sent. */
  | { readonly type: "noticed"; readonly error: "framing" | "parity" };

export type ComPortEffect =
  | { readonly type: "tell"; readonly message: ComPortMessage }
  | { readonly type: "line-set" }
  /** The line to the device was held low. */
  | { readonly type: "break" }
  /** Whether what the device sends may go to the client. */
  | { readonly type: "hear"; readonly open: boolean }
  /** What waits for the client, or for the device, is thrown away. */
  | { readonly type: "purge"; readonly waitsFor: "client" | "device" };

/** As access servers begin: 9600 8N1, both wires raised, no line state told, every modem state told. */
export const COM_PORT_START: ComPort = {
  format: USUAL_FORMAT,
  dtr: true,
  rts: true,
  breaking: false,
  suspended: false,
  outFlow: CONTROL.noFlow,
  inFlow: CONTROL.noInFlow,
  lineMask: 0,
  modemMask: 255,
  ready: true,
};

const SIGNATURE = "Tillyard";

type ComPortStep = Step<ComPort, ComPortEffect>;

/**
 * What an access server does. A value that a port cannot have is not set; the answer says what is.
 *
 * @source RFC 2217
 */
export function stepComPort(port: ComPort, input: ComPortInput): ComPortStep {
  switch (input.type) {
    case "told":
      return hear(port, input.message);
    case "begin":
      return { state: port, effects: [tell("modem-state", wires(port.ready))] };
    case "device-ready":
      return showReady(port, input.ready);
    case "noticed": {
      const state = LINE_STATE[input.error] & port.lineMask;
      return { state: port, effects: state === 0 ? [] : [tell("line-state", state)] };
    }
  }
}

/** Whether what the device sends goes to the client: he holds it back by RTS, or by saying so. */
export const hears = ({ rts, suspended }: ComPort): boolean => rts && !suspended;

function hear(port: ComPort, message: ComPortMessage): ComPortStep {
  switch (message.name) {
    case "signature":
      // Who says his own name does not ask for ours.
      return message.text === ""
        ? { state: port, effects: [{ type: "tell", message: { ...message, text: SIGNATURE } }] }
        : stay(port);
    case "baud":
    case "data-bits":
    case "parity":
    case "stop-bits":
      return setFormat(port, message.name, message.value);
    case "control":
      return control(port, message.value);
    case "suspend":
    case "resume":
      return move(port, { suspended: message.name === "suspend" }, []);
    case "line-mask":
      return answered({ ...port, lineMask: message.value }, message);
    case "modem-mask":
      return answered({ ...port, modemMask: message.value }, message);
    case "purge":
      return { state: port, effects: [...purges(message.value), { type: "tell", message }] };
    case "line-state":
    case "modem-state":
      return stay(port);
  }
}

type FormatName = "baud" | "data-bits" | "parity" | "stop-bits";

function setFormat(port: ComPort, name: FormatName, value: number): ComPortStep {
  const format =
    value === ASK ? port.format : (FORMATS[name].set(port.format, value) ?? port.format);
  const answer = tell(name, FORMATS[name].value(format));
  const same = FORMATS[name].value(port.format) === FORMATS[name].value(format);
  if (same) return { state: port, effects: [answer] };
  return { state: { ...port, format }, effects: [{ type: "line-set" }, answer] };
}

/** How each part of a line's format is told, and set where there is such a value. */
const FORMATS: Readonly<
  Record<
    FormatName,
    {
      readonly value: (format: LineFormat) => number;
      readonly set: (format: LineFormat, value: number) => LineFormat | undefined;
    }
  >
> = {
  baud: {
    value: ({ baud }) => baud,
    set: (format, baud) => (baud <= BAUD_MAX ? { ...format, baud } : undefined),
  },
  "data-bits": {
    value: ({ dataBits }) => dataBits,
    set: (format, value) => {
      const dataBits = ([5, 6, 7, 8] as const).find((known) => known === value);
      return dataBits && { ...format, dataBits };
    },
  },
  parity: {
    value: ({ parity }) => PARITIES.indexOf(parity) + 1,
    set: (format, value) => {
      const parity = PARITIES[value - 1];
      return parity && { ...format, parity };
    },
  },
  "stop-bits": {
    value: ({ stopBits }) => STOP_SIZES.indexOf(stopBits) + 1,
    set: (format, value) => {
      const stopBits = STOP_SIZES[value - 1];
      return stopBits && { ...format, stopBits };
    },
  },
};

const OUT_FLOWS: readonly number[] = [CONTROL.noFlow, CONTROL.softFlow, CONTROL.hardFlow];
const IN_FLOWS: readonly number[] = [CONTROL.noInFlow, CONTROL.softInFlow, CONTROL.hardInFlow];

function control(port: ComPort, value: number): ComPortStep {
  if (value <= CONTROL.hardFlow) {
    const outFlow = OUT_FLOWS.includes(value) ? value : port.outFlow;
    return answered({ ...port, outFlow }, { name: "control", value: outFlow });
  }
  if (value <= CONTROL.breakOff) return setBreak(port, value);
  if (value <= CONTROL.rtsOff) return setWire(port, value);
  // Beyond stands flow by wires that this port has not.
  const inFlow = IN_FLOWS.includes(value) ? value : port.inFlow;
  return answered({ ...port, inFlow }, { name: "control", value: inFlow });
}

function setBreak(port: ComPort, value: number): ComPortStep {
  const breaking = value === CONTROL.askBreak ? port.breaking : value === CONTROL.breakOn;
  const begins = breaking && !port.breaking;
  const answer = tell("control", breaking ? CONTROL.breakOn : CONTROL.breakOff);
  return {
    state: { ...port, breaking },
    effects: begins ? [{ type: "break" }, answer] : [answer],
  };
}

function setWire(port: ComPort, value: number): ComPortStep {
  const wire = value <= CONTROL.dtrOff ? "dtr" : "rts";
  const [ask, on, off] =
    wire === "dtr"
      ? [CONTROL.askDtr, CONTROL.dtrOn, CONTROL.dtrOff]
      : [CONTROL.askRts, CONTROL.rtsOn, CONTROL.rtsOff];
  const raised = value === ask ? port[wire] : value === on;
  const set: ComPortEffect[] = raised === port[wire] ? [] : [{ type: "line-set" }];
  return move(port, { [wire]: raised }, [...set, tell("control", raised ? on : off)]);
}

/** The port with these changes, and whether the client hears from now on where that changed. */
function move(
  port: ComPort,
  changes: Partial<ComPort>,
  effects: readonly ComPortEffect[],
): ComPortStep {
  const state = { ...port, ...changes };
  if (hears(state) === hears(port)) return { state, effects };
  return { state, effects: [...effects, { type: "hear", open: hears(state) }] };
}

function showReady(port: ComPort, ready: boolean): ComPortStep {
  if (ready === port.ready) return stay(port);
  const changed = MODEM_STATE.ctsChanged | MODEM_STATE.dsrChanged;
  const told = (wires(ready) | changed) & port.modemMask;
  return {
    state: { ...port, ready },
    effects: (port.modemMask & (changed | wires(true))) === 0 ? [] : [tell("modem-state", told)],
  };
}

/** A device that takes no more lowers both wires, and a till stops at either. */
const wires = (ready: boolean): number => (ready ? MODEM_STATE.cts | MODEM_STATE.dsr : 0);

function purges(value: number): ComPortEffect[] {
  const effects: ComPortEffect[] = [];
  if (value === PURGE.received || value === PURGE.both) {
    effects.push({ type: "purge", waitsFor: "client" });
  }
  if (value === PURGE.sent || value === PURGE.both) {
    effects.push({ type: "purge", waitsFor: "device" });
  }
  return effects;
}

type Valued = Extract<ComPortMessage, { value: number }>;

const tell = (name: Valued["name"], value: number): ComPortEffect => ({
  type: "tell",
  message: { name, value },
});

const answered = (state: ComPort, message: ComPortMessage): ComPortStep => ({
  state,
  effects: [{ type: "tell", message }],
});

const stay = (state: ComPort): ComPortStep => ({ state, effects: [] });
