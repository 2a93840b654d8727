import { COMMAND } from "../../kit/escpos-codes.ts";
import { atLineStart, one, passOver, plainNumber, word } from "./arguments.ts";
import type { Action, Collector, Reader } from "./commands.ts";
import { setPicture } from "./composer.ts";
import type { Picture } from "./paper.ts";
import { beginPicture, cropped, printPicture, rowsOfColumns } from "./picture.ts";

/** Pictures whose dots are not waited for, and those stored before. @source ESC/POS */
export const PICTURE_ACTIONS: readonly (readonly [number, Action])[] = [
  [COMMAND.raster, raster],
  [COMMAND.printStored, one(printStored)],
];

/** Pictures whose dots come first. @source ESC/POS */
export const PICTURE_COLLECTORS: readonly (readonly [number, Collector])[] = [
  [COMMAND.columnImage, columnImage],
  [COMMAND.storedImage, storeImage],
  [COMMAND.graphics, (reader, _head, data) => instruct(reader, data)],
  [COMMAND.longGraphics, (reader, _head, data) => instruct(reader, data)],
];

function raster(reader: Reader, bytes: Uint8Array, at: number): void {
  const [rowBytes, rows] = [word(bytes, at + 4), word(bytes, at + 6)];
  const mode = plainNumber(bytes[at + 3] ?? 0);
  if (atLineStart(reader) && mode <= 3 && reader.model.features.has("raster")) {
    reader.picture = beginPicture(reader, mode, rowBytes, rows);
  } else {
    passOver(reader);
    reader.skipBytes = rowBytes * rows;
  }
}

/** How ESC * prints the dots of its modes. @source ESC/POS, ESC * */
const COLUMN_MODES: Readonly<Record<number, Picture["scale"]>> = {
  0: { wide: 2, tall: 3 },
  1: { wide: 1, tall: 3 },
  32: { wide: 2, tall: 1 },
  33: { wide: 1, tall: 1 },
};

function columnImage(reader: Reader, head: Uint8Array, data: Uint8Array): void {
  const mode = head[2] ?? 0;
  const scale = COLUMN_MODES[mode];
  if (scale === undefined || !reader.model.features.has("column-image")) {
    passOver(reader);
    return;
  }
  const columns = word(head, 3);
  if (columns === 0) return;
  const room = Math.floor((reader.layout.widthDots - reader.usedDots) / scale.wide);
  const picture = rowsOfColumns(data, mode < 32 ? 1 : 3, columns);
  if (room > 0) setPicture(reader, { ...cropped(picture, room), scale });
}

/** GS *: columns of 8y dots, 8x of them. */
function storeImage(reader: Reader, head: Uint8Array, data: Uint8Array): void {
  const [across = 0, down = 0] = [head[2], head[3]];
  if (across === 0 || down === 0) {
    passOver(reader);
    return;
  }
  reader.downloaded = { ...rowsOfColumns(data, down, across * 8), scale: { wide: 1, tall: 1 } };
}

/** GS /: the picture stored by GS *, doubled as GS v 0 doubles it. */
function printStored(reader: Reader, n: number): void {
  const mode = plainNumber(n);
  if (reader.downloaded === undefined || mode > 3 || !atLineStart(reader)) {
    passOver(reader);
    return;
  }
  printPicture(reader, { ...reader.downloaded, scale: scaleOf(mode) });
}

function scaleOf(mode: number): Picture["scale"] {
  return { wide: 1 + (mode & 1), tall: 1 + (mode >> 1) };
}

/** Functions of GS ( L: store rows, store columns, print what is stored. @source ESC/POS, GS ( L */
const STORE_ROWS = 112;
const STORE_COLUMNS = 113;

function instruct(reader: Reader, data: Uint8Array): void {
  const fn = data[1] ?? 0;
  if (data[0] !== 48 || !reader.model.features.has("graphics")) passOver(reader);
  else if (fn === STORE_ROWS || fn === STORE_COLUMNS) store(reader, fn, data);
  else if (fn === 2 || fn === 50) printGraphics(reader);
  else passOver(reader);
}

const STORE_HEAD = 10;

function store(reader: Reader, fn: number, data: Uint8Array): void {
  const [wide = 0, tall = 0] = [data[3], data[4]];
  const [width, height] = [word(data, 6), word(data, 8)];
  const dots = data.subarray(STORE_HEAD);
  const rowBytes = Math.ceil(width / 8);
  const needed = fn === STORE_ROWS ? rowBytes * height : Math.ceil(height / 8) * width;
  if (width === 0 || height === 0 || dots.length < needed || !legalScale(wide, tall)) {
    passOver(reader);
    return;
  }
  const scale = { wide, tall };
  reader.stored =
    fn === STORE_ROWS
      ? { bits: dots.slice(0, needed), rowBytes, widthDots: width, scale }
      : { ...rowsOfColumns(dots, Math.ceil(height / 8), width), scale };
}

function legalScale(wide: number, tall: number): boolean {
  return wide >= 1 && wide <= 2 && tall >= 1 && tall <= 2;
}

function printGraphics(reader: Reader): void {
  if (reader.stored === undefined || !atLineStart(reader)) {
    passOver(reader);
    return;
  }
  printPicture(reader, reader.stored);
  reader.stored = undefined;
}
