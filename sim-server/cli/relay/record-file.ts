import { closeSync, openSync, writeSync } from "node:fs";
import process from "node:process";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import {
  createRecorder,
  type Recorded,
  type Recorder,
} from "../../../device-emulators/transports/recording.ts";

/**
 * A recorder that writes to a file as soon as what is under way has gone on; `-` is standard output.
 *
 * @throws TillyardError `config-invalid` where the file cannot be written
 */
export function recordTo(file: string): Recorder {
  if (file === "-") return recordLater((text) => void process.stdout.write(text));
  const handle = openFile(file);
  const recorder = recordLater((text) => void writeSync(handle, text));
  let open = true;
  return {
    take: recorder.take,
    finish: () => {
      recorder.finish();
      if (open) closeSync(handle);
      open = false;
    },
  };
}

/** Masking takes longer than carrying, so nobody's bytes wait for it. */
export function recordLater(write: (text: string) => void): Recorder {
  let waiting: Recorded[] = [];
  let lines = "";
  let open = true;
  const recorder = createRecorder((line) => {
    lines += `${line}\n`;
  });
  const flush = (): void => {
    for (const event of waiting) recorder.take(event);
    waiting = [];
    if (lines !== "") write(lines);
    lines = "";
  };
  flush();
  return {
    // A line that is cut off as the recording ends tells so a moment later.
    take: (event) => {
      if (!open) return;
      if (waiting.length === 0) setImmediate(() => open && flush());
      waiting.push(event);
    },
    finish: () => {
      if (!open) return;
      open = false;
      for (const event of waiting.splice(0)) recorder.take(event);
      recorder.finish();
      flush();
    },
  };
}

function openFile(file: string): number {
  try {
    return openSync(file, "w", 0o600);
  } catch (cause) {
    throw new TillyardError("config-invalid", `${file} cannot be written`, {
      hint: "choose a file in a folder that is there and yours: --record FILE",
      cause,
    });
  }
}
