import { readFileSync } from "node:fs";
import process from "node:process";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { createRecorder, type Recorder } from "../../device-emulators/transports/recording.ts";
import {
  compareRecordings,
  type Difference,
} from "../../device-emulators/transports/recording-diff.ts";
import {
  type RecordingLine,
  readRecording,
} from "../../device-emulators/transports/recording-reader.ts";
import { replayDevice } from "../../device-emulators/transports/replay-device.ts";
import { replayHost } from "../../device-emulators/transports/replay-host.ts";
import {
  DEVICE_CABLES,
  findDevice,
  LISTENING_CABLES,
  readDevice,
  readListening,
} from "../io/devices/cable-text.ts";
import { wholeNumber } from "./flags.ts";
import { recordTo } from "./relay/record-file.ts";
import { stopped } from "./stopped.ts";
import type { Call, Verb } from "./verb.ts";

const WAIT_MS = 5_000;
const WAIT_MS_MAX = 3_600_000;

export const REPLAY: Verb = {
  name: "replay",
  summary: "plays a recording again, as the device or as the program, and says what differs",
  takes: "FILE (--listen CABLE | --device CABLE) [--record FILE]",
  takesWords: true,
  flags: [
    { name: "listen", value: "CABLE", means: `play the device: ${LISTENING_CABLES}` },
    { name: "device", value: "CABLE", means: `play the program, against ${DEVICE_CABLES}` },
    { name: "wait", value: "MS", means: `how long the device may be silent (${WAIT_MS})` },
    { name: "record", value: "FILE", means: "write what passes as text; - is standard output" },
  ],
  examples: [
    "npx tillyard replay till.txt --listen tcp:9100",
    "npx tillyard replay till.txt --device tcp:192.0.2.7:9100 --record again.txt",
  ],
  run: async (call) => {
    const golden = load(call);
    const kept = createKeeper(call.text("record"));
    try {
      await play(call, golden, kept);
    } finally {
      kept.finish();
    }
    const difference = compareRecordings(golden, kept.lines());
    process.stderr.write(
      `tillyard replay: ${difference === undefined ? "the same" : words(difference)}\n`,
    );
    return difference === undefined ? 0 : 1;
  },
};

async function play(
  call: Call,
  golden: readonly RecordingLine[],
  { take }: Recorder,
): Promise<void> {
  const [listen, device] = [call.text("listen"), call.text("device")];
  if ((listen === undefined) === (device === undefined)) {
    throw new TillyardError("config-invalid", "replay: give either --listen or --device", {
      hint: "--listen plays the device of the recording, --device its program",
    });
  }
  const parts = { clock: REAL_CLOCK, take };
  if (device !== undefined) {
    const waitMs = wholeNumber(call, "wait", { min: 1, max: WAIT_MS_MAX }) ?? WAIT_MS;
    const dial = readDevice("device", device, REAL_CLOCK);
    await findDevice(device, dial);
    await replayHost(golden, { ...parts, dial, waitMs });
    return;
  }
  const open = readListening("listen", listen ?? "", REAL_CLOCK);
  let over: () => void = () => undefined;
  const played = new Promise<void>((resolve) => {
    over = resolve;
  });
  const stop = stopped();
  const cable = await open(replayDevice(golden, parts, over));
  process.stderr.write(`tillyard replay: ready on ${cable.address}\n`);
  await Promise.race([played, stop]);
  await cable.close();
}

function load({ words: [file, ...more] }: Call): readonly RecordingLine[] {
  if (file === undefined || more.length > 0) {
    throw new TillyardError("config-invalid", "replay: name one recording", {
      hint: "npx tillyard relay --record FILE makes one",
    });
  }
  const read = readRecording(readText(file));
  if (read.ok) return read.value;
  const { line, detail } = read.error;
  throw new TillyardError("config-invalid", `${file}:${line}: ${detail}`, {
    hint: "npx tillyard relay --record FILE shows how a recording is written",
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new TillyardError("config-invalid", `${file} cannot be read`, {
      hint: "name a recording that is there and yours to read",
      cause,
    });
  }
}

/** Records into a file where one is wanted, and keeps what it recorded. */
function createKeeper(file: string | undefined): Recorder & {
  readonly lines: () => readonly RecordingLine[];
} {
  const lines: string[] = [];
  const kept = createRecorder((line) => void lines.push(line));
  const written = file === undefined ? undefined : recordTo(file);
  return {
    take: (event) => {
      kept.take(event);
      written?.take(event);
    },
    finish: () => {
      kept.finish();
      written?.finish();
    },
    lines: () => {
      const read = readRecording(lines.join("\n"));
      return read.ok ? read.value : [];
    },
  };
}

function words({ link, from, offset, wanted, found }: Difference): string {
  const shown = (hex: string): string => (hex === "" ? "nothing more" : hex);
  return (
    `connection ${link}, byte ${offset} of the ${from}: ` +
    `wanted ${shown(wanted)}, found ${shown(found)}`
  );
}
