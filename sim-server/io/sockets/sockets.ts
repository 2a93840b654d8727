import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import {
  type Acknowledgement,
  actMessage,
  CONTRACT_VERSION,
  join,
  type RefusalMessage,
  type State,
} from "../../contract/index.ts";
import type { Desks } from "../hardware/desks.ts";
import { seatCodeOf } from "../hardware/seat-code.ts";
import type { Seats } from "../hardware/seats.ts";
import { whoSends } from "../http/identity.ts";
import { fromOwnPage } from "../http/origin.ts";
import { malformed, REFUSALS } from "../http/refusals.ts";
import type { LiveSession } from "../live-session.ts";
import type { LiveSessions } from "../live-sessions.ts";
import type { Person, Store } from "../store/store.ts";
import { answerOn, complaint, ofOtherVersion, refused } from "./answering.ts";
import { serveDesks } from "./desk-sockets.ts";

export type SocketPorts = {
  readonly store: Store;
  readonly live: LiveSessions;
  readonly seats: Seats;
  readonly desks: Desks;
  readonly speed: number;
  readonly realNowMs: () => number;
  readonly failed: (error: unknown) => void;
};

/** An act is some hundred bytes; nothing a page sends is near this. */
const MESSAGE_BYTES_MAX = 8192;
/** Messages of one page, in world time: a quick hand makes ten acts a second at the very most. */
const RATE = { burst: 60, perSecond: 30 };

type Attendance = { readonly socket: Socket; readonly live: LiveSession };

/** Serves the counter by socket.io: one attending page a session, the newest wins. */
export function serveSockets(http: HttpServer, ports: SocketPorts) {
  const attending = new Map<string, Attendance>();
  const io = new Server(http, {
    transports: ["websocket"],
    serveClient: false,
    maxHttpBufferSize: MESSAGE_BYTES_MAX,
    allowRequest: (request, decide) => decide(null, fromOwnPage(request)),
  });

  io.use((socket, next) => {
    whoSends(socket.request, ports.store)
      .then((person) => {
        if (person === undefined) return next(new Error(REFUSALS.nobody.what.en));
        socket.data.person = person;
        next();
      })
      .catch(next);
  });
  io.on("connection", (socket) => serveSocket(socket, attending, ports));
  serveDesks(io, ports);

  return {
    publish: (session: string, state: State): void => {
      attending.get(session)?.socket.emit("state", state);
    },
    close: (): void => void io.close(),
  };
}

function serveSocket(socket: Socket, attending: Map<string, Attendance>, ports: SocketPorts): void {
  const person: Person = socket.data.person;
  let joined: string | undefined;
  let displaced = false;

  const attend = async (message: unknown): Promise<Acknowledgement> => {
    const parsed = join.safeParse(message);
    if (!parsed.success) return refused(complaintOfJoin(message, parsed.error));
    const stored = await ports.store.findSession(parsed.data.session);
    if (stored?.person !== person.id) return refused(REFUSALS.notFound);
    const opening = await ports.live.open(stored);
    if (!opening.ok) return refused(opening.error);
    // A page that has gone meanwhile attends to nothing.
    if (socket.disconnected) return refused(REFUSALS.unjoined);
    leave();
    attending.get(stored.id)?.socket.data.displace();
    const live = opening.value;
    joined = stored.id;
    displaced = false;
    attending.set(stored.id, { socket, live });
    const { speed, seats } = ports;
    socket.emit("opened", { ...live.opened(), speed, seat: seatCodeOf(person.id) });
    socket.emit("state", live.whole());
    live.attend();
    seats.take(person.id, live);
    return { ok: true };
  };

  const act = (message: unknown): Acknowledgement | Promise<Acknowledgement> => {
    const attendance = joined === undefined ? undefined : attending.get(joined);
    if (attendance === undefined)
      return refused(displaced ? REFUSALS.elsewhere : REFUSALS.unjoined);
    const parsed = actMessage.safeParse(message);
    if (!parsed.success) return refused(complaint(parsed.error));
    return attendance.live.submit(parsed.data);
  };

  const leave = (): void => {
    if (joined === undefined) return;
    const left = attending.get(joined);
    attending.delete(joined);
    joined = undefined;
    left?.live.leave();
  };

  socket.data.displace = (): void => {
    leave();
    displaced = true;
    socket.emit("refused", REFUSALS.elsewhere);
  };
  const { speed, realNowMs, failed } = ports;
  const rate = { burst: RATE.burst, perSecond: RATE.perSecond * Math.max(1, speed) };
  const answer = answerOn(socket, { rate, realNowMs, failed });
  socket.on("join", answer(attend));
  socket.on("act", answer(act));
  socket.on("disconnect", () => leave());
  socket.onAny((event: string, ...rest: unknown[]) => {
    if (event === "join" || event === "act") return;
    answer(() => refused(malformed("event", "there are join and act")))(...rest);
  });
}

function complaintOfJoin(message: unknown, error: Parameters<typeof complaint>[0]): RefusalMessage {
  return ofOtherVersion(message, CONTRACT_VERSION) ? REFUSALS.version : complaint(error);
}
