import { expect, test } from "vitest";
import type { RefusalMessage, State } from "../../sim-server/contract/index.ts";
import { approach, heard, sitAt, sitDown, startServer, until } from "../kit/server.ts";

const GREET = { type: "say", phrase: "greet" } as const;
const digit = (key: "1" | "2") => ({ type: "key", device: "terminal", key }) as const;

test("the newest page wins, the older is told, and can take the session back", async () => {
  const server = await startServer();
  const older = await sitDown(server.url);
  const told = heard<RefusalMessage>(older, "refused");
  const newer = await sitAt(older.guest, older.session);
  expect(await told).toMatchObject({ code: "elsewhere" });
  expect(await older.act(GREET)).toMatchObject({ ok: false, refusal: { code: "elsewhere" } });
  expect(await newer.act(GREET)).toEqual({ ok: true });

  const toldBack = heard<RefusalMessage>(newer, "refused");
  expect(await older.join()).toEqual({ ok: true });
  expect(await toldBack).toMatchObject({ code: "elsewhere" });
  expect(await newer.act(GREET)).toMatchObject({ ok: false, refusal: { code: "elsewhere" } });
  expect(await older.act(GREET)).toEqual({ ok: true });
});

test("a page that joins twice stays where it is", async () => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  expect(await seat.join()).toEqual({ ok: true });
  expect(await seat.act(GREET)).toEqual({ ok: true });
  expect(seat.refusals).toEqual([]);
});

test("an older page that closes does not take the newer one's place away", async () => {
  const server = await startServer();
  const older = await sitDown(server.url);
  const newer = await sitAt(older.guest, older.session);
  older.close();
  expect(await newer.act(GREET)).toEqual({ ok: true });
});

test("an act sent twice is applied once", async () => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  await seat.act(digit("1"), { id: "once" });
  await seat.act(digit("2"), { id: "twice" });
  const shown = seat.view().terminal;
  expect(await seat.act(digit("2"), { id: "twice" })).toEqual({ ok: true });
  expect(await seat.act(digit("1"), { id: "once" })).toEqual({ ok: true });
  expect(seat.view().terminal).toEqual(shown);
});

test("an act sent again after a reload is applied once", async () => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  await seat.act(digit("1"), { id: "mine" });
  const shown = seat.view().terminal;
  seat.close();
  const reloaded = await sitAt(seat.guest, seat.session);
  await reloaded.act(digit("1"), { id: "mine" });
  expect(reloaded.view().terminal).toEqual(shown);
});

test("a reloaded page is told everything, at the same moment of the world", async () => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  await seat.act({ type: "scan", item: "milk" });
  await until(seat, () => seat.view().till.lines.length === 1);
  await seat.act(digit("1"));
  await seat.act({ type: "pause", on: true });
  const before = { ...seat.view() };
  const beforeMs = seat.toldMs();
  seat.close();

  const page = await approach(seat.guest, seat.session);
  const whole = heard<State>(page, "state");
  await page.join();
  const state = await whole;
  expect(state.view).toEqual(before);
  expect(state.nowMs).toBe(beforeMs);
  expect(state.paused).toBe(true);
  expect(state.coach).toBeDefined();
  expect(page.opened()).toMatchObject({ lesson: { id: "first-sale" }, cashier: "小禾", speed: 1 });
});

test("the world stands still while nobody attends, and while it is paused", async () => {
  const server = await startServer({ speed: 100 });
  const left = await sitDown(server.url);
  await left.act(GREET);
  left.close();
  const paused = await sitDown(server.url);
  await paused.act({ type: "pause", on: true });
  const standsAtMs = paused.toldMs();

  const other = await sitDown(server.url);
  await until(other, () => other.toldMs() > 80_000);
  const back = await sitAt(left.guest, left.session);
  expect(back.toldMs()).toBeLessThan(40_000);
  await paused.act(GREET);
  expect(paused.toldMs()).toBe(standsAtMs);
});
