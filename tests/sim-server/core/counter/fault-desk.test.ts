import { describe, expect, test } from "vitest";
import type { FaultSettings } from "../../../../scenarios/format/scenario.ts";
import { layCables } from "../../../../sim-server/core/counter/cables.ts";
import { createFaultDesk } from "../../../../sim-server/core/counter/fault-desk.ts";
import { createWorld } from "../../../../sim-server/core/world/world.ts";

type Given = Pick<FaultSettings, "fault"> & Partial<FaultSettings>;

describe("a fault of the line strikes from its nth time on, so often as told", () => {
  test.each<[string, Given[], string]>([
    ["nothing armed", [], "12345"],
    ["the first", [{ fault: "bank.request-lost" }], "2345"],
    ["the third", [{ fault: "bank.request-lost", nth: 3 }], "1245"],
    ["the second and third", [{ fault: "bank.request-lost", nth: 2, times: 2 }], "145"],
    ["all", [{ fault: "bank.request-lost", times: 9 }], ""],
    ["none of another type", [{ fault: "bank.request-lost", params: { mti: "0400" } }], "12345"],
    [
      "none that goes the other way",
      [{ fault: "bank.reply-lost", params: { mti: "0200" } }],
      "12345",
    ],
    [
      "two faults, each by its own count",
      [
        { fault: "bank.request-lost", nth: 2 },
        { fault: "bank.request-lost", nth: 4 },
      ],
      "135",
    ],
  ])("%s", (_what, faults, arrived) => {
    const desk = setUp(faults);
    for (let n = 1; n <= 5; n += 1) desk.send("0200", n);
    expect(desk.atBank.map(({ n }) => n).join("")).toBe(arrived);
  });

  test.each<[string, Given, string]>([
    ["lost", { fault: "bank.reply-lost" }, "2:141"],
    ["altered in its last byte", { fault: "bank.reply-altered" }, "0:41 2:141"],
    ["not altered on another message", { fault: "bank.reply-altered", nth: 3 }, "1:41 2:141"],
    ["slow by default", { fault: "bank.slow" }, "2:141 1:12041"],
    ["slow as told", { fault: "bank.slow", params: { ms: 500 } }, "2:141 1:541"],
    ["not slow if it is no sale", { fault: "bank.slow", nth: 3 }, "1:41 2:141"],
  ])("a reply %s", (_what, fault, arrived) => {
    const desk = setUp([fault]);
    desk.reply("0210", 1);
    desk.run(100);
    desk.reply("0210", 2);
    desk.run(20_000);
    expect(desk.atTerminal.map(({ n, atMs }) => `${n}:${atMs}`).join(" ")).toBe(arrived);
  });

  test("two slow banks are slower than one", () => {
    const desk = setUp([
      { fault: "bank.slow", params: { ms: 300 } },
      { fault: "bank.slow", params: { ms: 200 } },
    ]);
    desk.reply("0210", 1);
    desk.run(1_000);
    expect(desk.atTerminal).toEqual([{ n: 1, atMs: 541 }]);
  });
});

describe("the line goes down", () => {
  test.each([
    ["0200", false, "2"],
    ["0400", true, "12"],
    ["0800", true, "12"],
  ])("with a %s on it: it is up %s, until a second is over", (mti, up, arrived) => {
    const desk = setUp([{ fault: "host-line.down", params: { ms: 1_000 } }]);
    desk.send(mti, 1);
    expect(desk.line.up).toBe(up);
    // Sending took 50 ms of the second.
    desk.run(949);
    expect(desk.line.up).toBe(up);
    desk.run(1);
    expect(desk.line.up).toBe(true);
    desk.send(mti, 2);
    expect(desk.atBank.map(({ n }) => n).join("")).toBe(arrived);
  });

  test("what was on its way back is gone too", () => {
    const desk = setUp([{ fault: "host-line.down", params: { ms: 1_000 } }]);
    desk.reply("0210", 1);
    desk.send("0200", 2);
    desk.run(2_000);
    expect(desk.atTerminal).toEqual([]);
  });
});

describe("a key of the terminal", () => {
  test.each<[string, Given[], string]>([
    ["does not stick by itself", [], "1111"],
    ["sticks once", [{ fault: "terminal.key-bounce", params: { key: "4" } }], "2111"],
    [
      "sticks the second time",
      [{ fault: "terminal.key-bounce", nth: 2, params: { key: "4" } }],
      "1211",
    ],
    ["is another", [{ fault: "terminal.key-bounce", params: { key: "5" } }], "1111"],
    ["sticks thrice", [{ fault: "terminal.key-bounce", times: 3, params: { key: "4" } }], "2221"],
  ])("%s", (_what, faults, presses) => {
    const desk = setUp(faults);
    expect([1, 2, 3, 4].map(() => desk.faults.presses("4")).join("")).toBe(presses);
  });
});

describe("a card put in", () => {
  test.each<[string, Given, string]>([
    ["is pulled at the fifth command", { fault: "card.pulled" }, "5"],
    [
      "is pulled as told, the second time",
      { fault: "card.pulled", nth: 2, params: { apdu: 7 } },
      "7",
    ],
    ["is pulled twice", { fault: "card.pulled", times: 2 }, "5 5"],
  ])("%s", (_what, fault, pulls) => {
    const desk = setUp([fault]);
    for (let n = 0; n < 3; n += 1) desk.faults.inserted();
    expect(desk.done.join(" ")).toBe(pulls);
  });
});

test("a swipe goes badly when its time has come, and only then", () => {
  const { faults } = setUp([{ fault: "card.swiped-badly", nth: 2 }]);
  expect([1, 2, 3].map(() => faults.swipe())).toEqual(["good", "bad", "good"]);
});

test.each<[Given, string]>([
  [{ fault: "card.left-field" }, "away 2"],
  [{ fault: "card.left-field", times: 2, params: { apdu: 1 } }, "away 1 away 1"],
])("a card held to the reader with %o leaves it", (fault, away) => {
  const desk = setUp([fault]);
  for (let n = 0; n < 3; n += 1) desk.faults.tapped();
  expect(desk.done.join(" ")).toBe(away);
});

describe("a fault of a state", () => {
  test.each<[Given, string]>([
    [{ fault: "reader.slot-dirty" }, "soiled"],
    [{ fault: "printer.cover-open" }, "opened"],
    [{ fault: "printer.paper-left" }, "40 mm"],
    [{ fault: "printer.cutter-jam" }, "cutter"],
    [{ fault: "printer.head-hot" }, "overheated"],
    [{ fault: "printer.paper-left", params: { mm: 0 } }, "0 mm"],
    [{ fault: "terminal.power-cut" }, "cut 3000"],
    [{ fault: "terminal.power-cut", params: { ms: 1 } }, "cut 1"],
  ])("%o takes hold the moment it is armed", (fault, did) => {
    const desk = setUp([fault]);
    expect(desk.done).toEqual([did]);
    expect(desk.fired).toHaveLength(1);
  });
});

describe("a power cut with a message type", () => {
  const cut = { fault: "terminal.power-cut", params: { ms: 7, mti: "0200" } } as const;

  test("waits for such a message, and lets it go out", () => {
    const desk = setUp([cut]);
    desk.send("0800", 1);
    expect(desk.done).toEqual([]);
    desk.send("0200", 2);
    desk.run(0);
    expect(desk.done).toEqual(["cut 7"]);
    expect(desk.atBank.map(({ n }) => n)).toEqual([1, 2]);
  });

  test("comes as the answer is on its way", () => {
    const desk = setUp([{ ...cut, params: { mti: "0210" } }]);
    desk.reply("0210", 1);
    desk.run(100);
    expect(desk.done).toEqual(["cut 3000"]);
  });
});

test("the trace names each strike with all parameters, and nothing that was only armed", () => {
  const desk = setUp([
    { fault: "bank.request-lost", nth: 2 },
    { fault: "bank.slow", params: { ms: 5 } },
    { fault: "card.pulled" },
  ]);
  desk.send("0200", 1);
  desk.send("0200", 2);
  expect(desk.fired).toEqual([{ fault: "bank.request-lost", params: { mti: "0200" } }]);
});

/** A desk over a line of 40 ms whose frames are no longer than a length, a type and a number. */
test("no fault of the printer reaches a real one, which hands do things to", () => {
  let real = true;
  const { faults } = setUp([], () => real);
  const reached = (fault: string): boolean => faults.reaches({ fault, params: {} });
  expect([reached("printer.cover-open"), reached("reader.slot-dirty")]).toEqual([false, true]);
  real = false;
  expect(reached("printer.cover-open")).toBe(true);
});

function setUp(given: readonly Given[], printerReal: () => boolean = () => false) {
  const world = createWorld({ seed: 1, sink: () => undefined });
  const line = world.line({ name: "host", delayMs: 40, bandwidth: 16_000 });
  const cables = { ...layCables(world), host: line };
  const done: string[] = [];
  const fired: unknown[] = [];
  const atBank: Arrival[] = [];
  const atTerminal: Arrival[] = [];
  const arrive = (at: Arrival[]) => (bytes: Uint8Array) =>
    void at.push({ n: bytes[15] ?? 0, atMs: world.scheduler.nowMs() });
  line.a.onReceive = arrive(atTerminal);
  line.b.onReceive = arrive(atBank);
  const faults = createFaultDesk({
    node: world.node("faults"),
    emit: (_kind, data) => void fired.push(data),
    cables,
    seed: 1,
    printerReal,
    soilSlot: () => void done.push("soiled"),
    pullCardAt: (command) => void done.push(String(command)),
    leaveFieldAt: (command) => void done.push(`away ${command}`),
    limitPaper: (mm) => void done.push(`${mm} mm`),
    openCover: () => void done.push("opened"),
    failPrinter: (error) => void done.push(error),
    coolPrinter: () => void done.push("cooled"),
    cutTerminal: (forMs) => void done.push(`cut ${forMs}`),
  });
  for (const fault of given) faults.arm({ nth: 1, times: 1, params: {}, ...fault });
  const run = (ms: number): void => world.scheduler.advance(world.scheduler.nowMs() + ms);
  return {
    faults,
    line,
    done,
    fired,
    atBank,
    atTerminal,
    run,
    reply: (mti: string, n: number) => line.b.send(frame(mti, n)),
    send: (mti: string, n: number) => {
      line.a.send(frame(mti, n));
      run(50);
    },
  };
}

type Arrival = { readonly n: number; readonly atMs: number };

/** Sixteen bytes, which is one millisecond on the line. */
function frame(mti: string, n: number): Uint8Array {
  const bytes = new Uint8Array(16);
  bytes[13] = Number.parseInt(mti.slice(0, 2), 16);
  bytes[14] = Number.parseInt(mti.slice(2), 16);
  bytes[15] = n;
  return bytes;
}
