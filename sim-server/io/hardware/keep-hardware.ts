import type { Clock } from "../../../device-emulators/transports/clock.ts";
import type { HardwareEvent } from "../../core/counter/hardware-event.ts";
import { type CabledHardware, type HardwareCable, keepCable } from "./hardware-cable.ts";
import { keepReader, type ReaderHardware } from "./hardware-reader.ts";

/** A real device, and how it is reached. */
export type Hardware = CabledHardware | ReaderHardware;

export type HardwarePorts = {
  readonly clock: Clock;
  readonly tell: (event: HardwareEvent) => void;
  /** Told of a device that cannot be reached, and why. */
  readonly unreachable: (device: Hardware["device"], why: string, hint?: string) => void;
  /** Told what whoever stands before a device should know. */
  readonly say: (line: string) => void;
};

/** Every device that somebody brought, kept in reach. */
export type KeptHardware = {
  readonly send: (device: string, bytes: Uint8Array) => void;
  /** Whether devices may go on telling. */
  readonly flow: (ready: boolean) => void;
  readonly close: () => void;
};

/** Reaches all of them, again and again where need be, and tells what they do. */
export function keepHardware(
  hardware: readonly Hardware[],
  { clock, tell, unreachable, say }: HardwarePorts,
): KeptHardware {
  const cables = new Map<string, HardwareCable>();
  const readers: (() => void)[] = [];
  for (const one of hardware) {
    const { device } = one;
    const away = (why: string, hint?: string): void => unreachable(device, why, hint);
    const ports = { clock, tell, say, unreachable: away };
    if (one.device === "reader") readers.push(keepReader(one, ports));
    else cables.set(device, keepCable(one, ports));
  }
  return {
    send: (device, bytes) => cables.get(device)?.send(bytes),
    // A reader says so little that nobody need ask it to wait.
    flow: (ready) => {
      for (const cable of cables.values()) cable[ready ? "resume" : "pause"]();
    },
    close: () => {
      for (const cable of cables.values()) cable.close();
      for (const letGo of readers) letGo();
    },
  };
}
