import type { ScreenName } from "../terminal/screen-names.ts";
import type { DeviceKey } from "./act.ts";

/** World time of a lesson's beginning: before it, the shop opens. Chosen: logon takes half of it. */
export const OPENING_MS = 20_000;

/** Chosen: time between two keys of whoever opens the shop. */
const KEY_MS = 120;

/** What is keyed on each screen on the way from power to idle: operator 01 and its first password. */
const KEYED: { readonly [S in ScreenName]?: readonly DeviceKey[] } = {
  operator: ["0", "1", "enter"],
  password: ["0", "0", "0", "0", "enter"],
  "sign-on-failed": ["enter"],
};

/** Chosen: how long whoever opens the shop waits before another try to sign on. */
const RETRY_MS = 4_000;

/**
 * Opens the shop: logs on at the terminal as a person would, by its screens and keys, until the
 * lesson begins. State is never made by hand.
 */
export function openShop(at: {
  readonly after: (delayMs: number, task: () => void) => void;
  readonly press: (key: DeviceKey) => void;
}): (screen: ScreenName) => void {
  let before: ScreenName | undefined;
  return (screen) => {
    // A screen is drawn again with every key; only its first appearance asks for something.
    if (screen === before) return;
    before = screen;
    const hesitatesMs = screen === "sign-on-failed" ? RETRY_MS : 0;
    for (const [place, key] of (KEYED[screen] ?? []).entries()) {
      at.after(hesitatesMs + KEY_MS * (place + 1), () => at.press(key));
    }
  };
}
