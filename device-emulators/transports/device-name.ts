import { lstatSync, readlinkSync, symlinkSync, unlinkSync } from "node:fs";
import process from "node:process";
import { TillyardError } from "../kit/errors.ts";

/**
 * Makes `name` a symbolic link to the device at `path`; what an emulator left there before gives way.
 *
 * @returns what removes it again; it goes by itself when the process ends in any way but a kill
 * @throws TillyardError `config-invalid`
 */
export function nameDevice(path: string, name: string): () => void {
  try {
    if (leftBehind(name)) unlinkSync(name);
    symlinkSync(path, name);
  } catch (cause) {
    throw refusal(name, cause);
  }
  const forget = (): void => {
    process.off("exit", forget);
    if (pointsTo(name) === path) unlinkSync(name);
  };
  process.once("exit", forget);
  return forget;
}

/** Pseudo-terminals come and go, so a link to one is nothing that anybody keeps. */
function leftBehind(name: string): boolean {
  return pointsTo(name)?.startsWith("/dev/pts/") === true;
}

function pointsTo(name: string): string | undefined {
  const found = lstatSync(name, { throwIfNoEntry: false });
  return found?.isSymbolicLink() ? readlinkSync(name) : undefined;
}

function refusal(name: string, cause: unknown): unknown {
  if (!(cause instanceof Error && "code" in cause)) return cause;
  const why = cause.code === "EEXIST" ? "is there already" : `cannot be made (${cause.code})`;
  return new TillyardError("config-invalid", `${name} ${why}`, {
    hint: "choose a new name in a folder that is there and yours: --pty PATH",
    cause,
  });
}
