import type { StartedDevice } from "./checkout.ts";

/**
 * Lays the cable from each printer's kick connector to the drawers that hang on it: a pulse on a
 * drawer's pin goes to its solenoid, and its switch to the printer's pin 3.
 */
export function hangDrawers(devices: readonly StartedDevice[]): void {
  for (const drawer of devices) {
    const { printer: at, pin } = drawer.planned;
    const printer = devices.find(({ planned }) => planned.id === at);
    if (printer === undefined) continue;
    const tellSwitch = (): void => {
      const state = drawer.device.view?.();
      if (state?.kind !== "drawer") return;
      const word = state.switch === "high" ? "drawer-open" : "drawer-shut";
      printer.device.hand(word, 0, "");
    };
    printer.hearers.push(({ event }) => {
      if (event.event !== "kick" || event["pin"] !== pin) return;
      drawer.device.pulse?.(Number(event["onMs"]));
    });
    drawer.hearers.push(({ event }) => {
      if (event.event === "tray") tellSwitch();
    });
    tellSwitch();
  }
}
