import { createServer as createHttp } from "node:http";
import { createServer as createHttps } from "node:https";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import {
  type EposFault,
  readEposDocument,
} from "../../../device-emulators/devices/printer/epos/document.ts";
import type {
  EposAnswer,
  EposCode,
} from "../../../device-emulators/devices/printer/epos/status.ts";
import { writeEpos } from "../../../device-emulators/devices/printer/epos/writer.ts";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import type { Clock } from "../../../device-emulators/transports/clock.ts";
import { listen, type Place, portOf } from "../../../device-emulators/transports/listen.ts";
import { writeAnswer } from "./answer.ts";
import { type EposRequest, readEnvelope } from "./envelope.ts";
import { createPrintDesk, type EposPrinter, type PrintDesk } from "./print-desk.ts";
import { createSpooler, type Spooler } from "./spooler.ts";

export type EposOptions = Place & {
  readonly printer: EposPrinter;
  readonly clock: Clock;
  /** Certificate and key, in PEM: then it speaks HTTPS. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Answers before it prints, and tells the result to who asks later. */
  readonly spools: boolean;
  /** Told why a request was refused. */
  readonly refused: (fault: EposFault) => void;
};

export type RunningEpos = {
  /** The address that programs post to. */
  readonly url: string;
  readonly close: () => Promise<void>;
};

export const EPOS_PATH = "/cgi-bin/epos/service.cgi";
/** The only printer there is. @source Epson, ePOS-Print XML User's Manual, device ID of the printer itself */
const DEVICE_ID = "local_printer";
/** Chosen: a long receipt's pictures in base64. */
const BODY_BYTES_MAX = 8_388_608;
const CONNECTIONS_MAX = 64; // chosen
const TIMEOUT_USUAL_MS = 60_000; // chosen
const TIMEOUT_MS = { min: 100, max: 600_000 }; // chosen

/**
 * Listens as the ePOS-Print service of a network printer does, for programs and for pages of any
 * origin in a browser.
 *
 * @throws TillyardError `port-in-use` or `config-invalid`
 */
export async function openEpos(options: EposOptions): Promise<RunningEpos> {
  const { host, port, tls } = options;
  const desk = createPrintDesk(options.printer, options.clock);
  const app = createService(options, desk);
  const server = tls === undefined ? createHttp(app) : createSecure(tls, app);
  server.maxConnections = CONNECTIONS_MAX;
  await listen(server, { host, port }, "--epos HOST:PORT");
  // A program that cannot be let in (too many open files) is turned away; the others go on.
  server.on("error", () => undefined);
  const shown = host.includes(":") ? `[${host}]` : host;
  return {
    url: `${tls === undefined ? "http" : "https"}://${shown}:${portOf(server)}${EPOS_PATH}`,
    close: async () => {
      desk.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function createSecure(tls: NonNullable<EposOptions["tls"]>, app: Express) {
  try {
    return createHttps(tls, app);
  } catch (cause) {
    throw new TillyardError("config-invalid", "certificate and key do not make a TLS server", {
      hint: "give a certificate and the key that belongs to it, in PEM: --tls cert.pem,key.pem",
      cause,
    });
  }
}

/** What a browser asks for before a page of another origin may post. @source as printers send them */
const HEADERS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "POST, OPTIONS",
  "Access-Control-Allow-Headers": "Content-Type, If-Modified-Since, SOAPAction",
  "Cache-Control": "no-store",
} as const;

const setHeaders: RequestHandler = (_request, response, next) => {
  response.set(HEADERS);
  next();
};

function createService(options: EposOptions, desk: PrintDesk): Express {
  const app = express().disable("x-powered-by");
  const spooler = options.spools ? createSpooler(desk) : undefined;
  app.use(setHeaders);
  app.options(EPOS_PATH, (_request, response) => void response.sendStatus(200));
  app.post(
    EPOS_PATH,
    express.text({ type: () => true, limit: BODY_BYTES_MAX }),
    async (request, response) => {
      const { devid, timeout } = request.query;
      const asked = { body: String(request.body ?? ""), devid, timeout };
      response.type("text/xml").send(await serve(asked, { options, desk, spooler }));
    },
  );
  app.use(answerFailures);
  return app;
}

/** A body that is too long, or that breaks off. */
const answerFailures: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const code = error?.type === "entity.too.large" ? "RequestEntityTooLarge" : "PrintSystemError";
  const about = { deviceId: DEVICE_ID, jobId: undefined };
  response.type("text/xml").send(writeAnswer(refusal(code), about));
};

type Asked = { readonly body: string; readonly devid: unknown; readonly timeout: unknown };
type Parts = {
  readonly options: EposOptions;
  readonly desk: PrintDesk;
  readonly spooler: Spooler | undefined;
};

async function serve(asked: Asked, parts: Parts): Promise<string> {
  const request = readEnvelope(asked.body);
  const refuse = (fault: EposFault, jobId?: string): string => {
    parts.options.refused(fault);
    return writeAnswer(refusal("SchemaError"), { deviceId: DEVICE_ID, jobId });
  };
  if (!request.ok) return refuse(request.error);
  const { jobId } = request.value;
  if ((asked.devid ?? request.value.deviceId) !== DEVICE_ID) {
    return writeAnswer(refusal("DeviceNotFound"), { deviceId: DEVICE_ID, jobId });
  }
  const read = readEposDocument(request.value.print);
  if (!read.ok) return refuse(read.error, jobId);
  const bytes = writeEpos(read.value, parts.options.printer.state().parser.model);
  if (!bytes.ok) return refuse(bytes.error, jobId);
  const job = {
    bytes: bytes.value,
    force: read.value.force,
    timeoutMs: timeoutOf(asked, request.value),
  };
  const empty = read.value.commands.length === 0;
  const about = { deviceId: DEVICE_ID, jobId };
  if (empty && jobId !== undefined) {
    return writeAnswer(parts.spooler?.resultOf(jobId) ?? refusal("JobNotFound"), about);
  }
  if (empty) return writeAnswer(parts.desk.look(), about);
  if (parts.spooler === undefined) return writeAnswer(await parts.desk.print(job), about);
  const { answer, jobId: given } = parts.spooler.take(job, jobId);
  return writeAnswer(answer, { deviceId: DEVICE_ID, jobId: given });
}

function timeoutOf({ timeout }: Asked, { timeoutMs }: EposRequest): number {
  const said =
    typeof timeout === "string" && /^\d{1,9}$/.test(timeout) ? Number(timeout) : timeoutMs;
  return Math.min(Math.max(said ?? TIMEOUT_USUAL_MS, TIMEOUT_MS.min), TIMEOUT_MS.max);
}

/** What is said where the printer was not asked. */
function refusal(code: EposCode): EposAnswer {
  return { success: false, code, status: 0 };
}
