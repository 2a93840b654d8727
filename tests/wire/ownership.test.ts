import { io } from "socket.io-client";
import { describe, expect, onTestFinished, test } from "vitest";
import { enter, type Guest, openLesson } from "../../sim-server/bench/seat.ts";
import { approach, heard, sitAt, sitDown, startServer } from "../kit/server.ts";

const NOT_YOURS = "There is no such session of yours. Go back to the home page.";
const NOBODY: Omit<Guest, "url"> = { cookie: "" };
const FORGED: Omit<Guest, "url"> = { cookie: `tillyard=${"0".repeat(32)}` };
const ODD: Omit<Guest, "url"> = { cookie: "tillyard=' or 1=1 --" };

/** Who asks, and what each of read, join and drive is answered. */
const MATRIX: readonly [string, Omit<Guest, "url"> | "owner" | "other", number, string, string][] =
  [
    ["its owner", "owner", 409, "joined", "acted"],
    ["another person", "other", 404, NOT_YOURS, "send join before act"],
    ["nobody", NOBODY, 401, "choose a nickname", "choose a nickname"],
    ["somebody who made up a cookie", FORGED, 401, "choose a nickname", "choose a nickname"],
    ["somebody with a strange cookie", ODD, 401, "choose a nickname", "choose a nickname"],
  ];

describe.each(MATRIX)("a session, asked for by %s", (_who, asking, read, joins, drives) => {
  const meet = async () => {
    const server = await startServer();
    const owner = await enter(server.url, "owner");
    const session = await openLesson(owner, "first-sale");
    const other = await enter(server.url, "other");
    const guest =
      asking === "owner" ? owner : asking === "other" ? other : { ...asking, url: server.url };
    return { guest, session };
  };
  const said = (error: unknown): string => (error as Error).message;

  test(`read: ${read}`, async () => {
    const { guest, session } = await meet();
    const response = await fetch(`${guest.url}/api/sessions/${session}/debrief`, {
      headers: { cookie: guest.cookie },
    });
    expect(response.status).toBe(read);
  });

  test(`join: ${joins}`, async () => {
    const { guest, session } = await meet();
    const answer = await sitAt(guest, session).then(() => "joined", said);
    expect(answer).toContain(joins);
  });

  test(`drive: ${drives}`, async () => {
    const { guest, session } = await meet();
    const drive = async (): Promise<string> => {
      const seat = await approach(guest, session);
      await seat.join();
      const answer = await seat.act({ type: "say", phrase: "greet" });
      return answer.ok ? "acted" : answer.refusal.what.en;
    };
    expect(await drive().catch(said)).toContain(drives);
  });
});

test("a session that does not exist is answered as one of somebody else", async () => {
  const server = await startServer();
  const guest = await enter(server.url, "a");
  const seat = await approach(guest, "f".repeat(32));
  expect(await seat.join()).toMatchObject({ ok: false, refusal: { what: { en: NOT_YOURS } } });
});

test.each([
  ["another site", "http://elsewhere.example"],
  ["no site at all", undefined],
])("a socket from %s is turned away, whoever's cookie it brings", async (_where, origin) => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  const extraHeaders = { cookie: seat.guest.cookie, ...(origin && { origin }) };
  const socket = io(server.url, { transports: ["websocket"], forceNew: true, extraHeaders });
  onTestFinished(() => void socket.close());
  const turnedAway = new Promise((resolve) => socket.once("connect_error", resolve));
  const let_in = new Promise((resolve) => socket.once("connect", () => resolve("let in")));
  expect(await Promise.race([turnedAway, let_in])).toBeInstanceOf(Error);
});

test("a person's own sessions do not mix: what one does, the other is not told", async () => {
  const server = await startServer();
  const first = await sitDown(server.url);
  const second = await sitAt(first.guest, await openLesson(first.guest, "wrong-pin"));
  const told: unknown[] = [];
  second.socket.on("state", (state) => told.push(state.view.till));
  const rang = heard(first, "state");
  await first.act({ type: "scan", item: "milk" });
  await rang;
  await second.act({ type: "pause", on: true });
  expect(told.filter((till) => till !== undefined)).toEqual([]);
});
