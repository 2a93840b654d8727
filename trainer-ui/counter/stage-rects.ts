import { type Box, LEDGE_Y, type Spot, type Stage } from "./stage.ts";

/** A rectangle over each object that can be acted on, in stage units as the DOM counts them. */
export type StageRects = {
  readonly customer: Box;
  readonly scanner: Box;
  readonly tote: Box;
  readonly terminal: Box;
  readonly lcd: Box;
  /** The fifteen keys by the label on them, or `cancel`, `clear`, `enter`. */
  readonly keys: Readonly<Record<string, Box>>;
  readonly slot: Box;
  /** The top of the terminal, where cards are tapped. */
  readonly reader: Box;
  readonly cardOnCounter: Box;
  readonly cardInSlot: Box;
  readonly cardOffered: Box;
  readonly mobile: Box;
  readonly pinPadOnCounter: Box;
  readonly pinPadWithCustomer: Box;
  readonly printer: Box;
  readonly risingSlip: Box;
  readonly till: Box;
  readonly tillScreen: Box;
  readonly keyDeck: Box;
  readonly phone: Box;
  readonly display: Box;
  readonly drawer: Box;
};

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const FUNCTION_KEYS = ["cancel", "clear", "enter"];

/** Names of the terminal's keys in the order they stand, row by row. */
export const TERMINAL_KEYS: readonly string[] = [...KEYS, ...FUNCTION_KEYS];

/** The width of the paper over the width it is drawn at in the scene: 190 units to 171. */
export const SLIP_SCALE = 0.9;
/** How much of a rising slip is shown; the rest has curled away behind. Chosen. */
export const SLIP_WINDOW = 310;

/** Gives the rectangles of `stage`, so that buttons can lie over the canvas. */
export function stageRects(stage: Stage): StageRects {
  const box = placer(stage);
  const { customer, terminal, printer, till, keyDeck, scanner, tote, card, phone } = stage;
  const { display, drawer } = stage;
  return {
    customer: box(customer, -76, -112, 152, (LEDGE_Y - 14 - customer.y) / customer.scale + 112),
    scanner: box(scanner, 20, 0, 124, 180),
    tote: box(tote, -52, -130, 112, 134),
    terminal: box(terminal, 0, 0, 204, 350),
    lcd: box(terminal, 18, 37, 168, 134),
    keys: keyRects(box, terminal),
    slot: box(terminal, 40, 330, 124, 66),
    reader: box(terminal, 0, -20, 204, 56),
    cardOnCounter: box(card, 0, -48, 195, 152),
    cardInSlot: box(terminal, 56, 338, 92, 58),
    cardOffered: box({ ...customer, y: LEDGE_Y }, -136, -22, 130, 104),
    mobile: box({ ...customer, y: LEDGE_Y }, -110, -70, 88, 130),
    pinPadOnCounter: box({ ...terminal, x: terminal.x - 46, y: terminal.y + 86 }, -34, -34, 68, 90),
    pinPadWithCustomer: box({ x: customer.x + 10, y: LEDGE_Y + 6, scale: 1.06 }, -54, -52, 108, 64),
    printer: box(printer, 0, 6, 214, 148),
    risingSlip: box(printer, 22, 46 - SLIP_WINDOW, 171, SLIP_WINDOW),
    till: lowered(till, stage.crop),
    tillScreen: lowered(inset(till, 14), stage.crop),
    keyDeck: lowered({ ...keyDeck, height: 112 }, stage.crop),
    phone: box(phone, 0, 8, 200, 148),
    display: box(display, 0, 0, 184, 86),
    drawer: box(drawer, 0, -16, 278, 56),
  };
}

/** Chosen: of more slips the older ones lie under one another. */
const SLIPS_APART_MAX = 6;

/** Where each of `count` torn slips lies, the oldest first: fanned out, so that none hides another. */
export function slipSpots(stage: Stage, count: number): readonly Spot[] {
  const [first, last] = stage.slips;
  if (count <= stage.slips.length) return stage.slips.slice(0, count);
  const apart = Math.min(count, SLIPS_APART_MAX);
  const step = (last.x - stage.slipsFrom) / (apart - 1);
  return Array.from({ length: count }, (_, index) => {
    const place = Math.max(0, index - (count - apart));
    return { ...(place % 2 === 0 ? first : last), x: stage.slipsFrom + place * step };
  });
}

/** The rectangle of a torn slip, so that its button can lie over it. */
export function slipRect(stage: Stage, spot: Spot): Box {
  return placer(stage)(spot, 0, 0, 190, 170);
}

/** The rectangle of one of the goods, so that its button can lie over it. */
export function goodRect(stage: Stage, spot: Spot): Box {
  return placer(stage)(spot, -46, -106, 92, 112);
}

/**
 * Where each of `count` goods stands on the belt. More goods than spots share spots: the later
 * one comes into sight when the earlier is gone.
 */
export function beltSpots(stage: Stage, count: number): readonly Spot[] {
  const places = count <= stage.goodsAtEase.length ? stage.goodsAtEase : stage.goodsInRows;
  return Array.from({ length: count }, (_, index) => places[index % places.length] ?? stage.tote);
}

type Place = (spot: Spot, x: number, y: number, width: number, height: number) => Box;

function placer(stage: Stage): Place {
  return (spot, x, y, width, height) => ({
    x: spot.x + x * spot.scale,
    y: spot.y + y * spot.scale - stage.crop,
    width: width * spot.scale,
    height: height * spot.scale,
  });
}

function keyRects(box: Place, terminal: Spot): Readonly<Record<string, Box>> {
  const digits = KEYS.map(
    (key, index) =>
      [
        key,
        box(terminal, 21 + (index % 3) * 56, 188 + Math.floor(index / 3) * 31, 50, 25),
      ] as const,
  );
  const functions = FUNCTION_KEYS.map(
    (key, index) => [key, box(terminal, 21 + index * 56, 312, 50, 25)] as const,
  );
  return Object.fromEntries([...digits, ...functions]);
}

function lowered(box: Box, crop: number): Box {
  return { x: box.x, y: box.y - crop, width: box.width, height: box.height };
}

function inset(box: Box, by: number): Box {
  return { x: box.x + by, y: box.y + by, width: box.width - 2 * by, height: box.height - 2 * by };
}
