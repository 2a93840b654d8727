import {
  bringAbout,
  type Mechanism,
  pressButton,
  printerStatus,
  sendAutomaticStatus,
} from "./mechanism.ts";
import type { PrinterState } from "./printer.ts";
import type { Urgent } from "./real-time.ts";
import { NOTICES, realTimeReply } from "./status.ts";

/**
 * Does what a real-time command asks for, at once.
 *
 * @param jobsAfter how many of the jobs that wait came behind the command
 */
export function obey(
  mechanism: Mechanism,
  command: Urgent,
  { jobsAfter, nowMs }: { readonly jobsAfter: number; readonly nowMs: number },
): void {
  const { now } = mechanism;
  switch (command.kind) {
    case "ask": {
      const bytes = realTimeReply(printerStatus(now), command.n);
      if (bytes !== undefined) bringAbout(mechanism, { type: "reply", bytes });
      return;
    }
    case "recover":
      if (!mended(now)) return;
      now.error = undefined;
      if (command.clears) forget(mechanism, jobsAfter);
      return;
    case "feed-button":
      pressButton(mechanism, "down", nowMs);
      pressButton(mechanism, "up", nowMs);
      return;
    case "pulse":
      bringAbout(mechanism, {
        ...{ type: "kick", pin: command.pin, onMs: command.onMs },
        offMs: command.onMs,
      });
      return;
    case "power-off":
      now.power = "off";
      forget(mechanism, 0);
      bringAbout(mechanism, { type: "reply", bytes: NOTICES.powerOff });
      return;
    case "buzz":
      bringAbout(mechanism, { type: "buzz", times: command.times, onMs: command.onMs });
      return;
    case "status":
      sendAutomaticStatus(mechanism);
      return;
    case "clear":
      forget(mechanism, jobsAfter);
      bringAbout(mechanism, { type: "reply", bytes: NOTICES.cleared });
      return;
  }
}

/** Errors that DLE ENQ may end: those whose cause is gone, but for the last kind. */
function mended({ error }: PrinterState): boolean {
  return error?.mended === true && error.kind !== "unrecoverable";
}

/** Throws away what waits, but for the last `kept` of it. */
function forget({ now }: Mechanism, kept: number): void {
  now.jobs = now.jobs.slice(Math.max(now.nextJob, now.jobs.length - kept));
  now.nextJob = 0;
}
