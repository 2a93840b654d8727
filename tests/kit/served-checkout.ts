import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { formatComplaint } from "../../scenarios/format/complaint.ts";
import { parseCheckout } from "../../sim-server/cli/devices/checkout-file.ts";
import { type ServedCheckout, serveCheckout } from "../../sim-server/cli/devices/serve-checkout.ts";

export type TestServed = ServedCheckout & {
  readonly url: string;
  /** What failed in it and was not answered. */
  readonly failures: readonly unknown[];
  /** The TCP port of a device's first cable. */
  readonly portOf: (id: string) => number;
};

/** The devices of a checkout in this process, `devices` as YAML. */
export async function openServed(devices: string, token?: string): Promise<TestServed> {
  const parsed = parseCheckout(`format: 1\ndevices:\n${devices}`, "checkout.yaml");
  if (!parsed.ok) throw new Error(parsed.error.map(formatComplaint).join("\n"));
  const failures: unknown[] = [];
  const served = await serveCheckout(parsed.value, {
    clock: REAL_CLOCK,
    now: Date.now,
    place: { host: "127.0.0.1", port: 0 },
    token,
    failed: (error) => failures.push(error),
  });
  return {
    ...served,
    failures,
    url: `http://localhost:${served.port}`,
    portOf: (id) => {
      const [cable = ""] = served.desk.devices.find((each) => each.id === id)?.cables() ?? [];
      return Number(cable.slice(cable.lastIndexOf(":") + 1));
    },
  };
}
