import { describe, expect, test } from "vitest";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { chance } from "../../../../device-emulators/kit/chance.ts";
import { CABLE_FAULTS } from "../../../../device-emulators/kit/faults/cable-faults.ts";
import { bytesUnderWay } from "../../../../device-emulators/kit/faults/disturbance.ts";
import { type Disturbed, disturb } from "../../../kit/disturbed.ts";

type Armed = Parameters<typeof disturb>[0];

/** `ab.cd` says two pieces; `<` answers. */
function play(faults: Armed, script: string): string {
  const cable = disturb(faults);
  cable.open();
  for (const piece of script.split(".")) {
    if (piece.startsWith("<")) cable.answer(piece.slice(1));
    else if (/^\d+$/.test(piece)) cable.pass(Number(piece));
    else cable.say(piece);
  }
  cable.pass(10_000);
  return cable.drawn().replace(/^opened /, "");
}

describe("a cable", () => {
  test("without a fault carries all, at once and in its pieces", () => {
    expect(play([], "ab.<cd.ef")).toBe("ab <cd ef");
  });

  // What the fault is, what is said in which pieces, and what comes of it.
  test.each<[string, Armed[number][1], string, string]>([
    ["cable.stall", { ms: 20 }, "ab.cd.<ef", "!stall <ef @20 ab cd"],
    ["cable.stall", { ms: 20, bytes: 3 }, "ab.cd.ef", "ab !stall c @20 d ef"],
    ["cable.stall", { ms: 20, way: "host" }, "ab.<cd.<ef", "ab !stall @20 <cd <ef"],
    ["cable.drop", {}, "ab.cd", "!drop cut closed"],
    ["cable.drop", { bytes: 3 }, "ab.cd.ef", "ab !drop c cut closed"],
    ["cable.drop", { bytes: 2 }, "ab.cd", "!drop ab cut closed"],
    ["cable.drop", { way: "host" }, "ab.<cd", "ab !drop cut closed"],
    ["cable.reset", { bytes: 3 }, "ab.cd.ef", "ab !reset c cut reset"],
    ["cable.half-close", {}, "ab.<cd.<ef.gh", "ab !half-close <end gh"],
    ["cable.half-close", { bytes: 3 }, "<abcd.<ef.gh", "!half-close <abc <end gh"],
    ["cable.unplug", { ms: 7, bytes: 1 }, "ab.cd", "!unplug a cut reset unplug 7"],
    ["cable.drip", { size: 2, ms: 5 }, "abcde", "!drip ab @5 cd @10 e"],
    ["cable.drip", { size: 2, ms: 5 }, "abc.de", "!drip ab @5 c @10 de"],
    ["cable.drip", { size: 2, ms: 5, bytes: 3 }, "abcde", "!drip abc @5 de"],
    ["cable.split", { size: 2, ms: 5 }, "abcde.fg", "!split ab @5 cd @10 e fg"],
    ["cable.merge", { ms: 5 }, "ab.cd.5.ef", "!merge @5 abcd @10 ef"],
    ["cable.lose", { count: 2 }, "abc.de", "!lose c de"],
    ["cable.lose", { count: 2, bytes: 1 }, "abcd", "!lose a d"],
    ["cable.duplicate", {}, "ab.cd", "!duplicate ab ab cd"],
    ["cable.duplicate", { match: "c d" }, "abc.de", "abc !duplicate de de"],
    ["cable.duplicate", { match: "c d" }, "abcde", "!duplicate ab cde cde"],
    ["cable.wrong-baud", { sent: 9_600, read: 9_600 }, "ab.<cd", "!wrong-baud ab <cd"],
    ["cable.wrong-baud", { sent: 9_600, read: 19_200 }, "\x55.\x00", "!wrong-baud f\u00e6 \x00"],
  ])("with %s %o makes of %j: %s", (id, params, script, drawn) => {
    expect(play([[id, params]], script)).toBe(drawn);
  });

  test("with noise brings stray bytes, drawn from the seed, and loses none", () => {
    const noisy = (seed: number): string => {
      const cable = disturb([["cable.noise", { count: 6, bytes: 1 }]], seed);
      cable.open();
      cable.say("abc");
      return cable.drawn().replace("opened !noise a ", "");
    };
    expect(noisy(1)).toMatch(/^.{6}bc$/s);
    expect(noisy(1)).toBe(noisy(1));
    expect(noisy(2)).not.toBe(noisy(1));
  });

  test("with a flip at a byte alters that byte alone", () => {
    const arrived = play([["cable.flip", { bytes: 2 }]], "abcd").replace("!flip ab ", "");
    expect([arrived.length, arrived[0] === "c", arrived[1]]).toEqual([2, false, "d"]);
  });

  test.each([
    ["nth 2: the second piece", { nth: 2 }, "ab.cd.ef", "ab !lose d ef"],
    ["times 2: two pieces", { times: 2 }, "ab.cd.ef", "!lose b !lose d ef"],
    ["nth 2, times 2", { nth: 2, times: 2 }, "ab.cd.ef.gh", "ab !lose d !lose f gh"],
    ["a match: each time it stands there", { match: "b", times: 2 }, "abcb.b", "!lose !lose a c b"],
    [
      "a match over two pieces: what of it has not gone on",
      { match: "b c" },
      "ab.cd",
      "ab !lose d",
    ],
    ["any byte in a match", { match: "a ?? c" }, "xazc", "!lose x zc"],
    ["the second match", { match: "b", nth: 2 }, "abcb", "!lose abc"],
    ["a match behind so many bytes", { match: "b", bytes: 2 }, "abcb", "!lose abc"],
    ["bytes, once in a connection", { bytes: 1, times: 9 }, "abc.def", "!lose a c def"],
    ["a time: the next piece", { after: 10 }, "ab.9.cd.1.ef", "ab @9 cd @10 !lose f"],
    ["a length of time: each piece", { for: 10 }, "ab.9.cd.1.ef", "!lose b @9 !lose d @10 ef"],
    ["the other way", { way: "host" }, "ab.<cd", "ab !lose <d"],
    ["another connection", { link: 2 }, "ab.cd", "ab cd"],
    ["no chance worth speaking of", { chance: 1, times: 1 }, "ab.cd", "ab cd"],
  ])("strikes by %s", (_what, params, script, drawn) => {
    expect(play([["cable.lose", params as Armed[number][1]]], script)).toBe(drawn);
  });

  test("a fault that lasts goes on for its time, and is told once", () => {
    const fault: Armed = [["cable.split", { size: 1, ms: 1, for: 10 }]];
    expect(play(fault, "ab.9.cd.1.ef")).toBe("!split a @1 b @9 c @10 d ef");
  });

  test("counts bytes for each connection, and connections from the first", () => {
    const cable = disturb([["cable.drop", { bytes: 2, nth: 2 }]]);
    for (const link of [1, 2]) {
      cable.open(link);
      cable.say("abc", link);
    }
    expect(cable.drawn()).toBe("opened abc opened !drop ab cut closed");
  });

  test("gives what one fault makes to the next", () => {
    const both: Armed = [
      ["cable.duplicate", {}],
      ["cable.drip", { size: 1, ms: 3 }],
    ];
    expect(play(both, "ab")).toBe("!duplicate !drip a @3 b @6 a @9 b");
  });

  test("strikes by time alone where nothing passes", () => {
    for (const [id, drawn] of [
      ["cable.reset", "opened @5 !reset cut reset"],
      ["cable.drop", "opened @5 !drop cut closed"],
      ["cable.half-close", "opened @5 !half-close <end ab"],
      ["cable.stall", "opened @5 !stall @12 ab"],
      ["cable.unplug", "opened @5 !unplug cut reset unplug 7"],
    ] as const) {
      const params = ["cable.stall", "cable.unplug"].includes(id) ? { ms: 7 } : {};
      const cable = disturb([[id, { after: 5, ...params }]]);
      cable.open();
      cable.pass(5);
      cable.say("ab");
      cable.pass(20);
      expect(cable.drawn()).toBe(drawn);
    }
  });
});

describe("a connection", () => {
  test.each<[string, Armed, string]>([
    ["is refused once", [["cable.refuse", {}]], "!refuse refused opened opened"],
    ["is refused the second time", [["cable.refuse", { nth: 2 }]], "opened !refuse refused opened"],
    [
      "is refused for a while",
      [["cable.refuse", { for: 15 }]],
      "!refuse refused @10 !refuse refused @20 opened",
    ],
    [
      "is refused later",
      [["cable.refuse", { after: 10 }]],
      "opened @10 !refuse refused @20 opened",
    ],
    [
      "is refused by its number",
      [["cable.refuse", { link: 3 }]],
      "opened @10 opened @20 !refuse refused",
    ],
  ])("%s", (_what, faults, drawn) => {
    const cable = disturb(faults);
    for (const link of [1, 2, 3]) {
      cable.open(link);
      cable.pass(10);
    }
    const times = drawn.includes("@") ? cable.drawn() : cable.drawn().replaceAll(/@\d+ /g, "");
    expect(times).toBe(drawn);
  });

  test("is refused while another stands", () => {
    const cable = disturb([["cable.busy", { times: 9 }]]);
    cable.open(1);
    cable.open(2);
    cable.send({ type: "closed", link: 1, way: "device", how: "closed" });
    cable.open(3);
    expect(cable.drawn()).toBe("opened !busy refused closed opened");
  });

  test("cannot be made while the cable is out", () => {
    const cable = disturb([["cable.unplug", { ms: 10 }]]);
    cable.open(1);
    cable.say("a");
    cable.pass(9);
    cable.open(2);
    cable.pass(1);
    cable.open(3);
    expect(cable.drawn()).toBe("opened !unplug cut reset unplug 10 @9 refused @10 opened");
  });

  test("ends in order behind what was said, and a reset overtakes it", () => {
    for (const [how, drawn] of [
      ["closed", "opened !stall @20 ab end closed"],
      ["reset", "opened !stall reset"],
    ] as const) {
      const cable = disturb([["cable.stall", { ms: 20 }]]);
      cable.open();
      cable.say("ab");
      cable.send({ type: "ended", link: 1, way: "device" });
      cable.send({ type: "closed", link: 1, way: "device", how });
      cable.pass(50);
      expect(cable.drawn()).toBe(drawn);
    }
  });

  test("waits for an end that takes nothing, and says how much is under way", () => {
    const cable = disturb([]);
    cable.open();
    cable.send({ type: "flow", link: 1, way: "device", ready: false });
    cable.say("ab");
    expect(bytesUnderWay(cable.state(), { link: 1, way: "device" })).toBe(2);
    cable.send({ type: "flow", link: 1, way: "device", ready: true });
    expect(cable.drawn()).toBe("opened ab");
    expect(bytesUnderWay(cable.state(), { link: 1, way: "device" })).toBe(0);
  });

  test("that is over, or never was, does nothing", () => {
    const cable = disturb([["cable.drop", {}]]);
    cable.say("ab", 7);
    cable.open();
    cable.say("ab");
    cable.say("cd");
    cable.send({ type: "closed", link: 1, way: "host", how: "closed" });
    expect(cable.drawn()).toBe("opened !drop cut closed");
  });
});

test("a fault of the device strikes between two bytes", () => {
  const cable = disturb([["printer.cutter-jam", { match: "GS V" }]]);
  cable.open();
  cable.say("ab\x1dV\x00");
  expect(cable.drawn()).toBe("opened !cutter-jam ab strike printer.cutter-jam \x1dV\x00");
});

test("a fault of the device strikes by time where nobody is connected", () => {
  const cable = disturb([["printer.cover-open", { after: 30 }]]);
  cable.pass(30);
  expect(cable.drawn()).toBe("@30 !cover-open strike printer.cover-open");
});

describe("chance", () => {
  const flips = (seed: number): string => {
    const cable = disturb([["cable.flip", { chance: 20 }]], seed);
    cable.open();
    for (let piece = 0; piece < 200; piece += 1) cable.say("abcd");
    return cable.drawn();
  };

  test("gives the same strikes for the same seed and the same traffic, and others for another", () => {
    expect(flips(1)).toBe(flips(1));
    expect(flips(2)).not.toBe(flips(1));
  });

  test("strikes about as often as it says, each time one bit of one byte", () => {
    const strikes = flips(1).match(/!flip/g)?.length ?? 0;
    expect(strikes).toBeGreaterThan(20);
    expect(strikes).toBeLessThan(60);
    const altered = flips(1).match(/!flip \S{4}/g) ?? [];
    expect(altered).toHaveLength(strikes);
    for (const [piece] of altered.map((each) => [each.slice(6)])) {
      const bits = Array.from(
        fromLatin1(piece ?? ""),
        (byte, at) => byte ^ (fromLatin1("abcd")[at] ?? 0),
      );
      const ones =
        bits.join("") === ""
          ? 0
          : bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0);
      expect(ones).toBe(1);
    }
  });
});

test("whatever is armed, the same arrives each time, and nothing at a connection that is over", () => {
  const { below, pick } = chance(3, "storm");
  const ids = CABLE_FAULTS.map(({ id }) => id) as [string, ...string[]];
  for (let run = 0; run < 300; run += 1) {
    const armed: Armed = Array.from({ length: 1 + below(3) }, () => [
      pick(ids),
      { nth: 1 + below(3), bytes: below(20), ...(below(2) === 0 ? {} : { after: below(50) }) },
    ]);
    const draw = (): string => storm(disturb(armed, run));
    expect(draw()).toBe(draw());
    const over = /cut \w+.*\d/.exec(draw().replaceAll(/@\d+ ?|unplug \d+ ?/g, ""));
    expect([run, armed, over]).toEqual([run, armed, null]);
  }
});

/** One connection on which digits are said. */
function storm(cable: Disturbed): string {
  const { below } = chance(5, "traffic");
  cable.open();
  for (let at = 0; at < 20; at += 1) {
    cable.say("0123456789".slice(below(5), 6 + below(4)));
    cable.pass(below(10));
  }
  cable.pass(100_000);
  return cable.drawn();
}
