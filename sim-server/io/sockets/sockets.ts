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
import { seatCodeOf } from "../hardware/seat-code.ts";
import type { Seats } from "../hardware/seats.ts";
import { whoSends } from "../http/identity.ts";
import { fromOwnPage } from "../http/origin.ts";
import { malformed, REFUSALS } from "../http/refusals.ts";
import type { LiveSession } from "../live-session.ts";
import type { LiveSessions } from "../live-sessions.ts";
import type { Person, Store } from "../store/store.ts";
import { createRateLimit } from "./rate.ts";

export type SocketPorts = {
  readonly store: Store;
  readonly live: LiveSessions;
  readonly seats: Seats;
  readonly speed: number;
  readonly realNowMs: () => number;
  readonly failed: (error: unknown) => void;
};

/** An act is some hundred bytes; nothing a page sends is near this. */
const MESSAGE_BYTES_MAX = 8192;
/** Messages of one page, in world time: a quick hand makes ten acts a second at the very most. */
const RATE = { burst: 60, perSecond: 30 };

type Attendance = { readonly socket: Socket; readonly live: LiveSession };
type Acknowledge = (answer: Acknowledgement) => void;
type Answering = (message: unknown) => Acknowledgement | Promise<Acknowledgement>;

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
  const answer = answerOn(socket, ports);
  socket.on("join", answer(attend));
  socket.on("act", answer(act));
  socket.on("disconnect", () => leave());
  socket.onAny((event: string, ...rest: unknown[]) => {
    if (event === "join" || event === "act") return;
    answer(() => refused(malformed("event", "there are join and act")))(...rest);
  });
}

/** Lets through what comes at a human rate, and answers it: by acknowledgement, or else by `refused`. */
function answerOn(socket: Socket, { speed, realNowMs, failed }: SocketPorts) {
  const perSecond = RATE.perSecond * Math.max(1, speed);
  const allowed = createRateLimit({ burst: RATE.burst, perSecond });
  return (work: Answering) =>
    (...words: unknown[]): void => {
      const acknowledge = words.findLast((word): word is Acknowledge => typeof word === "function");
      const [first] = words;
      const message = first === acknowledge ? undefined : first;
      const attempt = async (): Promise<Acknowledgement> =>
        allowed(realNowMs()) ? work(message) : refused(REFUSALS.tooFast);
      attempt()
        .catch((error: unknown) => {
          failed(error);
          return refused(REFUSALS.server);
        })
        .then((answer) => {
          if (acknowledge !== undefined) acknowledge(answer);
          else if (!answer.ok) socket.emit("refused", answer.refusal);
        })
        .catch(failed);
    };
}

function refused(refusal: RefusalMessage): Acknowledgement {
  return { ok: false, refusal };
}

type ZodComplaint = { readonly issues: readonly { path: PropertyKey[]; message: string }[] };

function complaintOfJoin(message: unknown, error: ZodComplaint): RefusalMessage {
  const version = (message as { version?: unknown } | null | undefined)?.version;
  const other = typeof version === "number" && version !== CONTRACT_VERSION;
  return other ? REFUSALS.version : complaint(error);
}

function complaint(error: ZodComplaint): RefusalMessage {
  const issue = error.issues[0];
  return malformed(issue?.path.map(String).join(".") ?? "", issue?.message ?? "");
}
