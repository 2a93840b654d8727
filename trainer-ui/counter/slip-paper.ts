import { SLIP, type SlipLayout, type SlipMark } from "./slip-layout.ts";
import { coachFont } from "./voices.ts";

const INK = "#23323A";
const PAPER = "#FFFFFC";
const TOOTH = 5;

/** Paints a slip: paper with a torn upper edge, and what the printer put on it. */
export function paintSlip(context: CanvasRenderingContext2D, layout: SlipLayout): void {
  context.fillStyle = PAPER;
  context.fill(new Path2D(outline(layout.height)));
  context.fillStyle = "rgba(238,243,240,.7)";
  context.fillRect(0, 4, 9, layout.height - 4);
  for (const mark of layout.marks) paintMark(context, mark);
}

function paintMark(context: CanvasRenderingContext2D, mark: SlipMark): void {
  const right = SLIP.width - SLIP.margin;
  if (mark.kind === "rule") {
    context.strokeStyle = INK;
    context.lineWidth = 0.9;
    context.setLineDash([2.5, 2]);
    context.beginPath();
    context.moveTo(SLIP.margin, mark.y);
    context.lineTo(right, mark.y);
    context.stroke();
    context.setLineDash([]);
    return;
  }
  context.fillStyle = INK;
  if (mark.kind === "block") {
    context.fillRect(SLIP.width / 2 - 24, mark.y - 9, 48, 9);
    return;
  }
  context.font = coachFont(mark.px, mark.bold ? 800 : 600);
  context.textAlign = mark.align;
  if (mark.inverse) {
    context.fillRect(SLIP.margin - 2, mark.y - mark.px, right - SLIP.margin + 4, mark.px + 3);
    context.fillStyle = PAPER;
  }
  context.fillText(mark.text, mark.x, mark.y, right - SLIP.margin);
}

function outline(height: number): string {
  let edge = "M0,4";
  for (let x = 0; x < SLIP.width; x += TOOTH) edge += ` L${x + TOOTH / 2},2 L${x + TOOTH},4`;
  return `${edge} L${SLIP.width},${height} L0,${height}Z`;
}
