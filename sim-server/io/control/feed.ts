import type { Request, RequestHandler, Response } from "express";

/** Chosen: whoever follows does not read faster, and what is skipped can be asked for. */
const UNSENT_BYTES_MAX = 1_048_576;
const FOLLOWERS_MAX = 32;
/** Chosen: proxies end what is silent for a minute. */
const HEARTBEAT_MS = 15_000;
const CAUGHT_UP_MAX = 200;

export type Numbered = { readonly seq: number };

/** What happened, numbered from 1, and what goes on happening. */
export type Happenings<Item extends Numbered> = {
  /** The number of the latest; 0 before the first. */
  readonly last: () => number;
  readonly since: (after: number, limit: number) => readonly Item[];
  /** @returns what stops it */
  readonly follow: (hear: (item: Item) => void) => () => void;
};

/** How a feed is made of what happens. */
export type FeedOptions<Item extends Numbered> = {
  readonly happenings: Happenings<Item>;
  /** As it is told to followers, in JSON. */
  readonly view: (item: Item) => unknown;
  /** What else there is for whoever finds too many following. */
  readonly instead: string;
};

/**
 * What happens, as server-sent events; other requests are for the next handler.
 *
 * What a follower does not read in time is skipped: the numbers tell, and the route of the same path
 * has it.
 *
 * @source WHATWG HTML, server-sent events
 */
export function serveFeed<Item extends Numbered>(options: FeedOptions<Item>): RequestHandler {
  let followers = 0;
  return (request, response, next) => {
    if (!request.headers.accept?.includes("text/event-stream")) return next();
    if (followers >= FOLLOWERS_MAX) {
      const error = `${FOLLOWERS_MAX} follow already`;
      response.status(409).json({ error, hint: `close one, or ${options.instead}` });
      return;
    }
    followers += 1;
    const stop = follow(options, request, response);
    response.on("close", () => {
      followers -= 1;
      stop();
    });
  };
}

function follow<Item extends Numbered>(
  { happenings, view }: FeedOptions<Item>,
  request: Request,
  response: Response,
): () => void {
  response.set({ "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" });
  response.flushHeaders();
  const send = (item: Item): void => {
    if (response.writableLength > UNSENT_BYTES_MAX) return;
    response.write(`id: ${item.seq}\ndata: ${JSON.stringify(view(item))}\n\n`);
  };
  const after = Number(request.headers["last-event-id"] ?? Number.NaN);
  const from = Number.isInteger(after) ? after : Math.max(0, happenings.last() - CAUGHT_UP_MAX);
  for (const item of happenings.since(from, CAUGHT_UP_MAX)) send(item);
  // Once the cause is dealt with, so that what came of it is told with it.
  const stop = happenings.follow((item) => queueMicrotask(() => send(item)));
  const heartbeat = setInterval(() => response.write(": still here\n\n"), HEARTBEAT_MS);
  return () => {
    stop();
    clearInterval(heartbeat);
  };
}
