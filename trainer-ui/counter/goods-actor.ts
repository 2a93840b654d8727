import type { GameObjects } from "phaser";
import { isDrawing } from "./drawing.ts";
import { MOTION } from "./motion.ts";
import type { GoodPicture } from "./picture.ts";
import { degrees, place, type SceneKit } from "./scene-kit.ts";
import type { Spot, Stage } from "./stage.ts";
import { beltSpots } from "./stage-rects.ts";

const DEPTH = {
  toteBack: 4,
  bagged: 4.1,
  toteFront: 4.2,
  belt: 5,
  backRow: 6,
  frontRow: 6.1,
} as const;
const FLYING = 12.5;

/** Two goods look out of the bag: the last one in, and the one before. */
const IN_BAG = [
  { x: -8, y: -74, scale: 0.78, turn: degrees(-8) },
  { x: 20, y: -58, scale: 0.74, turn: degrees(6) },
] as const;

/** Where a good is held to the scanner, from the scanner's own origin. */
const BEAM = { x: 16, y: 206 } as const;
const FLY = { ms: MOTION.moveMs, lift: 34 } as const;

/** The drawing of one of the goods; what the shop has no drawing of looks like a bag of rice. */
export function goodDrawing({ art }: GoodPicture): string {
  const name = `goods/${art}`;
  return isDrawing(name) ? name : "goods/rice";
}

/** The drawings that belt, bag and these goods need. */
export function goodsDrawings(stage: Stage, goods: readonly GoodPicture[]): readonly string[] {
  const shelf = [`shop/belt-${stage.art}`, "shop/tote-back", "shop/tote-front"];
  return [...shelf, ...goods.map(goodDrawing)];
}

/** The goods: each stands on the belt, goes past the scanner and into the bag. */
export type GoodsActor = { readonly show: (goods: readonly GoodPicture[]) => void };

type Good = { readonly image: GameObjects.Image; place: GoodPicture["place"] };

/** Makes belt, bag and goods. `scanned` is called when one is held to the scanner. */
export function createGoods(kit: SceneKit, scanned: () => void): GoodsActor {
  const { stage } = kit;
  layBelt(kit);
  for (const name of ["back", "front"] as const) {
    const depth = name === "back" ? DEPTH.toteBack : DEPTH.toteFront;
    place(kit, kit.image(`shop/tote-${name}`, depth), stage.tote);
  }
  const shown = new Map<string, Good>();
  /** What is in the bag, in the order it went in. */
  let bagged: readonly string[] = [];

  const forget = (goods: readonly GoodPicture[]): void => {
    for (const [key, good] of shown) {
      if (goods.some((other) => other.key === key)) continue;
      kit.mover.stop(good.image);
      good.image.destroy();
      shown.delete(key);
    }
  };
  const showOne = (good: GoodPicture, stop: Stop | undefined): void => {
    const before = shown.get(good.key);
    const image = before?.image ?? kit.image(goodDrawing(good), DEPTH.frontRow);
    shown.set(good.key, { image, place: good.place });
    if (good.place === "bag" && before?.place !== "bag") bagged = [...bagged, good.key];
    const turn = bagged.indexOf(good.key);
    if (stop !== undefined) stand(kit, image, stop, before?.place === "belt");
    else if (before?.place === "belt") scan(kit, image, turn, scanned);
    else if (before === undefined) pack(kit, image, turn);
  };

  return {
    show: (goods) => {
      forget(goods);
      bagged = bagged.filter((key) =>
        goods.some((good) => good.key === key && good.place === "bag"),
      );
      const belt = goods.filter((good) => good.place === "belt");
      const stops = beltStops(stage, belt.length);
      for (const good of goods) showOne(good, stops[belt.indexOf(good)]);
      // Only the last two of the bagged goods look out.
      for (const key of bagged.slice(0, -IN_BAG.length)) shown.get(key)?.image.setVisible(false);
    },
  };
}

/** The belt comes in from the left; where the window shows more than the stage, so does it. */
function layBelt(kit: SceneKit): void {
  const name = `shop/belt-${kit.stage.art}`;
  const belt = kit.image(name, DEPTH.belt);
  const more = kit.image(name, DEPTH.belt - 0.1);
  place(kit, belt, { x: 0, y: 0, scale: 1 });
  place(kit, more, { x: 4 - kit.stage.belt.right, y: 0, scale: 1 });
}

type Stop = { readonly spot: Spot; readonly inSight: boolean };

/** The belt's spots, and which of them are still free when goods share one. */
function beltStops(stage: Stage, count: number): readonly Stop[] {
  const spots = beltSpots(stage, count);
  return spots.map((spot, index) => ({ spot, inSight: spots.indexOf(spot) === index }));
}

/** The belt goes on when one is gone from it, and takes the others along. */
function stand(kit: SceneKit, image: GameObjects.Image, stop: Stop, wasThere: boolean): void {
  const { spot, inSight } = stop;
  const front = spot.y > (kit.stage.goodsInRows.at(-1)?.y ?? 0) + 10;
  image.setDepth(front ? DEPTH.frontRow : DEPTH.backRow);
  const goal = { x: spot.x, y: spot.y, rotation: 0, scale: spot.scale / kit.fineness };
  if (!wasThere || !image.visible) {
    kit.mover.stop(image);
    place(kit, image, spot);
  } else if (image.x !== goal.x || image.y !== goal.y) {
    kit.mover.to(image, goal, { ms: MOTION.moveMs });
  }
  image.setVisible(inSight);
}

function bagPose({ stage, fineness }: SceneKit, index: number) {
  const { x, y, scale, turn } = IN_BAG[index % 2 === 0 ? 0 : 1];
  return {
    x: stage.tote.x + x * stage.tote.scale,
    y: stage.tote.y + y * stage.tote.scale,
    rotation: turn,
    scale: (scale * stage.tote.scale) / fineness,
  };
}

function pack(kit: SceneKit, image: GameObjects.Image, index: number): void {
  const { x, y, rotation, scale } = bagPose(kit, index);
  image.setPosition(x, y).setRotation(rotation).setScale(scale);
  image.setDepth(DEPTH.bagged).setVisible(true);
}

/** To the scanner, past its beam, and from above into the bag. */
function scan(kit: SceneKit, image: GameObjects.Image, index: number, scanned: () => void): void {
  const { scanner, tote } = kit.stage;
  const pose = bagPose(kit, index);
  const beam = { x: scanner.x + BEAM.x * scanner.scale, y: scanner.y + BEAM.y * scanner.scale };
  image.setDepth(FLYING).setVisible(true);
  const intoBag = (): void => {
    image.setDepth(DEPTH.bagged);
    kit.mover.to(image, pose, { ms: MOTION.quickMs });
  };
  const overBag = (): void => {
    const above = { ...pose, y: tote.y - 150 * tote.scale };
    kit.mover.to(image, above, { ...FLY, done: intoBag });
  };
  const atBeam = (): void => {
    scanned();
    kit.mover.after(image, MOTION.quickMs, overBag);
  };
  kit.mover.to(image, beam, { ...FLY, done: atBeam });
}
