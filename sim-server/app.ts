import { createServer, type Server } from "node:http";
import { join } from "node:path";
import express, { type Express } from "express";
import { TillyardError } from "../device-emulators/kit/errors.ts";
import { REAL_CLOCK } from "../device-emulators/transports/clock.ts";
import type { Config } from "./config.ts";
import { beyondReach } from "./core/counter/beyond-reach.ts";
import type { AcquirerSetup } from "./io/acquirer/load-acquirer.ts";
import { createDesks } from "./io/hardware/desks.ts";
import { type LocalHardware, standHere } from "./io/hardware/local-hardware.ts";
import { createSeats } from "./io/hardware/seats.ts";
import { serveApi } from "./io/http/api.ts";
import { newSecretId } from "./io/http/identity.ts";
import { pagesBuilt, servePages } from "./io/http/pages.ts";
import { createLiveSessions } from "./io/live-sessions.ts";
import { createPacer } from "./io/pacer.ts";
import { type LessonFile, loadLessons } from "./io/scenario-files.ts";
import { serveSockets } from "./io/sockets/sockets.ts";
import { openStore } from "./io/store/sqlite.ts";
import { PACKAGE_FOLDER, VERSION } from "./package-info.ts";

/** Chosen: a page keeps one socket and, while it loads, six more connections. */
const CONNECTIONS_MAX = 4096;

export type RunningApp = {
  readonly url: string;
  readonly close: () => Promise<void>;
  /** Lessons that are not offered because someone else's bank is the acquirer, each with the reasons. */
  readonly leftOut: readonly LeftOut[];
};

export type LeftOut = { readonly lesson: string; readonly reasons: readonly string[] };

/**
 * Joins every part of the server and starts it.
 *
 * @param failed told of every failure nobody else reports
 * @param acquirer someone else's bank instead of each world's own
 * @param hardware devices of this machine that stand at a counter
 * @throws TillyardError `port-in-use`, `data-unwritable`, `scenario-invalid` or `config-invalid`
 */
export async function startApp(
  config: Config,
  failed: (error: unknown) => void,
  acquirer?: AcquirerSetup,
  hardware?: LocalHardware,
): Promise<RunningApp> {
  const pages = join(PACKAGE_FOLDER, "dist", "trainer-ui");
  if (!pagesBuilt(pages)) {
    throw new TillyardError("config-invalid", "the trainer's pages have not been built", {
      hint: "npm start builds them; npm run build does it alone",
    });
  }
  const own = (folder: string): string => join(PACKAGE_FOLDER, "scenarios", folder);
  const { scenarios } = config;
  const library = loadLessons([
    own("library"),
    own("practice"),
    ...(scenarios === undefined ? [] : [scenarios]),
  ]);
  const leftOut = acquirer === undefined ? [] : library.flatMap(leaveOut);
  const lessons = library.filter(
    ({ scenario: { id } }) => !leftOut.some((out) => out.lesson === id),
  );
  const app = express().disable("x-powered-by");
  const http = createServer(app);
  http.maxConnections = CONNECTIONS_MAX;
  // First the port: it is what a second start by mistake should hear of. Nobody is answered before
  // the rest is in place, because it is put there without waiting.
  await listen(http, config);
  http.on("error", failed);
  try {
    const close = joinParts({ app, http, pages, lessons, config, failed, acquirer, hardware });
    return { url: `http://${nameOf(config.host)}:${portOf(http)}`, close, leftOut };
  } catch (error) {
    http.close();
    throw error;
  }
}

function leaveOut({ scenario }: LessonFile): readonly LeftOut[] {
  const reasons = beyondReach(scenario);
  return reasons.length === 0 ? [] : [{ lesson: scenario.id, reasons }];
}

type Joined = {
  readonly app: Express;
  readonly http: Server;
  readonly pages: string;
  readonly lessons: readonly LessonFile[];
  readonly config: Config;
  readonly failed: (error: unknown) => void;
  readonly acquirer: AcquirerSetup | undefined;
  readonly hardware: LocalHardware | undefined;
};

/** @returns how to end it all, with everything stored */
function joinParts(joined: Joined): RunningApp["close"] {
  const { app, http, pages, lessons, config, failed, acquirer, hardware } = joined;
  const { speed } = config;
  const store = openStore(config.dataFolder);
  const pacer = createPacer({ speed, realNowMs, failed });
  const seats = createSeats(failed);
  const desks = createDesks({ seats, clock: REAL_CLOCK, newEpoch: newSecretId, failed });
  const live = createLiveSessions({
    store,
    pacer,
    failed,
    acquirer,
    letGo: seats.close,
    publish: (session, state) => sockets.publish(session, state),
  });
  const sockets = serveSockets(http, { store, live, seats, desks, failed, speed, realNowMs });
  const clock = REAL_CLOCK;
  const letGo = hardware === undefined ? undefined : standHere(hardware, seats, { clock, failed });
  servePages(app, pages);
  serveApi(app, { store, lessons, engine: VERSION, failed });
  return async () => {
    const closed = new Promise((resolve) => http.once("close", resolve));
    letGo?.();
    desks.close();
    sockets.close();
    http.closeAllConnections();
    await closed;
    await live.close();
    pacer.stop();
    store.close();
  };
}

const realNowMs = (): number => performance.now();

function listen(http: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException): void => reject(listenError(cause, host, port));
    http.once("error", refuse);
    http.listen(port, host, () => {
      http.off("error", refuse);
      resolve();
    });
  });
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): TillyardError {
  if (cause.code === "EADDRINUSE") {
    return new TillyardError("port-in-use", `port ${port} on ${host} is in use`, {
      hint: "stop the other program, or choose another port: --port N, or PORT",
      cause,
    });
  }
  const why = cause.code === "EACCES" ? "may not be used by you" : `cannot be used (${cause.code})`;
  return new TillyardError("config-invalid", `port ${port} on ${host} ${why}`, {
    hint: "choose a port above 1023 and an address of this machine: --port N, --host ADDRESS",
    cause,
  });
}

function nameOf(host: string): string {
  return host === "127.0.0.1" || host === "::1" ? "localhost" : host;
}

function portOf(http: Server): number {
  const address = http.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
