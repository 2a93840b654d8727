import { describe, expect, test } from "vitest";
import { readJournal } from "../../sim-server/core/terminal/journal-chain.ts";
import type { JournalRecord } from "../../sim-server/core/terminal/journal-record.ts";
import { buildRig, PIN, type Rig, type RigOptions } from "../kit/terminal-rig.ts";

const SALE_MINOR = 8640;

/** Plays the sale as far as it gets; where the power goes, nothing moves the terminal any more. */
function playSale(rig: Rig): void {
  const steps: (() => void)[] = [
    rig.openShop,
    () => rig.beginSale(String(SALE_MINOR)),
    () => rig.enterPin(PIN),
    () => rig.until("next-copy"),
    () => rig.press("enter"),
    () => rig.until("remove-card"),
  ];
  for (const step of steps) if (!whilePowered(rig, step)) return;
}

/** Does something that may wait for a screen in vain once the plug is pulled. @returns power left */
function whilePowered(rig: Rig, step: () => void): boolean {
  try {
    step();
  } catch (cause) {
    if (rig.terminal.powered()) throw cause;
  }
  return rig.terminal.powered();
}

/** Pulls the plug at the nth write of all that follow, before it or just after it was done. */
function cutAt(rig: Rig, nth: number, when: "before" | "after"): void {
  const start = rig.flash.operations();
  rig.flash.onOperation = (count, side) => {
    if (count === start + nth && side === when) rig.terminal.cut();
  };
}

/** Power again, the card taken out, and everything done that the terminal wants, to the idle screen. */
function recover(rig: Rig): void {
  rig.slot.remove();
  rig.openShop();
  while (rig.terminal.screen().screen !== "idle") {
    rig.press("enter");
    rig.until("idle", "reversed", "reversal-pending");
  }
}

/** What the outside saw: whether a slip or the screen said approved, and what the bank took. */
function witness(rig: Rig) {
  return {
    approvedShown: rig.of("terminal.outcome").some(({ outcome }) => outcome === "approved"),
    chargedMinor: rig.chargedMinor(),
    totalMinor: rig.bank.books.totalMinor(),
  };
}

function countWrites(play: (rig: Rig) => void): number {
  const rig = buildRig();
  play(rig);
  return rig.flash.operations();
}

const WRITES = countWrites(playSale);
const CUTS = cutsOf(WRITES);

describe("power cut at a journal write of a sale", () => {
  /** The sync of the outcome: from then on the sale stands. */
  const APPROVED_SYNCED = 8;

  test("a sale writes: sign-on, keys, intent, outcome, and that the till was told", () => {
    const rig = buildRig();
    playSale(rig);
    expect(rig.journal()).toBe("numbered keys intent approved told");
    // Each is appended and synced.
    expect(WRITES).toBe(2 * 5);
  });

  test.each(CUTS)("write $nth, $when it: no double charge, no lost sale", ({ nth, when }) => {
    const rig = buildRig();
    cutAt(rig, nth, when);
    playSale(rig);
    expect(rig.terminal.powered()).toBe(false);
    recover(rig);
    const { approvedShown, chargedMinor, totalMinor } = witness(rig);
    expect(totalMinor).toBe(0);
    // Durable approval survives to be told and printed; all else is undone at the bank.
    const shown = nth > APPROVED_SYNCED;
    const kept = shown || (nth === APPROVED_SYNCED && when === "after");
    expect(chargedMinor).toBe(kept ? SALE_MINOR : 0);
    expect(approvedShown).toBe(shown);
    expect(rig.results.some(({ outcome }) => outcome === "approved")).toBe(kept);
    rig.press("enter", "6", "1");
    rig.run(10_000);
    rig.hands("tear");
    const slips = rig.slips.filter((slip) => slip.some((text) => text.includes("DUPLICATED")));
    expect(slips.length).toBe(kept ? 1 : 0);
  });

  test.each(CUTS)("write $nth, $when it: the sale can be made again, once", ({ nth, when }) => {
    const rig = buildRig();
    cutAt(rig, nth, when);
    playSale(rig);
    recover(rig);
    const before = rig.chargedMinor();
    const stansBefore = rig.host.requests.map(({ fields }) => fields[11]);
    rig.beginSale(String(SALE_MINOR));
    rig.enterPin(PIN);
    rig.until("approved");
    expect(rig.chargedMinor() - before).toBe(SALE_MINOR);
    expect(stansBefore).not.toContain(rig.host.requests.at(-1)?.fields[11]);
  });
});

describe("power cut while a sale without an answer is undone", () => {
  const loseAnswer: RigOptions = {
    line: ({ mti }, answer) =>
      mti === "0200" || answer === undefined ? [] : [{ bytes: answer, afterMs: 100 }],
  };
  const play = (rig: Rig): void => {
    rig.openShop();
    rig.beginSale(String(SALE_MINOR));
    rig.enterPin(PIN);
    rig.until("reversed");
  };
  const dry = buildRig(loseAnswer);
  play(dry);

  test.each(cutsOf(dry.flash.operations()))("write $nth, $when it", ({ nth, when }) => {
    const rig = buildRig(loseAnswer);
    cutAt(rig, nth, when);
    expect(whilePowered(rig, () => play(rig))).toBe(false);
    recover(rig);
    expect(rig.chargedMinor()).toBe(0);
    expect(recordsOf(rig, "reversal").length).toBe(recordsOf(rig, "intent").length);
    expect(recordsOf(rig, "reversed").length).toBe(recordsOf(rig, "intent").length);
  });
});

describe("power cut during recovery", () => {
  /** The request has left, and nothing of its outcome is durable. */
  const INTENT_SYNCED = 6;

  const leaveOpen = (rig: Rig): void => {
    cutAt(rig, INTENT_SYNCED, "after");
    playSale(rig);
  };
  const writes = countWrites((rig) => {
    leaveOpen(rig);
    recover(rig);
  });
  const cuts = cutsOf(writes - INTENT_SYNCED);

  test("recovery writes: the obligation, its end, sign-on and keys", () => {
    expect(cuts.length).toBe(2 * 8);
  });

  test.each(cuts)("write $nth of it, $when: the sale is undone once", ({ nth, when }) => {
    const rig = buildRig();
    leaveOpen(rig);
    cutAt(rig, nth, when);
    expect(whilePowered(rig, () => recover(rig))).toBe(false);
    recover(rig);
    expect(rig.chargedMinor()).toBe(0);
    expect(rig.bank.books.totalMinor()).toBe(0);
    expect(recordsOf(rig, "reversal").length).toBe(1);
  });
});

/** Durable records of a kind, as the flash holds them. */
function recordsOf(rig: Rig, kind: JournalRecord["kind"]): readonly JournalRecord[] {
  const read = readJournal(rig.flash.durable());
  if (!read.ok) throw new Error(read.error.code);
  return read.value.records.filter((record) => record.kind === kind);
}

function cutsOf(writes: number) {
  return Array.from({ length: writes }, (_, at) => at + 1).flatMap((nth) =>
    (["before", "after"] as const).map((when) => ({ nth, when })),
  );
}
