import type { Side } from "./recording.ts";
import { turnsOf } from "./recording-diff.ts";
import type { RecordingLine } from "./recording-reader.ts";
import { connectionsOf, createPart, type Part, type ReplayParts } from "./replay-part.ts";
import type { CableEnd, Ending, Link } from "./transport.ts";

/**
 * Plays the device of a recording: each host that comes is served as the next one in the recording
 * was. Give the end to the cable at which hosts come.
 *
 * @param over called when as many hosts have come and gone as in the recording
 */
export function replayDevice(
  golden: readonly RecordingLine[],
  { clock, take }: ReplayParts,
  over: () => void,
): CableEnd {
  const connections = connectionsOf(golden);
  const beganMs = clock.nowMs();
  const parts = new Map<Link, Part>();
  let count = 0;
  let gone = 0;

  return {
    opened: (link) => {
      const lines = connections[count] ?? [];
      count += 1;
      const closed = closedBy(lines);
      const part = createPart({
        clock,
        take,
        beganMs,
        turns: turnsOf(lines),
        me: "device",
        number: count,
        done: () => {
          if (closed?.from === "device") link.hangUp(closed.how);
        },
      });
      parts.set(link, part);
      part.tell({ kind: "opened", name: link.name });
      part.begin(link);
    },
    received: (link, bytes) => parts.get(link)?.hear(link, bytes),
    ended: (link) => {
      parts.get(link)?.tell({ kind: "ended", from: "host" });
      link.hangUp("closed");
    },
    closed: (link, how) => {
      parts.get(link)?.tell({ kind: "closed", from: "host", how });
      parts.delete(link);
      gone += 1;
      if (gone === connections.length) over();
    },
    lineSet: () => undefined,
  };
}

function closedBy(lines: readonly RecordingLine[]): { from: Side; how: Ending } | undefined {
  return lines.find((line) => line.kind === "closed");
}
