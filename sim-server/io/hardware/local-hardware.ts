import type { Clock } from "../../../device-emulators/transports/clock.ts";
import type { HardwareEvent } from "../../core/counter/hardware-event.ts";
import { type Hardware, keepHardware } from "./keep-hardware.ts";
import type { Seats } from "./seats.ts";

/** Hardware on the server's own machine. */
export type LocalHardware = {
  /** Whose seat it stands at; without one, at the first that is taken. */
  readonly code: string | undefined;
  readonly devices: readonly Hardware[];
  /** Told for people what comes and goes. */
  readonly say: (line: string) => void;
};

/** Joins hardware of this machine to a seat. @returns what lets go of it */
export function standHere(
  { code, devices, say }: LocalHardware,
  seats: Seats,
  { clock, failed }: { readonly clock: Clock; readonly failed: (error: unknown) => void },
): () => void {
  const joined = seats.join({
    code,
    devices: devices.map(({ device }) => device),
    perform: ({ device, bytes }) => kept.send(device, bytes),
  });
  const tell = (event: HardwareEvent): void => {
    const line = lineOf(event);
    if (line !== undefined) say(line);
    joined.tell(event).catch(failed);
  };
  const unreachable = (device: string, why: string, hint?: string): void =>
    say(lineOfUnreachable(device, why, hint));
  const kept = keepHardware(devices, { clock, tell, unreachable, say });
  return () => {
    kept.close();
    joined.leave();
  };
}

/** What people are told of an event; undefined for what devices say among themselves. */
export function lineOf({ device, kind }: HardwareEvent): string | undefined {
  switch (kind) {
    case "plugged":
      return `the ${device} is there`;
    case "unplugged":
      return `the ${device} is away`;
    case "refused":
      if (device === "scanner")
        return "a card's stripe was stopped at the scanner; nothing of it was kept";
      return `a real card was refused at the ${device}; nothing of it was kept`;
    case "withdrawn":
    case "bytes":
    case "swiped":
    case "token":
    case "token-gone":
      return undefined;
  }
}

/** What people are told of a device that is not there. @param why as the cable has it */
export function lineOfUnreachable(
  device: string,
  why: string,
  hint = "npx tillyard doctor says what this machine has",
): string {
  const words = REASONS[why] ?? why;
  return `the ${device} cannot be reached: ${words}. It is tried again every second; ${hint}`;
}

/** What the system's codes say of a device on the network. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "its machine is there, and nobody listens on that port",
  EHOSTUNREACH: "no machine answers at that address",
  ENETUNREACH: "no network leads to that address",
  ETIMEDOUT: "no machine answers at that address",
  ENOTFOUND: "no machine has that name",
};
