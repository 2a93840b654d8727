import { chance } from "../../device-emulators/kit/chance.ts";
import type { Disturbance } from "../../sim-server/core/world/line.ts";
import { pullPlug } from "./plug.ts";
import type { Yard } from "./yard.ts";

/** Chosen: how long a storm lasts, and how long the line stays down each time. */
const STORM_MS = 600_000;
const DOWN_MS = 20_000;

/**
 * Bad luck by a seed, from the customer's coming on: a cut at every tenth write, before or after it;
 * on the way to the bank every fourth frame lost, every third late, every fifth twice, and the line
 * down at every eighth.
 */
export function brewStorm(yard: Yard, seed: number): void {
  const luck = chance(seed, "storm");
  const oneIn = (times: number): boolean => luck.below(times) === 0;
  const raging = (): boolean => yard.rig.scene.phase === "open" && yard.nowMs() < STORM_MS;
  const { host } = yard.cables;
  const calm = host.disturb;

  const hit: Disturbance = (_way, bytes) => {
    if (oneIn(8)) dropLine(yard, DOWN_MS);
    if (oneIn(4)) return [];
    const laterMs = oneIn(3) ? luck.below(90_000) : 0;
    const piece = { bytes, laterMs };
    return oneIn(5) ? [piece, { bytes, laterMs: laterMs * 2 }] : [piece];
  };

  host.disturb = (way, bytes) => (raging() ? hit : calm)?.(way, bytes);
  yard.rig.devices.flash.onOperation = () => {
    if (raging() && oneIn(10)) pullPlug(yard);
  };
}

/** The line to the bank is dead for so long. */
export function dropLine({ cables: { host }, world }: Yard, forMs: number): void {
  host.up = false;
  world.scheduler.after(forMs, () => {
    host.up = true;
  });
}
