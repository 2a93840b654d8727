import { CD5220 } from "../../../device-emulators/devices/display/commands.ts";
import {
  DISPLAY_START,
  type Display,
  type DisplayEffect,
  type DisplayInput,
  displayOf,
} from "../../../device-emulators/devices/display/display.ts";
import { linesOf } from "../../../device-emulators/devices/display/glass.ts";
import type { LineEnd } from "../world/line.ts";
import { runMachine } from "../world/machine.ts";
import type { Node } from "../world/node.ts";
import { part } from "./part.ts";
import type { DisplayView } from "./view.ts";

/** The customer display on its cable. */
export type MountedDisplay = { readonly view: () => DisplayView };

const stepDisplay = displayOf(CD5220);

/** Puts a customer display with Chinese glyphs, dark, at the end of its cable. */
export function mountDisplay(node: Node, cable: LineEnd): MountedDisplay {
  const display = runMachine<Display, DisplayInput, DisplayEffect>(
    node,
    stepDisplay,
    DISPLAY_START,
    () => undefined,
  );
  cable.onReceive = (bytes) => display.send({ type: "received", bytes });
  const lines = part(
    () => [display.state().seen],
    (seen) => linesOf(seen, "gb18030"),
  );
  return {
    view: part(
      () => [lines()[0], lines()[1]],
      (upper, lower): DisplayView => ({ lines: [upper, lower] }),
    ),
  };
}
