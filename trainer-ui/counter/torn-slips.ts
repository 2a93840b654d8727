import type { GameObjects } from "phaser";
import { MOTION, settle } from "./motion.ts";
import type { SlipPicture } from "./picture.ts";
import { degrees, place, type SceneKit, type Sheet } from "./scene-kit.ts";
import { layoutSlip } from "./slip-layout.ts";
import { slipSheet } from "./slip-sheet.ts";
import { LEDGE_Y, type Spot } from "./stage.ts";
import { SLIP_SCALE, slipSpots } from "./stage-rects.ts";

/** Below the printer; each of the first layers over the one before. */
const DEPTH = { torn: 9.5, layer: 0.01, flying: 12.6 } as const;
const LAYERS_MAX = 40;
const LYING_TURN = [degrees(-7), degrees(4)] as const;

type Torn = { readonly sheet: Sheet; place: SlipPicture["place"]; spot: Spot | undefined };

/** The slips torn off: they lie on the counter until they are filed or handed over. */
export function createTornSlips(kit: SceneKit): {
  readonly show: (slips: readonly SlipPicture[]) => void;
} {
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
      const spots = slipSpots(kit.stage, lying.length);
      for (const slip of slips) {
        const index = lying.indexOf(slip);
        const spot = spots[index];
        const before = shown.get(slip.key);
        if (before === undefined) shown.set(slip.key, tear(kit, slip, { spot, index }));
        else if (before.place !== slip.place) handOver(kit, before, slip.place);
        else if (spot !== undefined && !sameSpot(before.spot, spot)) {
          lie(kit, before, { spot, index });
        }
      }
    },
  };
}

type Lying<S extends Spot | undefined = Spot> = { readonly spot: S; readonly index: number };

function sameSpot(one: Spot | undefined, other: Spot): boolean {
  return one?.x === other.x && one.y === other.y;
}

function tear(kit: SceneKit, slip: SlipPicture, { spot, index }: Lying<Spot | undefined>): Torn {
  const sheet = slipSheet(kit, layoutSlip(slip.lines), DEPTH.flying);
  const torn: Torn = { sheet, place: slip.place, spot: undefined };
  if (spot === undefined) return torn;
  const { printer } = kit.stage;
  place(kit, sheet.image, { x: printer.x + 22, y: printer.y - 170, scale: SLIP_SCALE });
  lie(kit, torn, { spot, index });
  return torn;
}

/** Lays a torn slip on its spot, over those torn before. */
function lie(kit: SceneKit, torn: Torn, { spot, index }: Lying): void {
  torn.spot = spot;
  const { image } = torn.sheet;
  const pose = {
    x: spot.x,
    y: spot.y,
    rotation: LYING_TURN[index % 2 === 0 ? 0 : 1],
    scale: spot.scale / kit.fineness,
  };
  const depth = DEPTH.torn + Math.min(index, LAYERS_MAX) * DEPTH.layer;
  kit.mover.to(image, pose, {
    ms: MOTION.moveMs,
    lift: 20,
    done: () => void image.setDepth(depth),
  });
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
