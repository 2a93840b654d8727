import { concat } from "../../kit/bytes.ts";
import {
  COMMAND_FORMS,
  type CommandForm,
  CR,
  DLE,
  ESC,
  FS,
  GS,
  HT,
  LF,
} from "../../kit/escpos-codes.ts";
import { codeOfFour, codeOfPair, isFourByteDigit, isLeadByte } from "../../kit/gb18030.ts";
import { ACTIONS, type EscposParser, type Reader } from "./commands.ts";
import {
  endLine,
  type Job,
  PLAIN,
  setAscii,
  setCharacter,
  setPassage,
  setTab,
} from "./composer.ts";
import { passageAt } from "./passages.ts";
import { type Picture, takeDots } from "./picture.ts";

const NOTHING = new Uint8Array(0);
/** Data that a NUL ends is at most this long. Chosen: bar codes have far less. */
const NUL_DATA_MAX = 255;
const REPLACEMENT = 0x3f; // "?"

/** A printer that has just been switched on. */
export const ESCPOS_START: EscposParser = {
  ...PLAIN,
  pending: NOTHING,
  picture: undefined,
  skipBytes: 0,
  skipToNulMax: 0,
  takenBytes: 0,
  passedOver: 0,
};

/**
 * Reads on from where `parser` stopped; any bytes are read without failing.
 *
 * @returns what the mechanism has to do, in order, and the numbers of the real-time status
 *   requests (DLE EOT) that were found and want their answer at once
 */
export function parseEscpos(
  parser: EscposParser,
  bytes: Uint8Array,
): {
  readonly parser: EscposParser;
  readonly jobs: readonly Job[];
  readonly asked: readonly number[];
} {
  const input = parser.pending.length === 0 ? bytes : concat([parser.pending, bytes]);
  const begin = parser.takenBytes - parser.pending.length;
  const reader: Reader = { ...parser, jobs: [], asked: [], offset: begin };
  let at = 0;
  while (at < input.length) {
    reader.offset = begin + at;
    const next = readOn(reader, input, at);
    if (next === at) break;
    at = next;
  }
  const { jobs, asked, offset: _offset, ...rest } = reader;
  const pending = at === input.length ? NOTHING : input.slice(at);
  const takenBytes = parser.takenBytes + bytes.length;
  return { parser: { ...rest, pending, takenBytes }, jobs, asked };
}

/** @returns where reading goes on: `at` itself when more bytes are needed first */
function readOn(reader: Reader, bytes: Uint8Array, at: number): number {
  if (reader.skipBytes > 0) return skip(reader, bytes, at);
  if (reader.skipToNulMax > 0) return skipToNul(reader, bytes, at);
  if (reader.picture !== undefined) return readPicture(reader, reader.picture, bytes, at);
  const byte = bytes[at] ?? 0;
  if (byte >= 0x20 && byte !== 0x7f) return readPrintable(reader, bytes, at);
  if (byte === ESC || byte === GS || byte === FS || byte === DLE) {
    return readCommand(reader, bytes, at);
  }
  if (byte === LF) endLine(reader, reader.pitchDots);
  else if (byte === HT) setTab(reader);
  else if (byte !== CR && byte !== 0) reader.passedOver += 1;
  return at + 1;
}

/** What opens a run is taken as one passage where it can be, otherwise character by character. */
function readPrintable(reader: Reader, bytes: Uint8Array, at: number): number {
  if (reader.text === "" && reader.chinese) {
    const passage = passageAt(bytes, at);
    if (passage !== undefined && setPassage(reader, passage)) return at + passage.bytes.length;
  }
  return (bytes[at] ?? 0) >= 0x80 ? readWide(reader, bytes, at) : setAscii(reader, bytes, at);
}

function readWide(reader: Reader, bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (!reader.chinese || !isLeadByte(lead)) {
    setCharacter(reader, REPLACEMENT);
    return at + 1;
  }
  const trail = bytes[at + 1];
  if (trail === undefined) return at;
  if (!isFourByteDigit(trail)) {
    const code = codeOfPair(lead, trail);
    setCharacter(reader, code ?? REPLACEMENT);
    // What cannot be a trail byte is read again on its own: it may be LF or ESC.
    return code === undefined ? at + 1 : at + 2;
  }
  if (at + 4 > bytes.length) return at;
  const code = codeOfFour(bytes, at);
  setCharacter(reader, code ?? REPLACEMENT);
  return code === undefined ? at + 1 : at + 4;
}

function readCommand(reader: Reader, bytes: Uint8Array, at: number): number {
  const second = bytes[at + 1];
  if (second === undefined) return at;
  const command = (bytes[at] ?? 0) * 256 + second;
  const form = COMMAND_FORMS.get(command);
  if (form === undefined) {
    reader.passedOver += 1;
    return at + 1;
  }
  if (at + form.head > bytes.length) return at;
  const end = at + form.head + (form.more?.(bytes, at) ?? 0);
  if (end > bytes.length) return at;
  const act = ACTIONS.get(command);
  if (act === undefined) {
    reader.passedOver += 1;
    expectData(reader, form, bytes, at);
  } else {
    act(reader, bytes, at);
  }
  return end;
}

function expectData(reader: Reader, form: CommandForm, bytes: Uint8Array, at: number): void {
  reader.skipBytes = form.data?.(bytes, at) ?? 0;
  reader.skipToNulMax = form.endsWithNul?.(bytes, at) === true ? NUL_DATA_MAX : 0;
}

function skip(reader: Reader, bytes: Uint8Array, at: number): number {
  const skipped = Math.min(reader.skipBytes, bytes.length - at);
  reader.skipBytes -= skipped;
  return at + skipped;
}

function skipToNul(reader: Reader, bytes: Uint8Array, at: number): number {
  let next = at;
  while (next < bytes.length && reader.skipToNulMax > 0) {
    reader.skipToNulMax = bytes[next] === 0 ? 0 : reader.skipToNulMax - 1;
    next += 1;
  }
  return next;
}

function readPicture(reader: Reader, begun: Picture, bytes: Uint8Array, at: number): number {
  const { picture, next } = takeDots(reader, begun, bytes, at);
  reader.picture = picture;
  return next;
}
