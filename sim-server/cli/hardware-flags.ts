import { existsSync, statSync } from "node:fs";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { DEVICE_CABLES, readDevice } from "../io/devices/cable-text.ts";
import { cardFor, loadEnrolments } from "../io/devices/enrolment-file.ts";
import type { Hardware } from "../io/hardware/keep-hardware.ts";
import type { Call, Flag } from "./verb.ts";

const USUAL_CARDS = "training-cards.yaml";

/** What a verb takes that joins hardware to a counter. */
export const HARDWARE_FLAGS: readonly Flag[] = [
  {
    name: "device",
    value: "KIND=CABLE",
    means: `hardware at the counter: printer, scanner or stripe at ${DEVICE_CABLES}, or reader=pcsc:NAME; docs/desk.md`,
    many: true,
  },
  {
    name: "training-cards",
    value: "FILE",
    means: `what tokens in the reader stand for; npx tillyard enrol (${USUAL_CARDS})`,
  },
];

const CABLED = ["printer", "scanner", "stripe"] as const;
const KINDS = [...CABLED, "reader"].join(", ");

/**
 * The hardware that the flags name.
 *
 * @throws TillyardError `config-invalid`
 */
export function readHardware(call: Call): Hardware[] {
  const named = call.texts("device").map((text) => readOne(text, call.text("training-cards")));
  const twice = named.find(
    ({ device }, at) => named.findIndex((one) => one.device === device) < at,
  );
  if (twice === undefined) return named;
  throw new TillyardError("config-invalid", `--device ${twice.device}= is given twice`, {
    hint: "a counter has one device of a kind",
  });
}

function readOne(text: string, cards: string | undefined): Hardware {
  const [, kind, cable = ""] = /^([a-z]+)=(.+)$/.exec(text) ?? [];
  if (kind === "reader") return readReader(text, cable, cards);
  const device = CABLED.find((known) => known === kind);
  if (device === undefined) {
    throw new TillyardError("config-invalid", `--device ${text} names no device`, {
      hint: `give KIND=CABLE, such as printer=tcp:192.0.2.7:9100; kinds are ${KINDS}`,
    });
  }
  return { device, dial: readDevice("device", cable, REAL_CLOCK), mute: isMute(cable) };
}

/** Whether nothing comes back on it: print queues and plain files answer nothing, device files may. */
function isMute(cable: string): boolean {
  if (cable.startsWith("cups:")) return true;
  const [, path] = /^file:(.+)$/.exec(cable) ?? [];
  if (path === undefined) return false;
  return statSync(path, { throwIfNoEntry: false })?.isCharacterDevice() === false;
}

/** A file that was named must be there; the usual one need not be, until a token is enrolled. */
function readReader(text: string, cable: string, cards: string | undefined): Hardware {
  const [, name] = /^pcsc:(.+)$/.exec(cable) ?? [];
  if (name === undefined) {
    throw new TillyardError("config-invalid", `--device ${text} names no card reader`, {
      hint: "give reader=pcsc:NAME, with the reader's name or a part of it; npx tillyard doctor lists them",
    });
  }
  const file = cards ?? USUAL_CARDS;
  const enrolments = cards === undefined && !existsSync(file) ? [] : loadEnrolments(file);
  return { device: "reader", name, cardOf: (token) => cardFor(enrolments, token) };
}
