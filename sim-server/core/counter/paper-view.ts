import type {
  Paper,
  PaperLine as Printed,
} from "../../../device-emulators/devices/printer/paper.ts";
import type { PaperLine } from "./view.ts";

/** What came out of the printer, as eyes see it: feeds are blank lines, pictures say so. */
export function viewPaper(paper: Paper): PaperLine[] {
  const seen: PaperLine[] = [];
  for (const line of paper) {
    for (const one of seenOf(line)) seen.push(one);
  }
  return seen;
}

/** A printed line never changes, and is looked at again with every line after it. */
const kept = new WeakMap<Printed, readonly PaperLine[]>();

function seenOf(line: Printed): readonly PaperLine[] {
  const before = kept.get(line);
  if (before !== undefined) return before;
  const seen = viewLine(line);
  kept.set(line, seen);
  return seen;
}

/** A blank line; also what a feed of a line's height looks like. */
const BLANK: PaperLine = { kind: "text", runs: [], align: "left" };

/** Dots of one ordinary line. @source kit/escpos-codes.ts */
const LINE_DOTS = 30;

function viewLine(line: Printed): PaperLine[] {
  switch (line.kind) {
    case "text":
      return [
        {
          kind: /^-+$/.test(line.runs.map(({ text }) => text).join("")) ? "rule" : "text",
          align: line.align === "centre" ? "center" : line.align,
          runs: line.runs.map(({ text, bold, inverse, wide, tall }) => ({
            text,
            bold,
            inverse,
            size: wide > 1 || tall > 1 ? 2 : 1,
          })),
        },
      ];
    case "feed":
      return Array.from({ length: Math.round(line.dots / LINE_DOTS) }, () => BLANK);
    case "raster":
      return [{ kind: "raster", runs: [], align: line.align === "centre" ? "center" : line.align }];
    case "cut":
      return [{ kind: "cut", runs: [], align: "left" }];
  }
}
