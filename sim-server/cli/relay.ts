import process from "node:process";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import type { Recorded } from "../../device-emulators/transports/recording.ts";
import { createRelay } from "../../device-emulators/transports/relay.ts";
import {
  DEVICE_CABLES,
  findDevice,
  LISTENING_CABLES,
  readDevice,
  readListening,
} from "../io/devices/cable-text.ts";
import { recordTo } from "./relay/record-file.ts";
import { stopped } from "./stopped.ts";
import type { Call, Verb } from "./verb.ts";

export const RELAY: Verb = {
  name: "relay",
  summary: "sits between a program and its device, carries every byte, and records it",
  takes: "--listen CABLE --device CABLE [--record FILE]",
  takesWords: false,
  flags: [
    { name: "listen", value: "CABLE", means: `where programs come: ${LISTENING_CABLES}` },
    { name: "device", value: "CABLE", means: `where the device is: ${DEVICE_CABLES}` },
    { name: "record", value: "FILE", means: "write what passes as text; - is standard output" },
  ],
  examples: [
    "npx tillyard relay --listen tcp:9101 --device tcp:192.0.2.7:9100 --record till.txt",
    "npx tillyard relay --listen pty:till-printer --device serial:/dev/ttyUSB0@19200 --record -",
    "npx tillyard relay --listen rfc2217:2217 --device file:/dev/usb/lp0",
  ],
  run: async (call) => {
    const open = readListening("listen", wanted(call, "listen"), REAL_CLOCK);
    const device = wanted(call, "device");
    const dial = readDevice("device", device, REAL_CLOCK);
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
  process.stderr.write(`tillyard relay: connection ${event.link} ${what}\n`);
}
