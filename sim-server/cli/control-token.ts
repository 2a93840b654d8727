import process from "node:process";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { isLoopback } from "../io/control/listen-control.ts";
import type { Flag, Options } from "./verb.ts";

const TOKEN_CHARS_MIN = 16;

export const CONTROL_TOKEN_FLAG: Flag = {
  name: "control-token",
  value: "TOKEN",
  means: "wanted by the control port (TILLYARD_CONTROL_TOKEN)",
};

/**
 * The token of a control port on that host; undefined where it needs none, on loopback.
 *
 * @throws TillyardError `config-invalid` where anybody could use the port
 */
export function readControlToken(options: Options, host: string): string | undefined {
  const given = options.text(CONTROL_TOKEN_FLAG.name);
  const token = given ?? (process.env["TILLYARD_CONTROL_TOKEN"] || undefined);
  if (token !== undefined && token.length < TOKEN_CHARS_MIN) {
    throw new TillyardError(
      "config-invalid",
      "the control token is too short to keep anybody out",
      { hint: `give at least ${TOKEN_CHARS_MIN} characters` },
    );
  }
  if (token === undefined && !isLoopback(host)) {
    throw new TillyardError("config-invalid", `anybody could use the control port on ${host}`, {
      hint: "give --control-token TOKEN or TILLYARD_CONTROL_TOKEN, or leave out --host or --control",
    });
  }
  return token;
}
