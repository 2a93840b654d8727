import type { Line } from "../world/line.ts";
import type { World } from "../world/world.ts";
import { type Calls, undisturbedCalls } from "./faulty-cable.ts";
import { HOST_LINE } from "./host-line.ts";

/** Every cable of a counter. End `a` is the terminal's, or the till's where it has no terminal. */
export type Cables = {
  readonly host: Line;
  /** The terminal's calls on the line to the bank. */
  readonly hostCalls: Calls;
  readonly pinPad: Line;
  readonly printer: Line;
  readonly till: Line;
  readonly scanner: Line;
  readonly codeScanner: Line;
  readonly drawer: Line;
  readonly display: Line;
};

/** Chosen: short serial cables; a printer's takes 11,520 bytes a second, which is 115,200 baud. */
const SHORT = { delayMs: 1, bandwidth: 11_520 };

/** 9600 baud, eight bits, no parity: 960 bytes a second. @source manuals of CD5220 displays, as delivered */
const DISPLAY = { delayMs: 1, bandwidth: 960 };

/** Lays all cables of a counter; nothing is plugged in yet. */
export function layCables(world: World): Cables {
  const short = (name: string): Line => world.line({ name, ...SHORT });
  return {
    host: world.line(HOST_LINE),
    hostCalls: undisturbedCalls(),
    pinPad: short("pin-pad-cable"),
    printer: short("printer-cable"),
    till: short("till-cable"),
    scanner: short("scanner-cable"),
    codeScanner: short("code-scanner-cable"),
    drawer: short("drawer-cable"),
    display: world.line({ name: "display-cable", ...DISPLAY }),
  };
}
