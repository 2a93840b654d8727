import { concat } from "./bytes.ts";
import type { DecodeError } from "./errors.ts";

/** What one side says of an option: that it does it, or that the other side shall. */
export type TelnetVerb = "will" | "wont" | "do" | "dont";

/** What a stream of Telnet says, in order. */
export type TelnetEvent =
  | { readonly kind: "data"; readonly bytes: Uint8Array }
  | { readonly kind: "option"; readonly verb: TelnetVerb; readonly option: number }
  | { readonly kind: "subnegotiation"; readonly option: number; readonly body: Uint8Array }
  /** A command without an option: 241 (NOP) to 249 (GA). */
  | { readonly kind: "command"; readonly code: number }
  /** Nobody can say what was meant; what follows is read on. */
  | { readonly kind: "spoilt"; readonly error: DecodeError };

/** How far a reader has come. It keeps at most the body of one subnegotiation. */
export type TelnetReader =
  | { readonly kind: "data" | "command" | "sub-option" }
  | { readonly kind: "option"; readonly verb: TelnetVerb }
  | {
      readonly kind: "sub" | "sub-command";
      readonly option: number;
      readonly body: Uint8Array;
      readonly tooLong: boolean;
    };

export const TELNET_START: TelnetReader = { kind: "data" };

/** What one subnegotiation holds at most. Chosen: the longest here is a name. */
export const SUBNEGOTIATION_BYTES_MAX = 256;

const SE = 240;
/** The line was held low on purpose. */
export const BRK = 243;
const GA = 249;
const SB = 250;
const IAC = 255;
const VERBS: Readonly<Record<number, TelnetVerb>> = {
  251: "will",
  252: "wont",
  253: "do",
  254: "dont",
};
const CODES: Readonly<Record<TelnetVerb, number>> = { will: 251, wont: 252, do: 253, dont: 254 };

/**
 * Reads on from where `reader` stopped. Data are taken as binary: CR is a byte like any other.
 *
 * @returns events in order, data in one piece up to the next other event; any bytes are read
 * @source RFC 854, RFC 855, RFC 856
 */
export function readTelnet(
  reader: TelnetReader,
  bytes: Uint8Array,
): { readonly reader: TelnetReader; readonly events: readonly TelnetEvent[] } {
  const events: TelnetEvent[] = [];
  let data: Uint8Array[] = [];
  const flush = (): void => {
    if (data.length > 0) events.push({ kind: "data", bytes: concat(data) });
    data = [];
  };
  let now = reader;
  let at = 0;
  while (at < bytes.length) {
    const plain = now.kind === "data" || now.kind === "sub";
    const end = plain ? endOfRun(bytes, at) : at;
    if (end > at) {
      const run = bytes.subarray(at, end);
      if (now.kind === "sub") now = addTo(now, run);
      else data.push(run);
    }
    const byte = bytes[end];
    if (byte !== undefined) {
      const { next, event } = readByte(now, byte, end);
      now = next;
      if (event?.kind === "data") data.push(event.bytes);
      else if (event !== undefined) {
        flush();
        events.push(event);
      }
    }
    at = end + 1;
  }
  flush();
  return { reader: now, events };
}

/** Bytes as data, so that none is taken for a command: each 255 stands twice. */
export function buildTelnetData(bytes: Uint8Array): Uint8Array {
  let doubled = 0;
  for (const byte of bytes) if (byte === IAC) doubled += 1;
  if (doubled === 0) return bytes;
  const data = new Uint8Array(bytes.length + doubled);
  let at = 0;
  for (const byte of bytes) {
    data[at] = byte;
    if (byte === IAC) data[at + 1] = IAC;
    at += byte === IAC ? 2 : 1;
  }
  return data;
}

export const buildTelnetOption = (verb: TelnetVerb, option: number): Uint8Array =>
  Uint8Array.of(IAC, CODES[verb], option);

export const buildSubnegotiation = (option: number, body: Uint8Array): Uint8Array =>
  concat([Uint8Array.of(IAC, SB, option), buildTelnetData(body), Uint8Array.of(IAC, SE)]);

type Read = { readonly next: TelnetReader; readonly event?: TelnetEvent };

/** Reads a byte that is, or follows, IAC. */
function readByte(reader: TelnetReader, byte: number, offset: number): Read {
  switch (reader.kind) {
    case "data":
      return { next: { kind: "command" } };
    case "command":
      return readCommand(byte, offset);
    case "option":
      return { next: TELNET_START, event: { ...reader, option: byte } };
    case "sub-option":
      return {
        next: { kind: "sub", option: byte, body: new Uint8Array(0), tooLong: false },
      };
    case "sub":
      return { next: { ...reader, kind: "sub-command" } };
    case "sub-command":
      if (byte === IAC) return { next: addTo({ ...reader, kind: "sub" }, Uint8Array.of(IAC)) };
      return { next: TELNET_START, event: endOfSub(reader, byte, offset) };
  }
}

function readCommand(byte: number, offset: number): Read {
  if (byte === IAC) {
    return { next: TELNET_START, event: { kind: "data", bytes: Uint8Array.of(IAC) } };
  }
  if (byte === SB) return { next: { kind: "sub-option" } };
  const verb = VERBS[byte];
  if (verb !== undefined) return { next: { kind: "option", verb } };
  if (byte > SE && byte <= GA)
    return { next: TELNET_START, event: { kind: "command", code: byte } };
  return { next: TELNET_START, event: spoilt("unsupported", offset, "command") };
}

type Sub = Extract<TelnetReader, { kind: "sub" | "sub-command" }>;

function endOfSub({ option, body, tooLong }: Sub, byte: number, offset: number): TelnetEvent {
  if (byte !== SE) return spoilt("unsupported", offset, `option ${option}`);
  if (tooLong) return spoilt("too-long", offset, `option ${option}`);
  return { kind: "subnegotiation", option, body };
}

function addTo(sub: Sub, bytes: Uint8Array): Sub {
  if (sub.tooLong || sub.body.length + bytes.length > SUBNEGOTIATION_BYTES_MAX) {
    return { ...sub, body: new Uint8Array(0), tooLong: true };
  }
  return { ...sub, body: concat([sub.body, bytes]) };
}

function endOfRun(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(IAC, from);
  return end < 0 ? bytes.length : end;
}

function spoilt(code: DecodeError["code"], offset: number, reading: string): TelnetEvent {
  const error = {
    code,
    offset,
    path: ["Telnet", reading],
    detail: `${code} while reading ${reading}`,
  };
  return { kind: "spoilt", error };
}
