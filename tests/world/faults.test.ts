import { describe, expect, test } from "vitest";
import type { FaultSettings } from "../../scenarios/format/scenario.ts";
import type { Act } from "../../sim-server/core/counter/act.ts";
import { LESSON_FAULTS } from "../../sim-server/core/faults/catalogue.ts";
import { lesson } from "../kit/lessons.ts";
import { type Aftermath, sellThrough } from "../kit/plug.ts";
import { openYard, playRobot, type Yard } from "../kit/yard.ts";

const SALE = lesson("first-sale");
const { hostWaitMs: HOST_WAIT_MS } = SALE.terminal;

type Fault = Pick<FaultSettings, "fault"> & Partial<FaultSettings>;

/** A sale of 44.40: what strikes how often, the outcomes, and what the terminal sent. */
const ROWS: readonly (readonly [string, Fault, number, string, string])[] = [
  ["the first request", { fault: "bank.request-lost" }, 1, "unknown reversed", "0200 0400"],
  [
    "a second request that never comes",
    { fault: "bank.request-lost", nth: 2 },
    0,
    "approved",
    "0200",
  ],
  [
    "the first reversal, when there is none",
    { fault: "bank.request-lost", params: { mti: "0400" } },
    0,
    "approved",
    "0200",
  ],
  ["the first reply", { fault: "bank.reply-lost" }, 1, "unknown reversed", "0200 0400"],
  ["a second reply that never comes", { fault: "bank.reply-lost", nth: 2 }, 0, "approved", "0200"],
  [
    "a reply within the limit",
    { fault: "bank.slow", params: { ms: HOST_WAIT_MS - 2_000 } },
    1,
    "approved",
    "0200",
  ],
  [
    "a reply past the limit",
    { fault: "bank.slow", params: { ms: HOST_WAIT_MS } },
    1,
    "unknown reversed",
    "0200 0400",
  ],
  ["the line with the request", { fault: "host-line.down" }, 1, "unknown reversed", "0200 0400"],
  ["the line with a second request", { fault: "host-line.down", nth: 2 }, 0, "approved", "0200"],
];

describe("a fault of the line", () => {
  test.each(ROWS)("that strikes %s", (_what, fault, strikes, outcomes, sent) => {
    const aftermath = sellThrough(SALE, { faults: [fault] });
    expect(aftermath.complaints).toEqual([]);
    expect(fired(aftermath.yard)).toHaveLength(strikes);
    expect(outcomesOf(aftermath)).toBe(outcomes);
    expect(sentIn(aftermath)).toBe(sent);
  });

  test.each([
    [1, "0200 0400 0400"],
    [2, "0200 0400 0400 0400"],
  ])("strikes %i times from the first on", (times, sent) => {
    const aftermath = sellThrough(SALE, {
      faults: [
        { fault: "bank.reply-lost" },
        { fault: "bank.reply-lost", params: { mti: "0410" }, times },
      ],
    });
    expect(aftermath.complaints).toEqual([]);
    expect(fired(aftermath.yard)).toHaveLength(1 + times);
    expect(sentIn(aftermath)).toBe(sent);
  });

  test("the second reply alone: the first reversal is heard of, and nothing more is lost", () => {
    const aftermath = sellThrough(SALE, {
      faults: [
        { fault: "bank.reply-lost" },
        { fault: "bank.reply-lost", params: { mti: "0410" }, nth: 2 },
      ],
    });
    expect(sentIn(aftermath)).toBe("0200 0400");
    expect(fired(aftermath.yard)).toHaveLength(1);
  });
});

describe("a key that sticks", () => {
  // The robot keys 4440 and never looks.
  test.each([
    ["4", 1, 1, 44_440],
    ["4", 2, 1, 44_440],
    ["4", 2, 2, 444_440],
    ["4", 1, 9, 4_444_440],
    ["0", 1, 1, 44_400],
    ["7", 1, 1, 4440],
  ])("%s, from its press %i on, %i times, keys %i fen: shown, sent and booked", (...row) => {
    const [key, nth, times, amountMinor] = row;
    const rich = SALE.accounts.map((account) => ({ ...account, balanceMinor: 10_000_000 }));
    const yard = openYard({
      ...SALE,
      accounts: rich,
      faults: [{ fault: "terminal.key-bounce", nth, times, params: { key } }],
    });
    playRobot(yard, SALE.answers.right);
    expect(yard.told("terminal.amount")).toEqual([{ amountMinor }]);
    expect(yard.told("iso.sent").at(-1)).toMatchObject({ mti: "0200", amountMinor });
    expect(yard.bank.books.obligations()).toMatchObject([{ amountMinor }]);
  });
});

describe("a card pulled out", () => {
  const commands = openYard(SALE);
  playRobot(commands, SALE.answers.right);
  const count = commands.told("card.apdu").filter(({ command }) => command !== "reset").length;
  const pulled = Array.from({ length: count + 1 }, (_, at) =>
    sellThrough(SALE, { faults: [{ fault: "card.pulled", params: { apdu: at + 1 } }] }),
  );

  test(`at any of its ${count} commands never leaves a charge that nobody approved`, () => {
    expect(count).toBe(10);
    expect(pulled.flatMap(({ complaints }) => complaints)).toEqual([]);
    expect(pulled.every(({ yard }) => fired(yard).length === 1)).toBe(true);
  });

  test("at its last command is undone, though the bank had approved", () => {
    expect(pulled.map(outcomesOf).slice(-2)).toEqual(["unknown reversed", "approved"]);
    expect(pulled.map(bookedIn).slice(-2)).toEqual(["sale reversal", "sale"]);
  });

  test("before the request is a sale that never was", () => {
    expect(pulled.slice(0, -2).map(bookedIn).join("")).toBe("");
    expect(pulled.slice(0, -2).map(sentIn).join("")).toBe("");
  });

  test("the second time it is put in only", () => {
    const aftermath = sellThrough(SALE, { faults: [{ fault: "card.pulled", nth: 2 }] });
    expect(fired(aftermath.yard)).toEqual([]);
    expect(outcomesOf(aftermath)).toBe("approved");
  });
});

describe("a fault of a state takes hold at once", () => {
  test("a dirty slot: no card is read and nothing sent until it is clean", () => {
    const yard = openYard(SALE);
    yard.acts(fault("reader.slot-dirty"));
    payTo(yard, "card-unread");
    expect(yard.told("iso.sent").map(({ mti }) => mti)).toEqual(["0800"]);
    yard.acts({ type: "remove" }, { type: "clean", thing: "slot" }, { type: "insert" });
    yard.until("confirm-card");
    expect(yard.told("card.mute")).toEqual([{ command: "reset", why: "dirty contacts" }]);
  });

  test.each([
    [0, 0],
    [10, 1],
    [80, 1],
    [4_000, 2],
  ])(
    "%i mm of paper left: %i slips begun at once, the outcome stays, two after reloading",
    (...row) => {
      const [mm, begun] = row;
      const yard = openYard({ ...SALE, faults: [armed("printer.paper-left", { mm })] });
      payTo(yard, "paper-out", "next-copy");
      if (begun === 2) yard.acts({ type: "key", device: "terminal", key: "enter" });
      yard.until(begun === 2 ? "remove-card" : "paper-out");
      expect(titlesPrinted(yard)).toBe(begun);
      if (begun < 2) {
        yard.acts({ type: "open", thing: "printer" }, { type: "load-paper" });
        yard.acts({ type: "close", thing: "printer" }, press("enter"));
        yard.until("next-copy");
        yard.acts(press("enter"));
        yard.until("remove-card");
      }
      expect(titlesPrinted(yard)).toBe(begun < 2 ? begun + 2 : 2);
      expect(yard.told("terminal.outcome").map(({ outcome }) => outcome)).toEqual(["approved"]);
      expect(yard.bank.books.postings().filter(({ kind }) => kind === "sale")).toHaveLength(1);
    },
  );

  test("an open cover: the slip is printed once it is shut, and the outcome stays", () => {
    const yard = openYard({ ...SALE, faults: [armed("printer.cover-open")] });
    expect(yard.told("printer.status")).toEqual([{ paper: "ok", cover: "open" }]);
    payTo(yard, "paper-out");
    expect(titlesPrinted(yard)).toBe(0);
    yard.acts({ type: "close", thing: "printer" }, press("enter"));
    yard.until("next-copy");
    expect(titlesPrinted(yard)).toBe(1);
    expect(yard.told("terminal.outcome").map(({ outcome }) => outcome)).toEqual(["approved"]);
  });

  test.each([1, 3_000, 60_000])("a power cut of %i ms: dark, and back by itself", (ms) => {
    const yard = openYard(SALE);
    yard.acts(fault("terminal.power-cut", { ms }));
    const { terminal } = yard.rig.devices;
    if (ms > 10) {
      expect(yard.view().terminal.screen).toBe("dark");
      expect(yard.act(press("1"))).toBe("not-now");
      yard.run(ms - 11);
      expect(terminal.powered()).toBe(false);
      yard.run(1);
    }
    expect(terminal.powered()).toBe(true);
    yard.until("operator");
    expect(yard.told("terminal.powered")).toEqual([{ on: true }, { on: false }, { on: true }]);
  });
});

/** What a sale by the contacts does not do of itself. */
const NEEDS: Readonly<Record<string, Act>> = {
  "card.swiped-badly": { type: "swipe" },
  "card.left-field": { type: "tap" },
};

describe("every fault of the catalogue", () => {
  test.each(LESSON_FAULTS.map(({ id, params }) => [id, params] as const))(
    "%s can be brought about by an instructor, and the trace says it with all its parameters",
    (id, params) => {
      const yard = openYard(SALE);
      yard.listeners.push(({ kind }) => {
        if (kind !== "till.tendered") return;
        yard.world.scheduler.after(0, () => expect(yard.act(fault(id))).toBeUndefined());
      });
      yard.listeners.push(({ kind, data }) => {
        const act = NEEDS[id];
        if (kind !== "card.moved" || data.to !== "held" || data.from !== "wallet") return;
        if (act !== undefined) yard.world.scheduler.after(0, () => yard.acts(act));
      });
      playRobot(yard, SALE.answers.right);
      const complete = Object.fromEntries(params.map(({ name, fallback }) => [name, fallback]));
      expect(fired(yard)).toEqual([{ fault: id, params: complete }]);
    },
  );
});

/** The robot's sale, until the terminal shows one of these. */
function payTo(yard: Yard, ...screens: readonly string[]): void {
  playRobot(yard, SALE.answers.right, () =>
    screens.includes(yard.rig.devices.terminal.screen().screen),
  );
}

function press(key: Extract<Act, { type: "key" }>["key"]): Act {
  return { type: "key", device: "terminal", key };
}

function fault(id: string, params: FaultSettings["params"] = {}): Act {
  return { type: "fault", fault: id, params };
}

function armed(id: string, params: FaultSettings["params"] = {}): FaultSettings {
  return { fault: id, nth: 1, times: 1, params };
}

function fired(yard: Yard) {
  return yard.told("fault.fired");
}

function titlesPrinted(yard: Yard): number {
  return yard.told("printer.printed").filter(({ text }) => text.includes("POS签购单")).length;
}

function outcomesOf({ yard }: Aftermath): string {
  return yard
    .told("terminal.outcome")
    .map(({ outcome }) => outcome)
    .join(" ");
}

function sentIn({ yard }: Aftermath): string {
  return yard
    .told("iso.sent")
    .flatMap(({ mti }) => (mti === "0800" ? [] : [mti]))
    .join(" ");
}

function bookedIn({ yard: { bank } }: Aftermath): string {
  return bank.books
    .postings()
    .flatMap(({ kind }) => (kind === "opening" ? [] : [kind]))
    .join(" ");
}
