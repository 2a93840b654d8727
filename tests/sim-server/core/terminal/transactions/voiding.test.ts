import { describe, expect, test } from "vitest";
import type { TraceEvent } from "../../../../../sim-server/core/trace-events.ts";
import { playAnswer } from "../../../../../sim-server/core/training/play.ts";
import { loadLessons } from "../../../../../sim-server/io/scenario-files.ts";
import { buildRig, PIN, type Rig } from "../../../../kit/terminal-rig.ts";

const SUPERVISOR = "123456";

/** Void from the menu up to the card, the supervisor and the voucher given. */
function beginVoid(rig: Rig, stan: string): void {
  rig.press("enter", "2");
  rig.answer(SUPERVISOR, stan);
}

function voidIt(rig: Rig, stan: string): void {
  beginVoid(rig, stan);
  rig.press("enter");
  rig.until("insert-card");
  rig.slot.insert("card", "chip-first");
  rig.until("confirm-card");
  rig.press("enter");
  rig.finish();
}

function opened(): Rig {
  const rig = buildRig();
  rig.openShop();
  return rig;
}

describe("a sale is voided", () => {
  test("by voucher number and card, in full, with a slip of its own", () => {
    const rig = opened();
    const stan = rig.sell("8640");
    voidIt(rig, stan);
    expect(rig.transactions()).toBe("void approved 00");
    expect(rig.chargedMinor()).toBe(0);
    const { intent } = rig.lastApproved();
    expect([intent.transaction, intent.originalStan, intent.amount]).toEqual([
      "void",
      stan,
      "000000008640",
    ]);
  });

  test("without asking for a PIN, and without a cryptogram", () => {
    const rig = opened();
    voidIt(rig, rig.sell("8640"));
    const request = rig.host.requests.at(-1)?.fields;
    expect([request?.[22], request?.[52], request?.[55]]).toEqual(["052", undefined, undefined]);
  });

  test("and tells the till nothing: it waits for no payment", () => {
    const rig = opened();
    const stan = rig.sell("8640");
    const before = rig.results.length;
    voidIt(rig, stan);
    expect(rig.results.length).toBe(before);
  });

  test.each([
    ["a voucher that is not there", "000999", "无原始交易"],
    ["a voucher of the sign-on", "000001", "无原始交易"],
  ])("not by %s", (_name, stan, why) => {
    const rig = opened();
    rig.sell("8640");
    beginVoid(rig, stan);
    expect(rig.body()).toEqual(["不能撤销", why]);
  });

  test("not twice", () => {
    const rig = opened();
    const stan = rig.sell("8640");
    voidIt(rig, stan);
    beginVoid(rig, stan);
    expect(rig.body()).toEqual(["不能撤销", "该交易已经撤销!"]);
    expect(rig.chargedMinor()).toBe(0);
  });

  test("not a void itself", () => {
    const rig = opened();
    voidIt(rig, rig.sell("8640"));
    beginVoid(rig, rig.lastApproved().intent.stan);
    expect(rig.body()).toEqual(["不能撤销", "原交易不是消费"]);
  });

  test("not without the supervisor, who has three tries", () => {
    const rig = opened();
    const stan = rig.sell("8640");
    rig.press("enter", "2");
    rig.answer("000000", "111111");
    expect(rig.terminal.screen().screen).toBe("supervisor");
    rig.answer("222222");
    expect(rig.body()).toEqual(["密码错"]);
    expect(rig.chargedMinor()).toBe(8640);
    expect(stan).toBe("000002");
  });

  test("not when the cashier sees that it is another sale", () => {
    const rig = opened();
    const stan = rig.sell("8640");
    beginVoid(rig, stan);
    expect(rig.terminal.screen().screen).toBe("original");
    rig.press("cancel");
    rig.until("idle");
    expect(rig.chargedMinor()).toBe(8640);
  });
});

describe("a void without an answer", () => {
  test("is reversed: the sale stands again, and can be voided again", () => {
    const rig = buildRig({
      line: (request, answer) =>
        answer === undefined || (request.fields[3] === "200000" && request.mti === "0200")
          ? []
          : [{ bytes: answer, afterMs: 100 }],
    });
    rig.openShop();
    const stan = rig.sell("8640");
    voidIt(rig, stan);
    expect(rig.transactions()).toBe("void unknown, void reversed");
    expect(rig.chargedMinor()).toBe(8640);
    expect(rig.sent().endsWith("0200 0400")).toBe(true);
  });
});

test("the customer keys no PIN into a void", () => {
  const rig = opened();
  voidIt(rig, rig.sell("8640"));
  expect(rig.of("pin-pad.asked").length).toBe(1);
  expect(PIN.length).toBe(6);
});

test("a sale by payment code is voided without a card or a code: both are used up", () => {
  const [file] = loadLessons(["scenarios/qa/505-void-code.yaml"]);
  if (file === undefined) throw new Error("there is no such scenario");
  const received: string[] = [];
  const { unmet } = playAnswer({
    scenario: file.scenario,
    answer: file.scenario.answers.right,
    seed: 3,
    sink: (record) => {
      const { kind, data } = record as TraceEvent;
      if (kind === "bank.received") received.push(`${data.mti} ${data.entryMode}: ${data.fields}`);
    },
  });
  expect(unmet).toEqual([]);
  expect(received.at(-1)).toBe("0200 032: 3 4 11 22 25 37 38 41 42 49 60 61 64");
});
