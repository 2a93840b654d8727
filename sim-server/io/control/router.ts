import { join } from "node:path";
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import { PACKAGE_FOLDER } from "../../package-info.ts";
import { CONTENT_SECURITY_POLICY } from "../http/pages.ts";
import {
  type Check,
  type Guard,
  refuseForgeries,
  refuseOtherHosts,
  refuseStrangers,
} from "./checks.ts";
import { describeApi } from "./openapi.ts";
import { type Refusal, Refused, type Route } from "./route.ts";

/** Chosen: two hundred rules with long patterns. */
const BODY_BYTES_MAX = 262_144;

/** By path: what the pages of all control ports share, and the trainer's faces. */
const SHARED_FOLDERS = [
  ["/shared", join(PACKAGE_FOLDER, "sim-server", "io", "control", "page")],
  ["/fonts", join(PACKAGE_FOLDER, "trainer-ui", "assets", "fonts")],
] as const;

/** What a control port serves. */
export type Control<Desk> = {
  /** As its description is headed. */
  readonly title: string;
  readonly routes: readonly Route<Desk>[];
  /** The folder of its page, `page.html`, as it is: no build makes anything of it. */
  readonly page: string;
  /** By path: asked before the route of the same path, and may leave a request to it. */
  readonly feeds: Readonly<Record<string, RequestHandler>>;
  /** What helps once the server itself has failed. */
  readonly mend: string;
};

export type ControlOptions = Guard & { readonly failed: (error: unknown) => void };

/** The control port of a desk: one table of routes, feeds, a page, and their description. */
export function createControl<Desk>(
  desk: Desk,
  control: Control<Desk>,
  options: ControlOptions,
): Express {
  const { title, routes, page, feeds } = control;
  const app = express().disable("x-powered-by");
  app.use(setHeaders);
  app.use(checked(refuseOtherHosts(options)));
  for (const [path, folder] of [["/", page] as const, ...SHARED_FOLDERS]) {
    app.use(path, express.static(folder, { index: "page.html", cacheControl: false }));
  }
  app.get("/openapi.json", (_request, response) => void response.json(describeApi(title, routes)));
  app.use(checked(refuseStrangers(options)));
  app.use(checked(refuseForgeries));
  app.use(express.json({ limit: BODY_BYTES_MAX, strict: false }));
  for (const [path, feed] of Object.entries(feeds)) app.get(path, feed);
  for (const route of routes) app[route.method](route.path, serveRoute(desk, route));
  app.use((_request, response) =>
    refuse(response, {
      status: 404,
      error: "there is nothing under that path and method",
      hint: "GET /openapi.json lists what there is",
    }),
  );
  app.use(answerFailures(control.mend, options.failed));
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

function checked(check: Check): RequestHandler {
  return (request, response, next) => {
    const refusal = check(request);
    if (refusal === undefined) next();
    else refuse(response, refusal);
  };
}

function serveRoute<Desk>(desk: Desk, route: Route<Desk>): RequestHandler {
  return async (request: Request, response: Response) => {
    const body = read(route, "body", request.body ?? {});
    if (body instanceof Refused) return refuse(response, body.refusal);
    const query = read(route, "query", request.query);
    if (query instanceof Refused) return refuse(response, query.refusal);
    const params = request.params as Record<string, string>;
    const answer = await route.run(desk, { params, body: body.value, query: query.value });
    if (answer instanceof Refused) return refuse(response, answer.refusal);
    response.status(route.status ?? 200);
    if (route.contentType === undefined) response.json(answer);
    else response.type(route.contentType).send(asSent(answer));
  };
}

function asSent(answer: unknown): unknown {
  return answer instanceof Uint8Array ? Buffer.from(answer) : answer;
}

type Read = Pick<Route<never>, "method" | "path" | "body" | "query">;

function read(route: Read, part: "body" | "query", given: unknown): { value: unknown } | Refused {
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

function answerFailures(mend: string, failed: (error: unknown) => void): ErrorRequestHandler {
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
    const hint = `the server has logged it; ${mend}`;
    refuse(response, { status: 500, error: "something went wrong in the server", hint });
  };
}

function refuse(response: Response, { status, error, hint }: Refusal): void {
  response.status(status).json({ error, hint });
}
