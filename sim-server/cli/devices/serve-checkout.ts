import type { Place } from "../../../device-emulators/transports/listen.ts";
import { isLoopback, listenForControl } from "../../io/control/listen-control.ts";
import { createControl } from "../../io/control/router.ts";
import { serveSocketFeed } from "../../io/control/socket-feed.ts";
import { devicesControl, eventFeed } from "../../io/devices/control/control.ts";
import type { DeviceDesk } from "../../io/devices/control/desk.ts";
import { type CheckoutOptions, startCheckout } from "./checkout.ts";
import type { CheckoutPlan } from "./checkout-file.ts";

export type ServedCheckout = {
  /** Of page and API. */
  readonly port: number;
  readonly desk: DeviceDesk;
  readonly close: () => Promise<void>;
};

/** How hands name another place for page and API. */
const PLACE_FLAGS = "--control N, --host ADDRESS";

/**
 * Runs a checkout's devices with their control port.
 *
 * @throws TillyardError `config-invalid`, `port-in-use` or `device-unavailable`
 */
export async function serveCheckout(
  plan: CheckoutPlan,
  options: CheckoutOptions & {
    readonly place: Place;
    readonly token: string | undefined;
    readonly failed: (error: unknown) => void;
  },
): Promise<ServedCheckout> {
  const { place, token, failed } = options;
  const checkout = await startCheckout(plan, options);
  const guard = { token, loopback: isLoopback(place.host) };
  const app = createControl<DeviceDesk>(checkout, devicesControl(checkout), { ...guard, failed });
  let endSockets = (): void => undefined;
  try {
    const control = await listenForControl(app, {
      place,
      flags: PLACE_FLAGS,
      failed,
      prepare: (server) => {
        const feed = { ...eventFeed(checkout), path: "/events", guard };
        endSockets = serveSocketFeed(server, feed);
      },
    });
    return {
      port: control.port,
      desk: checkout,
      close: async () => {
        endSockets();
        await Promise.all([control.close(), checkout.close()]);
      },
    };
  } catch (error) {
    await checkout.close();
    throw error;
  }
}
