import { expect, test } from "vitest";
import { createRobotCashier } from "../../sim-server/bench/robot-cashier.ts";
import { enter, openLesson, type Seat } from "../../sim-server/bench/seat.ts";
import type { State } from "../../sim-server/contract/index.ts";
import { fromStan } from "../../sim-server/io/acquirer/load-acquirer.ts";
import { openStore } from "../../sim-server/io/store/sqlite.ts";
import { createSession } from "../../sim-server/session/session.ts";
import { FAR, setupAt } from "../kit/acquirer.ts";
import { type FarBankOptions, startFarBank } from "../kit/far-bank.ts";
import { lesson } from "../kit/lessons.ts";
import {
  approach,
  heard,
  sitAt,
  spawnServer,
  startServer,
  temporaryFolder,
  until,
} from "../kit/server.ts";

/** Chosen: a lesson takes a few seconds. */
const SPEED = 20;
const FIRST = lesson("first-sale");

const asking = ({ terminal }: ReturnType<Seat["view"]>): boolean => terminal.screen === "receiving";

test("a sale is made at someone else's bank, and charged there once", async () => {
  const bank = await startFarBank(FIRST);
  const { seat, server, cashier } = await sitAtFarBank(bank.port);
  expect(seat.view().terminal.screen).toBe("idle");
  expect(bank.asked).toEqual(["0800"]);
  expect(await cashier.play(seat)).toBeUndefined();
  await until(seat, () => seat.view().phase === "ended");
  expect(bank.asked).toEqual(["0800", "0200"]);
  expect(bank.calls()).toBe(2);
  expect(bank.charged()).toBe(4440);
  expect(server.failures).toEqual([]);
});

test("what was received makes the same world again without the bank, and nothing is sent", async () => {
  const bank = await startFarBank(FIRST);
  const { seat, server, cashier, folder } = await sitAtFarBank(bank.port);
  expect(await cashier.play(seat)).toBeUndefined();
  await until(seat, () => seat.view().phase === "ended");
  await server.close();

  const store = openStore(folder);
  const rows = await store.inputsOf(seat.session);
  const trace = await store.traceOf(seat.session);
  const markMs = await store.markOf(seat.session);
  store.close();
  const again = createSession({ scenario: FIRST, seed: 1, cashier: "小禾", acquirer: FAR });
  expect(again.replay(rows)).toBeUndefined();
  again.advance(markMs);
  expect(again.trace()).toEqual(trace);
  expect(bank.calls()).toBe(2);
  expect(trace?.join("\n")).not.toContain("bank.received");
});

const WAIT_MS = FIRST.terminal.hostWaitMs;

/** How the answer to the sale, the second request, goes astray; and how often it is then reversed. */
test.each<[string, FarBankOptions, readonly string[], number]>([
  ["the line drops", { treat: (_, at) => (at === 2 ? "hang-up" : "send") }, ["0400"], 0],
  ["no answer comes", { treat: (_, at) => (at === 2 ? "lose" : "send") }, ["0400"], WAIT_MS],
  [
    "the answer comes too late",
    { treat: (_, at) => (at === 2 ? { afterMs: WAIT_MS / SPEED + 20 } : "send") },
    ["0400"],
    WAIT_MS,
  ],
  [
    "the line drops, and drops again on the reversal",
    { treat: (_, at) => (at === 2 || at === 3 ? "hang-up" : "send") },
    ["0400", "0400"],
    0,
  ],
])("when %s, the sale is reversed there", async (_what, options, reversals, leastMs) => {
  const bank = await startFarBank(FIRST, options);
  const { seat, cashier } = await sitAtFarBank(bank.port);
  const playing = cashier.play(seat);
  await until(seat, () => asking(seat.view()));
  const askedMs = seat.toldMs();
  await until(seat, () => seat.view().terminal.screen === "reversed");
  expect(seat.toldMs() - askedMs).toBeGreaterThanOrEqual(leastMs);
  expect(bank.asked).toEqual(["0800", "0200", ...reversals]);
  expect(bank.charged()).toBe(0);
  seat.close();
  await playing;
});

test("a bank that is not there is told to the cashier, who signs on once it is", async () => {
  const gone = await startFarBank(FIRST);
  await gone.close();
  const { seat } = await sitAtFarBank(gone.port);
  await until(seat, () => seat.view().terminal.screen === "sign-on-failed");
  expect(
    seat
      .view()
      .terminal.lines.map(({ text }) => text)
      .join(" "),
  ).toContain("联接失败");
});

test("killed while the bank is asked, it has lost the line: the sale is reversed, and sent no second time", async () => {
  const bank = await startFarBank(FIRST, { treat: (mti) => (mti === "0200" ? "lose" : "send") });
  const folder = temporaryFolder();
  const flags = ["--speed", String(SPEED), "--acquirer", `127.0.0.1:${bank.port}`];
  const first = await spawnServer(folder, flags);
  expect(first.said()).toContain("reply-lost is not offered: fault bank.reply-lost cannot act");
  const guest = await enter(first.url, "小禾");
  const session = await openLesson(guest, "first-sale");
  const seat = await sitAt(guest, session);
  const playing = createRobotCashier(FIRST.answers.right).play(seat);
  await until(seat, () => bank.asked.includes("0200") && asking(seat.view()));
  await first.kill();
  await playing;
  const kept = await readKept(folder, session);
  expect(kept.call).toBe(2);

  const second = await spawnServer(folder, flags);
  const page = await approach({ ...guest, url: second.url }, session);
  const whole = heard<State>(page, "state");
  expect(await page.join()).toEqual({ ok: true });
  expect((await whole).nowMs).toBe(kept.nowMs);
  await until(page, () => page.view().terminal.screen === "reversed");
  expect(bank.asked).toEqual(["0800", "0200", "0400"]);
  expect(bank.charged()).toBe(0);
  expect(second.said()).not.toContain("    at ");
  await second.kill("SIGTERM");
  const rows = (await readKept(folder, session)).rows;
  const dropped = { line: { kind: "closed", call: 2 }, atMs: kept.nowMs };
  expect(rows).toContainEqual(expect.objectContaining(dropped));
});

test("a session stays with the bank that it began with", async () => {
  const bank = await startFarBank(FIRST);
  const folder = temporaryFolder();
  const first = await startServer({ dataFolder: folder, acquirer: setupAt(bank.port) });
  const guest = await enter(first.url, "小禾");
  const far = await openLesson(guest, "first-sale");
  await sitAt(guest, far);
  await first.close();

  const second = await startServer({ dataFolder: folder });
  const page = await approach({ ...guest, url: second.url }, far);
  const answer = await page.join();
  if (answer.ok) throw new Error("it went on with another bank");
  expect(answer.refusal.what.en).toContain("speaks to another bank");
  const own = await openLesson({ ...guest, url: second.url }, "first-sale");
  const seat = await sitAt({ ...guest, url: second.url }, own);
  await seat.act({ type: "say", phrase: "greet" });
  await second.close();

  const third = await startServer({ dataFolder: folder, acquirer: setupAt(bank.port) });
  for (const session of [far, own]) {
    expect((await sitAt({ ...guest, url: third.url }, session)).view().terminal.screen).toBe(
      "idle",
    );
  }
  expect(bank.asked).toEqual(["0800"]);
});

async function sitAtFarBank(port: number) {
  const folder = temporaryFolder();
  const server = await startServer({ speed: SPEED, dataFolder: folder, acquirer: setupAt(port) });
  const guest = await enter(server.url, "小禾");
  const seat = await sitAt(guest, await openLesson(guest, "first-sale"));
  return { seat, server, folder, cashier: createRobotCashier(FIRST.answers.right) };
}

/** What the store has of a session, and what it comes to when it is played again without a socket. */
async function readKept(folder: string, id: string) {
  const store = openStore(folder);
  const rows = await store.inputsOf(id);
  const markMs = await store.markOf(id);
  store.close();
  const [laid] = rows;
  if (laid === undefined || !("line" in laid) || laid.line.kind !== "laid")
    throw new Error("no line");
  const acquirer = fromStan(FAR, laid.line.lastStan);
  const session = createSession({ scenario: FIRST, seed: 1, cashier: "小禾", acquirer });
  expect(session.replay(rows)).toBeUndefined();
  session.advance(Math.max(session.nowMs(), markMs));
  return { rows, nowMs: session.nowMs(), call: session.outside?.call() };
}
