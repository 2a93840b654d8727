import type { Server, Socket } from "socket.io";
import {
  DESK_NAMESPACE,
  DESK_VERSION,
  type DeskWelcome,
  deskEvent,
  deskJoin,
} from "../../contract/index.ts";
import type { Desks, JoinedDesk } from "../hardware/desks.ts";
import type { Seats } from "../hardware/seats.ts";
import { REFUSALS } from "../http/refusals.ts";
import { answerOn, complaint, ofOtherVersion, type Refused, refused } from "./answering.ts";
import { createRateLimit } from "./rate.ts";

export type DeskSocketPorts = {
  readonly desks: Desks;
  readonly seats: Seats;
  readonly realNowMs: () => number;
  readonly failed: (error: unknown) => void;
};

/** Chosen: a scanner in a quick hand, a printer that says four bytes to each slip, and much more. */
const RATE = { burst: 2000, perSecond: 200 };
/** Chosen: a room full of desks that wait for their seats; to guess one of 31⁶ codes takes months. */
const JOIN_RATE = { burst: 100, perSecond: 10 };
/** Chosen: more addresses than that do not come from one classroom. */
const ADDRESSES_MAX = 1000;

type Done = { readonly ok: true };

/** Serves desks by socket.io: whoever knows a seat's code brings hardware to it. */
export function serveDesks(io: Server, ports: DeskSocketPorts): void {
  const limits = new Map<string, (nowMs: number) => boolean>();
  const mayJoin = (address: string): boolean => {
    if (limits.size >= ADDRESSES_MAX) limits.clear();
    const limit = limits.get(address) ?? createRateLimit(JOIN_RATE);
    limits.set(address, limit);
    return limit(ports.realNowMs());
  };
  io.of(DESK_NAMESPACE).on("connection", (socket) => serveDesk(socket, mayJoin, ports));
}

function serveDesk(
  socket: Socket,
  mayJoin: (address: string) => boolean,
  { desks, seats, realNowMs, failed }: DeskSocketPorts,
): void {
  let joined: JoinedDesk | undefined;

  const join = (message: unknown): DeskWelcome => {
    if (!mayJoin(socket.handshake.address)) return refused(REFUSALS.tooFast);
    const parsed = deskJoin.safeParse(message);
    if (!parsed.success) {
      const other = ofOtherVersion(message, DESK_VERSION);
      return refused(other ? REFUSALS.deskVersion : complaint(parsed.error));
    }
    const opened = seats.at(parsed.data.seat);
    if (opened === undefined) return refused(REFUSALS.noSeat);
    joined?.lose();
    const desk = desks.join(parsed.data, {
      send: (order) => {
        socket.emit("order", order, () => desk.done(order.order));
      },
    });
    joined = desk;
    return { ok: true, cashier: opened.cashier, lesson: opened.lesson.title };
  };

  const hear = async (message: unknown): Promise<Done | Refused> => {
    if (joined === undefined) return refused(REFUSALS.deskUnjoined);
    const parsed = deskEvent.safeParse(message);
    if (!parsed.success) return refused(complaint(parsed.error));
    await joined.hear(parsed.data);
    return { ok: true };
  };

  const part = (): Done => {
    joined?.part();
    joined = undefined;
    return { ok: true };
  };

  const answer = answerOn(socket, { rate: RATE, realNowMs, failed });
  socket.on("join", answer(join));
  socket.on("event", answer(hear));
  socket.on("part", answer(part));
  socket.on("disconnect", () => joined?.lose());
}
