import type { LineEvent } from "../core/counter/line-event.ts";
import type { Session } from "../session/session.ts";
import type { LineSocket, LineSocketPorts } from "./acquirer/line-socket.ts";

/** What a live session has to do with someone else's bank: it opens the shop, and holds the line. */
export type LiveLine = {
  /** Resolves at the lesson's time zero, for which that bank may have to be asked first. */
  readonly ready: Promise<void>;
  /** To be called when time has passed or something has come in: the shop opens as far as it can. */
  readonly goOn: () => void;
  readonly close: () => void;
};

/** A world that may have to ask that bank before it is open. */
export type OpenedWorld = Pick<Session, "nowMs" | "nextDueMs" | "advance" | "begun" | "outside">;

export type LiveLinePorts = LineSocketPorts & {
  /** The far end of the line; none where the session's bank is the world's own. */
  readonly line: ((ports: LineSocketPorts) => LineSocket) | undefined;
  /** World time has gone on to now without waiting for real time. */
  readonly skipped: () => void;
  /** The lesson's time zero has come. */
  readonly began: () => void;
};

/** The line of a session as it stands: a world made anew has lost the call that it was on. */
export function createLiveLine(session: OpenedWorld, ports: LiveLinePorts): LiveLine {
  let ready: () => void = () => undefined;
  const whenReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  let opening = !session.begun();
  if (!opening) ready();
  const socket = ports.line?.(ports);

  /** While nobody is waited for on the line, nobody is there for whom time would have to pass. */
  const hurry = (): void => {
    const fromMs = session.nowMs();
    while (!session.begun() && session.outside?.call() === undefined) {
      session.advance(session.nextDueMs() ?? fromMs);
    }
    if (session.nowMs() > fromMs) ports.skipped();
  };

  const goOn = (): void => {
    if (!opening) return;
    hurry();
    if (!session.begun()) return;
    opening = false;
    ports.began();
    ready();
  };

  if (socket !== undefined) takeUp(session, socket, ports);
  return { ready: whenReady, goOn, close: () => socket?.close() };
}

function takeUp({ outside }: OpenedWorld, socket: LineSocket, ports: LiveLinePorts): void {
  const dropped = outside?.call();
  outside?.attach(socket.perform);
  if (dropped === undefined) return;
  const lost: LineEvent = { kind: "closed", call: dropped };
  ports.receive(lost).catch(ports.failed);
}
