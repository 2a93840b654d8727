import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import type { HostSpeech } from "../terminal/host-speech.ts";
import type { HostPort } from "../terminal/ports.ts";
import type { Emit, Refusal } from "../trace-events.ts";
import { type Channel, createChannel } from "../world/channel.ts";
import { receiveWithin } from "../world/flow.ts";
import type { LineEvent } from "./line-event.ts";

/** What the world wants done on the line outside. Each call has a number, counted from 1. */
export type LineOrder =
  | { readonly kind: "connect"; readonly call: number }
  | { readonly kind: "send"; readonly call: number; readonly bytes: Uint8Array }
  | { readonly kind: "hang-up"; readonly call: number };

/** A line out of the world, as whoever holds its far end sees it. */
export type OutsideEnd = {
  /** From now on orders are carried out by `perform`; until then nobody carries them out. */
  readonly attach: (perform: (order: LineOrder) => void) => void;
  /** The call that is dialled or open now; time may be waited for. */
  readonly call: () => number | undefined;
};

/** The line to someone else's bank: what it is to do leaves as orders, what happens on it comes in. */
export type OutsideLine = OutsideEnd & {
  /** The terminal's end, for as long as the terminal has power. */
  readonly port: () => HostPort;
  /** The terminal has lost its power, and the line with it. */
  readonly unplug: () => void;
  /** @returns why it had no effect: it concerns a call that is over */
  readonly take: (event: LineEvent) => Refusal | undefined;
};

/** Chosen: how long the terminal lets a connection take. */
export const DIAL_MS_MAX = 20_000;

/** A line as it is now. */
type Trunk = {
  readonly emit: Emit;
  readonly dialled: Channel<boolean>;
  perform: (order: LineOrder) => void;
  state: "idle" | "dialling" | "open";
  call: number;
  inbox: HostPort["inbox"];
};

/** A line on which nobody has called yet. */
export function createOutsideLine(speech: HostSpeech, emit: Emit): OutsideLine {
  const trunk: Trunk = {
    emit,
    dialled: createChannel("dialled"),
    perform: () => undefined,
    state: "idle",
    call: 0,
    inbox: createChannel("host"),
  };
  return {
    port: () => {
      trunk.inbox = createChannel("host");
      return portOf(trunk, speech);
    },
    unplug: () => hangUp(trunk),
    take: (event) => {
      if (event.kind === "laid") return undefined;
      const over = event.call !== trunk.call || trunk.state === "idle";
      return over ? "not-there" : hear(trunk, event);
    },
    attach: (perform) => {
      trunk.perform = perform;
    },
    call: () => (trunk.state === "idle" ? undefined : trunk.call),
  };
}

function portOf(trunk: Trunk, speech: HostSpeech): HostPort {
  return {
    speech,
    inbox: trunk.inbox,
    hangUp: () => hangUp(trunk),
    connect: function* () {
      hangUp(trunk);
      trunk.dialled.clear();
      trunk.call += 1;
      trunk.state = "dialling";
      const { call } = trunk;
      trunk.emit("line.dialled", { call });
      trunk.perform({ kind: "connect", call });
      const connected = yield* receiveWithin(trunk.dialled, DIAL_MS_MAX);
      if (connected === undefined) hangUp(trunk);
      return connected ?? false;
    },
    send: (bytes) => {
      if (trunk.state === "open") trunk.perform({ kind: "send", call: trunk.call, bytes });
      else trunk.inbox.put("lost");
    },
  };
}

function hangUp(trunk: Trunk): void {
  trunk.inbox.clear();
  if (trunk.state === "idle") return;
  trunk.state = "idle";
  trunk.emit("line.closed", { call: trunk.call, by: "terminal" });
  trunk.perform({ kind: "hang-up", call: trunk.call });
}

function hear(trunk: Trunk, event: Exclude<LineEvent, { kind: "laid" }>): Refusal | undefined {
  const { call } = event;
  switch (event.kind) {
    case "connected":
      if (trunk.state !== "dialling") return "not-now";
      trunk.state = "open";
      trunk.emit("line.connected", { call });
      trunk.dialled.put(true);
      return undefined;
    case "bytes": {
      if (trunk.state !== "open") return "not-now";
      const bytes = fromHex(event.hex);
      trunk.emit("line.received", { call, bytes: bytes.length });
      trunk.inbox.put(bytes);
      return undefined;
    }
    case "refused":
    case "closed": {
      const wasOpen = trunk.state === "open";
      trunk.state = "idle";
      if (event.kind === "refused") trunk.emit("line.refused", { call });
      else trunk.emit("line.closed", { call, by: "acquirer" });
      if (wasOpen) trunk.inbox.put("lost");
      else trunk.dialled.put(false);
      return undefined;
    }
  }
}
