import { wallTime } from "../../../device-emulators/kit/wall-clock.ts";
import type { Rig, ShopTime } from "./rig.ts";

const MINUTE_MS = 60_000;

/** The clock on the shop's wall. @param epochMs real time now */
export function shopClock(epochMs: () => number): Pick<Rig, "wall" | "minute"> {
  return {
    wall: () => shopTime(epochMs()),
    minute: () => Math.floor(epochMs() / MINUTE_MS),
  };
}

function shopTime(epochMs: number): ShopTime {
  const { date, time } = wallTime(epochMs);
  return {
    date: `${date.slice(0, 4)}/${date.slice(4, 6)}/${date.slice(6)}`,
    time: `${time.slice(0, 2)}:${time.slice(2, 4)}`,
    yearMonth: date.slice(2, 6),
  };
}
