import type { GameObjects } from "phaser";
import { HEAD_TILT, NECK_Y } from "./backdrop.ts";
import { drawing } from "./drawing.ts";
import { MOTION } from "./motion.ts";
import type { CustomerPicture, Mood, Person } from "./picture.ts";
import { degrees, place, type SceneKit } from "./scene-kit.ts";
import { LEDGE_Y, type Spot, type Stage } from "./stage.ts";

/** How far to the side a customer is when she steps in or away. Chosen. */
const ASIDE = 190;

const MOODS: readonly Mood[] = ["joy", "calm", "restless", "annoyed", "upset"];

const DEPTH = { body: 2, head: 2.1, steam: 2.2, armUnder: 8, thumb: 8.4, armOver: 9 } as const;

type Arms = { readonly under?: string; readonly over?: string; readonly thumb?: string };

/** The drawings that show this customer. */
export function customerDrawings(stage: Stage, customer: CustomerPicture): readonly string[] {
  const { under, over, thumb } = armDrawings(stage, customer);
  const arms = [under, over, thumb].filter((name) => name !== undefined);
  return [`people/body/${customer.face}`, headDrawing(customer), "people/steam", ...arms];
}

/** Drawings she is likely to need next: her other moods, her hands at the PIN pad and at rest. */
export function customerDrawingsAhead(stage: Stage, customer: CustomerPicture): readonly string[] {
  const moods = MOODS.map((mood) => headDrawing({ ...customer, mood }));
  const hands = (["offer", "pin", "rest"] as const).flatMap((name) =>
    customerDrawings(stage, { ...customer, hands: name }),
  );
  return [...moods, ...hands];
}

/** The customer in front: she steps in and away, her mood and her hands change. */
export type CustomerActor = { readonly show: (customer: CustomerPicture) => void };

/** Makes the customer of a scene. */
export function createCustomer(kit: SceneKit, first: CustomerPicture): CustomerActor {
  const { stage, mover } = kit;
  const spot = stage.customer;
  const neck = { ...spot, y: spot.y + NECK_Y * spot.scale };
  const body = kit.image(`people/body/${first.face}`, DEPTH.body);
  let head = headImage(kit, first);
  const steam = kit.image("people/steam", DEPTH.steam);
  const arms = createArms(kit);
  let shown: CustomerPicture = { ...first, present: false };

  const arrive = (customer: CustomerPicture): void => {
    kit.swap(body, `people/body/${customer.face}`);
    head.destroy();
    head = headImage(kit, customer);
    place(kit, body, { ...spot, x: spot.x + ASIDE });
    place(kit, head, { ...neck, x: neck.x + ASIDE }, degrees(HEAD_TILT[customer.mood]));
    body.setAlpha(0);
    head.setAlpha(0);
    const done = (): void => arms.show(customer);
    mover.to(body, { x: spot.x, y: spot.y, alpha: 1 }, { ms: MOTION.sceneMs, done });
    mover.to(head, { x: neck.x, y: neck.y, alpha: 1 }, { ms: MOTION.sceneMs });
  };
  const leave = (): void => {
    arms.hide();
    for (const part of [body, head]) {
      mover.to(part, { x: part.x + ASIDE, y: part.y, alpha: 0 }, { ms: MOTION.sceneMs });
    }
  };
  const change = (customer: CustomerPicture): void => {
    if (customer.mood !== shown.mood) head = changeHead(kit, head, customer, neck);
    arms.show(customer);
  };

  return {
    show: (customer) => {
      const came = customer.present && (!shown.present || customer.face !== shown.face);
      if (came) arrive(customer);
      else if (customer.present) change(customer);
      else if (shown.present) leave();
      if (customer.present && customer.mood === "upset") place(kit, steam, spot);
      else steam.setVisible(false);
      shown = customer;
    },
  };
}

function headDrawing({ face, mood }: Person): string {
  return `people/head/${face}-${mood}`;
}

function headImage(kit: SceneKit, person: Person): GameObjects.Image {
  const name = headDrawing(person);
  const { x, y, width, height } = drawing(name);
  return kit.image(name, DEPTH.head).setOrigin(-x / width, (NECK_Y - y) / height);
}

/** Lays the new face over the old one and lets it come through. */
function changeHead(
  kit: SceneKit,
  old: GameObjects.Image,
  customer: CustomerPicture,
  neck: Spot,
): GameObjects.Image {
  const head = headImage(kit, customer);
  place(kit, head, neck, degrees(HEAD_TILT[customer.mood]));
  head.setAlpha(0);
  kit.mover.stop(old);
  const done = (): void => old.destroy();
  kit.mover.to(head, { x: neck.x, y: neck.y, alpha: 1 }, { ms: MOTION.quickMs, done });
  return head;
}

type ArmsActor = { readonly show: (customer: CustomerPicture) => void; readonly hide: () => void };

function createArms(kit: SceneKit): ArmsActor {
  const { stage } = kit;
  const { x, scale } = stage.customer;
  const images = new Map<string, GameObjects.Image>();
  // The arms are drawn about the head, for a ledge so far below it.
  const shoulder = { x, y: LEDGE_Y - stage.arms.ledge * scale, scale };
  const layer = (
    slot: string,
    depth: number,
    name: string | undefined,
    at: Spot,
    turn = 0,
  ): void => {
    const before = images.get(slot);
    if (name === undefined) {
      before?.setVisible(false);
      return;
    }
    const image = before ?? kit.image(name, depth);
    images.set(slot, image);
    kit.swap(image, name);
    place(kit, image, at, turn);
  };
  return {
    show: (customer) => {
      const { under, over, thumb } = armDrawings(stage, customer);
      layer("under", DEPTH.armUnder, under, shoulder);
      layer("over", DEPTH.armOver, over, shoulder);
      const grip = gripSpot(stage);
      layer("thumb", DEPTH.thumb, thumb, grip, GRIP_TURN);
    },
    hide: () => {
      for (const image of images.values()) image.setVisible(false);
    },
  };
}

/** The hand that holds the card out, turned so far. */
export const GRIP_TURN = degrees(52);

/** Where that hand is, and how large. */
export function gripSpot({ customer }: Stage): Spot {
  const { x, scale } = customer;
  return { x: x - 20 * scale, y: LEDGE_Y + 4, scale: 0.84 * scale };
}

function armDrawings(stage: Stage, { face, hands }: CustomerPicture): Arms {
  const arm = (pose: string): string => `people/pose/${face}-${pose}-${stage.arms.name}`;
  switch (hands) {
    case "none":
      return {};
    case "rest":
    case "reach":
      return { under: arm(hands) };
    case "pin":
      return { under: arm("pin-under"), over: arm("pin-over") };
    case "offer":
      return { under: arm("offer"), thumb: `people/hand/${face}-hold-front` };
  }
}
