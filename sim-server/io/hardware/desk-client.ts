import { io, type Socket } from "socket.io-client";
import type { Clock } from "../../../device-emulators/transports/clock.ts";
import {
  type Acknowledgement,
  DESK_NAMESPACE,
  DESK_VERSION,
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
/** How soon what was turned away is tried again. Chosen. */
export const AGAIN_MS = 3_000;
/** Refusals that pass: the server was asked too fast, or something in it failed. */
const PASSES: ReadonlySet<string> = new Set(["too-fast", "server"]);
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

  const sender = createSender(socket, outbox, { clock, refused: wait, acknowledged: watchFlow });

  const join = (): void => {
    const plugged = outbox.plugged();
    const message: DeskJoin = { version: DESK_VERSION, seat, desk: name, devices, plugged };
    const heard = orders.heard();
    const sent = heard === undefined ? message : { ...message, heard };
    socket.emit("join", sent, (answer: DeskWelcome) => {
      if (!answer.ok) {
        wait(answer.refusal.what.en);
        callOff = clock.after(AGAIN_MS, () => socket.connected && join());
        return;
      }
      joined = true;
      said = "";
      news({ event: "joined", cashier: answer.cashier, lesson: answer.lesson.en });
      sender.begin();
    });
  };

  socket.on("connect", join);
  socket.on("connect_error", (error) =>
    wait(`${server.origin} does not answer (${error.message}).`),
  );
  socket.on("disconnect", () => {
    callOff();
    if (joined) news({ event: "lost" });
    joined = false;
    sender.halt();
  });
  socket.on("order", (order: DeskOrder, done: () => void) => {
    orders.hear(order);
    done();
  });

  return {
    tell: (event) => {
      outbox.add(event);
      watchFlow();
      sender.goOn();
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

/** Tells one event after another: what the server cannot take now is told again before what follows. */
function createSender(
  socket: Socket,
  outbox: DeskOutbox,
  ports: {
    readonly clock: Clock;
    readonly refused: (why: string) => void;
    readonly acknowledged: () => void;
  },
) {
  let may = false;
  let onItsWay = false;
  let callOff: () => void = () => undefined;

  const goOn = (): void => {
    const [event] = outbox.waiting();
    if (!may || onItsWay || event === undefined) return;
    onItsWay = true;
    socket.emit("event", event, (answer: Acknowledgement) => {
      onItsWay = false;
      if (!answer.ok) ports.refused(answer.refusal.what.en);
      if (!answer.ok && PASSES.has(answer.refusal.code)) {
        callOff = ports.clock.after(AGAIN_MS, goOn);
        return;
      }
      outbox.acknowledge(event.n);
      ports.acknowledged();
      goOn();
    });
  };

  return {
    goOn,
    begin: (): void => {
      may = true;
      onItsWay = false;
      goOn();
    },
    halt: (): void => {
      may = false;
      callOff();
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
