import { CABLE_FAULTS } from "../../../device-emulators/kit/faults/cable-faults.ts";
import type { FaultKind } from "../../../device-emulators/kit/faults/fault-kind.ts";
import { AFTER, WAITS } from "../../../device-emulators/kit/faults/when.ts";
import type { Clock } from "../../../device-emulators/transports/clock.ts";
import { createDisturber } from "../../../device-emulators/transports/disturber.ts";
import { faultyCable } from "../../../device-emulators/transports/faulty-cable.ts";
import type { OpenTransport } from "../../../device-emulators/transports/transport.ts";
import { faultText, type ReadFault, readFaultText } from "../../core/faults/fault-text.ts";
import type { DeviceKind, RunningDevice, Told } from "./kind.ts";

/** The faults of a device and its cables. */
export type DeviceFaults = {
  /** The same cable with faults on it. */
  readonly on: (cable: OpenTransport) => OpenTransport;
  readonly arm: (fault: ReadFault) => void;
  /** Arms one as it is typed, at once. @returns what is wrong with it, if something is */
  readonly hand: (text: string) => string | undefined;
};

export type DeviceFaultsOptions = {
  readonly kind: Pick<DeviceKind, "faults" | "usualPort">;
  readonly device: Pick<RunningDevice, "strike">;
  readonly clock: Clock;
  readonly seed: number;
  readonly tell: (told: Told) => void;
};

/** Every fault that a kind of device can have, its cable's among them. */
export function faultsOf({
  faults = [],
  usualPort,
}: DeviceFaultsOptions["kind"]): readonly FaultKind[] {
  return usualPort === undefined ? faults : [...CABLE_FAULTS, ...faults];
}

/** A device on which nothing is armed yet. */
export function createDeviceFaults(options: DeviceFaultsOptions): DeviceFaults {
  const { kind, device, clock, seed, tell } = options;
  const struck = (order: ReadFault["order"], link?: number): void => {
    const text = faultText(order);
    const where = link === undefined ? "" : ` on connection ${link}`;
    tell({
      event: { event: "fault", fault: text, ...(link !== undefined && { connection: link }) },
      note: `fault ${text} strikes${where}`,
    });
  };
  const strike = (order: ReadFault["order"]): void => device.strike?.(order);
  const disturber = createDisturber({ clock, seed, struck, strike });

  const arm = (fault: ReadFault): void => {
    if (waits(fault)) {
      disturber.arm(fault.kind, fault.order);
      return;
    }
    struck(fault.order);
    strike(fault.order);
  };

  return {
    on: (cable) => faultyCable(cable, disturber, clock),
    arm,
    hand: (text) => {
      const read = readFaultText(text, faultsOf(kind));
      if (read.ok) arm(now(read.value));
      return read.ok ? undefined : read.error;
    },
  };
}

/** Whether it has a moment to wait for; what has none takes hold at once. */
function waits({ kind, order }: ReadFault): boolean {
  if (kind.triggers === undefined) return false;
  const said = order.nth > 1 || WAITS.some((name) => order.params[name] !== undefined);
  return kind.atOnce !== true || said;
}

/** Armed by hand without a moment to wait for, its moment is now. */
function now({ kind, order }: ReadFault): ReadFault {
  const named = WAITS.some((name) => order.params[name] !== undefined);
  if (named || kind.triggers?.includes(AFTER) !== true || kind.atOnce === true)
    return { kind, order };
  return { kind, order: { ...order, params: { ...order.params, [AFTER.name]: 0 } } };
}
