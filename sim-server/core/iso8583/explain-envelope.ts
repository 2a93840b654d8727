import { toHex } from "../../../device-emulators/kit/bytes.ts";
import type { DecodeError } from "../../../device-emulators/kit/errors.ts";
import { type Explanation, explain } from "../../../device-emulators/kit/explanation.ts";
import type { Dialect } from "./dialect.ts";
import { type Envelope, messageAt, readEnvelope, readHeader } from "./envelope.ts";
import { isMti } from "./mti.ts";
import { createReader } from "./reader.ts";
import { readMtiDigits } from "./unpack.ts";
import { headerBytes, lengthBytes, readFrameLength, TPDU_BYTES, type Wire } from "./wire.ts";

/** What stands before a message, and where the message begins if it can be told. */
export type ExplainedEnvelope = {
  readonly nodes: readonly Explanation[];
  readonly messageAt?: number;
  readonly fault?: DecodeError;
};

/** Explains length and header. A frame without its length, and a message alone, are taken too. */
export function explainEnvelope(dialect: Dialect, bytes: Uint8Array): ExplainedEnvelope {
  const { wire } = dialect.spec;
  const start = findStart(dialect, bytes);
  if (start === "message") return { nodes: [], messageAt: 0 };
  const at = start === "header" ? 0 : lengthBytes(wire);
  const framed = start === "length";
  const fault = framed ? faultOf(readEnvelope(bytes, wire)) : undefined;
  const nodes = framed && at > 0 ? [explainLength(wire, bytes)] : [];
  if (bytes.length < at + headerBytes(wire)) return broken(nodes, fault);
  const header = readHeader(bytes, at, wire);
  if (!header.ok) return { nodes, fault: header.error };
  nodes.push(...explainHeader(wire, bytes, { at, envelope: header.value }));
  const message = framed ? messageAt(wire) : headerBytes(wire);
  return fault === undefined ? { nodes, messageAt: message } : { nodes, messageAt: message, fault };
}

function broken(nodes: readonly Explanation[], fault: DecodeError | undefined): ExplainedEnvelope {
  return fault === undefined ? { nodes } : { nodes, fault };
}

function faultOf(result: ReturnType<typeof readEnvelope>): DecodeError | undefined {
  return result.ok ? undefined : result.error;
}

/** What the bytes begin with, as far as they show it. */
function findStart(dialect: Dialect, bytes: Uint8Array): "length" | "header" | "message" {
  const { wire } = dialect.spec;
  const before = lengthBytes(wire);
  if (before > 0 && readFrameLength(wire, bytes, 0) === bytes.length) return "length";
  const headed = wire.header.kind !== "none";
  if (headed && readHeader(bytes, 0, wire).ok) return "header";
  if (headed && readHeader(bytes, before, wire).ok) return "length";
  const mti = readMtiDigits(dialect, createReader(bytes, 0));
  return mti !== undefined && isMti(mti) ? "message" : "length";
}

function explainLength(wire: Wire, bytes: Uint8Array): Explanation {
  const length = lengthBytes(wire);
  const said = readFrameLength(wire, bytes, 0);
  const meaning =
    said === undefined
      ? "no number"
      : `${said - length} bytes follow it${said === bytes.length ? "" : `, but ${bytes.length - length} do`}`;
  const hex = toHex(bytes.subarray(0, length));
  return explain({ offset: 0, length, bytes: hex, name: "length", meaning });
}

function explainHeader(
  wire: Wire,
  bytes: Uint8Array,
  { at, envelope }: { readonly at: number; readonly envelope: Envelope },
): Explanation[] {
  const hex = (from: number, length: number): string => toHex(bytes.subarray(from, from + length));
  if (wire.header.kind === "none") return [];
  if (wire.header.kind === "text") {
    const { chars } = wire.header;
    const shown = { bytes: hex(at, chars), name: "header", meaning: envelope.header };
    return [explain({ offset: at, length: chars, ...shown })];
  }
  const meaning = `to ${envelope.destination}, from ${envelope.source}`;
  const tpdu = { bytes: hex(at, TPDU_BYTES), name: "TPDU", meaning };
  const nodes = [explain({ offset: at, length: TPDU_BYTES, ...tpdu })];
  if (wire.header.kind === "tpdu-digits") {
    const offset = at + TPDU_BYTES;
    const length = wire.header.digits >> 1;
    const children = envelope.header.length === 12 ? explainDigits(envelope.header, offset) : [];
    nodes.push(explain({ offset, length, bytes: hex(offset, length), name: "header", children }));
  }
  return nodes;
}

/** @source Q/CUP 009.1, message header */
const APPLICATIONS: Readonly<Record<string, string>> = {
  "60": "stripe, financial",
  "61": "chip, financial",
  "62": "stripe, value-added",
  "63": "chip, value-added",
};
const EDITIONS: Readonly<Record<string, string>> = {
  "10": "before 2001",
  "11": "2001",
  "21": "2002",
  "22": "2004",
  "30": "2009",
  "31": "2010",
};
const INSTRUCTIONS = [
  "none",
  "download stripe parameters",
  "upload the terminal's state",
  "sign on again",
  "update public keys",
  "download chip parameters",
  "TMS parameters",
  "card blacklist",
  "currency rates",
] as const;

function explainDigits(digits: string, offset: number): Explanation[] {
  const part = (from: number, to: number, name: string, meaning: string): Explanation =>
    explain({
      offset: offset + (from >> 1),
      length: ((to + 1) >> 1) - (from >> 1),
      name,
      meaning: `${digits.slice(from, to)}${meaning === "" ? "" : `, ${meaning}`}`,
    });
  return [
    part(0, 2, "application class", APPLICATIONS[digits.slice(0, 2)] ?? "unknown"),
    part(2, 4, "specification", EDITIONS[digits.slice(2, 4)] ?? "unknown"),
    part(4, 5, "terminal state", digits[4] === "0" ? "normal" : "not normal"),
    part(5, 6, "host instruction", INSTRUCTIONS[Number(digits[5])] ?? "unknown"),
    part(6, 12, "vendor's version", ""),
  ];
}
