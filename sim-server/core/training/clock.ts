import type { ScreenName } from "../terminal/screen-names.ts";
import type { TraceEvent } from "../trace-events.ts";
import type { Situation } from "./situation.ts";

/** Screens during which devices or the bank are at work and the cashier can only wait. */
const BUSY_SCREENS: ReadonlySet<ScreenName> = new Set<ScreenName>([
  "dark",
  "starting",
  "signing-on",
  "reading",
  "connecting",
  "sending",
  "receiving",
  "reversing",
  "approved",
  "printing",
]);

/** A customer who was asked for something and does not answer is waited for this long. Chosen. */
export const CUSTOMER_WAIT_MAX_MS = 10_000;

/**
 * Moves the cashier's clock on to `event`, and counts the time since as hers unless the world was at
 * work. What an input brings about at once happens, for her, when she reacted: a slow network
 * between her hand and the world costs her nothing.
 */
export function advance(now: Situation, event: TraceEvent): void {
  const atMs = Math.max(now.clockMs, momentOf(now, event));
  if (now.began && !now.ended) now.activeMs += ownMs(now, atMs);
  now.clockMs = atMs;
  now.seq = event.seq;
}

/** Whether time that passes now is the cashier's: neither the world nor the customer keeps her waiting. */
export function isRunning(now: Situation): boolean {
  return now.began && !now.ended && !atBusy(now) && now.waitSinceMs === undefined;
}

function momentOf(now: Situation, event: TraceEvent): number {
  if (event.kind === "input") return event.data.reactedMs;
  return event.atMs === now.inputAtMs && now.input !== undefined ? now.input.reactedMs : event.atMs;
}

function ownMs(now: Situation, atMs: number): number {
  if (atBusy(now)) return 0;
  if (now.waitSinceMs === undefined) return atMs - now.clockMs;
  const waitEndsMs = now.waitSinceMs + CUSTOMER_WAIT_MAX_MS;
  return Math.max(0, atMs - Math.max(now.clockMs, waitEndsMs));
}

function atBusy(now: Situation): boolean {
  return (
    BUSY_SCREENS.has(now.screen) ||
    now.customerCalls ||
    (now.screen === "pin" && now.padWithCustomer && (now.lookedAway || now.pinSeen))
  );
}
