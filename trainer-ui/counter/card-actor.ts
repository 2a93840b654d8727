import { CARD, cardDrawings, paintCard } from "./card-face.ts";
import { GRIP_TURN, gripSpot } from "./customer-actor.ts";
import { MOTION, type Pose, settle } from "./motion.ts";
import type { CardPicture, CardPlace } from "./picture.ts";
import { degrees, type SceneKit } from "./scene-kit.ts";
import type { Stage } from "./stage.ts";

const DEPTH = { held: 8.2, slot: 13, table: 16 } as const;
const SHADOW = 12;
const LIFT = 46;

export { cardDrawings };

/** The card in play: wherever it goes, it goes there visibly. */
export type CardActor = { readonly show: (card: CardPicture) => void };

/** Makes the card of a scene. */
export function createCard(kit: SceneKit): CardActor {
  const { mover, stage } = kit;
  const sheet = kit.sheet(CARD.width + SHADOW, CARD.height + SHADOW, DEPTH.table);
  const { image } = sheet;
  image.setOrigin(
    (CARD.air + CARD.width / 2) / (CARD.width + SHADOW),
    (CARD.air + CARD.height / 2) / (CARD.height + SHADOW),
  );
  let shown: CardPlace = "none";
  let painted = "";

  const go = (pose: Pose, depth: number, done?: () => void): void => {
    const ms = MOTION.moveMs;
    const after = (): void => {
      image.setDepth(depth);
      done?.();
    };
    mover.to(image, scaled(kit, pose), { ms, lift: LIFT, done: after });
  };
  const intoSlot = (): void => {
    go(cardPose(stage, "slot-out"), DEPTH.slot, () =>
      mover.to(image, scaled(kit, cardPose(stage, "slot")), { ms: MOTION.quickMs }),
    );
  };
  const intoSlotOrOut = (to: CardPlace): void => {
    image.setDepth(DEPTH.slot);
    mover.to(image, scaled(kit, cardPose(stage, to)), { ms: MOTION.quickMs });
  };
  const move = (to: CardPlace): void => {
    if (to === "slot" && shown !== "slot-out") intoSlot();
    else if (to === "slot" || to === "slot-out") intoSlotOrOut(to);
    else {
      image.setDepth(DEPTH.table);
      const gone = to === "returned" ? (): void => void image.setVisible(false) : undefined;
      go(cardPose(stage, to), depthOf(to), gone);
    }
  };
  const appear = (at: CardPlace): void => {
    // A card first seen on the counter came there from the customer's hand.
    const arrives = at === "counter" || at === "reader";
    const start = arrives && shown === "none" ? "customer" : at;
    mover.stop(image);
    settle(image, { alpha: 1, ...scaled(kit, cardPose(stage, start)) });
    image.setDepth(depthOf(start)).setVisible(true);
    if (start !== at) move(at);
  };
  const vanish = (): void => {
    mover.stop(image);
    image.setVisible(false);
  };
  const paint = (card: CardPicture): void => {
    const face = JSON.stringify([card.art, card.side, card.face, card.place === "counter"]);
    if (face === painted) return;
    painted = face;
    sheet.paint((context) => paintLying(context, card));
  };

  return {
    show: (card) => {
      paint(card);
      if (card.place === shown) return;
      const hidden = shown === "none" || shown === "returned";
      if (card.place === "none" || (card.place === "returned" && hidden)) vanish();
      else if (hidden) appear(card.place);
      else move(card.place);
      shown = card.place;
    },
  };
}

function depthOf(place: CardPlace): number {
  if (place === "slot" || place === "slot-out") return DEPTH.slot;
  return place === "counter" || place === "reader" ? DEPTH.table : DEPTH.held;
}

function scaled({ fineness }: SceneKit, pose: Pose): Pose {
  return { ...pose, scale: (pose.scale ?? 1) / fineness };
}

/** Where the middle of the card is, in stage units. */
function cardPose(stage: Stage, place: CardPlace): Pose {
  const { terminal, card } = stage;
  switch (place) {
    case "slot":
      return {
        x: terminal.x + 102,
        y: terminal.y + 369,
        rotation: degrees(90),
        scale: 0.8,
        alpha: 1,
      };
    case "slot-out":
      return {
        x: terminal.x + 102,
        y: terminal.y + 404,
        rotation: degrees(90),
        scale: 0.8,
        alpha: 1,
      };
    case "reader":
      return readerPose(stage);
    case "counter":
      return { ...turned(card.x, card.y, 86, 54, degrees(-16), card.scale), alpha: 1 };
    case "none":
    case "customer":
      return { ...heldPose(stage), alpha: 1 };
    case "returned":
      return { ...heldPose(stage), alpha: 0 };
  }
}

/** Held flat to the top of the terminal, a little aslant. */
export function readerPose({ terminal }: Stage): Required<Pose> {
  return {
    x: terminal.x + 102,
    y: terminal.y + 8,
    rotation: degrees(-8),
    scale: 0.8 * terminal.scale,
    alpha: 1,
  };
}

/** The customer holds the card by its far edge, a little turned against her hand. */
function heldPose(stage: Stage): Pose {
  const grip = gripSpot(stage);
  const edge = turned(grip.x, grip.y, 14, -8, GRIP_TURN, grip.scale);
  return turned(edge.x, edge.y, 86 - 146, 0, GRIP_TURN - degrees(58), grip.scale);
}

/** The point (`alongX`, `alongY`) of a part that stands at (`x`, `y`), turned and scaled. */
function turned(
  ...[x, y, alongX, alongY, rotation, scale]: [number, number, number, number, number, number]
): Required<Omit<Pose, "alpha">> {
  const cos = Math.cos(rotation) * scale;
  const sin = Math.sin(rotation) * scale;
  return {
    x: x + alongX * cos - alongY * sin,
    y: y + alongX * sin + alongY * cos,
    rotation,
    scale,
  };
}

function paintLying(context: CanvasRenderingContext2D, card: CardPicture): void {
  if (card.place === "counter") {
    context.fillStyle = "rgba(27,58,51,.22)";
    const shadow = new Path2D();
    shadow.roundRect(CARD.air + 8, CARD.air + 10, CARD.width, CARD.height, 11);
    context.fill(shadow);
  }
  paintCard(context, card);
}
