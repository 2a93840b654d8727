import type {
  Paper,
  PaperLine as Printed,
  TextRun,
} from "../../../device-emulators/devices/printer/paper.ts";
import { lately } from "../../../device-emulators/kit/lately.ts";
import type { PaperLine } from "./view.ts";

/** What came out of the printer, as eyes see it: feeds are blank lines, pictures say so. */
export function viewPaper(paper: Paper): PaperLine[] {
  const seen: PaperLine[] = [];
  for (const line of paper) {
    if (line.kind === "feed") {
      for (let blanks = Math.round(line.dots / LINE_DOTS); blanks > 0; blanks -= 1)
        seen.push(BLANK);
    } else {
      seen.push(viewOfLine(line));
    }
  }
  return seen;
}

/** A blank line; also what a feed of a line's height looks like. */
const BLANK: PaperLine = { kind: "text", runs: [], align: "left" };

/** Dots of one ordinary line. @source kit/escpos-codes.ts */
const LINE_DOTS = 30;

/** Lines of slips are shared, and so is what they look like. */
const viewOfLine = lately(viewLine);

function viewLine(line: Exclude<Printed, { kind: "feed" }>): PaperLine {
  switch (line.kind) {
    case "text":
      return {
        kind: isRule(line.runs) ? "rule" : "text",
        align: line.align === "centre" ? "center" : line.align,
        runs: line.runs.map(({ text, bold, inverse, wide, tall }) => ({
          text,
          bold,
          inverse,
          size: wide > 1 || tall > 1 ? 2 : 1,
        })),
      };
    case "raster":
    case "symbol":
      return { kind: "raster", runs: [], align: line.align === "centre" ? "center" : line.align };
    case "page":
      return { kind: "raster", runs: [], align: "left" };
    case "cut":
      return { kind: "cut", runs: [], align: "left" };
  }
}

function isRule(runs: readonly TextRun[]): boolean {
  return runs.length > 0 && runs.every(({ text }) => /^-+$/.test(text));
}
