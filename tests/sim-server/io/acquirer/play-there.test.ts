import { expect, test } from "vitest";
import type { TraceRecord } from "../../../../sim-server/core/world/trace.ts";
import { hashOfReplay, playThere } from "../../../../sim-server/io/acquirer/play-there.ts";
import { FAR, setupAt } from "../../../kit/acquirer.ts";
import { startFarBank, type Treatment } from "../../../kit/far-bank.ts";
import { lesson } from "../../../kit/lessons.ts";

const FIRST = lesson("first-sale");
const OPTIONS = { scenario: FIRST, answer: FIRST.answers.right, seed: 1 };
const at = (port: number) => ({ acquirer: FAR, address: setupAt(port) });
const now = (): number => performance.now();

test("a robot plays a lesson there at full marks, in real time only while the bank is waited for", async () => {
  const bank = await startFarBank(FIRST);
  const beganMs = now();
  const stans: string[] = [];
  const sink = ({ kind, data }: TraceRecord): void => {
    if (kind === "iso.sent") stans.push((data as { stan: string }).stan);
  };
  const { play } = await playThere({ ...OPTIONS, sink }, at(bank.port), now);
  expect(stans).toEqual(["000417", "000418"]);
  expect(play).toMatchObject({ stuck: undefined, ended: true, card: { losses: [] } });
  expect(play.worldMs).toBeGreaterThan(40_000);
  expect(now() - beganMs).toBeLessThan(5_000);
  expect(bank.asked).toEqual(["0800", "0200"]);
  expect(bank.charged()).toBe(4440);
});

test("a bank that thinks for a second takes a second of the world's time too", async () => {
  const slow = await startFarBank(FIRST, { treat: () => ({ afterMs: 1_000 }) });
  const quick = await startFarBank(FIRST);
  const [there, here] = await Promise.all([
    playThere(OPTIONS, at(slow.port), now),
    playThere(OPTIONS, at(quick.port), now),
  ]);
  // The sign-on's second passes before the lesson's time zero.
  expect(there.play.worldMs - here.play.worldMs).toBeGreaterThan(800);
  expect(there.play.worldMs - here.play.worldMs).toBeLessThan(2_500);
});

test("what entered makes the same world again without the bank", async () => {
  const treat = (mti: string): Treatment => (mti === "0200" ? "hang-up" : "send");
  const bank = await startFarBank(FIRST, { treat });
  const quick = { limitMs: 20_000 };
  const played = await playThere({ ...OPTIONS, robot: quick }, at(bank.port), now);
  const calls = bank.calls();
  expect(played.inputs.some((input) => "line" in input && input.line.kind === "closed")).toBe(true);
  expect(bank.asked).toEqual(["0800", "0200", "0400"]);
  expect(hashOfReplay(OPTIONS, at(bank.port), played)).toBe(played.play.traceHash);
  expect(bank.calls()).toBe(calls);
  const fewer = { ...played, inputs: played.inputs.slice(1) };
  expect(hashOfReplay(OPTIONS, at(bank.port), fewer)).not.toBe(played.play.traceHash);
});
