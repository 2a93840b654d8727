import { paintLcd } from "./lcd.ts";
import { LCD } from "./lcd-layout.ts";
import type { TerminalPicture } from "./picture.ts";
import { place, type SceneKit } from "./scene-kit.ts";
import { stageRects } from "./stage-rects.ts";
import { coachFont } from "./voices.ts";

const DEPTH = { body: 14, glass: 14.1, key: 14.2 } as const;
const GLASS = { x: 18, y: 37 } as const;
const LAMPS = { x: 108, y: 9, step: 17 } as const;
const LAMP_COLOURS = ["#5FA8E8", "#F6BB32", "#4CC38A", "#EF5A43"] as const;
const KEY = { width: 50, height: 25, drop: 1.5 } as const;

/** The terminal's drawing. */
export const TERMINAL_DRAWINGS: readonly string[] = ["terminal/terminal"];

/** The terminal: its glass, its four lamps, the key held down. */
export type TerminalActor = { readonly show: (terminal: TerminalPicture) => void };

/** Makes the terminal of a scene. */
export function createTerminal(kit: SceneKit): TerminalActor {
  const { terminal: spot } = kit.stage;
  place(kit, kit.image("terminal/terminal", DEPTH.body), spot);
  const glass = kit.sheet(LCD.width, LCD.height, DEPTH.glass);
  place(kit, glass.image, { x: spot.x + GLASS.x, y: spot.y + GLASS.y, scale: 1 });
  const lamps = kit.sheet(72, 14, DEPTH.glass);
  place(kit, lamps.image, { x: spot.x + LAMPS.x, y: spot.y + LAMPS.y, scale: 1 });
  const key = kit.sheet(KEY.width, KEY.height + KEY.drop, DEPTH.key);
  let lit = "";
  return {
    show: (terminal) => {
      glass.paint((context) => paintLcd(context, terminal));
      if (lit !== terminal.leds.join()) {
        lit = terminal.leds.join();
        lamps.paint((context) => paintLamps(context, terminal.leds));
      }
      const box = stageRects(kit.stage).keys[terminal.pressed ?? ""];
      key.image.setVisible(box !== undefined);
      if (box === undefined || terminal.pressed === undefined) return;
      place(kit, key.image, { x: box.x, y: box.y + kit.stage.crop, scale: 1 });
      const { pressed } = terminal;
      key.paint((context) => paintKey(context, pressed));
    },
  };
}

function paintLamps(context: CanvasRenderingContext2D, leds: TerminalPicture["leds"]): void {
  for (const [index, on] of leds.entries()) {
    if (!on) continue;
    const x = 4 + index * LAMPS.step;
    context.fillStyle = LAMP_COLOURS[index] ?? LAMP_COLOURS[0];
    context.globalAlpha = 0.28;
    context.fill(pill(x - 2, 2, 16, 10));
    context.globalAlpha = 1;
    context.fill(pill(x, 4, 12, 6));
  }
}

/** A key held down is yolk; a function key keeps its colour and only sinks. */
function paintKey(context: CanvasRenderingContext2D, label: string): void {
  if (label.length > 1) {
    context.fillStyle = "rgba(16,33,30,.34)";
    context.fill(rounded(0, 0, KEY.width, KEY.height, 7));
    return;
  }
  context.fillStyle = "#10211E";
  context.fill(rounded(0, 0, KEY.width, KEY.height + KEY.drop, 7));
  context.fillStyle = "#F6BB32";
  context.fill(rounded(0, KEY.drop, KEY.width, KEY.height, 7));
  context.fillStyle = "#3A2600";
  context.font = coachFont(16, 700);
  context.textAlign = "center";
  context.fillText(label, KEY.width / 2, 18.4 + KEY.drop);
}

function pill(x: number, y: number, width: number, height: number): Path2D {
  return rounded(x, y, width, height, height / 2);
}

function rounded(
  ...[x, y, width, height, radius]: [number, number, number, number, number]
): Path2D {
  const path = new Path2D();
  path.roundRect(x, y, width, height, radius);
  return path;
}
