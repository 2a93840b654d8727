import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { DEVICE_CABLES, readDevice } from "../io/devices/cable-text.ts";
import type { CabledHardware } from "../io/hardware/hardware-cable.ts";
import type { Call, Flag } from "./verb.ts";

/** What a verb takes that joins hardware to a counter. */
export const HARDWARE_FLAG: Flag = {
  name: "device",
  value: "KIND=CABLE",
  means: `hardware at the counter: printer, scanner or stripe; where: ${DEVICE_CABLES}; docs/desk.md`,
  many: true,
};

const KINDS = ["printer", "scanner", "stripe"] as const;

/** Cables on which nothing comes back. */
const MUTE = /^(cups|file):/;

/**
 * The hardware that the flags name.
 *
 * @throws TillyardError `config-invalid`
 */
export function readHardware(call: Call): CabledHardware[] {
  const named = call.texts("device").map(readOne);
  const twice = named.find(
    ({ device }, at) => named.findIndex((one) => one.device === device) < at,
  );
  if (twice === undefined) return named;
  throw new TillyardError("config-invalid", `--device ${twice.device}= is given twice`, {
    hint: "a counter has one device of a kind",
  });
}

function readOne(text: string): CabledHardware {
  const [, kind, cable = ""] = /^([a-z]+)=(.+)$/.exec(text) ?? [];
  const device = KINDS.find((known) => known === kind);
  if (device === undefined) {
    throw new TillyardError("config-invalid", `--device ${text} names no device`, {
      hint: `give KIND=CABLE, such as printer=tcp:192.0.2.7:9100; kinds are ${KINDS.join(", ")}`,
    });
  }
  return { device, dial: readDevice("device", cable, REAL_CLOCK), mute: MUTE.test(cable) };
}
