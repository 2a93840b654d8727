import { randomInt } from "node:crypto";
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type Response,
} from "express";
import type { z } from "zod";
import { parseScenario } from "../../../scenarios/format/parse.ts";
import { enter, type LessonCard, openSession, type RefusalMessage } from "../../contract/index.ts";
import { KNOWN_IDS } from "../../core/counter/known-ids.ts";
import { debriefOf } from "../../session/debrief.ts";
import { lessonParMs } from "../../session/session.ts";
import type { LessonFile } from "../scenario-files.ts";
import type { Person, SessionSummary, Store } from "../store/store.ts";
import { identityCookie, newSecretId, whoSends } from "./identity.ts";
import { fromOwnPage } from "./origin.ts";
import { malformed, REFUSALS } from "./refusals.ts";

export type ApiPorts = {
  readonly store: Store;
  readonly lessons: readonly LessonFile[];
  readonly engine: string;
  /** Told of what went wrong in the server while it answered. */
  readonly failed: (error: unknown) => void;
};

/** Requests are a nickname or a lesson's name: anything larger is no request of ours. */
const BODY_BYTES_MAX = 4096;

/** The few things asked by HTTP: enter, see the lessons, open one, read a debrief. */
export function serveApi(app: Express, ports: ApiPorts): void {
  const api = express.Router();
  api.use((request, response, next) => {
    if (request.method === "GET" || fromOwnPage(request)) next();
    else refuse(response, 403, REFUSALS.foreign);
  });
  api.use(express.json({ limit: BODY_BYTES_MAX }));
  api.post("/enter", (request, response) => enterNickname(request, response, ports));
  api.get("/home", asPerson(ports, showHome));
  api.post("/sessions", asPerson(ports, startSession));
  api.get("/sessions/:id/debrief", asPerson(ports, showDebrief));
  api.use((_request, response) => refuse(response, 404, REFUSALS.notFound));
  app.use("/api", api);
  app.use(answerFailures(ports.failed));
}

/** A request that cannot be read is told so; anything else that fails is logged, and told without detail. */
function answerFailures(failed: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const status = error instanceof Error && "status" in error ? Number(error.status) : 500;
    if (status === 413) return refuse(response, status, REFUSALS.tooLarge);
    if (status >= 400 && status < 500) {
      return refuse(response, status, malformed("", "it is not JSON in UTF-8, or its path is not"));
    }
    failed(error);
    refuse(response, 500, REFUSALS.server);
  };
}

type Handler = (
  request: Request,
  response: Response,
  person: Person,
  ports: ApiPorts,
) => Promise<void>;

function asPerson(ports: ApiPorts, handler: Handler) {
  return async (request: Request, response: Response): Promise<void> => {
    const person = await whoSends(request, ports.store);
    if (person === undefined) refuse(response, 401, REFUSALS.nobody);
    else await handler(request, response, person, ports);
  };
}

async function enterNickname(request: Request, response: Response, ports: ApiPorts): Promise<void> {
  const body = read(enter, request, response);
  if (body === undefined) return;
  const person = { id: newSecretId(), nickname: body.nickname };
  await ports.store.addPerson(person);
  response.set("Set-Cookie", identityCookie(person)).status(201).json({ nickname: body.nickname });
}

async function showHome(
  _request: Request,
  response: Response,
  person: Person,
  ports: ApiPorts,
): Promise<void> {
  const sessions = await ports.store.sessionsOf(person.id);
  const lessons = ports.lessons.map((file) => lessonCard(file, sessions));
  response.set("Cache-Control", "no-store").json({ nickname: person.nickname, lessons });
}

function isLesson(kind: LessonCard["kind"]): boolean {
  return kind === "sale" || kind === "exception";
}

function lessonCard(file: LessonFile, sessions: readonly SessionSummary[]): LessonCard {
  const { scenario } = file;
  const own = sessions.filter((session) => session.lesson === scenario.id);
  const finished = own.filter(({ state }) => state === "finished");
  const open = own
    .filter(({ state, scenarioHash }) => state === "open" && scenarioHash === file.hash)
    .at(-1);
  const { id, chapter, lesson, title, summary, kind } = scenario;
  return {
    id,
    chapter,
    lesson,
    title,
    summary,
    kind,
    face: scenario.customer.face,
    parMs: lessonParMs(scenario),
    ...(finished.length === 0
      ? {}
      : { best: Math.max(...finished.map((session) => session.total ?? 0)) }),
    ...(open === undefined ? {} : { open: open.id }),
  };
}

async function startSession(
  request: Request,
  response: Response,
  person: Person,
  ports: ApiPorts,
): Promise<void> {
  const body = read(openSession, request, response);
  if (body === undefined) return;
  const file = ports.lessons.find(({ scenario }) => scenario.id === body.lesson);
  if (file === undefined) return refuse(response, 404, REFUSALS.notFound);
  const id = newSecretId();
  await ports.store.addSession({
    id,
    person: person.id,
    lesson: file.scenario.id,
    scenarioText: file.text,
    scenarioHash: file.hash,
    seed: body.seed ?? randomInt(0x1_0000_0000),
    engine: ports.engine,
  });
  response.status(201).json({ id });
}

async function showDebrief(
  request: Request,
  response: Response,
  person: Person,
  ports: ApiPorts,
): Promise<void> {
  const stored = await ports.store.findSession(String(request.params["id"]));
  if (stored?.person !== person.id) return refuse(response, 404, REFUSALS.notFound);
  const trace = await ports.store.traceOf(stored.id);
  if (trace === undefined) return refuse(response, 409, REFUSALS.unfinished);
  const order = ports.lessons
    .filter(({ scenario: { id, kind } }) => id === stored.lesson || isLesson(kind))
    .map(({ scenario }) => scenario.id);
  const scenario = parseScenario(stored.scenarioText, stored.lesson, KNOWN_IDS);
  if (!scenario.ok) return refuse(response, 410, REFUSALS.outdated);
  response.json(
    debriefOf({
      session: stored.id,
      cashier: person.nickname,
      scenario: scenario.value,
      trace,
      next: order[order.indexOf(stored.lesson) + 1],
    }),
  );
}

function read<T>(schema: z.ZodType<T>, request: Request, response: Response): T | undefined {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  refuse(response, 400, malformed(issue?.path.join(".") ?? "", issue?.message ?? ""));
  return undefined;
}

function refuse(response: Response, status: number, refusal: RefusalMessage): void {
  response.status(status).json({ refusal });
}
