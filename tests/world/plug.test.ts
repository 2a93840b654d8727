import { describe, expect, test } from "vitest";
import type { Scenario } from "../../scenarios/format/scenario.ts";
import { lesson } from "../kit/lessons.ts";
import {
  type Aftermath,
  crashEverywhere,
  type Mishap,
  pullPlug,
  sellThrough,
} from "../kit/plug.ts";
import { brewStorm, dropLine } from "../kit/storm.ts";
import type { Yard } from "../kit/yard.ts";

const SALE = lesson("first-sale");
const WRONG_PIN = lesson("wrong-pin");
const TOO_POOR: Scenario = {
  ...SALE,
  accounts: SALE.accounts.map((account) => ({ ...account, balanceMinor: 100 })),
};

/** The whole sale, and its recovery, with the plug pulled at every write of each. */
const CAMPAIGNS: readonly (readonly [string, Scenario, Mishap, string])[] = [
  ["a sale", SALE, {}, "approved, nothing, reversed"],
  ["a sale declined for want of money", TOO_POOR, {}, "declined, nothing, reversed"],
  ["a sale after a wrong PIN", WRONG_PIN, {}, "approved, nothing, reversed"],
  [
    "a sale whose request is lost",
    SALE,
    faults({ fault: "bank.request-lost" }),
    "nothing, reversed, unknown",
  ],
  [
    "a sale whose reply is lost",
    SALE,
    faults({ fault: "bank.reply-lost" }),
    "nothing, reversed, unknown",
  ],
  [
    "a sale whose reply comes too late",
    SALE,
    faults({ fault: "bank.slow", params: { ms: 70_000 } }),
    "nothing, reversed, unknown",
  ],
  [
    "a sale during which the line goes down",
    SALE,
    faults({ fault: "host-line.down", params: { ms: 90_000 } }),
    "nothing, reversed, unknown",
  ],
  [
    "a sale with the line down from the crash on",
    SALE,
    { meddle: dropLineWithPower },
    "approved, nothing, reversed",
  ],
  [
    "a sale whose reply and whose reversals are lost",
    SALE,
    faults(
      { fault: "bank.reply-lost" },
      { fault: "bank.request-lost", params: { mti: "0400" }, times: 4 },
    ),
    "nothing, reversed, unknown",
  ],
  [
    "a sale whose reversals are done, but not confirmed",
    SALE,
    faults(
      { fault: "bank.reply-lost" },
      { fault: "bank.reply-lost", params: { mti: "0410" }, times: 4 },
    ),
    "nothing, reversed, unknown",
  ],
];

describe("no double charge, no lost sale", () => {
  for (const [name, scenario, mishap, outcomes] of CAMPAIGNS) {
    const seen = new Set<string>();
    const complaints: string[] = [];
    let points = 0;
    for (const { crashes, ...aftermath } of crashEverywhere(scenario, mishap, 2)) {
      const where = crashes.map(({ write, when }) => `${when} write ${write}`).join(", then ");
      complaints.push(...aftermath.complaints.map((complaint) => `${where}: ${complaint}`));
      seen.add(lastOutcome(aftermath));
      if (crashes.length > 0) points += 1;
    }

    test(`${name}, the plug pulled at ${points} points of it and of its recovery`, () => {
      expect(complaints).toEqual([]);
      // A campaign in which some end was never reached has not tried what it says.
      expect(seen).toEqual(new Set(outcomes.split(", ")));
      expect(points).toBeGreaterThan(100);
    });
  }
});

describe("no double charge, no lost sale, either with", () => {
  const quiet = sellThrough(SALE, {});
  const moments = momentsOf(quiet);

  test(`a cut at each of the ${moments.length} moments at which anything happens`, () => {
    const complaints = moments.flatMap((atMs) =>
      sellThrough(SALE, { meddle: pullAt(atMs) }).complaints.map(
        (complaint) => `at ${atMs} ms: ${complaint}`,
      ),
    );
    expect(complaints).toEqual([]);
    expect(moments.length).toBeGreaterThan(100);
  });

  test("300 storms of power cuts, lost and late frames and dead lines, each by its seed", () => {
    const ends = new Set<string>();
    const complaints: string[] = [];
    for (let seed = 1; seed <= 300; seed += 1) {
      const aftermath = sellThrough(SALE, { meddle: (yard) => brewStorm(yard, seed) });
      ends.add(lastOutcome(aftermath));
      complaints.push(...aftermath.complaints.map((complaint) => `seed ${seed}: ${complaint}`));
    }
    expect(complaints).toEqual([]);
    expect(ends).toEqual(new Set(["approved", "nothing", "reversed", "unknown"]));
  });
});

function faults(...all: NonNullable<Mishap["faults"]>): Mishap {
  return { faults: all };
}

/** What the cashier was told last; a terminal that was dark by then may have said nothing. */
function lastOutcome({ yard }: Aftermath): string {
  return yard.told("terminal.outcome").at(-1)?.outcome ?? "nothing";
}

/** The line dies with the terminal's power and lives again half a minute later. */
function dropLineWithPower(yard: Yard): void {
  yard.listeners.push(({ kind, data }) => {
    if (kind === "terminal.powered" && !data.on) dropLine(yard, 30_000);
  });
}

/** Every millisecond of the quiet sale, from the first scan to the idle screen, that says anything. */
function momentsOf({ yard: { events }, peaceAtMs }: Aftermath): readonly number[] {
  const began = events.findIndex(({ kind }) => kind === "till.scanned");
  const times = events.slice(began).map(({ atMs }) => atMs);
  return [...new Set(times.filter((atMs) => atMs < peaceAtMs))];
}

function pullAt(atMs: number): (yard: Yard) => void {
  return (yard) => void yard.world.scheduler.after(atMs, () => pullPlug(yard));
}
