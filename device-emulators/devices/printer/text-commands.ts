import { COMMAND, PRINT_MODE } from "../../kit/escpos-codes.ts";
import { atLineStart, one, oneWord, passOver, plainNumber } from "./arguments.ts";
import { lowerOf, upperOf } from "./characters.ts";
import type { Action, Reader } from "./commands.ts";
import { columnDots, feed, moveTo, relook, restyle } from "./composer.ts";
import { type Look, withArea } from "./layout.ts";
import type { Align } from "./paper.ts";
import { closeRun } from "./text-line.ts";

/** Style, place and characters of text. @source ESC/POS */
export const TEXT_ACTIONS: readonly (readonly [number, Action])[] = [
  [COMMAND.printMode, one(setPrintMode)],
  [COMMAND.bold, one((reader, n) => restyle(reader, { bold: n % 2 === 1 }))],
  [COMMAND.doubleStrike, one((reader, n) => restyle(reader, { bold: n % 2 === 1 }))],
  [COMMAND.inverse, one((reader, n) => restyle(reader, { inverse: n % 2 === 1 }))],
  [COMMAND.size, one(setSize)],
  [COMMAND.underline, one(setUnderline)],
  [
    COMMAND.chineseUnderline,
    one((reader, n) => (reader.chinese ? setUnderline(reader, n) : undefined)),
  ],
  [COMMAND.font, one(setFont)],
  [COMMAND.colour, one((reader, n) => relook(reader, { red: plainNumber(n) === 1 }))],
  [COMMAND.turned, one((reader, n) => relook(reader, { turned: plainNumber(n) >= 1 }))],
  [COMMAND.spacing, one(setSpacing)],
  [COMMAND.upsideDown, one(setUpsideDown)],
  [COMMAND.align, one(setAlign)],
  [COMMAND.defaultPitch, (reader) => setPitch(reader, reader.model.lineDots)],
  [COMMAND.pitch, one((reader, n) => setPitch(reader, unitsDown(reader, n)))],
  [COMMAND.feedDots, one((reader, n) => feed(reader, unitsDown(reader, n)))],
  [COMMAND.feedLines, one((reader, n) => feed(reader, n * reader.pitchDots))],
  [COMMAND.place, oneWord((reader, n) => moveTo(reader, unitsAcross(reader, n)))],
  [COMMAND.placeBeside, oneWord(moveBeside)],
  [COMMAND.leftMargin, oneWord(setLeftMargin)],
  [COMMAND.areaWidth, oneWord(setAreaWidth)],
  [COMMAND.tabs, setTabs],
  [COMMAND.units, setUnits],
  [COMMAND.codePage, one(setCodePage)],
  [COMMAND.country, one(setCountry)],
  [COMMAND.chineseOn, (reader) => setChinese(reader, true)],
  [COMMAND.chineseOff, (reader) => setChinese(reader, false)],
  [COMMAND.chineseMode, one(setChineseMode)],
  [COMMAND.chineseDouble, one(setChineseDouble)],
];

function setPrintMode(reader: Reader, n: number): void {
  restyle(reader, {
    bold: (n & PRINT_MODE.bold) > 0,
    wide: (n & PRINT_MODE.wide) > 0 ? 2 : 1,
    tall: (n & PRINT_MODE.tall) > 0 ? 2 : 1,
  });
  relook(reader, {
    font: (n & PRINT_MODE.fontB) > 0 ? "b" : "a",
    underline: (n & PRINT_MODE.underline) > 0 ? 1 : 0,
  });
}

function setSize(reader: Reader, n: number): void {
  restyle(reader, { wide: 1 + ((n >> 4) & 7), tall: 1 + (n & 7) });
}

function setUnderline(reader: Reader, n: number): void {
  const thick = plainNumber(n);
  if (thick === 0 || thick === 1 || thick === 2) relook(reader, { underline: thick });
  else passOver(reader);
}

const FONTS: readonly (Look["font"] | undefined)[] = ["a", "b"];

function setFont(reader: Reader, n: number): void {
  const font = FONTS[plainNumber(n)];
  if (font === undefined) passOver(reader);
  else relook(reader, { font });
}

function setSpacing(reader: Reader, n: number): void {
  relook(reader, { spacingDots: unitsAcross(reader, n) });
}

function setUpsideDown(reader: Reader, n: number): void {
  if (!atLineStart(reader) || reader.page !== undefined) passOver(reader);
  else reader.layout = { ...reader.layout, upsideDown: n % 2 === 1 };
}

const ALIGNMENTS: readonly (Align | undefined)[] = ["left", "centre", "right"];

function setAlign(reader: Reader, n: number): void {
  const align = ALIGNMENTS[plainNumber(n)];
  if (align !== undefined && atLineStart(reader)) reader.align = align;
  else passOver(reader);
}

function setPitch(reader: Reader, dots: number): void {
  reader.pitchDots = dots;
}

/** Units of motion as dots across the paper. */
export function unitsAcross({ layout }: Reader, units: number): number {
  return Math.round(units * layout.unitDots.across);
}

/** The same along the paper. */
export function unitsDown({ layout }: Reader, units: number): number {
  return Math.round(units * layout.unitDots.down);
}

/** Numbers from 32768 on count backwards. */
function moveBeside(reader: Reader, n: number): void {
  const units = n < 0x8000 ? n : n - 0x10000;
  moveTo(reader, reader.usedDots + unitsAcross(reader, units));
}

function setLeftMargin(reader: Reader, n: number): void {
  if (!atLineStart(reader) || reader.page !== undefined) {
    passOver(reader);
    return;
  }
  const { layout, model } = reader;
  const [leftDots, widthDots] = [unitsAcross(reader, n), layout.chosenWidthDots];
  reader.layout = withArea(layout, model, { leftDots, widthDots });
}

function setAreaWidth(reader: Reader, n: number): void {
  if (!atLineStart(reader) || reader.page !== undefined) {
    passOver(reader);
    return;
  }
  const { layout, model } = reader;
  const [leftDots, widthDots] = [layout.leftDots, unitsAcross(reader, n)];
  reader.layout = withArea(layout, model, { leftDots, widthDots });
}

/** Places come in columns of the present width, in rising order; none at all clears them. */
function setTabs(reader: Reader, bytes: Uint8Array, at: number): void {
  const tabs: number[] = [];
  const dots = columnDots(reader);
  for (let next = at + 2; next < bytes.length; next += 1) {
    const place = (bytes[next] ?? 0) * dots;
    if (place <= (tabs.at(-1) ?? 0)) break;
    tabs.push(place);
  }
  reader.layout = { ...reader.layout, tabs };
}

/** GS P: units of 1/x and 1/y inch; 0 means the model's own. */
function setUnits(reader: Reader, bytes: Uint8Array, at: number): void {
  const dotsPerInch = reader.model.dotsPerMm * 25.4;
  const [x, y] = [bytes[at + 2] ?? 0, bytes[at + 3] ?? 0];
  const own = reader.model.unitDots;
  reader.layout = {
    ...reader.layout,
    unitDots: {
      across: x === 0 ? own.across : dotsPerInch / x,
      down: y === 0 ? own.down : dotsPerInch / y,
    },
  };
}

function setCodePage(reader: Reader, n: number): void {
  const upper = upperOf(reader.model, n);
  if (upper === undefined) passOver(reader);
  else reader.upper = upper;
}

function setCountry(reader: Reader, n: number): void {
  const lower = lowerOf(n);
  if (lower === undefined) passOver(reader);
  else reader.lower = lower;
}

function setChinese(reader: Reader, on: boolean): void {
  if (reader.model.features.has("chinese")) {
    closeRun(reader);
    reader.chinese = on;
    // To switch off what it has not is what many clients begin with, and changes nothing.
  } else if (on) passOver(reader);
}

/** FS !: width, height and underline, of characters of two columns; others are set with them. */
function setChineseMode(reader: Reader, n: number): void {
  if (!reader.chinese) return;
  restyle(reader, { wide: (n & 4) > 0 ? 2 : 1, tall: (n & 8) > 0 ? 2 : 1 });
  relook(reader, { underline: n >= 0x80 ? 1 : 0 });
}

function setChineseDouble(reader: Reader, n: number): void {
  const times = n % 2 === 1 ? 2 : 1;
  if (reader.chinese) restyle(reader, { wide: times, tall: times });
}
