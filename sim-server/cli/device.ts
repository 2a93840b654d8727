import process from "node:process";
import { createInterface } from "node:readline";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { CABLE_FLAGS, CLIENTS_MAX, readCables } from "./device/cables.ts";
import { createDeviceFaults, type DeviceFaults, faultsOf } from "./device/faults.ts";
import { letHandDo } from "./device/hands.ts";
import type { DeviceKind, RunningDevice, Told } from "./device/kind.ts";
import { DEVICE_KINDS } from "./device/kinds.ts";
import { FAULT_FLAGS, readFaults, readSeed } from "./fault-flags.ts";
import { stopped } from "./stopped.ts";
import type { Call, Flag, Verb } from "./verb.ts";

const KINDS = [...DEVICE_KINDS.values()];
const NAMES = KINDS.map(({ name }) => name).join(", ");

const HANDS = KINDS.filter(({ hands }) => hands.length > 0)
  .map(handsOf)
  .join("; ");

export const DEVICE: Verb = {
  name: "device",
  summary: `one device alone on a cable, for whoever writes a till: ${NAMES}`,
  takes: `<${KINDS.map(({ name }) => name).join("|")}> [--tcp [HOST:]PORT] [--pty PATH] [--rfc2217 [HOST:]PORT] [--serial PATH@BAUD]`,
  takesWords: true,
  flags: [
    ...CABLE_FLAGS,
    ...mergeFlags([...FAULT_FLAGS, ...KINDS.flatMap(({ flags }) => flags)]),
    { name: "hands", means: `do what standard input says, one a line: fault FAULT; ${HANDS}` },
    { name: "json", means: "one JSON object for all that happens, on standard output" },
  ],
  examples: [
    "npx tillyard device printer",
    "npx tillyard device printer --tcp 0 --json",
    "npx tillyard device printer --pty till-printer --hands",
    "npx tillyard device printer --fault cable.reset,bytes=200,nth=2",
    "npx tillyard device printer --fault 'printer.cutter-jam,match=GS V'",
  ],
  run: async (call) => {
    const kind = findKind(call);
    const tell = call.on("json") ? tellPrograms : tellPeople;
    // Those of a kind without a cable are among its own options.
    const armed = kind.usualPort === undefined ? [] : readFaults(call, faultsOf(kind));
    const cables = readCables(call, {
      usualPort: kind.usualPort,
      clock: REAL_CLOCK,
      // A device that refuses a second client must see it come.
      usualClients: armed.some(({ order }) => order.fault === "cable.busy") ? CLIENTS_MAX : 1,
    });
    const device = kind.start(call, {
      clock: REAL_CLOCK,
      attended: false,
      tell,
      cable: {
        opened: ({ name }) => tell({ event: { event: "opened", link: name } }),
        closed: ({ name }, how) => tell({ event: { event: "closed", link: name, how } }),
        lineSet: ({ name }, line) => tell({ event: { event: "line-set", link: name, ...line } }),
        lineError: ({ name }, error, count) =>
          tell({ event: { event: "line-error", link: name, error, count } }),
      },
    });
    const faults = createDeviceFaults({
      ...{ kind, device, tell },
      ...{ clock: REAL_CLOCK, seed: readSeed(call) },
    });
    const disturbed = armed.length > 0 || call.on("hands");
    const stop = stopped();
    try {
      const addresses: string[] = [];
      for (const fault of armed) faults.arm(fault);
      for (const cable of cables) {
        addresses.push((await device.plug(disturbed ? faults.on(cable) : cable)).address);
      }
      if (device.arrive !== undefined) addresses.push(await device.arrive());
      tellPrograms({ event: { event: "ready", device: kind.name, cables: addresses } });
      process.stderr.write(`tillyard device: ${kind.name} on ${addresses.join(" and ")}\n`);
      const letGo = call.on("hands") ? followHands(kind, device, faults) : () => undefined;
      await stop;
      letGo();
    } finally {
      await device.close();
    }
    return 0;
  },
};

/** Two kinds may have a flag of one name, of which help then says both. */
function mergeFlags(flags: readonly Flag[]): readonly Flag[] {
  const merged = new Map<string, Flag>();
  for (const flag of flags) {
    const before = merged.get(flag.name);
    const means = before === undefined ? flag.means : `${before.means}; ${flag.means}`;
    merged.set(flag.name, { ...flag, means });
  }
  return [...merged.values()];
}

function handsOf({ name, hands }: DeviceKind): string {
  const words = hands.map(({ word, value }) => (value === undefined ? word : `${word} ${value}`));
  return `${name}: ${words.join(", ")}`;
}

function findKind({ words }: Call): DeviceKind {
  const [name, ...more] = words;
  const kind = name === undefined ? undefined : DEVICE_KINDS.get(name);
  if (kind !== undefined && more.length === 0) return kind;
  const what = name === undefined ? "no kind was named" : `there is no kind ${words.join(" ")}`;
  throw new TillyardError("config-invalid", `device: ${what}`, {
    hint: `the kinds are ${NAMES}: npx tillyard device ${KINDS[0]?.name}`,
  });
}

/**
 * Does what standard input says. A line that means nothing is told, and the device goes on.
 *
 * @returns what stops listening
 */
function followHands(
  { hands }: DeviceKind,
  device: RunningDevice,
  faults: DeviceFaults,
): () => void {
  const lines = createInterface(process.stdin);
  lines.on("line", (line) => {
    const [, word = "", text = ""] = /^\s*(\S+)\s*(.*?)\s*$/.exec(line) ?? [];
    const wrong = word === "fault" ? faults.hand(text) : undefined;
    if (word === "fault" && wrong === undefined) return;
    if (letHandDo(device, hands, { word, text })) return;
    const secret = hands.some((hand) => hand.word === word && hand.secret);
    const why = wrong === undefined ? "" : ` (${wrong})`;
    process.stderr.write(
      `tillyard device: hands cannot do that: ${readable(`${secret ? word : line}${why}`)}\n`,
    );
  });
  return () => lines.close();
}

function tellPrograms({ event }: Told): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function tellPeople({ shown = [], note }: Told): void {
  for (const line of shown) process.stdout.write(`${readable(line)}\n`);
  if (note !== undefined) process.stderr.write(`tillyard device: ${note}\n`);
}

/** What a program printed must not steer the terminal that shows it. */
function readable(line: string): string {
  return line.replaceAll(/\p{Cc}/gu, "\u{FFFD}");
}
