import { expect, test } from "vitest";
import type { Acknowledgement, RefusalMessage } from "../../sim-server/contract/index.ts";
import { approach, heard, sitDown, startServer, until } from "../kit/server.ts";

const ACT = { id: "a1", by: "keys", reactedMs: 20_000, act: { type: "say", phrase: "greet" } };

/** Messages that are not of the agreed form, and the place their refusal names. */
const MALFORMED: readonly (readonly [string, unknown, string])[] = [
  ["nothing", undefined, "expected object"],
  ["null", null, "expected object"],
  ["a text", "act", "expected object"],
  ["a list", [ACT], "expected object"],
  ["no id", { ...ACT, id: undefined }, " id: "],
  ["an id that is too long", { ...ACT, id: "a".repeat(41) }, " id: "],
  ["an id of other characters", { ...ACT, id: "a b" }, " id: "],
  ["a hand that nobody has", { ...ACT, by: "robot" }, " by: "],
  ["a time that is no whole number", { ...ACT, reactedMs: 0.5 }, " reactedMs: "],
  ["a time before all time", { ...ACT, reactedMs: -1 }, " reactedMs: "],
  ["no act", { ...ACT, act: undefined }, " act: "],
  ["an act nobody knows", { ...ACT, act: { type: "rob" } }, " act.type: "],
  ["an act that is not a cashier's", { ...ACT, act: { type: "fault", fault: "x" } }, " act.type: "],
  ["an act with more to it", { ...ACT, act: { ...ACT.act, loud: true } }, ' act: .*"loud"'],
  ["a number for a name", { ...ACT, act: { type: "scan", item: 5 } }, " act.item: "],
  ["an unknown phrase", { ...ACT, act: { type: "say", phrase: "x" } }, " act.phrase: "],
  [
    "a number to dial that is none",
    { ...ACT, act: { type: "dial", number: "a" } },
    " act.number: ",
  ],
  ["something besides", { ...ACT, besides: 1 }, '"besides"'],
];

test.each(MALFORMED)("an act that is %s is refused by name", async (_what, message, place) => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  const answer: Acknowledgement = await seat.socket.emitWithAck("act", message);
  expect(answer).toMatchObject({ ok: false, refusal: { code: "malformed" } });
  if (!answer.ok) expect(answer.refusal.what.en).toMatch(new RegExp(place));
  expect(await seat.act({ type: "say", phrase: "greet" })).toEqual({ ok: true });
});

test.each([
  [{ session: "x", version: 1 }, "malformed", " session: "],
  [{ version: 1 }, "malformed", " session: "],
  [{ session: "f".repeat(32) }, "malformed", " version: "],
  [{ session: "f".repeat(32), version: 2 }, "version", "reload"],
  [{ session: "f".repeat(32), version: 0 }, "version", "reload"],
  [undefined, "malformed", "expected object"],
])("joining by %j is refused: %s", async (message, code, words) => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  const page = await approach(seat.guest, seat.session);
  const answer: Acknowledgement = await page.socket.emitWithAck("join", message);
  expect(answer).toMatchObject({ ok: false, refusal: { code } });
  if (!answer.ok) expect(answer.refusal.what.en).toContain(words);
});

test("an act before joining is told what to do first", async () => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  const page = await approach(seat.guest, seat.session);
  const answer = await page.act({ type: "say", phrase: "greet" });
  expect(answer).toMatchObject({ ok: false, refusal: { code: "malformed" } });
  if (!answer.ok) expect(answer.refusal.what.en).toContain("send join before act");
});

test.each([
  ["act", [{}], "that message"],
  ["join", [], "that message"],
  ["shout", ["hey"], "there are join and act"],
])("%s without an acknowledgement is refused by a message", async (event, words, said) => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  const refused = heard<RefusalMessage>(seat, "refused");
  seat.socket.emit(event, ...words);
  const refusal = await refused;
  expect(refusal.code).toBe("malformed");
  expect(refusal.what.en.toLowerCase()).toContain(said);
});

test("an unknown event with an acknowledgement is answered by it", async () => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  expect(await seat.socket.emitWithAck("shout")).toMatchObject({ ok: false });
});

test("a message too large closes the line it came on, and no other", async () => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  const other = await sitDown(server.url);
  const closed = heard<string>(seat, "disconnect");
  seat.socket.emit("act", { ...ACT, id: "a".repeat(8192) });
  expect(await closed).toMatch(/transport/);
  expect(await other.act({ type: "say", phrase: "greet" })).toEqual({ ok: true });
  expect(server.failures).toEqual([]);
});

test("a flood is refused beyond a burst, loses nothing that was taken, and hinders nobody", async () => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  const other = await sitDown(server.url);
  const key = { type: "key", device: "terminal", key: "clear" } as const;
  const flood = Array.from({ length: 300 }, () => seat.act(key));
  expect(await other.act({ type: "say", phrase: "greet" })).toEqual({ ok: true });
  const answers = await Promise.all(flood);
  const refused = answers.filter((answer) => !answer.ok);
  expect(answers.slice(0, 50).every(({ ok }) => ok)).toBe(true);
  expect(refused.length).toBeGreaterThan(200);
  expect(new Set(refused.map((answer) => !answer.ok && answer.refusal.code))).toEqual(
    new Set(["too-fast"]),
  );
  expect(seat.socket.connected).toBe(true);
});

test("a flood of unknown events is held to the same rate", async () => {
  const server = await startServer();
  const seat = await sitDown(server.url);
  for (let count = 0; count < 300; count += 1) seat.socket.emit("shout");
  await until(seat, () => seat.refusals.length === 300);
  const told = seat.refusals.map(({ code }) => code);
  expect(told.filter((code) => code === "too-fast").length).toBeGreaterThan(200);
});
