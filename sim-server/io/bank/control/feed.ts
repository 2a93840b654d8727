import type { Request, RequestHandler, Response } from "express";
import type { BankDesk } from "../desk.ts";
import type { Logged } from "../message-log.ts";
import { viewMessage } from "./message-view.ts";

/** Chosen: whoever follows does not read faster, and what is skipped can be asked for. */
const UNSENT_BYTES_MAX = 1_048_576;
const FOLLOWERS_MAX = 32;
/** Chosen: proxies end what is silent for a minute. */
const HEARTBEAT_MS = 15_000;
const CAUGHT_UP_MAX = 200;

/**
 * Messages as they happen, as server-sent events; other requests are for the next handler.
 *
 * What a follower does not read in time is skipped: the numbers tell, and GET /messages has it.
 *
 * @source WHATWG HTML, server-sent events
 */
export function serveFeed(desk: BankDesk): RequestHandler {
  let followers = 0;
  return (request, response, next) => {
    if (!request.headers.accept?.includes("text/event-stream")) return next();
    if (followers >= FOLLOWERS_MAX) {
      const error = `${FOLLOWERS_MAX} follow already`;
      response.status(409).json({ error, hint: "close one, or poll GET /messages" });
      return;
    }
    followers += 1;
    const stop = follow(desk, request, response);
    response.on("close", () => {
      followers -= 1;
      stop();
    });
  };
}

function follow(desk: BankDesk, request: Request, response: Response): () => void {
  response.set({ "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" });
  response.flushHeaders();
  const send = (logged: Logged): void => {
    if (response.writableLength > UNSENT_BYTES_MAX) return;
    const view = JSON.stringify(viewMessage(desk, logged));
    response.write(`id: ${logged.seq}\ndata: ${view}\n\n`);
  };
  const after = Number(request.headers["last-event-id"] ?? Number.NaN);
  const from = Number.isInteger(after) ? after : Math.max(0, desk.log.last() - CAUGHT_UP_MAX);
  for (const logged of desk.log.since(from, CAUGHT_UP_MAX)) send(logged);
  // Once the bank has answered it, so that the message comes with its explanation.
  const stop = desk.log.follow((logged) => queueMicrotask(() => send(logged)));
  const heartbeat = setInterval(() => response.write(": still here\n\n"), HEARTBEAT_MS);
  return () => {
    stop();
    clearInterval(heartbeat);
  };
}
