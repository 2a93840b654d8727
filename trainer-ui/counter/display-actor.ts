import type { DisplayPicture } from "./picture.ts";
import { type Letter, stamp } from "./pixel-type.ts";
import { place, type SceneKit } from "./scene-kit.ts";

/** Behind the terminal, which hides its foot. */
const DEPTH = { body: 6.8, glass: 6.9 } as const;
/** The glass within the drawing, and on it two lines of twenty columns of 8 pixels. */
const GLASS = { x: 9, y: 9, width: 166, height: 68 } as const;
const LEFT = 3;
const FEET = [27, 55] as const;
const PX = 16;
const INK = "#A9F0CF";

/** The display's drawing. */
export const DISPLAY_DRAWINGS: readonly string[] = ["display/customer-display"];

/** The customer display; every letter on it comes from the display. */
export type DisplayActor = { readonly show: (display: DisplayPicture) => void };

/** Makes the customer display of a scene. */
export function createDisplay(kit: SceneKit): DisplayActor {
  const { display: spot } = kit.stage;
  place(kit, kit.image("display/customer-display", DEPTH.body), spot);
  const glass = kit.sheet(GLASS.width, GLASS.height, DEPTH.glass);
  place(kit, glass.image, { x: spot.x + GLASS.x, y: spot.y + GLASS.y, scale: spot.scale });
  let shown = "";
  return {
    show: ({ lines }) => {
      const key = lines.join("\n");
      if (key === shown) return;
      shown = key;
      glass.paint((context) => {
        const letters = lines.map(
          (text, at): Letter => ({ text, x: LEFT, y: FEET[at] ?? 0, px: PX, align: "left" }),
        );
        stamp(context, letters, { ink: INK, width: GLASS.width, height: GLASS.height });
        paintShine(context);
      });
    },
  };
}

function paintShine(context: CanvasRenderingContext2D): void {
  context.fillStyle = "rgba(255,255,255,.06)";
  context.fill(new Path2D("M6,0 L61,0 L31,68 L6,68 Q0,68 0,62 L0,6 Q0,0 6,0Z"));
}
