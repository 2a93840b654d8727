import type { FaultSettings, Scenario } from "../../scenarios/format/scenario.ts";
import { GOODS } from "../../scenarios/goods/goods.ts";
import { createRobot } from "../../sim-server/core/training/robot.ts";
import { journalFacts } from "./journal-reading.ts";
import { createKeeper } from "./keeper.ts";
import { watchMoney } from "./money-witness.ts";
import { buildYard, type Yard } from "./yard.ts";

const PRICE_OF = new Map(GOODS.map(({ id, priceMinor }) => [id, priceMinor]));

/**
 * A moment at which the plug is pulled: the `write`th write to flash, before it or after it; `torn`
 * is before it too, but a part of the record that was on its way has got through.
 */
export type CrashPoint = { readonly write: number; readonly when: When };

type When = (typeof WHENS)[number];

const WHENS = ["before", "torn", "after"] as const;

/** What goes wrong with a sale: crashes, in order of their writes, and faults of the catalogue. */
export type Mishap = {
  readonly crashes?: readonly CrashPoint[];
  readonly faults?: readonly Partial<FaultSettings>[];
  /** Done to the counter before its shop opens: a test may disturb a line or pull the plug itself. */
  readonly meddle?: (yard: Yard) => void;
};

export type Aftermath = {
  readonly yard: Yard;
  /** Writes to flash, from the opening to the end. */
  readonly writes: number;
  /** Those of them that made a record durable; a record can be torn there and nowhere else. */
  readonly syncs: ReadonlySet<number>;
  /** When the terminal idled with nothing owed. */
  readonly peaceAtMs: number;
  readonly complaints: readonly string[];
};

/** Chosen: more than a record's length, less than any record. */
const TORN_BYTES = 9;

/** Chosen: how long the terminal stays dark, and how long everything may take to come to rest. */
const DARK_MS = 3_000;
const PEACE_MS_MAX = 1_800_000;

/** Chosen: whatever was sent has arrived by then, however late. */
const LATE_MS = 200_000;

/**
 * One sale by the robot, from the opening of the shop, with what goes wrong on the way; after that
 * somebody brings the terminal back to its idle screen with nothing owed.
 */
export function sellThrough(scenario: Scenario, mishap: Mishap): Aftermath {
  const faults = (mishap.faults ?? []).map((fault) => ({
    fault: "",
    nth: 1,
    times: 1,
    params: {},
    ...fault,
  }));
  const yard = buildYard({ ...scenario, faults });
  const keeper = createKeeper(yard);
  const syncs = pullPlugAt(yard, mishap.crashes ?? [], () => {
    if (yard.rig.scene.phase === "open") keeper.takeOver();
  });
  mishap.meddle?.(yard);
  yard.open();
  const witness = watchMoney({
    ...{ flash: yard.rig.devices.flash, bank: yard.bank },
    listen: (listener) => yard.listeners.push(listener),
    account: scenario.accounts[0]?.id ?? "",
  });
  const peace = restore(yard, keeper, scenario);
  const peaceAtMs = yard.nowMs();
  if (peace) {
    yard.run(LATE_MS);
    reprint(yard);
  }
  const complaints = peace
    ? [...witness.complaints(), ...chargedTwice(yard)]
    : [`no peace: ${stateOf(yard)}`];
  return { yard, writes: yard.rig.devices.flash.operations(), syncs, peaceAtMs, complaints };
}

/**
 * The same sale again and again: as it is, then with a crash at each of its writes, and, `depth`
 * crashes deep, at each write of the recovery that followed.
 */
export function* crashEverywhere(
  scenario: Scenario,
  mishap: Mishap,
  depth: number,
): Generator<Aftermath & { readonly crashes: readonly CrashPoint[] }> {
  const crashes = mishap.crashes ?? [];
  const aftermath = sellThrough(scenario, mishap);
  yield { ...aftermath, crashes };
  if (depth === 0) return;
  for (let write = (crashes.at(-1)?.write ?? 0) + 1; write <= aftermath.writes; write += 1) {
    for (const when of WHENS) {
      if (when === "torn" && !aftermath.syncs.has(write)) continue;
      yield* crashEverywhere(
        scenario,
        { ...mishap, crashes: [...crashes, { write, when }] },
        depth - 1,
      );
    }
  }
}

function pullPlugAt(
  yard: Yard,
  crashes: readonly CrashPoint[],
  pulled: () => void,
): ReadonlySet<number> {
  const { flash } = yard.rig.devices;
  const syncs = new Set<number>();
  let kept = 0;
  flash.onOperation = (write, moment) => {
    if (moment === "before") kept = flash.durable().length;
    else if (flash.durable().length > kept) syncs.add(write);
    const crash = crashes.find(
      ({ write: at, when }) => at === write && (when === "after") === (moment === "after"),
    );
    if (crash === undefined) return;
    if (crash.when === "torn") flash.lose(TORN_BYTES);
    pullPlug(yard);
    pulled();
  };
  return syncs;
}

/** The terminal goes dark at once, and comes back by itself. */
export function pullPlug({ rig, world }: Yard): void {
  rig.devices.terminal.cut();
  world.scheduler.after(DARK_MS, rig.devices.terminal.start);
}

/** Plays on until the terminal idles with nothing owed, or the time for that is over. */
function restore(yard: Yard, keeper: ReturnType<typeof createKeeper>, scenario: Scenario): boolean {
  const robot = createRobot(scenario.answers.right);
  const limitMs = yard.nowMs() + PEACE_MS_MAX;
  while (yard.nowMs() < limitMs) {
    keeper.mind();
    const move = keeper.inCharge() ? undefined : robot.next(yard.view(), yard.nowMs());
    if (move === undefined || move.kind === "done" || move.kind === "stuck") {
      if (restored(yard)) return true;
      keeper.takeOver();
      keeper.mind();
      yard.step(limitMs);
    } else if (move.kind === "act") yard.act(move.act);
    else if (move.kind === "think") yard.run(move.waitMs);
    else yard.step(move.untilMs);
  }
  return false;
}

/** What was approved last can be proved on paper, whatever happened to its first slip. */
function reprint(yard: Yard): void {
  for (const key of ["enter", "6", "1"] as const) {
    yard.acts({ type: "key", device: "terminal", key });
  }
  yard.until("next-copy", "nothing-to-reprint");
}

function restored(yard: Yard): boolean {
  const { terminal } = yard.rig.devices;
  return (
    terminal.screen().screen === "idle" && journalFacts(yard.rig.devices.flash).open === undefined
  );
}

function stateOf(yard: Yard): string {
  const { open } = journalFacts(yard.rig.devices.flash);
  return `${yard.rig.devices.terminal.screen().screen} is up, ${open?.stan ?? "nothing"} is open`;
}

/** One sale was tried: at most one stands, for what the goods cost. */
function chargedTwice(yard: Yard): readonly string[] {
  const movedMinor = yard.bank.books
    .obligations()
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return movedMinor === 0 || movedMinor === totalOf(yard) ? [] : [`${movedMinor} fen have moved`];
}

function totalOf(yard: Yard): number {
  const prices = yard.rig.scene.desk.goods.map(({ item }) => PRICE_OF.get(item) ?? 0);
  return prices.reduce((sum, price) => sum + price, 0);
}
