import { TillyardError } from "../kit/errors.ts";

type Trouble = { readonly of: RegExp; readonly what: string; readonly hint: string };

/**
 * What systems and the package serialport say of a port or a device file, and what helps. The first
 * that fits is said.
 */
const TROUBLES: readonly Trouble[] = [
  {
    of: /ENOENT|ENXIO|ENODEV|No such file|No such device|File not found/i,
    what: "is not there",
    hint: "plug it in and name it as the system does: npx tillyard doctor lists the ports that it finds",
  },
  {
    of: /EACCES|EPERM|Permission denied|Access denied/i,
    what: "may not be used by you",
    hint: "join the group that owns it (Debian: dialout for ports, lp for printers) and log in again; on Windows, close the program that has it",
  },
  {
    of: /EBUSY|EAGAIN|busy|Cannot lock|Resource temporarily unavailable/i,
    what: "is used by another program",
    hint: "close the other program, or its spooler's queue, and start again",
  },
  {
    of: /ENOTTY|EINVAL|EISDIR|not a tty|Inappropriate ioctl|Invalid argument|Is a directory/i,
    what: "is no such device",
    hint: "name a serial port for serial:, and the device file of a printer for file:",
  },
];

/** Why a port or a device file cannot be opened, in words and with a remedy. */
export function deviceTrouble(path: string, cause: unknown): TillyardError {
  const said =
    cause instanceof Error ? `${"code" in cause ? cause.code : ""} ${cause.message}` : "";
  const { what, hint } = TROUBLES.find(({ of }) => of.test(said)) ?? {
    what: `cannot be opened (${said.trim() || "nobody says why"})`,
    hint: "see whether another program can use it",
  };
  return new TillyardError("device-unavailable", `${path} ${what}`, { hint, cause });
}
