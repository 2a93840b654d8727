import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { err, ok } from "../../../../device-emulators/kit/result.ts";
import { connect } from "../../../../sim-server/bench/seat.ts";
import { createDesks } from "../../../../sim-server/io/hardware/desks.ts";
import { createSeats } from "../../../../sim-server/io/hardware/seats.ts";
import { REFUSALS } from "../../../../sim-server/io/http/refusals.ts";
import type { LiveSession } from "../../../../sim-server/io/live-session.ts";
import type { LiveSessions } from "../../../../sim-server/io/live-sessions.ts";
import { serveSockets } from "../../../../sim-server/io/sockets/sockets.ts";
import { createHandClock } from "../../../kit/hand-clock.ts";
import { createMemoryStore } from "../../../kit/memory-store.ts";

const SESSION = "a".repeat(32);
const COOKIE = `tillyard=${"b".repeat(32)}`;

type Opening = Awaited<ReturnType<LiveSessions["open"]>>;

/** Sockets whose sessions are opened as `open` says; the rest of the server is not there. */
async function serve(open: () => Promise<Opening>) {
  const http = createServer();
  const failures: unknown[] = [];
  const store = {
    ...createMemoryStore(),
    findSession: async (id: string) => ({
      id,
      person: "b".repeat(32),
      lesson: "",
      scenarioText: "",
      scenarioHash: "",
      seed: 1,
      engine: "",
    }),
  };
  const failed = (error: unknown): void => void failures.push(error);
  const seats = createSeats(failed);
  const sockets = serveSockets(http, {
    store,
    seats,
    desks: createDesks({ seats, clock: createHandClock(), newEpoch: () => "one", failed }),
    live: { open, count: () => 0, close: async () => undefined },
    speed: 1,
    realNowMs: () => performance.now(),
    failed,
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(sockets.close);
  const url = `http://localhost:${(http.address() as AddressInfo).port}`;
  const seat = async () => {
    const page = await connect({ url, cookie: COOKIE }, SESSION);
    onTestFinished(page.close);
    return page;
  };
  return { seat, failures, http };
}

function liveSession(heard: string[]): LiveSession {
  return {
    hear: async () => undefined,
    connect: () => () => undefined,
    ready: Promise.resolve(),
    opened: () => ({}) as ReturnType<LiveSession["opened"]>,
    whole: () => ({}) as ReturnType<LiveSession["whole"]>,
    submit: async () => {
      throw new Error("out of order");
    },
    attend: () => void heard.push("attend"),
    leave: () => void heard.push("leave"),
    attended: () => false,
    ended: () => false,
    close: async () => undefined,
  };
}

test("a page that is gone before its session is open attends to nothing", async () => {
  const heard: string[] = [];
  let asked = (): void => undefined;
  let open = (_opening: Opening): void => undefined;
  const joining = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const opening = new Promise<Opening>((resolve) => {
    open = resolve;
  });
  const { seat, http } = await serve(() => {
    asked();
    return opening;
  });
  const gone = new Promise<void>((resolve) => {
    http.once("connection", (cable) => cable.once("close", resolve));
  });
  const page = await seat();
  const answer = page.join().catch(() => "never answered");
  await joining;
  page.close();
  await gone;
  open(ok(liveSession(heard)));
  expect(await answer).toBe("never answered");
  await (await seat()).socket.emitWithAck("shout");
  expect(heard).toEqual([]);
});

test("a session that cannot go on is refused with its own words", async () => {
  const { seat } = await serve(async () => err(REFUSALS.outdated));
  expect(await (await seat()).join()).toEqual({ ok: false, refusal: REFUSALS.outdated });
});

test("what goes wrong in the server is logged, and told without detail", async () => {
  const heard: string[] = [];
  const { seat, failures } = await serve(async () => ok(liveSession(heard)));
  const page = await seat();
  await page.join();
  const answer = await page.act({ type: "say", phrase: "greet" }, { reactedMs: 1 });
  expect(answer).toEqual({ ok: false, refusal: REFUSALS.server });
  expect(failures).toEqual([new Error("out of order")]);
  expect(heard).toEqual(["attend"]);
});
