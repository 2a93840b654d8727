import { readerPose } from "./card-actor.ts";
import { gripSpot } from "./customer-actor.ts";
import { MOTION, type Pose, settle } from "./motion.ts";
import type { MobilePicture } from "./picture.ts";
import { degrees, type SceneKit } from "./scene-kit.ts";
import type { Stage } from "./stage.ts";
import { coachFont } from "./voices.ts";

/** A phone of 84 by 150 units with its screen inside. */
const PHONE = { width: 84, height: 150, corner: 12, edge: 6 } as const;
const DEPTH = { held: 8.3, reader: 16.2 } as const;
const LIFT = 30;
const COLOURS = { body: "#16241F", screen: "#F3FAF6", band: "#14584C", ink: "#12302C" } as const;

/** The phone that the customer pays with: out of sight, held out, or held to the terminal. */
export type MobileActor = { readonly show: (mobile: MobilePicture) => void };

/** Makes the customer's phone of a scene. */
export function createMobile(kit: SceneKit): MobileActor {
  const { mover, stage, fineness } = kit;
  const { image, paint } = kit.sheet(PHONE.width, PHONE.height, DEPTH.held);
  image.setOrigin(0.5);
  let shown: MobilePicture = { place: "none", text: "" };
  const posed = (place: MobilePicture["place"]): Pose => {
    const pose = poseOf(stage, place);
    return { ...pose, scale: (pose.scale ?? 1) / fineness };
  };
  const appear = (): void => {
    settle(image, posed("none"));
    image.setVisible(true);
  };
  return {
    show: (mobile) => {
      const renewed = mobile.text !== shown.text || mobile.turn !== shown.turn;
      if (renewed && mobile.place !== "none") paint((context) => paintPhone(context, mobile));
      if (mobile.place === shown.place) {
        shown = mobile;
        return;
      }
      if (shown.place === "none") appear();
      image.setDepth(mobile.place === "reader" ? DEPTH.reader : DEPTH.held);
      const gone = mobile.place === "none" ? (): void => void image.setVisible(false) : undefined;
      mover.to(image, posed(mobile.place), {
        ms: MOTION.moveMs,
        lift: LIFT,
        ...(gone === undefined ? {} : { done: gone }),
      });
      shown = mobile;
    },
  };
}

/** Where the middle of the phone is, in stage units. */
function poseOf(stage: Stage, place: MobilePicture["place"]): Pose {
  if (place === "reader") return { ...readerPose(stage), rotation: degrees(-14) };
  const grip = gripSpot(stage);
  const alpha = place === "none" ? 0 : 1;
  return { x: grip.x - 52, y: grip.y - 14, rotation: degrees(-6), scale: grip.scale, alpha };
}

function paintPhone(
  context: CanvasRenderingContext2D,
  { text, turn }: Pick<MobilePicture, "text" | "turn">,
): void {
  const { width, height, corner, edge } = PHONE;
  const box = (x: number, y: number, w: number, h: number, r: number, colour: string): void => {
    const path = new Path2D();
    path.roundRect(x, y, w, h, r);
    context.fillStyle = colour;
    context.fill(path);
  };
  box(0, 0, width, height, corner, COLOURS.body);
  box(edge, edge, width - 2 * edge, height - 2 * edge, corner - 4, COLOURS.screen);
  context.textAlign = "center";
  const write = (words: string, y: number, px: number, colour: string): void => {
    context.fillStyle = colour;
    context.font = coachFont(px, 700);
    context.fillText(words, width / 2, y, width - 2 * edge - 6);
  };
  if (turn === undefined) {
    // Her fingers lie over the lower half: what is to be read stands above them.
    box(edge + 3, 18, width - 2 * edge - 6, 50, 5, COLOURS.band);
    const [head = "", digits = ""] = text.split(" ");
    write(head, 38, 12, COLOURS.screen);
    write(digits, 58, 16, COLOURS.screen);
    return;
  }
  for (const [x, w] of bars(turn)) box(x, 24, w, 42, 0, COLOURS.ink);
  write(text, 84, 12, COLOURS.ink);
}

/** A picture of a bar code, another one each turn; the code itself is not to be read off it. */
function bars(turn: number): readonly (readonly [x: number, width: number])[] {
  const widths = [2, 1, 3, 1, 2, 4, 1, 2, 1, 3, 2, 1, 4, 1, 2];
  let x = PHONE.edge + 7;
  return widths.map((_, at) => {
    const width = widths[(at + turn * 4) % widths.length] ?? 1;
    const bar = [x, width] as const;
    x += width + 2;
    return bar;
  });
}
