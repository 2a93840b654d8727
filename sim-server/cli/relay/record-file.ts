import { closeSync, openSync, writeSync } from "node:fs";
import process from "node:process";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { createRecorder, type Recorder } from "../../../device-emulators/transports/recording.ts";

/**
 * A recorder that writes to a file, each line as soon as it may be; `-` is standard output.
 *
 * @throws TillyardError `config-invalid` where the file cannot be written
 */
export function recordTo(file: string): Recorder {
  if (file === "-") return createRecorder((line) => void process.stdout.write(`${line}\n`));
  const handle = openFile(file);
  const recorder = createRecorder((line) => void writeSync(handle, `${line}\n`));
  let open = true;
  return {
    // A line that is cut off as the recording ends tells so a moment later.
    take: (event) => {
      if (open) recorder.take(event);
    },
    finish: () => {
      if (!open) return;
      recorder.finish();
      open = false;
      closeSync(handle);
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
