import { keysOf } from "./pin-entry.ts";
import type { Presence } from "./presence.ts";
import { pinDigits } from "./wallet.ts";

/** Chosen: how long she gives the cashier to look away before she takes a finger to the keys. */
const HESITATION_MS = 1_500;

/** She keys while the pad is with her and asks; what was begun stops when either ends. */
export function keyPin(her: Presence): void {
  const wanted = her.padMine && her.pinAsked && her.call === undefined;
  const begun = her.fingers.running() || her.hesitation !== undefined;
  if (wanted === begun) {
    if (her.hesitation !== undefined && her.unwatched) beginPin(her);
    return;
  }
  her.composure.setBusy(wanted);
  if (!wanted) stopPin(her);
  else if (her.unwatched) beginPin(her);
  else her.hesitation = her.options.node.after(HESITATION_MS, () => beginPin(her));
}

/** Fingers off the keys. */
export function stopPin(her: Presence): void {
  if (her.hesitation !== undefined) her.hesitation.cancelled = true;
  her.hesitation = undefined;
  her.fingers.stop();
}

function beginPin(her: Presence): void {
  stopPin(her);
  const digits = her.options.settings.knowsPin ? pinDigits(her.wallet) : undefined;
  her.fingers.begin(digits === undefined ? ["cancel"] : keysOf(digits));
}
