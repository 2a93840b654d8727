import type { GameObjects } from "phaser";
import { MOTION } from "./motion.ts";
import type { PrinterPicture, SlipLine, SlipPicture } from "./picture.ts";
import { place, type SceneKit, type Sheet } from "./scene-kit.ts";
import { layoutSlip, SLIP, type SlipLayout } from "./slip-layout.ts";
import { SHADOW, slipSheet } from "./slip-sheet.ts";
import { SLIP_SCALE, SLIP_WINDOW } from "./stage-rects.ts";
import { createTornSlips } from "./torn-slips.ts";
import { coachFont } from "./voices.ts";

const DEPTH = { body: 10, slip: 11, lip: 12, lamp: 12.1 } as const;

/** The tear bar's middle, and the lamps for paper and for errors, on the printer's front. */
const BAR = { x: 107, y: 47 } as const;
const LAMPS = {
  power: { x: 40, y: 105, colour: "#3FB37F" },
  paper: { x: 78, y: 105, colour: "#E4553C" },
  error: { x: 162, y: 105, colour: "#E4553C" },
} as const;
const LAMP_SIZE = 22;

/** Stands on the device itself, in every language. */
const ERROR_LABEL = "异常";

/** The drawings of the printer in all its states. */
export const PRINTER_DRAWINGS: readonly string[] = [
  "printer/printer-idle",
  "printer/printer-out",
  "printer/printer-open",
];

/** The printer, the slip that rises from it, and the slips torn off. */
export type PrinterActor = {
  readonly show: (printer: PrinterPicture, slips: readonly SlipPicture[]) => void;
};

/** Makes the printer of a scene. */
export function createPrinter(kit: SceneKit): PrinterActor {
  const { printer: spot } = kit.stage;
  const body = kit.image("printer/printer-idle", DEPTH.body);
  place(kit, body, spot);
  paintFront(kit);
  createLamp(kit, LAMPS.power).setVisible(true);
  const paperLamp = createLamp(kit, LAMPS.paper);
  const errorLamp = createLamp(kit, LAMPS.error);
  const rising = createRising(kit);
  const torn = createTornSlips(kit);
  let drawn = "printer/printer-idle";
  return {
    show: (printer, slips) => {
      const name = printerDrawing(printer);
      if (name !== drawn) kit.swap(body, name);
      drawn = name;
      paperLamp.setVisible(printer.lamps.paper);
      errorLamp.setVisible(printer.lamps.error);
      rising.show(printer.rising);
      torn.show(slips);
    },
  };
}

function printerDrawing({ paper, cover }: PrinterPicture): string {
  if (cover === "open") return "printer/printer-open";
  return paper === "out" ? "printer/printer-out" : "printer/printer-idle";
}

function paintFront(kit: SceneKit): void {
  const { printer: spot } = kit.stage;
  const lip = kit.sheet(152, 5, DEPTH.lip);
  lip.paint((context) => {
    context.fillStyle = "#6E7C76";
    context.fill(new Path2D("M.5,0 L150.5,0 L151.1,4 L0,4Z"));
  });
  place(kit, lip.image, {
    x: spot.x + 31.5 * spot.scale,
    y: spot.y + 46 * spot.scale,
    scale: spot.scale,
  });
  const front = kit.sheet(36, 40, DEPTH.lip);
  front.paint((context) => {
    context.fillStyle = "#8B8F89";
    context.beginPath();
    context.arc(18, 11, 6, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = "#4B5550";
    context.font = coachFont(12, 600);
    context.textAlign = "center";
    context.fillText(ERROR_LABEL, 18, 33.5);
  });
  place(kit, front.image, {
    x: spot.x + (LAMPS.error.x - 18) * spot.scale,
    y: spot.y + (LAMPS.error.y - 11) * spot.scale,
    scale: spot.scale,
  });
}

/** A lamp, lit, out of sight. */
function createLamp(
  kit: SceneKit,
  at: { readonly x: number; readonly y: number; readonly colour: string },
): GameObjects.Image {
  const { printer: spot } = kit.stage;
  const lamp = kit.sheet(LAMP_SIZE, LAMP_SIZE, DEPTH.lamp);
  lamp.paint((context) => paintLamp(context, at.colour));
  place(kit, lamp.image, {
    x: spot.x + (at.x - LAMP_SIZE / 2) * spot.scale,
    y: spot.y + (at.y - LAMP_SIZE / 2) * spot.scale,
    scale: spot.scale,
  });
  return lamp.image.setVisible(false);
}

function paintLamp(context: CanvasRenderingContext2D, colour: string): void {
  context.fillStyle = colour;
  for (const [radius, alpha] of [
    [10, 0.28],
    [6, 1],
  ] as const) {
    context.globalAlpha = alpha;
    context.beginPath();
    context.arc(11, 11, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

/** The slip above the tear bar: it rises line by line, in the printer's own rhythm. */
function createRising(kit: SceneKit): { readonly show: (lines: readonly SlipLine[]) => void } {
  const { printer: spot } = kit.stage;
  const scale = SLIP_SCALE * spot.scale;
  const owner = {};
  let sheet: Sheet | undefined;
  let out = 0;
  let shown = "";

  const rise = (layout: SlipLayout, lines: number): void => {
    out = lines;
    if (sheet === undefined) return;
    const paper = lines === 0 ? 0 : (layout.feet[lines - 1] ?? layout.height);
    const from = Math.max(0, paper - SLIP_WINDOW / SLIP_SCALE);
    const cut = [0, from, SLIP.width + SHADOW, paper - from].map((unit) => unit * kit.fineness);
    const [x = 0, y = 0, width = 0, height = 0] = cut;
    sheet.image.setCrop(x, y, width, height);
    place(kit, sheet.image, {
      x: spot.x + BAR.x * spot.scale - (SLIP.width / 2) * scale,
      y: spot.y + BAR.y * spot.scale - paper * scale,
      scale,
    });
  };

  return {
    show: (lines) => {
      const key = JSON.stringify(lines);
      if (key === shown) return;
      const before = shown === "" ? [] : (JSON.parse(shown) as readonly SlipLine[]);
      shown = key;
      kit.mover.stop(owner);
      sheet?.destroy();
      sheet = undefined;
      if (!continues(before, lines)) out = 0;
      // Empty paper fed out after a slip stays where it was torn: at the bar.
      if (layoutSlip(lines).marks.length === 0) return;
      const layout = layoutSlip(lines);
      sheet = slipSheet(kit, layout, DEPTH.slip);
      const start = Math.min(out, lines.length);
      rise(layout, start);
      const left = lines.length - start;
      kit.mover.steps(owner, left, MOTION.printLineMs, (step) => rise(layout, start + step));
    },
  };
}

/** Whether `lines` is the same slip as `before`, printed further. */
function continues(before: readonly SlipLine[], lines: readonly SlipLine[]): boolean {
  return (
    before.length > 0 && JSON.stringify(lines.slice(0, 1)) === JSON.stringify(before.slice(0, 1))
  );
}
