import type { SceneKit, Sheet } from "./scene-kit.ts";
import { SLIP, type SlipLayout } from "./slip-layout.ts";
import { paintSlip } from "./slip-paper.ts";

/** Room for a slip's shadow at its right, in stage units. */
export const SHADOW = 12;

/** A slip as a thing on the stage, with its shadow. */
export function slipSheet(kit: SceneKit, layout: SlipLayout, depth: number): Sheet {
  const sheet = kit.sheet(SLIP.width + SHADOW, layout.height, depth);
  sheet.paint((context) => {
    context.fillStyle = "rgba(27,58,51,.16)";
    context.fill(new Path2D(`M190,8 L202,18 L202,${layout.height} L190,${layout.height}Z`));
    paintSlip(context, layout);
  });
  return sheet;
}
