import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import {
  type Acknowledgement,
  actMessage,
  CONTRACT_VERSION,
  join,
  type RefusalMessage,
  type State,
} from "../../contract/index.ts";
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
  readonly speed: number;
  readonly realNowMs: () => number;
  readonly failed: (error: unknown) => void;
};

/** An act is some hundred bytes; nothing a page sends is near this. */
const MESSAGE_BYTES_MAX = 8192;
const RATE = { burst: 60, perSecond: 30 };

type Attendance = { readonly socket: Socket; readonly live: LiveSession };
type Acknowledge = (answer: Acknowledgement) => void;

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
  const allowed = createRateLimit(RATE);
  let joined: string | undefined;

  const attend = async (message: unknown): Promise<Acknowledgement> => {
    const parsed = join.safeParse(message);
    if (!parsed.success) return refused(complaint(message, parsed.error));
    const stored = await ports.store.findSession(parsed.data.session);
    if (stored?.person !== person.id) return refused(REFUSALS.notFound);
    const live = await ports.live.open(stored);
    leave();
    const before = attending.get(stored.id);
    if (before !== undefined && before.socket !== socket) {
      before.socket.emit("refused", REFUSALS.elsewhere);
      before.socket.data.leave?.();
    }
    joined = stored.id;
    attending.set(stored.id, { socket, live });
    socket.emit("opened", { ...live.session.opened(), speed: ports.speed });
    socket.emit("state", live.session.whole());
    live.attend(true);
    return { ok: true };
  };

  const act = async (message: unknown): Promise<Acknowledgement> => {
    const attendance = joined === undefined ? undefined : attending.get(joined);
    if (attendance?.socket !== socket) return refused(REFUSALS.elsewhere);
    if (!allowed(ports.realNowMs())) return refused(REFUSALS.tooFast);
    const parsed = actMessage.safeParse(message);
    if (!parsed.success) return refused(complaint(message, parsed.error));
    return attendance.live.submit(parsed.data);
  };

  const leave = (): void => {
    if (joined === undefined) return;
    const attendance = attending.get(joined);
    if (attendance?.socket === socket) {
      attending.delete(joined);
      attendance.live.attend(false);
      ports.live.release(joined, attendance.live.session.ended());
    }
    joined = undefined;
  };

  const answering =
    (work: (message: unknown) => Promise<Acknowledgement>) =>
    (message: unknown, acknowledge?: Acknowledge): void => {
      work(message)
        .catch((error: unknown) => {
          ports.failed(error);
          return refused(outdated(error) ? REFUSALS.outdated : REFUSALS.server);
        })
        .then((answer) => {
          if (typeof acknowledge === "function") acknowledge(answer);
          else if (!answer.ok) socket.emit("refused", answer.refusal);
        })
        .catch(ports.failed);
    };

  socket.data.leave = leave;
  socket.on("join", answering(attend));
  socket.on("act", answering(act));
  socket.on("disconnect", () => leave());
  socket.onAny((event: string) => {
    if (event !== "join" && event !== "act") {
      socket.emit("refused", malformed("", "unknown event"));
    }
  });
}

function outdated(error: unknown): boolean {
  return error instanceof TillyardError && error.code === "journal-corrupt";
}

function refused(refusal: RefusalMessage): Acknowledgement {
  return { ok: false, refusal };
}

type ZodComplaint = { readonly issues: readonly { path: PropertyKey[]; message: string }[] };

function complaint(message: unknown, error: ZodComplaint): RefusalMessage {
  const version = (message as { version?: unknown } | undefined)?.version;
  if (typeof version === "number" && version !== CONTRACT_VERSION) return REFUSALS.version;
  const issue = error.issues[0];
  return malformed(issue?.path.map(String).join(".") ?? "", issue?.message ?? "");
}
