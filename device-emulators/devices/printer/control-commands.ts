import { COMMAND, cutFeeds } from "../../kit/escpos-codes.ts";
import { atLineStart, one, oneWord, passOver, plainNumber, word } from "./arguments.ts";
import type { Action, Reader } from "./commands.ts";
import { clearLine, endLineHere, print, queue } from "./composer.ts";
import {
  clearPage,
  enterPage,
  leavePage,
  moveDown,
  type Page,
  pageLine,
  setPageArea,
  setPageDirection,
} from "./page.ts";
import { plainComposition } from "./plain.ts";
import { SYMBOL_SETTINGS } from "./symbol-commands.ts";
import { unitsAcross, unitsDown } from "./text-commands.ts";

/** Cuts, drawer, buzzer, reports and page mode. @source ESC/POS */
export const CONTROL_ACTIONS: readonly (readonly [number, Action])[] = [
  [COMMAND.initialise, initialise],
  [COMMAND.cut, cut],
  [COMMAND.cutAll, (reader) => cutHere(reader, true, undefined)],
  [COMMAND.cutMost, (reader) => cutHere(reader, false, undefined)],
  [COMMAND.kick, kick],
  [COMMAND.buzzer, buzz],
  [COMMAND.reportStatus, one((reader, n) => report(reader, plainNumber(n)))],
  [COMMAND.reportDrawer, one((reader) => report(reader, 2))],
  [COMMAND.reportPaper, (reader) => report(reader, 1)],
  [COMMAND.identify, one((reader, n) => queue(reader, { kind: "identify", n }))],
  [COMMAND.automaticStatus, one(setAutomaticStatus)],
  [COMMAND.panel, setPanel],
  [COMMAND.pageMode, (reader) => startPage(reader)],
  [COMMAND.standardMode, (reader) => endPage(reader)],
  [COMMAND.printPage, (reader) => printPage(reader)],
  [COMMAND.pageDirection, one(turnPage)],
  [COMMAND.pageArea, setArea],
  [COMMAND.placeDown, oneWord((reader, n) => moveDown(reader, unitsDown(reader, n)))],
  [COMMAND.placeBelow, oneWord(moveBelow)],
];

function initialise(reader: Reader): void {
  Object.assign(reader, plainComposition(reader.model));
  reader.symbols = SYMBOL_SETTINGS;
  reader.stored = undefined;
  reader.downloaded = undefined;
  queue(reader, { kind: "automatic-status", categories: 0 });
}

function cut(reader: Reader, bytes: Uint8Array, at: number): void {
  const mode = bytes[at + 2] ?? 0;
  // Of each pair the odd one cuts all of the paper.
  if (cutFeeds(mode)) cutHere(reader, mode % 2 === 1, unitsDown(reader, bytes[at + 3] ?? 0));
  else if (plainNumber(mode) <= 1) cutHere(reader, plainNumber(mode) === 0, undefined);
  else passOver(reader);
}

/** A cutter that knows one cut only makes that one; a printer without a cutter makes none. */
function cutHere(reader: Reader, full: boolean, feedDots: number | undefined): void {
  const { features } = reader.model;
  const [all, most] = [features.has("full-cut"), features.has("partial-cut")];
  if (atLineStart(reader) && (all || most)) {
    queue(reader, { kind: "cut", full: full ? all : !most, feedDots });
  } else passOver(reader);
}

/** @source ESC/POS, ESC p: times count twice a millisecond, and off is never shorter than on */
const PULSE_UNIT_MS = 2;

function kick(reader: Reader, bytes: Uint8Array, at: number): void {
  const pin = plainNumber(bytes[at + 2] ?? 0);
  const [on = 0, off = 0] = bytes.subarray(at + 3, at + 5);
  if (pin > 1 || !reader.model.features.has("kick")) {
    passOver(reader);
    return;
  }
  const onMs = on * PULSE_UNIT_MS;
  queue(reader, {
    ...{ kind: "kick", pin: pin === 0 ? 2 : 5, onMs },
    offMs: Math.max(on, off) * PULSE_UNIT_MS,
  });
}

/** What BEL does where a drawer hangs on it. Chosen. */
export function kickByBell(reader: Reader): void {
  if (!reader.model.features.has("kick-by-bell")) {
    passOver(reader);
    return;
  }
  queue(reader, { kind: "kick", pin: 2, onMs: 100, offMs: 100 });
}

/** ESC B, of clones: so many times, each so many times 50 ms long. */
function buzz(reader: Reader, bytes: Uint8Array, at: number): void {
  const [times = 0, long = 0] = bytes.subarray(at + 2, at + 4);
  queue(reader, { kind: "buzz", times, onMs: long * 50 });
}

function report(reader: Reader, about: number): void {
  if (about === 1) queue(reader, { kind: "report", about: "paper" });
  else if (about === 2) queue(reader, { kind: "report", about: "drawer" });
  else passOver(reader);
}

function setAutomaticStatus(reader: Reader, categories: number): void {
  if (!reader.model.features.has("automatic-status")) passOver(reader);
  else queue(reader, { kind: "automatic-status", categories });
}

/** ESC c 5 locks the buttons; the others choose paper sensors, which are always on here. */
function setPanel(reader: Reader, bytes: Uint8Array, at: number): void {
  const [what = 0, n = 0] = bytes.subarray(at + 2, at + 4);
  if (plainNumber(what) !== 5) passOver(reader);
  else queue(reader, { kind: "buttons", enabled: n % 2 === 0 });
}

function startPage(reader: Reader): void {
  if (!atLineStart(reader) || !reader.model.features.has("page-mode")) passOver(reader);
  else enterPage(reader, reader.model);
}

function endPage(reader: Reader): void {
  if (reader.page === undefined) passOver(reader);
  leavePage(reader);
  clearLine(reader);
}

function printPage(reader: Reader): void {
  endLineHere(reader);
  if (reader.page === undefined) passOver(reader);
  else print(reader, pageLine(reader.page, reader.model));
}

/** FF: prints the page, and goes back to standard mode; without a page it has no effect. */
export function printAndLeavePage(reader: Reader): void {
  if (reader.page === undefined) {
    passOver(reader);
    return;
  }
  printPage(reader);
  leavePage(reader);
}

/** CAN: forgets what stands on the page. */
export function cancelPage(reader: Reader): void {
  if (reader.page === undefined) {
    passOver(reader);
    return;
  }
  clearPage(reader);
  clearLine(reader);
}

const DIRECTIONS: readonly (Page["direction"] | undefined)[] = [0, 1, 2, 3];

function turnPage(reader: Reader, n: number): void {
  const direction = DIRECTIONS[plainNumber(n)];
  if (direction === undefined || reader.page === undefined) {
    passOver(reader);
    return;
  }
  endLineHere(reader);
  setPageDirection(reader, direction);
}

function setArea(reader: Reader, bytes: Uint8Array, at: number): void {
  if (reader.page === undefined) {
    passOver(reader);
    return;
  }
  endLineHere(reader);
  setPageArea(reader, reader.model, {
    leftDots: unitsAcross(reader, word(bytes, at + 2)),
    topDots: unitsDown(reader, word(bytes, at + 4)),
    widthDots: unitsAcross(reader, word(bytes, at + 6)),
    heightDots: unitsDown(reader, word(bytes, at + 8)),
  });
}

/** Numbers from 32768 on count upwards. */
function moveBelow(reader: Reader, n: number): void {
  const units = n < 0x8000 ? n : n - 0x10000;
  if (reader.page === undefined) {
    passOver(reader);
    return;
  }
  moveDown(reader, reader.page.bottomDots + unitsDown(reader, units));
}
