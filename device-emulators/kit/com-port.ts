import { concat, fromLatin1, toLatin1 } from "./bytes.ts";
import type { DecodeError } from "./errors.ts";
import { err, ok, type Result } from "./result.ts";
import type { Parity } from "./uart.ts";

/** Telnet's option for a serial port far away. @source RFC 2217, section 2 */
export const COM_PORT_OPTION = 44;

/** One command of the option, or the answer to it, which says what is so now. */
export type ComPortMessage =
  | { readonly name: "signature"; readonly text: string }
  | { readonly name: ValueName; readonly value: number }
  | { readonly name: "suspend" | "resume" };

type ValueName = "baud" | "data-bits" | "parity" | "stop-bits" | "control" | StateName;
type StateName = "line-state" | "modem-state" | "line-mask" | "modem-mask" | "purge";

/** In the order of their codes, with the bytes that follow. @source RFC 2217, section 3 */
const COMMANDS: readonly (readonly [ComPortMessage["name"], number | "text"])[] = [
  ["signature", "text"],
  ["baud", 4],
  ["data-bits", 1],
  ["parity", 1],
  ["stop-bits", 1],
  ["control", 1],
  ["line-state", 1],
  ["modem-state", 1],
  ["suspend", 0],
  ["resume", 0],
  ["line-mask", 1],
  ["modem-mask", 1],
  ["purge", 1],
];

/** What the access server, which has the port, adds to a command's code. */
const SERVER_CODES = 100;

/** Who has the port, and who uses it from afar. */
export type ComPortSide = "client" | "server";

/** Values that ask for what is so now, instead of setting it. */
export const ASK = 0;

export const PARITIES: readonly Parity[] = ["none", "odd", "even", "mark", "space"];
export const STOP_SIZES = [1, 2, 1.5] as const;

/** Values of SET-CONTROL. @source RFC 2217, section 3 */
export const CONTROL = {
  askFlow: 0,
  noFlow: 1,
  softFlow: 2,
  hardFlow: 3,
  askBreak: 4,
  breakOn: 5,
  breakOff: 6,
  askDtr: 7,
  dtrOn: 8,
  dtrOff: 9,
  askRts: 10,
  rtsOn: 11,
  rtsOff: 12,
  askInFlow: 13,
  noInFlow: 14,
  softInFlow: 15,
  hardInFlow: 16,
} as const;

/** Bits of NOTIFY-LINESTATE: those of a receiver's errors. */
export const LINE_STATE = { parity: 0x04, framing: 0x08, break: 0x10 } as const;

/** Bits of NOTIFY-MODEMSTATE: CTS and DSR, and that they changed. */
export const MODEM_STATE = { ctsChanged: 0x01, dsrChanged: 0x02, cts: 0x10, dsr: 0x20 } as const;

/** Values of PURGE-DATA: what came from the device, what goes to it, both. */
export const PURGE = { received: 1, sent: 2, both: 3 } as const;

/**
 * Reads the body of a subnegotiation of option 44.
 *
 * @param from the side that sent it
 * @returns `truncated`, `too-long` or `unsupported` for what is no command of that side
 */
export function readComPort(
  body: Uint8Array,
  from: ComPortSide,
): Result<ComPortMessage, DecodeError> {
  const code = (body[0] ?? 0) - (from === "server" ? SERVER_CODES : 0);
  if (body.length === 0) return fault("truncated", 0, "command");
  const [name, length] = COMMANDS[code] ?? [];
  if (name === undefined) return fault("unsupported", 0, "command");
  const rest = body.subarray(1);
  if (name === "signature") return ok({ name, text: toLatin1(rest) });
  if (length !== rest.length) {
    return fault(rest.length < Number(length) ? "truncated" : "too-long", body.length, name);
  }
  if (name === "suspend" || name === "resume") return ok({ name });
  return ok({ name, value: rest.reduce((sum, byte) => sum * 256 + byte, 0) });
}

/** The body of the subnegotiation that says `message`, as `from` says it. */
export function buildComPort(message: ComPortMessage, from: ComPortSide): Uint8Array {
  const code = COMMANDS.findIndex(([name]) => name === message.name);
  const head = Uint8Array.of(code + (from === "server" ? SERVER_CODES : 0));
  if ("text" in message) return concat([head, fromLatin1(message.text)]);
  if (!("value" in message)) return head;
  const { name, value } = message;
  if (name !== "baud") return concat([head, Uint8Array.of(value)]);
  return concat([head, Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)]);
}

function fault(
  code: DecodeError["code"],
  offset: number,
  reading: string,
): Result<never, DecodeError> {
  const path = ["COM-PORT-OPTION", reading];
  return err({ code, offset, path, detail: `${code} while reading ${reading}` });
}
