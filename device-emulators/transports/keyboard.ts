import process from "node:process";
import { toLatin1 } from "../kit/bytes.ts";
import { TillyardError } from "../kit/errors.ts";
import { type KeyStroke, LEFT_SHIFT, strokesOf } from "../kit/us-keyboard.ts";
import type { CableEnd, Ending, Link, Transport } from "./transport.ts";
import { openUinputKeys } from "./uinput-keys.ts";
import { openX11Keys } from "./x11-keys.ts";

/** Keys that something presses as if a hand did. */
export type Keys = {
  /** Who is typed at, for people: `x11:0`, `uinput`. */
  readonly name: string;
  /** @param code as Linux has it */
  readonly press: (code: number, level: "down" | "up") => void;
  /** What was pressed so far is to be seen now. */
  readonly flush: () => void;
  readonly close: () => void;
};

/**
 * Types what the device sends, on whatever has the keyboard's focus: a keyboard wedge. Nobody can
 * answer, and it cannot hang up.
 *
 * @throws TillyardError `device-unavailable`
 */
export async function openKeyboard(end: CableEnd): Promise<Transport> {
  let plugged = true;
  const lose = (how: Ending): void => {
    if (plugged) end.closed(link, how);
    plugged = false;
  };
  const keys = await openKeys(process.env, () => lose("reset"));
  const link: Link = {
    name: keys.name,
    send: (bytes) => {
      for (const stroke of strokesOf(toLatin1(bytes))) strike(keys, stroke);
      keys.flush();
    },
    unsentBytes: () => 0,
    pause: () => undefined,
    resume: () => undefined,
    hangUp: () => undefined,
  };
  end.opened(link);
  return {
    address: `keyboard:${keys.name}`,
    close: async () => {
      if (!plugged) return;
      lose("closed");
      keys.close();
    },
  };
}

function strike({ press }: Keys, { code, shift }: KeyStroke): void {
  if (shift) press(LEFT_SHIFT, "down");
  press(code, "down");
  press(code, "up");
  if (shift) press(LEFT_SHIFT, "up");
}

/** X11 where it is what the screen shows; on Wayland and on a console the kernel's own keyboard. */
function openKeys(
  environment: Readonly<Record<string, string | undefined>>,
  lost: () => void,
): Promise<Keys> {
  const { DISPLAY: display, WAYLAND_DISPLAY: wayland } = environment;
  if (process.platform !== "linux") {
    throw new TillyardError("device-unavailable", `nothing is typed on ${process.platform}`, {
      hint: "use --tcp, --pty or --serial, or Linux with X11 or /dev/uinput",
    });
  }
  return display && !wayland ? openX11Keys(display, lost) : openUinputKeys();
}
