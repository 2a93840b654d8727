import { io, type Socket } from "socket.io-client";
import type { Clock } from "../../../device-emulators/transports/clock.ts";
import {
  type Acknowledgement,
  DESK_NAMESPACE,
  DESK_VERSION,
  type DeskEvent,
  type DeskJoin,
  type DeskOrder,
  type DeskWelcome,
} from "../../contract/index.ts";
import type { HardwareEvent } from "../../core/counter/hardware-event.ts";
import { createDeskOutbox, type DeskOutbox } from "./desk-outbox.ts";

/** What happens between a desk and its server. */
export type DeskNews =
  | { readonly event: "joined"; readonly cashier: string; readonly lesson: string }
  | { readonly event: "lost" }
  /** It cannot join now, and tries again. */
  | { readonly event: "waiting"; readonly why: string };

/** A desk's end of the network: nothing of what it tells is lost or doubled while that is down. */
export type DeskClient = {
  readonly tell: (event: HardwareEvent) => void;
  /** Takes the hardware away and hangs up. */
  readonly close: () => Promise<void>;
};

export type DeskClientPorts = {
  readonly clock: Clock;
  readonly news: (news: DeskNews) => void;
  /** Carries an order out. */
  readonly perform: (order: DeskOrder) => void;
  /** Whether devices may go on telling. */
  readonly flow: (ready: boolean) => void;
};

export type DeskClientOptions = {
  readonly server: URL;
  readonly seat: string;
  readonly devices: DeskJoin["devices"];
  /** 32 hex digits that name this run. */
  readonly name: string;
};

/** Chosen: an hour of quick scanning. Beyond it, devices are asked to wait. */
export const EVENTS_MAX = 5_000;
const FLOW_AGAIN = EVENTS_MAX / 2;
/** How soon somebody who was turned away asks again. Chosen. */
const JOIN_AGAIN_MS = 2_000;
const PART_MS_MAX = 1_000;

/** Joins hardware to a seat and keeps to it. */
export function joinDesk(options: DeskClientOptions, ports: DeskClientPorts): DeskClient {
  const { server, seat, devices, name } = options;
  const { clock, news, perform, flow } = ports;
  const outbox = createDeskOutbox();
  const orders = createOrders(perform);
  const watchFlow = watchOver(outbox, flow);
  let joined = false;
  let said = "";
  let callOff: () => void = () => undefined;

  const socket: Socket = io(new URL(DESK_NAMESPACE, server).href, {
    transports: ["websocket"],
    reconnectionDelayMax: 2_000,
    extraHeaders: { origin: server.origin },
  });

  const wait = (why: string): void => {
    if (why !== said) news({ event: "waiting", why });
    said = why;
  };

  const join = (): void => {
    const plugged = outbox.plugged();
    const message: DeskJoin = { version: DESK_VERSION, seat, desk: name, devices, plugged };
    const heard = orders.heard();
    const sent = heard === undefined ? message : { ...message, heard };
    socket.emit("join", sent, (answer: DeskWelcome) => {
      if (!answer.ok) {
        wait(answer.refusal.what.en);
        callOff = clock.after(JOIN_AGAIN_MS, () => socket.connected && join());
        return;
      }
      joined = true;
      said = "";
      news({ event: "joined", cashier: answer.cashier, lesson: answer.lesson.en });
      for (const event of outbox.waiting()) send(event);
    });
  };

  const send = (event: DeskEvent): void => {
    socket.emit("event", event, (answer: Acknowledgement) => {
      // What the server could not take is not told again: it would not take it then either.
      if (!answer.ok) wait(answer.refusal.what.en);
      outbox.acknowledge(event.n);
      watchFlow();
    });
  };

  socket.on("connect", join);
  socket.on("connect_error", (error) =>
    wait(`${server.origin} does not answer (${error.message})`),
  );
  socket.on("disconnect", () => {
    callOff();
    if (joined) news({ event: "lost" });
    joined = false;
  });
  socket.on("order", (order: DeskOrder, done: () => void) => {
    orders.hear(order);
    done();
  });

  return {
    tell: (event) => {
      const numbered = outbox.add(event);
      if (joined) send(numbered);
      watchFlow();
    },
    close: async () => {
      callOff();
      if (joined)
        await socket
          .timeout(PART_MS_MAX)
          .emitWithAck("part")
          .catch(() => undefined);
      joined = false;
      socket.close();
    },
  };
}

/** Orders as they come: each is carried out once, also where it is sent again. */
function createOrders(perform: (order: DeskOrder) => void) {
  let heard: DeskJoin["heard"];
  return {
    heard: () => heard,
    hear: (order: DeskOrder): void => {
      if (heard?.epoch === order.epoch && order.order <= heard.order) return;
      heard = { epoch: order.epoch, order: order.order };
      perform(order);
    },
  };
}

/** @returns to be called when the outbox has changed: devices wait while it is full */
function watchOver(outbox: DeskOutbox, flow: (ready: boolean) => void): () => void {
  let flowing = true;
  return () => {
    const now = outbox.waiting().length < (flowing ? EVENTS_MAX : FLOW_AGAIN);
    if (now === flowing) return;
    flowing = now;
    flow(now);
  };
}
