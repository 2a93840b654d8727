import {
  DRAWER_SHUT,
  type DrawerEffect,
  type DrawerInput,
  type DrawerState,
  stepDrawer,
} from "../../../device-emulators/devices/drawer/drawer.ts";
import type { Emit } from "../trace-events.ts";
import type { LineEnd } from "../world/line.ts";
import { runMachine } from "../world/machine.ts";
import type { Node } from "../world/node.ts";

/** The cash drawer on its cable. */
export type MountedDrawer = { readonly open: () => boolean; readonly push: () => void };

/** Puts a drawer, shut, at the end of its cable. */
export function mountDrawer(node: Node, emit: Emit, cable: LineEnd): MountedDrawer {
  const drawer = runMachine<DrawerState, DrawerInput, DrawerEffect>(
    node,
    // A drawer has nothing to wait for, so it names no time and knows no tick.
    (state, input, nowMs) =>
      input.type === "tick" ? { state, effects: [] } : stepDrawer(state, input, nowMs),
    DRAWER_SHUT,
    (effect) => {
      if (effect.type !== "sensor") return;
      emit(effect.level === "high" ? "drawer.opened" : "drawer.closed", {});
    },
  );
  cable.onReceive = (bytes) => drawer.send({ type: "bytes", bytes });
  return {
    open: () => drawer.state().tray.kind === "open",
    push: () => drawer.send({ type: "pushed" }),
  };
}
