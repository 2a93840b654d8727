import type { GameObjects } from "phaser";
import { MOTION, settle } from "./motion.ts";
import type { PrinterPicture, SlipLine, SlipPicture } from "./picture.ts";
import { degrees, place, type SceneKit, type Sheet } from "./scene-kit.ts";
import { layoutSlip, SLIP, type SlipLayout } from "./slip-layout.ts";
import { paintSlip } from "./slip-paper.ts";
import { LEDGE_Y } from "./stage.ts";
import { SLIP_SCALE, SLIP_WINDOW } from "./stage-rects.ts";

const DEPTH = { body: 10, slip: 11, lip: 12, lamp: 12.1, torn: 9.5, flying: 12.6 } as const;

/** The tear bar's middle, and the lamp for paper, on the printer's front. */
const BAR = { x: 107, y: 47 } as const;
const LAMP = { x: 78, y: 105 } as const;
const SHADOW = 12;
const LYING_TURN = [degrees(-7), degrees(4)] as const;

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
  const lamp = kit.sheet(22, 22, DEPTH.lamp);
  lamp.paint(paintLamp);
  place(kit, lamp.image, {
    x: spot.x + (LAMP.x - 11) * spot.scale,
    y: spot.y + (LAMP.y - 11) * spot.scale,
    scale: spot.scale,
  });
  const rising = createRising(kit);
  const torn = createTorn(kit);
  let drawn = "printer/printer-idle";
  return {
    show: (printer, slips) => {
      const name = printerDrawing(printer);
      if (name !== drawn) kit.swap(body, name);
      drawn = name;
      lamp.image.setVisible(printer.paper === "near-end" && printer.cover === "closed");
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
}

function paintLamp(context: CanvasRenderingContext2D): void {
  context.fillStyle = "#E4553C";
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

function slipSheet(kit: SceneKit, layout: SlipLayout, depth: number): Sheet {
  const sheet = kit.sheet(SLIP.width + SHADOW, layout.height, depth);
  sheet.paint((context) => {
    context.fillStyle = "rgba(27,58,51,.16)";
    context.fill(new Path2D(`M190,8 L202,18 L202,${layout.height} L190,${layout.height}Z`));
    paintSlip(context, layout);
  });
  return sheet;
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

type Torn = { readonly sheet: Sheet; place: SlipPicture["place"]; spot: number };

/** The slips torn off: they lie on the counter until they are filed or handed over. */
function createTorn(kit: SceneKit): { readonly show: (slips: readonly SlipPicture[]) => void } {
  const shown = new Map<string, Torn>();
  const forget = (slips: readonly SlipPicture[]): void => {
    for (const [key, slip] of shown) {
      if (slips.some((other) => other.key === key)) continue;
      kit.mover.stop(slip.sheet.image);
      slip.sheet.destroy();
      shown.delete(key);
    }
  };
  return {
    show: (slips) => {
      forget(slips);
      const lying = slips.filter((slip) => slip.place === "counter");
      for (const slip of slips) {
        const spot = lying.indexOf(slip);
        const before = shown.get(slip.key);
        if (before === undefined) shown.set(slip.key, tear(kit, slip, spot));
        else if (before.place !== slip.place) handOver(kit, before, slip.place);
        else if (before.spot !== spot) lie(kit, before, spot);
      }
    },
  };
}

function tear(kit: SceneKit, slip: SlipPicture, spot: number): Torn {
  const sheet = slipSheet(kit, layoutSlip(slip.lines), DEPTH.flying);
  const torn: Torn = { sheet, place: slip.place, spot: -1 };
  if (slip.place !== "counter") return torn;
  const { printer } = kit.stage;
  place(kit, sheet.image, { x: printer.x + 22, y: printer.y - 170, scale: SLIP_SCALE });
  lie(kit, torn, spot);
  return torn;
}

/** Puts a torn slip down on one of the spots for them. */
function lie(kit: SceneKit, torn: Torn, index: number): void {
  const { slips, printer } = kit.stage;
  const spot = slips[index % slips.length] ?? printer;
  torn.spot = index;
  const { image } = torn.sheet;
  const pose = {
    x: spot.x,
    y: spot.y,
    rotation: LYING_TURN[index % 2 === 0 ? 0 : 1],
    scale: spot.scale / kit.fineness,
  };
  const done = (): void => void image.setDepth(DEPTH.torn);
  kit.mover.to(image, pose, { ms: MOTION.moveMs, lift: 20, done });
}

function handOver(kit: SceneKit, torn: Torn, to: SlipPicture["place"]): void {
  torn.place = to;
  const { image } = torn.sheet;
  image.setDepth(DEPTH.flying);
  const { customer, till } = kit.stage;
  const goal =
    to === "customer" ? { x: customer.x - 60, y: LEDGE_Y - 30 } : { x: till.x + 120, y: 600 };
  kit.mover.to(
    image,
    { ...goal, rotation: 0, alpha: 0, scale: 0.4 / kit.fineness },
    { ms: MOTION.moveMs, lift: 40, done: () => hide(image) },
  );
}

function hide(image: GameObjects.Image): void {
  settle(image, { x: image.x, y: image.y, alpha: 0 });
  image.setVisible(false);
}
