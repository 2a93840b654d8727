import type { GameObjects, Scene } from "phaser";
import { drawing } from "./drawing.ts";
import type { Mover } from "./motion.ts";
import type { Stage } from "./stage.ts";

/** What every part of the scene is made with. */
export type SceneKit = {
  readonly scene: Scene;
  readonly stage: Stage;
  readonly mover: Mover;
  /** Texture pixels for one stage unit: a whole number, at least as fine as the screen. */
  readonly fineness: number;
  /** A drawing as a thing on the stage, its own origin as anchor, out of sight until placed. */
  readonly image: (name: string, depth: number) => GameObjects.Image;
  /** Makes `image` show another drawing in the same place. */
  readonly swap: (image: GameObjects.Image, name: string) => void;
  /** A sheet to paint on, `width` by `height` stage units, its upper left corner as anchor. */
  readonly sheet: (width: number, height: number, depth: number) => Sheet;
};

/** A thing on the stage that is painted by hand. */
export type Sheet = {
  readonly image: GameObjects.Image;
  /** Paints anew; `paint` works in stage units. */
  readonly paint: (paint: (context: CanvasRenderingContext2D) => void) => void;
  /** Paints on top of what is there. */
  readonly add: (paint: (context: CanvasRenderingContext2D) => void) => void;
  readonly destroy: () => void;
};

let sheets = 0;

/** Makes the kit of a scene; textures made with another fineness must be gone by then. */
export function createSceneKit(
  scene: Scene,
  stage: Stage,
  mover: Mover,
  fineness: number,
): SceneKit {
  const texture = (name: string): string => {
    if (!scene.textures.exists(name)) {
      const { image, width, height } = drawing(name);
      const canvas = blank(width * fineness, height * fineness);
      pen(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
      scene.textures.addCanvas(name, canvas);
    }
    return name;
  };
  const swap = (image: GameObjects.Image, name: string): void => {
    const { x, y, width, height } = drawing(name);
    image.setTexture(texture(name)).setOrigin(-x / width, -y / height);
  };
  return {
    scene,
    stage,
    mover,
    fineness,
    swap,
    image: (name, depth) => {
      const image = scene.add.image(0, 0, texture(name)).setDepth(depth).setVisible(false);
      swap(image, name);
      return image.setScale(1 / fineness);
    },
    sheet: (width, height, depth) => createSheet(scene, width, height, depth, fineness),
  };
}

/** Shows `image` at a spot, as large as the spot says. */
export function place(
  kit: SceneKit,
  image: GameObjects.Image,
  spot: { readonly x: number; readonly y: number; readonly scale: number },
  rotation = 0,
): void {
  image
    .setPosition(spot.x, spot.y)
    .setScale(spot.scale / kit.fineness)
    .setRotation(rotation)
    .setVisible(true);
}

/** An empty canvas, at least one pixel large. */
export function blank(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  return canvas;
}

/** The drawing context of a canvas. */
export function pen(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser gives no 2D canvas");
  return context;
}

/** Degrees as the radians that canvases count in. */
export function degrees(angle: number): number {
  return (angle * Math.PI) / 180;
}

function createSheet(
  scene: Scene,
  width: number,
  height: number,
  depth: number,
  fineness: number,
): Sheet {
  sheets += 1;
  const key = `sheet-${sheets}`;
  const canvas = blank(width * fineness, height * fineness);
  const context = pen(canvas);
  const texture = scene.textures.addCanvas(key, canvas);
  const image = scene.add.image(0, 0, key).setOrigin(0).setDepth(depth).setVisible(false);
  image.setScale(1 / fineness);
  const add: Sheet["add"] = (paint) => {
    context.setTransform(fineness, 0, 0, fineness, 0, 0);
    paint(context);
    texture?.refresh();
  };
  return {
    image,
    add,
    paint: (paint) => {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      add(paint);
    },
    destroy: () => {
      image.destroy();
      scene.textures.remove(key);
    },
  };
}
