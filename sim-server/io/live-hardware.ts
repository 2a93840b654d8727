import type { HardwareEvent, HardwareOrder } from "../core/counter/hardware-event.ts";
import type { Session } from "../session/session.ts";

/** What a live session has to do with real devices: what it wants of them leaves in order. */
export type LiveHardware = {
  /** From now on orders are carried out by `perform`. @returns what takes that back */
  readonly connect: (perform: (order: HardwareOrder) => void) => () => void;
};

export type LiveHardwarePorts = {
  readonly receive: (event: HardwareEvent) => Promise<unknown>;
  /** Done before anything leaves, so that a world made anew knows that it left. */
  readonly keep: () => Promise<unknown>;
  readonly failed: (error: unknown) => void;
};

/** The devices of a session as they stand: a world made anew has lost the cables that were in. */
export function createLiveHardware(
  { hardware }: Session,
  { receive, keep, failed }: LiveHardwarePorts,
): LiveHardware {
  let last: Promise<unknown> = Promise.resolve();
  let performer: ((order: HardwareOrder) => void) | undefined;

  hardware.attach((order) => {
    last = last
      .then(keep)
      .then(() => performer?.(order))
      .catch(failed);
  });
  for (const device of hardware.plugged()) receive({ device, kind: "unplugged" }).catch(failed);
  return {
    connect: (perform) => {
      performer = perform;
      return () => {
        if (performer === perform) performer = undefined;
      };
    },
  };
}
