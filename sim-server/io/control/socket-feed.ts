import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type Guard, refuseOtherHosts, refuseOtherPages, refuseStrangers } from "./checks.ts";
import type { FeedOptions, Numbered } from "./feed.ts";

/** Chosen: whoever follows does not read faster, and what is skipped can be asked for. */
const UNSENT_BYTES_MAX = 1_048_576;
const FOLLOWERS_MAX = 32;
/** Chosen: followers have nothing to say. */
const HEARD_BYTES_MAX = 1_024;
/** Chosen: who does not answer one ping until the next is gone. */
const PING_MS = 15_000;
const CAUGHT_UP_MAX = 200;

/**
 * The same feed as a WebSocket on `path`: one JSON object a message, from `?after=N` on where that is
 * said. It obeys nothing that followers say.
 *
 * @returns what ends every follower's socket
 * @source RFC 6455
 */
export function serveSocketFeed<Item extends Numbered>(
  server: Server,
  options: FeedOptions<Item> & { readonly path: string; readonly guard: Guard },
): () => void {
  const checks = [
    refuseOtherHosts(options.guard),
    refuseStrangers(options.guard),
    refuseOtherPages,
  ];
  const sockets = new WebSocketServer({ noServer: true, maxPayload: HEARD_BYTES_MAX });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    const [pathname, query] = (request.url ?? "/").split("?", 2);
    const refusal = checks.map((check) => check(request)).find((found) => found !== undefined);
    if (pathname !== options.path) return refuse(socket, 404);
    if (refusal !== undefined) return refuse(socket, refusal.status);
    if (sockets.clients.size >= FOLLOWERS_MAX) return refuse(socket, 409);
    const after = new URLSearchParams(query).get("after");
    sockets.handleUpgrade(request, socket, head, (follower) =>
      tell(follower, options, /^\d{1,15}$/.test(after ?? "") ? Number(after) : undefined),
    );
  });
  return () => {
    for (const follower of sockets.clients) follower.terminate();
    sockets.close();
  };
}

function tell<Item extends Numbered>(
  follower: WebSocket,
  { happenings, view }: FeedOptions<Item>,
  after: number | undefined,
): void {
  const send = (item: Item): void => {
    if (follower.bufferedAmount > UNSENT_BYTES_MAX) return;
    follower.send(JSON.stringify(view(item)));
  };
  if (after !== undefined) for (const item of happenings.since(after, CAUGHT_UP_MAX)) send(item);
  // Once the cause is dealt with, so that what came of it can be asked for.
  const stop = happenings.follow((item) => queueMicrotask(() => send(item)));
  let heard = true;
  const pings = setInterval(() => {
    if (!heard) follower.terminate();
    heard = false;
    follower.ping();
  }, PING_MS);
  follower.on("pong", () => {
    heard = true;
  });
  follower.on("error", () => follower.terminate());
  follower.on("close", () => {
    stop();
    clearInterval(pings);
  });
}

const REASONS = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  500: "Internal Server Error",
} as const;

function refuse(socket: Duplex, status: keyof typeof REASONS): void {
  socket.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\n\r\n`);
}
