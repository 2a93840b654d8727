import type { ScreenName } from "../../sim-server/core/terminal/screen-names.ts";

/** Screens at which somebody is waited for. */
export const TURNS: readonly ScreenName[] = [
  "idle",
  "remove-card",
  "next-copy",
  "declined",
  "message",
  "settled",
  "refused",
  "reversed",
  "reversal-pending",
  "pending",
  "cancelled",
];
