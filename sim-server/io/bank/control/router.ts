import { timingSafeEqual } from "node:crypto";
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import { fromOwnPage } from "../../http/origin.ts";
import { CONTENT_SECURITY_POLICY } from "../../http/pages.ts";
import type { BankDesk } from "../desk.ts";
import { serveFeed } from "./feed.ts";
import { describeApi } from "./openapi.ts";
import { PAGE_FOLDER } from "./page-folder.ts";
import { type Refusal, Refused, type Route } from "./route.ts";
import { ROUTES } from "./routes.ts";

/** Chosen: two hundred rules with long patterns. */
const BODY_BYTES_MAX = 262_144;

export type ControlOptions = {
  /** Wanted of every request but for the page itself; without it whoever reaches the port may ask. */
  readonly token: string | undefined;
  /** The port is on loopback: only its own names are answered, so that no other page's name leads here. */
  readonly loopback: boolean;
  readonly failed: (error: unknown) => void;
};

/** The control port of a bank: one table of routes, a feed, a page, and their description. */
export function createControl(desk: BankDesk, options: ControlOptions): Express {
  const app = express().disable("x-powered-by");
  app.use(setHeaders);
  if (options.loopback) app.use(refuseOtherHosts);
  app.use(express.static(PAGE_FOLDER, { index: "page.html", cacheControl: false }));
  app.get("/openapi.json", (_request, response) => void response.json(describeApi(ROUTES)));
  app.use(refuseStrangers(options.token));
  app.use(refuseForgeries);
  app.use(express.json({ limit: BODY_BYTES_MAX, strict: false }));
  app.get("/messages", serveFeed(desk));
  for (const route of ROUTES) app[route.method](route.path, serveRoute(desk, route));
  app.use((_request, response) =>
    refuse(response, {
      status: 404,
      error: "there is nothing under that path and method",
      hint: "GET /openapi.json lists what there is",
    }),
  );
  app.use(answerFailures(options.failed));
  return app;
}

const setHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
  });
  next();
};

const OWN_NAMES: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

const refuseOtherHosts: RequestHandler = (request, response, next) => {
  const name = (request.headers.host ?? "").replace(/:\d+$/, "");
  if (OWN_NAMES.has(name)) return next();
  refuse(response, {
    status: 403,
    error: "this port answers to localhost alone",
    hint: "call it http://localhost:PORT; from elsewhere, start it with --host and --control-token",
  });
};

function refuseStrangers(token: string | undefined): RequestHandler {
  if (token === undefined) return (_request, _response, next) => next();
  const wanted = Buffer.from(`Bearer ${token}`);
  return (request, response, next) => {
    const given = Buffer.from(request.headers.authorization ?? "");
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) return next();
    refuse(response, {
      status: 401,
      error: "the control token is missing or wrong",
      hint: "send the header Authorization: Bearer TOKEN",
    });
  };
}

/** A page of somebody else can send neither JSON nor a false Origin. */
const refuseForgeries: RequestHandler = (request, response, next) => {
  if (request.method === "GET" || request.method === "HEAD") return next();
  if (request.headers.origin !== undefined && !fromOwnPage(request)) {
    return refuse(response, {
      status: 403,
      error: "requests of other pages are refused",
      hint: "leave the Origin header out, or use the page of this port",
    });
  }
  if (/^application\/json\b/i.test(request.headers["content-type"] ?? "")) return next();
  refuse(response, {
    status: 415,
    error: "what changes something must be JSON",
    hint: "send the header Content-Type: application/json, even without a body",
  });
};

function serveRoute(desk: BankDesk, route: Route): RequestHandler {
  return (request: Request, response: Response) => {
    const body = read(route, "body", request.body ?? {});
    if (body instanceof Refused) return refuse(response, body.refusal);
    const query = read(route, "query", request.query);
    if (query instanceof Refused) return refuse(response, query.refusal);
    const params = request.params as Record<string, string>;
    const answer = route.run(desk, { params, body: body.value, query: query.value });
    if (answer instanceof Refused) return refuse(response, answer.refusal);
    response.status(route.status ?? 200).json(answer);
  };
}

function read(route: Route, part: "body" | "query", given: unknown): { value: unknown } | Refused {
  const schema = route[part];
  if (schema === undefined) return { value: undefined };
  const parsed = schema.safeParse(given);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  const place = issue?.path.map(String).join(".") ?? "";
  const unknownKeys = issue?.code === "unrecognized_keys" ? issue.keys.join(", ") : undefined;
  const says = unknownKeys === undefined ? issue?.message : `does not take ${unknownKeys}`;
  const path = route.path.replace(/:(\w+)/g, "{$1}");
  return new Refused(
    400,
    `${place === "" ? `the ${part}` : place} ${says ?? "is wrong"}`,
    `GET /openapi.json describes ${route.method.toUpperCase()} ${path}`,
  );
}

function answerFailures(failed: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const status = error instanceof Error && "status" in error ? Number(error.status) : 500;
    if (status === 413) {
      const hint = `send at most ${BODY_BYTES_MAX} bytes`;
      return refuse(response, { status: 413, error: "the body is too large", hint });
    }
    if (status >= 400 && status < 500) {
      const hint = "send JSON in UTF-8";
      return refuse(response, { status: 400, error: "the request cannot be read", hint });
    }
    failed(error);
    const hint = "the server has logged it; POST /reset opens a fresh bank";
    refuse(response, { status: 500, error: "something went wrong in the server", hint });
  };
}

function refuse(response: Response, { status, error, hint }: Refusal): void {
  response.status(status).json({ error, hint });
}
