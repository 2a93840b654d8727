import {
  type PageItem,
  type Paper,
  type PaperLine,
  type Picture,
  paperText,
  type TextRun,
} from "../../device-emulators/devices/printer/paper.ts";
import {
  type PrinterEffect,
  type PrinterInput,
  type PrinterState,
  stepPrinter,
} from "../../device-emulators/devices/printer/printer.ts";
import { fromLatin1, toHex, toLatin1 } from "../../device-emulators/kit/bytes.ts";

const ALIGN = { left: "", centre: "|", right: ">" } as const;

/** Printed lines as one line: `abc /30`, `|*bold*[inverse]2x1(wide)@96:b(moved) /54`, `10+300:abc /30`, `^60`, `#48x24`, `<qr abc>/100`, `✂`. */
export function drawPaper(paper: Paper): string {
  return paper.map(drawLine).join(" ");
}

/** Every step of the printer, and a tick whenever it wants one, until it wants none. */
export function runPrinter(
  initial: PrinterState,
  inputs: readonly PrinterInput[],
  startMs = 0,
): {
  readonly state: PrinterState;
  readonly effects: readonly PrinterEffect[];
  readonly nowMs: number;
} {
  const effects: PrinterEffect[] = [];
  let state = initial;
  let nowMs = startMs;
  for (const input of inputs) {
    let step = stepPrinter(state, input, nowMs);
    effects.push(...step.effects);
    while (step.wakeAtMs !== undefined) {
      nowMs = step.wakeAtMs;
      step = stepPrinter(step.state, { type: "tick" }, nowMs);
      effects.push(...step.effects);
    }
    state = step.state;
  }
  return { state, effects, nowMs };
}

/** Bytes from characters U+0000 to U+00FF, as an input. */
export function text(latin1: string): PrinterInput {
  return { type: "bytes", bytes: fromLatin1(latin1) };
}

/** A fault: the roll has so much left. */
export function paperLeft(mm: number): PrinterInput {
  return { type: "paper-left", mm };
}

/** Effects in order: printed text, `<reply>`, `kick2:50`, `paper/cover`. */
export function drawEffects(effects: readonly PrinterEffect[]): string {
  return effects.map(drawEffect).join(" ");
}

/** What came out of the head, in order. */
export function printedLines(effects: readonly PrinterEffect[]): PaperLine[] {
  return effects.flatMap((effect) => (effect.type === "printed" ? [effect.line] : []));
}

/** The same as plain text. */
export function printedText(effects: readonly PrinterEffect[]): string[] {
  return paperText(printedLines(effects));
}

function drawLine(line: PaperLine): string {
  const turned = line.upsideDown === true ? "↻" : "";
  const area = line.area === undefined ? "" : `${line.area.leftDots}+${line.area.widthDots}:`;
  return turned + area + drawContent(line);
}

function drawContent(line: PaperLine): string {
  switch (line.kind) {
    case "text": {
      const pictures = (line.pictures ?? []).map((each) => `#@${each.atDots}${drawPicture(each)}`);
      return `${ALIGN[line.align]}${line.runs.map(drawRun).join("")}${pictures.join("")} /${line.dots}`;
    }
    case "feed":
      return `^${line.dots}`;
    case "raster":
      return `#${drawPicture(line)}/${line.dots}`;
    case "symbol":
      return `<${ALIGN[line.align]}${line.symbol.symbology} ${toLatin1(line.symbol.data)}>/${line.dots}`;
    case "page":
      return `{${line.items.map(drawItem).join(" ")}}/${line.dots}`;
    case "cut":
      return line.full ? "✂" : "✂-";
  }
}

function drawPicture({ bits, rowBytes, scale, widthDots }: Picture): string {
  return `${widthDots ?? rowBytes * 8}x${bits.length / rowBytes}*${scale.wide}x${scale.tall}`;
}

function drawItem({ xDots, yDots, turn, line }: PageItem): string {
  return `${xDots},${yDots}${turn === 0 ? "" : `@${turn}`} ${drawLine(line)}`;
}

function drawRun(run: TextRun): string {
  const bold = run.bold ? `*${run.text}*` : run.text;
  const inverse = run.inverse ? `[${bold}]` : bold;
  const underlined = run.underline === undefined ? inverse : `_${run.underline}(${inverse})`;
  const marks = [
    run.font === undefined ? "" : "b",
    run.red === undefined ? "" : "r",
    run.turned === undefined ? "" : "t",
    run.spacingDots === undefined ? "" : `~${run.spacingDots}`,
  ].join("");
  const marked = marks === "" ? underlined : `${marks}(${underlined})`;
  const sized = run.wide * run.tall > 1 ? `${run.wide}x${run.tall}(${marked})` : marked;
  return run.atDots === undefined ? sized : `@${run.atDots}:${sized}`;
}

function drawEffect(effect: PrinterEffect): string {
  switch (effect.type) {
    case "printed":
      return paperText([effect.line]).join("");
    case "reply":
      return `<${toHex(effect.bytes)}>`;
    case "kick":
      return `kick${effect.pin}:${effect.onMs}`;
    case "status":
      return `${effect.status.paper}/${effect.status.cover}`;
    default:
      return effect.type;
  }
}
