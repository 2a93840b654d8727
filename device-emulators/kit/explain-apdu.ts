import { type CommandApdu, parseCommand, parseResponse } from "./apdu.ts";
import {
  describeClass,
  describeParameters,
  describeStatus,
  instructionOf,
  tagOf,
} from "./apdu-words.ts";
import { scanTlv } from "./ber-tlv.ts";
import { toHex } from "./bytes.ts";
import { emvTagName } from "./emv-tag-names.ts";
import { explainEmvValue, printable } from "./emv-values.ts";
import type { DecodeError } from "./errors.ts";
import { explainTlv, shownHex } from "./explain-tlv.ts";
import { type Explained, type Explanation, explain } from "./explanation.ts";

/**
 * Whether bytes are a command, by its instruction and its form. Bytes of a wrong form are taken for
 * one where they do not end in a status word.
 */
export function isCommand(bytes: Uint8Array): boolean {
  const [cla = 0xff, ins = 0] = bytes;
  const known = instructionOf(ins) !== undefined && (cla < 0x10 || (cla >= 0x80 && cla < 0x90));
  const last = bytes.at(-2) ?? 0;
  return known && (parseCommand(bytes).ok || !(last === 0x90 || last >> 4 === 6));
}

/**
 * Explains commands and responses in the order given. A response is read as the answer to the
 * command before it.
 *
 * Data of VERIFY and PIN CHANGE is never shown.
 *
 * @param offset of the first byte in the input
 * @source ISO/IEC 7816-4; EMV 4.4 Book 3, 6
 */
export function explainApdus(units: readonly Uint8Array[], offset = 0): Explained {
  const nodes: Explanation[] = [];
  let at = offset;
  let asked: CommandApdu | undefined;
  for (const bytes of units) {
    const command = isCommand(bytes) ? parseCommand(bytes) : undefined;
    if (command?.ok === false) {
      return { nodes, fault: commandFault(bytes, at, command.error) };
    }
    const explained =
      command === undefined
        ? explainResponse(bytes, at, asked)
        : explainCommand(command.value, at, bytes.length);
    asked = command?.value;
    nodes.push(...explained.nodes);
    if (explained.fault !== undefined) return { nodes, fault: explained.fault };
    at += bytes.length;
  }
  return { nodes };
}

function commandFault(bytes: Uint8Array, offset: number, error: DecodeError): DecodeError {
  const wanted = bytes[4] ?? 0;
  const details: Readonly<Record<string, string>> = {
    header: `a command wants 4 bytes, ${bytes.length} remain`,
    data: `Lc wants ${wanted} bytes of data, ${bytes.length - 5} remain`,
    Le: `a command ends with one byte of Le, ${bytes.length - 5 - wanted} remain`,
    Lc: "a command of extended length is not read",
  };
  const detail = details[error.path[0] ?? ""] ?? error.detail;
  return { ...error, offset: offset + error.offset, detail };
}

function explainCommand(command: CommandApdu, offset: number, length: number): Explained {
  const { cla, ins, p1, p2, data, le } = command;
  const instruction = instructionOf(ins);
  const byte = (at: number, value: number, name: string, meaning: string): Explanation =>
    explain({ offset: offset + at, length: 1, bytes: hexOf(value), name, meaning });
  const body = explainData(command, offset + 5, instruction?.secret === true);
  const children = [
    byte(0, cla, "CLA", describeClass(cla)),
    byte(1, ins, "INS", instruction?.name ?? "unknown"),
    explain({
      offset: offset + 2,
      length: 2,
      bytes: hexOf(p1) + hexOf(p2),
      name: "P1 P2",
      meaning: describeParameters(ins, p1, p2),
    }),
    ...(data.length === 0 ? [] : [byte(4, data.length, "Lc", String(data.length))]),
    ...body.nodes,
    ...(le === undefined ? [] : [byte(length - 1, le & 0xff, "Le", String(le))]),
  ];
  const name = `command ${instruction?.name ?? hexOf(ins)}`;
  const node = explain({ offset, length, name, children });
  return body.fault === undefined ? { nodes: [node] } : { nodes: [node], fault: body.fault };
}

function explainData({ ins, data }: CommandApdu, offset: number, secret: boolean): Explained {
  if (data.length === 0) return { nodes: [] };
  const whole = { offset, length: data.length, name: "data" };
  if (secret) return { nodes: [explain({ ...whole, meaning: "(not shown)" })] };
  if (ins === 0xa8) return wrap(whole, explainTlv(data, offset));
  const meaning = ins === 0xa4 ? describeName(data) : "";
  return { nodes: [explain({ ...whole, bytes: shownHex(data), meaning })] };
}

function describeName(data: Uint8Array): string {
  const text = printable(data);
  return text.includes(".") && text.replaceAll(".", "").length < data.length - 3 ? "" : text;
}

function explainResponse(
  bytes: Uint8Array,
  offset: number,
  asked: CommandApdu | undefined,
): Explained {
  const response = parseResponse(bytes);
  if (!response.ok) {
    const detail = `a response wants a status word of 2 bytes, ${bytes.length} remain`;
    return { nodes: [], fault: { ...response.error, offset: offset + bytes.length, detail } };
  }
  const { data, statusWord } = response.value;
  const status = explain({
    offset: offset + data.length,
    length: 2,
    bytes: toHex(bytes.subarray(data.length)),
    name: "status SW1 SW2",
    meaning: describeStatus(statusWord),
  });
  const body = explainAnswer(data, offset, asked);
  const name = "response";
  const node = { offset, length: bytes.length, name, children: [...body.nodes, status] };
  return body.fault === undefined
    ? { nodes: [explain(node)] }
    : { nodes: [explain(node)], fault: body.fault };
}

function explainAnswer(
  data: Uint8Array,
  offset: number,
  asked: CommandApdu | undefined,
): Explained {
  if (data.length === 0) return { nodes: [] };
  const whole = { offset, length: data.length, name: "data" };
  const format1 = explainFormat1(data, offset, asked);
  if (format1 !== undefined) return wrap(whole, { nodes: format1 });
  if (asked !== undefined && !ANSWERED_IN_TLV.has(asked.ins)) {
    return { nodes: [explain({ ...whole, bytes: shownHex(data) })] };
  }
  if (asked?.ins === 0xca && scanTlv(data).fault !== undefined) {
    return { nodes: [explain({ ...whole, name: tagOf(asked.p1, asked.p2) })] };
  }
  return wrap(whole, explainTlv(data, offset));
}

/** Commands whose answers are data objects. @source EMV 4.4 Book 1, 11 and Book 3, 6.5 */
const ANSWERED_IN_TLV = new Set([0x88, 0xa4, 0xa8, 0xae, 0xb2, 0xca]);

/** Parts of a format 1 answer, which has no tags of its own: tag and where it starts. */
const GPO_PARTS = [
  ["82", 0, 2],
  ["94", 2, undefined],
] as const;
const AC_PARTS = [
  ["9F27", 0, 1],
  ["9F36", 1, 3],
  ["9F26", 3, 11],
  ["9F10", 11, undefined],
] as const;

/** @source EMV 4.4 Book 3, 6.5.5.4 and 6.5.8.4: response message template format 1 */
function explainFormat1(
  data: Uint8Array,
  offset: number,
  asked: CommandApdu | undefined,
): Explanation[] | undefined {
  const parts = asked?.ins === 0xa8 ? GPO_PARTS : asked?.ins === 0xae ? AC_PARTS : undefined;
  const [object] = scanTlv(data).objects;
  if (parts === undefined || object?.tag !== "80") return undefined;
  return parts
    .map(([tag, from, to]) => ({ tag, from, value: object.value.subarray(from, to) }))
    .filter(({ value }) => value.length > 0)
    .map(({ tag, from, value }) => {
      const at = offset + object.valueAt + from;
      const { meaning, children, bytes } = explainEmvValue(tag, value, at);
      const name = `${tag} ${emvTagName(tag)}`;
      const shown = { bytes: bytes ?? shownHex(value), meaning, children };
      return explain({ offset: at, length: value.length, name, ...shown });
    });
}

function wrap(
  whole: Pick<Explanation, "offset" | "length" | "name">,
  { nodes, fault }: Explained,
): Explained {
  const outer = [explain({ ...whole, children: nodes })];
  return fault === undefined ? { nodes: outer } : { nodes: outer, fault };
}

function hexOf(byte: number): string {
  return toHex(Uint8Array.of(byte));
}
