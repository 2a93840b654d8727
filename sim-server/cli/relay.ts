import process from "node:process";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { CABLE_FAULTS } from "../../device-emulators/kit/faults/cable-faults.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import {
  createDisturber,
  type DisturberOptions,
} from "../../device-emulators/transports/disturber.ts";
import { faultyCable } from "../../device-emulators/transports/faulty-cable.ts";
import type { Recorded } from "../../device-emulators/transports/recording.ts";
import { createRelay } from "../../device-emulators/transports/relay.ts";
import type { OpenTransport } from "../../device-emulators/transports/transport.ts";
import { faultText, type ReadFault } from "../core/faults/fault-text.ts";
import {
  DEVICE_CABLES,
  findDevice,
  LISTENING_CABLES,
  readDevice,
  readListening,
} from "../io/devices/cable-text.ts";
import { FAULT_FLAGS, readFaults, readSeed } from "./fault-flags.ts";
import { recordTo } from "./relay/record-file.ts";
import { stopped } from "./stopped.ts";
import type { Call, Verb } from "./verb.ts";

export const RELAY: Verb = {
  name: "relay",
  summary: "sits between a program and its device, carries every byte, records it, and disturbs it",
  takes: "--listen CABLE --device CABLE [--record FILE] [--fault FAULT]",
  takesWords: false,
  flags: [
    { name: "listen", value: "CABLE", means: `where programs come: ${LISTENING_CABLES}` },
    { name: "device", value: "CABLE", means: `where the device is: ${DEVICE_CABLES}` },
    { name: "record", value: "FILE", means: "write what passes as text; - is standard output" },
    ...FAULT_FLAGS,
  ],
  examples: [
    "npx tillyard relay --listen tcp:9101 --device tcp:192.0.2.7:9100 --record till.txt",
    "npx tillyard relay --listen pty:till-printer --device serial:/dev/ttyUSB0@19200 --record -",
    "npx tillyard relay --listen rfc2217:2217 --device file:/dev/usb/lp0",
    "npx tillyard relay --listen tcp:9101 --device tcp:9100 --fault cable.split,size=1 --fault cable.reset,bytes=200,nth=2",
  ],
  run: async (call) => {
    const listening = readListening("listen", wanted(call, "listen"), REAL_CLOCK);
    const device = wanted(call, "device");
    const dial = readDevice("device", device, REAL_CLOCK);
    const faults = readFaults(call, CABLE_FAULTS);
    await findDevice(device, dial);
    const file = call.text("record");
    const recorder = file === undefined ? undefined : recordTo(file);
    const relay = createRelay({
      dial,
      clock: REAL_CLOCK,
      take: (event) => {
        recorder?.take(event);
        tellPeople(event);
      },
    });
    const open = withFaults(listening, faults, {
      clock: REAL_CLOCK,
      seed: readSeed(call),
      struck: (order, link) => relay.fault(`${faultText(order)} strikes`, link),
      strike: () => undefined,
    });
    const stop = stopped();
    try {
      const cable = await open(relay);
      process.stderr.write(`tillyard relay: ready on ${cable.address}\n`);
      await stop;
      await cable.close();
    } finally {
      recorder?.finish();
    }
    return 0;
  },
};

/** The cable with these faults on it; without any it is left as it is. */
function withFaults(
  open: OpenTransport,
  faults: readonly ReadFault[],
  options: DisturberOptions,
): OpenTransport {
  if (faults.length === 0) return open;
  const disturber = createDisturber(options);
  for (const { kind, order } of faults) disturber.arm(kind, order);
  return faultyCable(open, disturber, options.clock);
}

/** The value of a flag that must be there. */
function wanted(call: Call, flag: string): string {
  const text = call.text(flag);
  if (text !== undefined) return text;
  throw new TillyardError("config-invalid", `relay: --${flag} is missing`, {
    hint: "npx tillyard relay --help shows what it takes",
  });
}

function tellPeople(event: Recorded): void {
  if (event.kind === "bytes" || event.kind === "ended") return;
  const what =
    event.kind === "opened"
      ? `opened by ${event.name}`
      : event.kind === "closed"
        ? `${event.how} by the ${event.from}`
        : event.what;
  const whose = event.link === 0 ? "" : `connection ${event.link} `;
  process.stderr.write(`tillyard relay: ${whose}${what}\n`);
}
