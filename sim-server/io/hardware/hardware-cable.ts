import { toHex } from "../../../device-emulators/kit/bytes.ts";
import type { Clock } from "../../../device-emulators/transports/clock.ts";
import type { Dial, DialledLink } from "../../../device-emulators/transports/dial.ts";
import type { HardwareEvent } from "../../core/counter/hardware-event.ts";
import { OPEN_GATE, passScan, type ScanGate } from "../../core/drivers/scan-gate.ts";
import { readSwipes, type StripeReader } from "../../core/drivers/stripe-reading.ts";

/** A device that speaks in bytes, and how it is reached. */
export type CabledHardware = {
  readonly device: "printer" | "scanner" | "stripe";
  readonly dial: Dial;
  /** It can be sent to, and sends nothing. */
  readonly mute: boolean;
};

export type HardwareCablePorts = {
  readonly clock: Clock;
  readonly tell: (event: HardwareEvent) => void;
  /** Told of what people should know and no counter does: why it cannot be reached. */
  readonly unreachable: (why: string, hint?: string) => void;
  /** Told what another says of the device: a spooler of its printer. */
  readonly say: (line: string) => void;
};

/** A cable that is kept in: pulled out, it is looked for until it is back. */
export type HardwareCable = {
  /** Sends, or loses it where nobody is there. */
  readonly send: (bytes: Uint8Array) => void;
  /** Takes no more from the device until `resume`. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => void;
};

/** How soon a device that is away is looked for again. Chosen. */
export const LOOK_AGAIN_MS = 1_000;
/** What is told in one piece. Chosen: far above what a device says at once. */
export const PIECE_BYTES_MAX = 1_024;

/** Reaches a device, again and again where need be, and tells what it does. */
export function keepCable(
  { device, dial, mute }: CabledHardware,
  { clock, tell, unreachable, say }: HardwareCablePorts,
): HardwareCable {
  let link: DialledLink | undefined;
  let paused = false;
  let closed = false;
  let said = "";
  let callOff: () => void = () => undefined;
  let read = readerOf(device, tell);

  const lookAgain = (): void => {
    if (!closed) callOff = clock.after(LOOK_AGAIN_MS, call);
  };

  const call = (): void => {
    callOff = dial({
      opened: (opened) => {
        link = opened;
        said = "";
        read = readerOf(device, tell);
        if (paused) opened.pause();
        tell(mute ? { device, kind: "plugged", mute } : { device, kind: "plugged" });
      },
      received: (_link, bytes) => read(bytes),
      ended: (ended) => ended.hangUp("closed"),
      closed: () => {
        link = undefined;
        if (!closed) tell({ device, kind: "unplugged" });
        lookAgain();
      },
      noted: (_link, what) => say(what),
      refused: (why, hint) => {
        if (why !== said && !closed) unreachable(why, hint);
        said = why;
        lookAgain();
      },
    });
  };
  call();

  return {
    send: (bytes) => link?.send(bytes),
    pause: () => {
      paused = true;
      link?.pause();
    },
    resume: () => {
      paused = false;
      link?.resume();
    },
    close: () => {
      closed = true;
      callOff();
    },
  };
}

/** What is told of a device's bytes. A real card's are not: they end here. */
function readerOf(
  device: CabledHardware["device"],
  tell: (event: HardwareEvent) => void,
): (bytes: Uint8Array) => void {
  switch (device) {
    case "printer":
      return (bytes) => tellBytes(device, bytes, tell);
    case "scanner":
      return scannerReader(tell);
    case "stripe":
      return stripeReader(tell);
  }
}

function tellBytes(
  device: "printer" | "scanner",
  bytes: Uint8Array,
  tell: (event: HardwareEvent) => void,
): void {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES_MAX) {
    tell({ device, kind: "bytes", hex: toHex(bytes.subarray(at, at + PIECE_BYTES_MAX)) });
  }
}

function scannerReader(tell: (event: HardwareEvent) => void): (bytes: Uint8Array) => void {
  let gate: ScanGate = OPEN_GATE;
  return (bytes) => {
    const next = passScan(gate, bytes);
    gate = next.gate;
    for (let line = 0; line < next.stopped; line += 1) tell({ device: "scanner", kind: "refused" });
    tellBytes("scanner", next.passed, tell);
  };
}

function stripeReader(tell: (event: HardwareEvent) => void): (bytes: Uint8Array) => void {
  const device = "stripe";
  let reader: StripeReader = "";
  return (bytes) => {
    const read = readSwipes(reader, bytes);
    reader = read.reader;
    for (const swipe of read.swipes) {
      if (swipe.kind === "swiped") tell({ device, kind: "swiped", tracks: swipe.tracks });
      if (swipe.kind === "refused") tell({ device, kind: "refused" });
    }
  };
}
