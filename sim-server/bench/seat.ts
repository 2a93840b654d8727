import { io, type Socket } from "socket.io-client";
import {
  type Acknowledgement,
  type ActMessage,
  CONTRACT_VERSION,
  type Opened,
  type RefusalMessage,
  type State,
  type WireAct,
  type WireView,
} from "../contract/index.ts";

/** Somebody who has entered a nickname: what a browser would keep of that. */
export type Guest = { readonly url: string; readonly cookie: string };

/** A page's place at a counter, without the page: what it was told, and how to act. */
export type Seat = {
  readonly socket: Socket;
  readonly session: string;
  /** Joins, or takes the session back. */
  readonly join: () => Promise<Acknowledgement>;
  /** All parts as they are now. */
  readonly view: () => WireView;
  readonly paused: () => boolean;
  /** World time of the last state told. */
  readonly toldMs: () => number;
  /** World time as the page can tell it: the last it was told, run on. */
  readonly worldNowMs: () => number;
  readonly act: (act: WireAct, options?: ActOptions) => Promise<Acknowledgement>;
  /** Every refusal that answered no call. */
  readonly refusals: readonly RefusalMessage[];
  readonly opened: () => Opened | undefined;
  /** World milliseconds in one real one. */
  readonly speed: () => number;
  readonly close: () => void;
};

export type ActOptions = { readonly id?: string; readonly reactedMs?: number };

/** Enters by HTTP, as the home page does. */
export async function enter(url: string, nickname: string): Promise<Guest> {
  const response = await post({ url, cookie: "" }, "enter", { nickname });
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { url, cookie };
}

/** Opens a lesson. @returns the session's id */
export async function openLesson(guest: Guest, lesson: string, seed = 1): Promise<string> {
  const response = await post(guest, "sessions", { lesson, seed });
  const { id } = (await response.json()) as { id: string };
  return id;
}

/** Posts as a page of that server does. */
export function post({ url, cookie }: Guest, path: string, body: unknown): Promise<Response> {
  return fetch(`${url}/api/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, cookie },
    body: JSON.stringify(body),
  });
}

/** Connects as a page does; `join` takes the seat. */
export async function connect(guest: Guest, session: string): Promise<Seat> {
  const socket = io(guest.url, {
    transports: ["websocket"],
    forceNew: true,
    extraHeaders: { cookie: guest.cookie, origin: guest.url },
  });
  const view: Partial<WireView> = {};
  let told = { worldMs: 0, realMs: performance.now(), runs: false };
  let opened: Opened | undefined;
  const refusals: RefusalMessage[] = [];
  let count = 0;
  const page = Math.random().toString(36).slice(2, 10);

  const worldNowMs = (): number => {
    const passedMs = told.runs ? (performance.now() - told.realMs) * (opened?.speed ?? 1) : 0;
    return Math.floor(told.worldMs + passedMs);
  };
  socket.on("state", (state: State) => {
    Object.assign(view, state.view);
    told = { worldMs: state.nowMs, realMs: performance.now(), runs: !state.paused };
  });
  socket.on("opened", (message: Opened) => {
    opened = message;
  });
  socket.on("refused", (refusal: RefusalMessage) => void refusals.push(refusal));
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });

  return {
    socket,
    session,
    join: () => socket.emitWithAck("join", { session, version: CONTRACT_VERSION }),
    view: () => view as WireView,
    paused: () => !told.runs,
    toldMs: () => told.worldMs,
    worldNowMs,
    act: (act, { id, reactedMs } = {}) => {
      count += 1;
      const message: ActMessage = {
        id: id ?? `${page}-${count}`,
        by: "keys",
        reactedMs: reactedMs ?? worldNowMs(),
        act,
      };
      return socket.emitWithAck("act", message);
    },
    refusals,
    opened: () => opened,
    speed: () => opened?.speed ?? 1,
    close: () => void socket.close(),
  };
}
