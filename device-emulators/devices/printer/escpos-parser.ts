import { concat } from "../../kit/bytes.ts";
import {
  BEL,
  CAN,
  COMMAND,
  COMMAND_FORMS,
  type CommandForm,
  CR,
  DLE,
  ESC,
  FF,
  FS,
  GS,
  HT,
  LF,
} from "../../kit/escpos-codes.ts";
import { codeOfFour, codeOfPair, isFourByteDigit, isLeadByte } from "../../kit/gb18030.ts";
import { passOver, word } from "./arguments.ts";
import { ACTIONS, COLLECTORS, type EscposParser, type Reader } from "./commands.ts";
import {
  ASCII,
  endLine,
  type Job,
  setAscii,
  setCharacter,
  setPassage,
  setTab,
} from "./composer.ts";
import { cancelPage, kickByBell, printAndLeavePage } from "./control-commands.ts";
import { GATHERED_BYTES_MAX, type Gathering, gather, gathered } from "./gathering.ts";
import { COUNTER_PRINTER, type PrinterFeature, type PrinterModel } from "./models.ts";
import { passageAt } from "./passages.ts";
import { type PictureBegun, takeDots } from "./picture.ts";
import { plainComposition } from "./plain.ts";
import { REAL_TIME_ACTIONS, type Urgent } from "./real-time.ts";
import { noteSources } from "./sources.ts";
import { printBarcode, SYMBOL_SETTINGS } from "./symbol-commands.ts";

const NOTHING = new Uint8Array(0);
const REPLACEMENT = 0x3f; // "?"

/** The interpreter of a printer that has just been switched on. */
export function startParser(model: PrinterModel, keepsSources = false): EscposParser {
  return {
    ...plainComposition(model),
    model,
    pending: NOTHING,
    picture: undefined,
    gathering: undefined,
    skipBytes: 0,
    skipPictures: 0,
    symbols: SYMBOL_SETTINGS,
    stored: undefined,
    downloaded: undefined,
    deaf: false,
    keepsSources,
    sourceAt: 0,
    takenBytes: 0,
    passedOver: 0,
  };
}

/** The printer on the counter, just switched on. */
export const ESCPOS_START: EscposParser = startParser(COUNTER_PRINTER);

/**
 * Reads on from where `parser` stopped; any bytes are read without failing.
 *
 * @returns what the mechanism has to do, in order, and the real-time commands that were found and
 *   want their answer at once
 */
export function parseEscpos(
  parser: EscposParser,
  bytes: Uint8Array,
): {
  readonly parser: EscposParser;
  readonly jobs: readonly Job[];
  readonly urgent: readonly Urgent[];
} {
  const input = parser.pending.length === 0 ? bytes : concat([parser.pending, bytes]);
  const begin = parser.takenBytes - parser.pending.length;
  const reader: Reader = { ...parser, jobs: [], urgent: [], offset: begin };
  let at = 0;
  while (at < input.length) {
    reader.offset = begin + at;
    const next = readOn(reader, input, at);
    if (next === at) break;
    at = next;
    if (reader.keepsSources) noteSources(reader, begin + at);
  }
  const { jobs, urgent, offset: _offset, ...rest } = reader;
  const pending = at === input.length ? NOTHING : input.slice(at);
  const takenBytes = parser.takenBytes + bytes.length;
  return { parser: { ...rest, pending, takenBytes }, jobs, urgent };
}

/** @returns where reading goes on: `at` itself when more bytes are needed first */
function readOn(reader: Reader, bytes: Uint8Array, at: number): number {
  if (reader.skipBytes > 0) return skip(reader, bytes, at);
  if (reader.skipPictures > 0) return skipPicture(reader, bytes, at);
  if (reader.gathering !== undefined) return gatherOn(reader, reader.gathering, bytes, at);
  if (reader.picture !== undefined) return readPicture(reader, reader.picture, bytes, at);
  const byte = bytes[at] ?? 0;
  if (byte >= 0x20 && byte !== 0x7f) {
    return reader.deaf ? at + 1 : readPrintable(reader, bytes, at);
  }
  if (byte === ESC || byte === GS || byte === FS || byte === DLE) {
    return readCommand(reader, bytes, at);
  }
  if (!reader.deaf) readControl(reader, byte);
  return at + 1;
}

function readControl(reader: Reader, byte: number): void {
  if (byte === LF) endLine(reader, reader.pitchDots);
  else if (byte === HT && !setTab(reader)) passOver(reader);
  else if (byte === FF) printAndLeavePage(reader);
  else if (byte === CAN) cancelPage(reader);
  else if (byte === BEL) kickByBell(reader);
  else if (byte !== CR && byte !== 0 && byte !== HT) passOver(reader);
}

/** What opens a run is taken as one passage where it can be, otherwise character by character. */
function readPrintable(reader: Reader, bytes: Uint8Array, at: number): number {
  if (reader.text === "" && reader.chinese && reader.lower === ASCII) {
    const passage = passageAt(bytes, at);
    if (passage !== undefined && setPassage(reader, passage)) return at + passage.bytes.length;
  }
  return (bytes[at] ?? 0) >= 0x80 ? readHigh(reader, bytes, at) : setAscii(reader, bytes, at);
}

function readHigh(reader: Reader, bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (!reader.chinese) {
    setCharacter(reader, reader.upper.charCodeAt(lead - 0x80));
    return at + 1;
  }
  if (!isLeadByte(lead)) {
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

/** Commands of some makes only: others print what follows their first byte. */
const OWN: ReadonlyMap<number, PrinterFeature> = new Map([
  [COMMAND.buzzer, "buzzer"],
  [COMMAND.italicOn, "italic"],
  [COMMAND.italicOff, "italic"],
  [COMMAND.cloneQr, "clone-qr"],
  [COMMAND.cloneSymbol, "clone-qr"],
]);

function formOf(reader: Reader, command: number): CommandForm | undefined {
  const feature = OWN.get(command);
  return feature === undefined || reader.model.features.has(feature)
    ? COMMAND_FORMS.get(command)
    : undefined;
}

function readCommand(reader: Reader, bytes: Uint8Array, at: number): number {
  const second = bytes[at + 1];
  if (second === undefined) return at;
  const command = (bytes[at] ?? 0) * 256 + second;
  const form = formOf(reader, command);
  if (form === undefined) {
    passOver(reader);
    return at + 1;
  }
  if (at + form.head > bytes.length) return at;
  const end = at + form.head + (form.more?.(bytes, at) ?? 0);
  if (end > bytes.length) return at;
  if (command === COMMAND.barcode && !reader.deaf) return printBarcode(reader, bytes, at, end);
  act(reader, command, { form, bytes, at, end });
  return end;
}

const FAMILIES: ReadonlySet<number> = new Set([0x1d28, 0x1d38]);

type Found = {
  readonly form: CommandForm;
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly end: number;
};

function act(reader: Reader, command: number, { form, bytes, at, end }: Found): void {
  const urgent = REAL_TIME_ACTIONS.get(command);
  if (urgent !== undefined) {
    urgent(reader, bytes, at);
    return;
  }
  if (command === COMMAND.peripheral) {
    reader.deaf = (bytes[at + 2] ?? 0) % 2 === 0;
    return;
  }
  const dataBytes = form.data?.(bytes, at) ?? 0;
  // GS ( and GS 8 are families whose third byte tells which command it is.
  const name = FAMILIES.has(command) ? command * 256 + (bytes[at + 2] ?? 0) : command;
  if (!reader.deaf && COLLECTORS.has(name) && dataBytes <= GATHERED_BYTES_MAX) {
    const head = bytes.slice(at, end);
    const gathering = { command: name, head, bytesLeft: dataBytes, last: undefined };
    if (dataBytes > 0) reader.gathering = gathering;
    else collect(reader, gathering);
    return;
  }
  if (command === COMMAND.definePictures) reader.skipPictures = bytes[at + 2] ?? 0;
  const action = reader.deaf ? undefined : ACTIONS.get(command);
  reader.skipBytes = dataBytes;
  if (action === undefined) {
    passOver(reader);
    return;
  }
  // The action of a picture decides itself what becomes of its data.
  reader.skipBytes = 0;
  action(reader, bytes, at);
}

function skip(reader: Reader, bytes: Uint8Array, at: number): number {
  const skipped = Math.min(reader.skipBytes, bytes.length - at);
  reader.skipBytes -= skipped;
  return at + skipped;
}

/** FS q: each picture begins with its size in bytes and in rows of bytes, and is not kept here. */
function skipPicture(reader: Reader, bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) return at;
  reader.skipPictures -= 1;
  reader.skipBytes = word(bytes, at) * word(bytes, at + 2) * 8;
  return at + 4;
}

function gatherOn(reader: Reader, begun: Gathering, bytes: Uint8Array, at: number): number {
  const gathering = gather(begun, bytes, at);
  const whole = gathering.bytesLeft === 0;
  reader.gathering = whole ? undefined : gathering;
  if (whole) collect(reader, gathering);
  return at + begun.bytesLeft - gathering.bytesLeft;
}

function collect(reader: Reader, gathering: Gathering): void {
  COLLECTORS.get(gathering.command)?.(reader, gathering.head, gathered(gathering));
}

function readPicture(reader: Reader, begun: PictureBegun, bytes: Uint8Array, at: number): number {
  const { picture, next } = takeDots(reader, begun, bytes, at);
  reader.picture = picture;
  return next;
}
