import type { FocusKey, ScenePicture } from "./picture.ts";
import { place, type SceneKit } from "./scene-kit.ts";
import { layoutSlip } from "./slip-layout.ts";
import type { Box, Stage } from "./stage.ts";
import { beltSpots, goodRect, SLIP_SCALE, slipRect, slipSpots, stageRects } from "./stage-rects.ts";

const DEPTH = 20;
const AIR = 6;
const CORNER = 20;
const PATH = "M4,18 L4,9 Q4,4 9,4 L18,4";

/** Brackets of ink and yolk at the corners of what is in focus. */
export type FocusActor = { readonly show: (picture: ScenePicture) => void };

/** Makes the focus brackets of a scene. */
export function createFocus(kit: SceneKit): FocusActor {
  const corners = [0, 1, 2, 3].map((corner) => {
    const sheet = kit.sheet(CORNER, CORNER, DEPTH);
    sheet.paint(paintCorner);
    sheet.image.setFlip(corner % 2 === 1, corner > 1);
    return sheet.image;
  });
  return {
    show: (picture) => {
      const box = picture.focus && focusBox(kit.stage, picture, picture.focus);
      for (const [index, image] of corners.entries()) {
        image.setVisible(box !== undefined);
        if (box === undefined) continue;
        const right = index % 2 === 1;
        const low = index > 1;
        place(kit, image, {
          x: right ? box.x + box.width + AIR - CORNER : box.x - AIR,
          y: (low ? box.y + box.height + AIR - CORNER : box.y - AIR) + kit.stage.crop,
          scale: 1,
        });
      }
    },
  };
}

/** The rectangle of whatever a key names, as it stands in this picture. */
function focusBox(stage: Stage, picture: ScenePicture, key: FocusKey): Box | undefined {
  const rects = stageRects(stage);
  switch (key) {
    case "customer":
    case "scanner":
    case "terminal":
    case "slot":
    case "reader":
    case "mobile":
    case "printer":
    case "phone":
    case "display":
    case "drawer":
      return rects[key];
    case "slip":
      return slipBox(picture, rects.risingSlip, stage.printer.scale);
    case "slips":
      return lyingBox(stage, picture);
    case "pin-pad":
      return picture.pinPad === "customer" ? rects.pinPadWithCustomer : rects.pinPadOnCounter;
    case "card":
      return cardBox(picture.card.place, rects);
    default:
      return goodBox(stage, picture, key);
  }
}

/** As much of the slip's window as the paper fills. */
function slipBox({ printer }: ScenePicture, slot: Box, scale: number): Box | undefined {
  const layout = layoutSlip(printer.rising);
  if (layout.marks.length === 0) return undefined;
  const height = Math.min(slot.height, layout.height * SLIP_SCALE * scale);
  return { ...slot, y: slot.y + slot.height - height, height };
}

/** The slip torn off last. */
function lyingBox(stage: Stage, { slips }: ScenePicture): Box | undefined {
  const lying = slips.filter((slip) => slip.place === "counter");
  const spot = slipSpots(stage, lying.length).at(-1);
  return spot && slipRect(stage, spot);
}

function cardBox(where: ScenePicture["card"]["place"], rects: ReturnType<typeof stageRects>): Box {
  if (where === "counter") return rects.cardOnCounter;
  if (where === "reader") return rects.reader;
  return where === "slot" || where === "slot-out" ? rects.cardInSlot : rects.cardOffered;
}

function goodBox(stage: Stage, { goods }: ScenePicture, key: string): Box | undefined {
  const good = goods.find((one) => `goods:${one.key}` === key);
  if (good === undefined) return undefined;
  if (good.place === "bag") return stageRects(stage).tote;
  const belt = goods.filter((one) => one.place === "belt");
  const spot = beltSpots(stage, belt.length)[belt.indexOf(good)];
  return spot && goodRect(stage, spot);
}

function paintCorner(context: CanvasRenderingContext2D): void {
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const [colour, width] of [
    ["#12302C", 7],
    ["#F6BB32", 3.6],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke(new Path2D(PATH));
  }
}
