import { LCD, layoutLcd } from "./lcd-layout.ts";
import type { LcdLine, TerminalPicture } from "./picture.ts";
import { type Letter, stamp } from "./pixel-type.ts";

type Tone = {
  readonly glass: string;
  readonly bar: string;
  readonly barInk: string;
  readonly frame: string;
  readonly ink: string;
};

const PLAIN: Tone = {
  glass: "#DFF1E4",
  bar: "#12453B",
  barInk: "#DFF1E4",
  frame: "#7FB49B",
  ink: "#0E2A22",
};
const FAILED: Tone = {
  glass: "#F6E3DA",
  bar: "#8E2A18",
  barInk: "#FFEDE6",
  frame: "#E9B4A6",
  ink: "#0E2A22",
};

const MARK = { left: 100, top: 2, width: 34, height: 18 } as const;
const PADDING = 4;

/** Paints the terminal's glass; every letter on it comes from the terminal. */
export function paintLcd(context: CanvasRenderingContext2D, terminal: TerminalPicture): void {
  const [one, two, three, failed] = terminal.leds;
  const tone = failed && !one && !two && !three ? FAILED : PLAIN;
  paintGlass(context, tone, terminal.mark !== "");
  const rows = layoutLcd(terminal.lines.map((line) => line.size));
  const dark: Letter[] = [];
  const light: Letter[] = [
    { text: terminal.bar, x: 8, y: 16, px: 16, align: "left" },
    { text: terminal.mark, x: MARK.left + MARK.width / 2, y: 17, px: 16, align: "center" },
  ];
  for (const [index, line] of terminal.lines.entries()) {
    const row = rows[index];
    if (row === undefined) continue;
    if (line.inverse === true) {
      context.fillStyle = tone.ink;
      context.fillRect(0, row.top - 1, LCD.width, row.height + 2);
    }
    (line.inverse === true ? light : dark).push(letter(line, row.baseline));
  }
  stamp(context, dark, { ...LCD, ink: tone.ink });
  stamp(context, light, { ...LCD, ink: tone.barInk });
  paintShine(context);
}

function letter(line: LcdLine, baseline: number): Letter {
  const x = { left: PADDING, center: LCD.width / 2, right: LCD.width - PADDING }[line.align];
  return { text: line.text, x, y: baseline, px: line.size * 16, align: line.align };
}

function paintGlass(context: CanvasRenderingContext2D, tone: Tone, marked: boolean): void {
  context.fillStyle = tone.glass;
  rounded(context, 0, 0, LCD.width, LCD.height, 5);
  context.fillStyle = tone.bar;
  rounded(context, 0, 0, LCD.width, LCD.barHeight, 5);
  context.fillRect(0, LCD.barHeight / 2, LCD.width, LCD.barHeight / 2);
  context.fillStyle = tone.barInk;
  for (let bar = 0; bar < 4; bar += 1) {
    context.fillRect(140 + bar * 6, 15 - 3 * bar, 4, 3 + 3 * bar);
  }
  if (!marked) return;
  context.strokeStyle = tone.frame;
  context.lineWidth = 1;
  context.strokeRect(MARK.left + 0.5, MARK.top + 0.5, MARK.width - 1, MARK.height - 1);
}

function paintShine(context: CanvasRenderingContext2D): void {
  context.fillStyle = "rgba(255,255,255,.13)";
  context.fill(new Path2D("M0,5 Q0,0 5,0 L78,0 L24,134 L5,134 Q0,134 0,129Z"));
}

function rounded(
  context: CanvasRenderingContext2D,
  ...[x, y, width, height, radius]: [number, number, number, number, number]
): void {
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.fill();
}
