import type { GameObjects } from "phaser";
import { type Drawing, drawing } from "./drawing.ts";
import type { Mood, Person, TimeOfDay } from "./picture.ts";
import { blank, degrees, pen, type SceneKit, type Sheet } from "./scene-kit.ts";
import { LEDGE_Y, SCENE_HEIGHT, type Spot, type Stage } from "./stage.ts";

/** What air and light do to people further back: their colours go this far to that colour. */
const AIR: Readonly<Record<TimeOfDay, { readonly colour: string; readonly share: number }>> = {
  morning: { colour: "#C9DED2", share: 0.28 },
  dusk: { colour: "#B9B6CC", share: 0.34 },
};
const AIR_PER_PLACE = 0.09;

/** How far a head leans with each mood, in degrees. */
export const HEAD_TILT: Readonly<Record<Mood, number>> = {
  joy: -3,
  calm: 0,
  restless: 4,
  annoyed: -2,
  upset: 0,
};
/** The point a head leans about, below the head's own origin. */
export const NECK_Y = 60;

/** Where the wall ends and the ledge begins to cover it. */
const WALL_BOTTOM = 452;
const COUNTER_TOP = LEDGE_Y - 14;

/** Stage units beyond the stage that the window shows: at each side, and below. */
export type Beyond = { readonly side: number; readonly below: number };

/** The drawings of the shop at this time of day, and of the people waiting in it. */
export function backdropDrawings(
  stage: Stage,
  time: TimeOfDay,
  queue: readonly Person[],
): readonly string[] {
  const people = queue.slice(0, stage.queue.length);
  return [
    `shop/background-${time}-${stage.art}`,
    `shop/counter-${time}-${stage.art}`,
    ...people.flatMap(({ face, mood }) => [`people/body/${face}`, `people/head/${face}-${mood}`]),
  ];
}

/**
 * The two still layers of the scene, each baked into one texture: wall, window and queue behind
 * the customer, and the counter before her.
 */
export type Backdrop = {
  readonly show: (time: TimeOfDay, queue: readonly Person[]) => void;
};

/** Makes the backdrop; beyond the stage it goes on as its own mirror image. */
export function createBackdrop(kit: SceneKit, beyond: Beyond): Backdrop {
  const { stage } = kit;
  const width = stage.width + 2 * beyond.side;
  const height = SCENE_HEIGHT - COUNTER_TOP + beyond.below;
  const wall = kit.sheet(width, WALL_BOTTOM, 0);
  const counter = kit.sheet(width, height, 3);
  settleSheet(wall.image, -beyond.side, 0);
  settleSheet(counter.image, -beyond.side, COUNTER_TOP);
  let shown = "";
  return {
    show: (time, queue) => {
      const key = JSON.stringify([time, queue]);
      if (key === shown) return;
      shown = key;
      paintMirrored(wall, drawing(`shop/background-${time}-${stage.art}`), stage, beyond);
      paintMirrored(counter, drawing(`shop/counter-${time}-${stage.art}`), stage, beyond);
      paintQueue(kit, wall, queue, time, beyond);
    },
  };
}

function settleSheet(image: GameObjects.Image, x: number, y: number): void {
  image.setPosition(x, y).setVisible(true);
}

function paintMirrored(
  sheet: Sheet,
  { image, height }: Drawing,
  stage: Stage,
  beyond: Beyond,
): void {
  sheet.paint((context) => {
    const lay = (x: number, across: 1 | -1): void => {
      context.save();
      context.translate(x, 0);
      context.scale(across, 1);
      context.drawImage(image, 0, 0, stage.width, height);
      if (beyond.below > 0) {
        context.translate(0, 2 * height);
        context.scale(1, -1);
        context.drawImage(image, 0, 0, stage.width, height);
      }
      context.restore();
    };
    if (beyond.side > 0) {
      lay(beyond.side, -1);
      lay(beyond.side + 2 * stage.width, -1);
    }
    lay(beyond.side, 1);
  });
}

function paintQueue(
  kit: SceneKit,
  wall: Sheet,
  queue: readonly Person[],
  time: TimeOfDay,
  beyond: Beyond,
): void {
  const spots = kit.stage.queue;
  const layers = queue.slice(0, spots.length).map((person, place) => {
    const spot = spots[place] ?? kit.stage.customer;
    return bakePerson(kit, person, spot, AIR[time].colour, AIR[time].share + place * AIR_PER_PLACE);
  });
  wall.add((context) => {
    for (const layer of layers.reverse()) {
      context.drawImage(layer.canvas, layer.x + beyond.side, layer.y, layer.width, layer.height);
    }
  });
}

type Baked = {
  readonly canvas: HTMLCanvasElement;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** The box a whole person is drawn in, about the head's own origin. */
const PERSON = { x: -150, y: -116, width: 300, height: 450 } as const;

function bakePerson(
  kit: SceneKit,
  { face, mood }: Person,
  spot: Spot,
  colour: string,
  share: number,
): Baked {
  const pixels = spot.scale * kit.fineness;
  const canvas = blank(PERSON.width * pixels, PERSON.height * pixels);
  const context = pen(canvas);
  context.scale(pixels, pixels);
  context.translate(-PERSON.x, -PERSON.y);
  const body = drawing(`people/body/${face}`);
  const head = drawing(`people/head/${face}-${mood}`);
  context.drawImage(body.image, body.x, body.y, body.width, body.height);
  context.save();
  context.translate(0, NECK_Y);
  context.rotate(degrees(HEAD_TILT[mood]));
  context.drawImage(head.image, head.x, head.y - NECK_Y, head.width, head.height);
  context.restore();
  context.globalCompositeOperation = "source-atop";
  context.globalAlpha = share;
  context.fillStyle = colour;
  context.fillRect(PERSON.x, PERSON.y, PERSON.width, PERSON.height);
  return {
    canvas,
    x: spot.x + PERSON.x * spot.scale,
    y: spot.y + PERSON.y * spot.scale,
    width: PERSON.width * spot.scale,
    height: PERSON.height * spot.scale,
  };
}
