import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import type { Clock } from "../../../device-emulators/transports/clock.ts";
import type { Dial } from "../../../device-emulators/transports/dial.ts";
import { dialTcp } from "../../../device-emulators/transports/dial-tcp.ts";
import { openPty } from "../../../device-emulators/transports/pty.ts";
import { tcpCable } from "../../../device-emulators/transports/tcp.ts";
import type { OpenTransport } from "../../../device-emulators/transports/transport.ts";
import { readPlace } from "./place-text.ts";

/** Chosen: a device's own limit decides, not the relay's. */
const CLIENTS_MAX = 64;

/**
 * Where hosts come: `tcp:9100`, `tcp:0.0.0.0:9100`, `pty:till-printer`.
 *
 * @throws TillyardError `config-invalid`
 */
export function readListening(flag: string, text: string, clock: Clock): OpenTransport {
  const [, medium, rest = ""] = /^(tcp|pty):(.+)$/.exec(text) ?? [];
  if (medium === "tcp") {
    const place = readPlace(`--${flag} ${text}`, rest);
    return tcpCable({ ...place, clientsMax: CLIENTS_MAX });
  }
  if (medium === "pty") return (end) => openPty({ name: rest, clock }, end);
  throw refusal(flag, text, "give tcp:[HOST:]PORT or pty:PATH");
}

/**
 * Where a device is: `tcp:192.0.2.7:9100`.
 *
 * @throws TillyardError `config-invalid`
 */
export function readDevice(flag: string, text: string): Dial {
  const [, rest] = /^tcp:(.+)$/.exec(text) ?? [];
  if (rest !== undefined) return dialTcp(readPlace(`--${flag} ${text}`, rest));
  throw refusal(flag, text, "give tcp:[HOST:]PORT");
}

function refusal(flag: string, text: string, hint: string): TillyardError {
  return new TillyardError("config-invalid", `--${flag} ${text} names no cable`, { hint });
}
