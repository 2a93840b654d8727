import { expect, test } from "vitest";
import { GOODS } from "../../scenarios/goods/goods.ts";
import { createRobotCashier } from "../../sim-server/bench/robot-cashier.ts";
import { enter, openLesson, type Seat } from "../../sim-server/bench/seat.ts";
import { debrief, type State } from "../../sim-server/contract/index.ts";
import { type LessonFile, loadLessons } from "../../sim-server/io/scenario-files.ts";
import { openStore } from "../../sim-server/io/store/sqlite.ts";
import { createSession } from "../../sim-server/session/session.ts";
import {
  approach,
  heard,
  mistakesIn,
  read,
  sitAt,
  spawnServer,
  temporaryFolder,
  until,
} from "../kit/server.ts";

/** Chosen: a sale takes three seconds, and a moment of it can still be hit. */
const SPEED = 20;
/** World time that may be lost: a mark a second, written soon, and timers that came late. */
const LOST_MS = 1000 + 150 * SPEED;
const LESSONS = loadLessons(["scenarios/library"]);

type Moment = (view: ReturnType<Seat["view"]>) => boolean;

/** The last one is what follows, for a machine too slow to show the others. */
const screens =
  (...names: readonly string[]): Moment =>
  ({ terminal }) =>
    names.includes(terminal.screen);
const asks = screens("connecting", "sending", "receiving", "approved");

/** When the plug is pulled: what the page sees just then. */
const MOMENTS: readonly (readonly [string, string, Moment])[] = [
  ["between two acts", "first-sale", ({ till }) => till.lines.length === 2],
  ["while an amount is keyed", "first-sale", screens("amount")],
  ["while the PIN is keyed", "first-sale", ({ pinPad }) => pinPad.place === "customer"],
  ["while the bank is asked", "first-sale", asks],
  ["while the slip is printed", "first-sale", ({ printer }) => printer.rising.length > 0],
  ["while a slip is torn", "first-sale", ({ slips }) => slips.length === 1],
  ["while a lost reply is waited for", "reply-lost", asks],
  ["while it is reversed", "reply-lost", screens("reversing", "reversed")],
];

test.each(MOMENTS)(
  "killed %s, the server goes on there, and the customer is charged once (%s)",
  async (_when, id, moment) => {
    const lesson = lessonNamed(id);
    const folder = temporaryFolder();
    const first = await spawnServer(folder, ["--speed", String(SPEED)]);
    const guest = await enter(first.url, "小禾");
    const session = await openLesson(guest, id);
    const seat = await sitAt(guest, session);
    const cashier = createRobotCashier(lesson.scenario.answers.right);
    const lost = heard(seat, "disconnect");
    const playing = cashier.play(seat);
    await until(seat, () => moment(seat.view()));
    const seenMs = seat.toldMs();
    await first.kill();
    await lost;
    expect(await playing).toBeDefined();

    const kept = await readKept(folder, session, lesson);
    expect(kept.ids).toEqual(expect.arrayContaining([...cashier.acknowledged]));
    expect(kept.nowMs).toBeGreaterThan(seenMs - LOST_MS);

    const second = await spawnServer(folder, ["--speed", String(SPEED)]);
    const page = await approach({ ...guest, url: second.url }, session);
    const whole = heard<State>(page, "state");
    expect(await page.join()).toEqual({ ok: true });
    const state = await whole;
    expect(state.nowMs).toBe(kept.nowMs);
    expect(state.view).toEqual(kept.view);

    expect(await cashier.play(page)).toBeUndefined();
    await until(page, () => page.view().phase === "ended");
    const told = debrief.parse(await read({ ...guest, url: second.url }, pathOf(session)));
    expect(mistakesIn(told)).toEqual([]);
    expect(second.said()).toBe("");
    await second.kill("SIGTERM");
    expect(await chargesOf(folder, session)).toEqual([priceOf(lesson)]);
  },
  30_000,
);

test("killed with acts on their way, it has every act that was answered, once and in order", async () => {
  const folder = temporaryFolder();
  const first = await spawnServer(folder);
  const guest = await enter(first.url, "小禾");
  const session = await openLesson(guest, "first-sale");
  const seat = await sitAt(guest, session);
  const answered: string[] = [];
  const sending = Array.from({ length: 40 }, async (_, at) => {
    const answer = await seat.act({ type: "say", phrase: "please-wait" }, { id: `act-${at}` });
    if (answer.ok) answered.push(`act-${at}`);
    if (at === 10) await first.kill();
  });
  await Promise.allSettled(sending);
  await first.kill();

  const { ids } = await readKept(folder, session, lessonNamed("first-sale"));
  expect(answered.length).toBeGreaterThan(10);
  expect(ids.slice(0, answered.length)).toEqual(answered);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a session whose log no longer leads where it did is refused in words, and put aside", async () => {
  const folder = temporaryFolder();
  const first = await spawnServer(folder);
  const guest = await enter(first.url, "小禾");
  const session = await openLesson(guest, "first-sale");
  const seat = await sitAt(guest, session);
  await seat.act({ type: "say", phrase: "greet" });
  await first.kill();
  const store = openStore(folder);
  const forged = { id: "x", seq: 2, atMs: 40_000, reactedMs: 40_000, by: "keys" } as const;
  const act = { type: "say", phrase: "total" } as const;
  await store.appendInput(session, { ...forged, act, hash: "0".repeat(16) });
  store.close();

  const second = await spawnServer(folder);
  const page = await approach({ ...guest, url: second.url }, session);
  const answer = await page.join();
  expect(answer).toMatchObject({ ok: false, refusal: { code: "ended" } });
  if (!answer.ok) expect(answer.refusal.what.en).toContain("older version and cannot go on");
  expect(second.said()).toContain("input 2 no longer leads where it did");
  expect(second.said()).not.toContain("    at ");
  const home = await read<{ lessons: { open?: string }[] }>({ ...guest, url: second.url }, "home");
  expect(home.lessons[0]?.open).toBeUndefined();
});

const pathOf = (session: string): string => `sessions/${session}/debrief`;

function lessonNamed(id: string): LessonFile {
  const found = LESSONS.find(({ scenario }) => scenario.id === id);
  if (found === undefined) throw new Error(`no lesson ${id}`);
  return found;
}

/** What the store has of a session, and what it comes to when it is played again. */
async function readKept(folder: string, id: string, { scenario }: LessonFile) {
  const store = openStore(folder);
  const rows = await store.inputsOf(id);
  const markMs = await store.markOf(id);
  store.close();
  const session = createSession({ scenario, seed: 1, cashier: "小禾" });
  expect(session.replay(rows)).toBeUndefined();
  session.advance(Math.max(session.nowMs(), markMs));
  const { view, nowMs } = session.whole();
  return { ids: rows.map((row) => row.id), nowMs, view: JSON.parse(JSON.stringify(view)) };
}

/** What was booked on customers' accounts and stayed there, in fen, by the trace. */
async function chargesOf(folder: string, session: string): Promise<number[]> {
  const store = openStore(folder);
  const lines = (await store.traceOf(session)) ?? [];
  store.close();
  const charges = new Map<string, number>();
  for (const line of lines) {
    const event = JSON.parse(line);
    if (event.kind === "bank.posted") charges.set(event.exchange, amountOf(event.postings));
    if (event.kind === "bank.reversed") charges.delete(event.exchange);
  }
  return [...charges.values()];
}

function amountOf(postings: readonly { amountMinor: number }[]): number {
  return Math.max(...postings.map(({ amountMinor }) => amountMinor));
}

/** What the goods of a lesson cost. */
function priceOf({ scenario }: LessonFile): number {
  const prices = new Map(GOODS.map(({ id, priceMinor }) => [id, priceMinor]));
  return scenario.basket.reduce(
    (sum, { item, quantity }) => sum + (prices.get(item) ?? 0) * quantity,
    0,
  );
}
