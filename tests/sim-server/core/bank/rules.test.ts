import { describe, expect, test } from "vitest";
import { equalBytes } from "../../../../device-emulators/kit/bytes.ts";
import type { Rule, RuleCondition } from "../../../../sim-server/core/bank/rules.ts";
import { drawEvents, PANS, type Sale, startBank, TERMINAL } from "./test-terminal.ts";

const REFUSE = { do: "answer", code: "68" } as const;

describe("a rule's condition", () => {
  test.each<[string, RuleCondition, Sale, boolean]>([
    ["nothing named", {}, {}, true],
    ["the MTI", { mti: "0200" }, {}, true],
    ["another MTI", { mti: "0400" }, {}, false],
    ["the terminal", { terminal: TERMINAL }, {}, true],
    ["another terminal", { terminal: "12345679" }, {}, false],
    ["the card", { card: PANS.normal }, {}, true],
    ["another card", { card: PANS.second }, {}, false],
    ["an amount at the lower end", { amountMinor: { from: 1_234 } }, {}, true],
    ["an amount below", { amountMinor: { from: 1_235 } }, {}, false],
    ["an amount at the upper end", { amountMinor: { to: 1_234 } }, {}, true],
    ["an amount above", { amountMinor: { to: 1_233 } }, {}, false],
    ["a whole field", { fields: { 3: { is: "000000" } } }, {}, true],
    ["part of a field", { fields: { 3: { is: "00000" } } }, {}, false],
    ["a prefix", { fields: { 22: { startsWith: "05" } } }, {}, true],
    ["another prefix", { fields: { 22: { startsWith: "07" } } }, {}, false],
    ["any character", { fields: { 22: { like: "0?1" } } }, {}, true],
    ["any characters", { fields: { 60: { like: "22*05*" } } }, {}, true],
    ["too few characters", { fields: { 22: { like: "0??1" } } }, {}, false],
    ["an end that differs", { fields: { 60: { like: "22*51" } } }, {}, false],
    ["a star for nothing", { fields: { 22: { like: "051*" } } }, {}, true],
    ["a field that is not there", { fields: { 61: { like: "*" } } }, {}, false],
    ["a field of bytes", { fields: { 55: { like: "*" } } }, {}, false],
    ["all of several", { mti: "0200", amountMinor: { to: 1_233 } }, {}, false],
    ["no chance", { probability: 0 }, {}, false],
    ["certainty", { probability: 1 }, {}, true],
  ])("%s", (_name, when, sale, fires) => {
    const terminal = open({ id: "r", when, action: REFUSE });
    expect(terminal.code(terminal.sale(sale))).toBe(fires ? "68" : "00");
  });

  test.each<[string, RuleCondition, string]>([
    ["from the third on", { nth: 3 }, "00 00 68 68"],
    ["twice", { times: 2 }, "68 68 00 00"],
    ["the second alone", { nth: 2, times: 1 }, "00 68 00 00"],
    ["those of 0.02 alone", { amountMinor: { from: 2, to: 2 } }, "00 68 00 00"],
  ])("%s", (_name, when, codes) => {
    const terminal = open({ id: "r", when: { mti: "0200", ...when }, action: REFUSE });
    const answered = [1, 2, 3, 4].map((n) =>
      terminal.code(terminal.sale({ stan: `00000${n + 1}`, amountMinor: n })),
    );
    expect(answered.join(" ")).toBe(codes);
  });

  test("chance is the bank's: the same seed, the same messages", () => {
    const play = (seed: number) => {
      const terminal = startBank(undefined, { seed });
      terminal.signOn();
      terminal.bank.setRules([{ id: "r", when: { probability: 0.5 }, action: REFUSE }]);
      return Array.from({ length: 40 }, (_, at) =>
        terminal.code(terminal.sale({ stan: String(at + 2).padStart(6, "0"), amountMinor: 1 })),
      ).join(" ");
    };
    expect(play(1)).toBe(play(1));
    expect(play(1)).not.toBe(play(2));
    expect(play(1).match(/68/g)?.length).toBeGreaterThan(8);
    expect(play(1).match(/00/g)?.length).toBeGreaterThan(8);
  });
});

describe("a rule's action", () => {
  test("answer: a code is given, nothing is decided, and a repeat gets the same", () => {
    const terminal = open({ id: "r", when: { mti: "0200", times: 1 }, action: REFUSE });
    const wrong = terminal.sale({ pin: "000000" });
    expect([terminal.code(wrong), terminal.code(wrong)]).toEqual(["68", "68"]);
    expect(terminal.bank.books.pinTriesLeft(PANS.normal)).toBe(3);
    expect(spent(terminal)).toBe(0);
  });

  test("answer to a reversal: it is not done, and its repeat is", () => {
    const terminal = open({ id: "r", when: { mti: "0400", times: 1 }, action: REFUSE });
    terminal.send(terminal.sale());
    expect(terminal.code(terminal.reversal())).toBe("68");
    expect(spent(terminal)).toBe(1_234);
    expect(terminal.code(terminal.reversal())).toBe("00");
    expect(spent(terminal)).toBe(0);
  });

  test("change: the answer says otherwise under a right MAC, the books do not", () => {
    const fields = { 4: "000000000001", 11: "000099" };
    const terminal = open({ id: "r", when: { mti: "0200" }, action: { do: "change", fields } });
    expect(terminal.send(terminal.sale())?.fields).toMatchObject({ ...fields, 39: "00" });
    expect(spent(terminal)).toBe(1_234);
  });

  test("change to what no frame can hold changes nothing", () => {
    const action = { do: "change", fields: { 4: "1" } } as const;
    const terminal = open({ id: "r", when: {}, action });
    expect(terminal.send(terminal.sale())?.fields[4]).toBe("000000001234");
  });

  test.each<[string, Rule["action"], readonly number[], number]>([
    ["delay", { do: "delay", ms: 700 }, [700], 1_234],
    ["duplicate", { do: "duplicate", afterMs: 90 }, [0, 90], 1_234],
    ["lose the answer", { do: "lose", what: "answer" }, [], 1_234],
    ["lose the request", { do: "lose", what: "request" }, [], 0],
  ])("%s", (_name, action, times, spentMinor) => {
    const terminal = open({ id: "r", when: { mti: "0200" }, action });
    const replies = terminal.bank.receive(terminal.sale(), 0);
    expect(replies.map(({ afterMs }) => afterMs)).toEqual(times);
    expect(spent(terminal)).toBe(spentMinor);
  });

  test.each<[string, number | "mac", number]>([
    ["a byte", 20, 20],
    ["the MAC", "mac", -1],
  ])("corrupt %s", (_name, at, place) => {
    const action = { do: "corrupt", at, bits: 0x11 } as const;
    const terminal = open({ id: "r", when: { nth: 2 }, action });
    const [sound, spoilt] = [0, 1].map(
      () => terminal.bank.receive(terminal.sale(), 0)[0]?.frame ?? new Uint8Array(0),
    );
    if (sound === undefined || spoilt === undefined) throw new Error("no frames");
    expect((sound.at(place) ?? 0) ^ (spoilt.at(place) ?? 0)).toBe(0x11);
    expect(sound.filter((byte, index) => byte !== spoilt[index])).toHaveLength(1);
    expect(equalBytes(sound, spoilt)).toBe(false);
  });

  test("several rules act together, in order", () => {
    const terminal = open(
      { id: "slow", when: {}, action: { do: "delay", ms: 10 } },
      { id: "slower", when: {}, action: { do: "delay", ms: 20 } },
      { id: "first", when: {}, action: { do: "answer", code: "96" } },
      { id: "second", when: {}, action: REFUSE },
    );
    expect(terminal.bank.receive(terminal.sale(), 0)[0]?.afterMs).toBe(30);
    expect(terminal.code(terminal.sale({ stan: "000003" }))).toBe("96");
  });
});

test("every firing is told with the rule and the reason, and no card number", () => {
  const when = { mti: "0200", card: PANS.normal, amountMinor: { from: 1 } };
  const terminal = open({ id: "no-cards", when, action: REFUSE });
  terminal.send(terminal.sale());
  expect(drawEvents(terminal.events)).toBe("rule received decided answered");
  expect(terminal.events[0]?.data).toEqual({
    rule: "no-cards",
    does: "answer",
    because: "MTI 0200, card, amount, fitting message 1",
    frame: 2,
  });
  expect(JSON.stringify(terminal.events)).not.toContain(PANS.normal);
});

type Terminal = ReturnType<typeof startBank>;

function open(...rules: readonly Rule[]): Terminal {
  const terminal = startBank();
  terminal.signOn();
  terminal.events.length = 0;
  terminal.bank.setRules(rules);
  return terminal;
}

function spent(terminal: Terminal): number {
  return 100_000 - terminal.bank.books.balanceMinor("normal");
}
