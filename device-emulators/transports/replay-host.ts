import type { Dial, DialledLink } from "./dial.ts";
import { turnsOf } from "./recording-diff.ts";
import type { RecordingLine } from "./recording-reader.ts";
import { connectionsOf, createPart, type ReplayParts } from "./replay-part.ts";

/** How a played host ended: it said and heard all, or the device did not go along. */
export type HostEnding = "played" | "refused" | "silent";

type HostParts = ReplayParts & {
  readonly dial: Dial;
  /** How long the device may say nothing while something is awaited. */
  readonly waitMs: number;
};

/** Plays the hosts of a recording, one after another, against a device. */
export async function replayHost(
  golden: readonly RecordingLine[],
  parts: HostParts,
): Promise<HostEnding> {
  const beganMs = parts.clock.nowMs();
  for (const [at, lines] of connectionsOf(golden).entries()) {
    const ending = await playHost(lines, { ...parts, beganMs, number: at + 1 });
    if (ending !== "played") return ending;
  }
  return "played";
}

function playHost(
  lines: readonly RecordingLine[],
  parts: HostParts & { readonly beganMs: number; readonly number: number },
): Promise<HostEnding> {
  const { clock, dial, waitMs } = parts;
  return new Promise((resolve) => {
    let result: HostEnding = "silent";
    let callOff: () => void = () => undefined;
    const watch = (link: DialledLink): void => {
      callOff();
      callOff = clock.after(waitMs, () => link.hangUp("closed"));
    };
    const part = createPart({
      ...parts,
      turns: turnsOf(lines),
      me: "host",
      done: (link) => {
        result = "played";
        link.hangUp("closed");
      },
    });
    dial({
      opened: (link) => {
        part.tell({ kind: "opened", name: link.name });
        watch(link);
        part.begin(link);
      },
      refused: (why) => {
        part.tell({ kind: "fault", what: `the device does not answer: ${why}` });
        resolve("refused");
      },
      received: (link, bytes) => {
        watch(link);
        part.hear(link, bytes);
      },
      ended: (link) => link.hangUp("closed"),
      closed: (_, how) => {
        callOff();
        part.tell({ kind: "closed", from: "device", how });
        resolve(result);
      },
    });
  });
}
