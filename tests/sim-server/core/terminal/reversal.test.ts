import { describe, expect, test } from "vitest";
import type { UnionPayMessage } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import type { Line } from "../../../kit/far-side.ts";
import { type Change, forgedLine } from "../../../kit/forged-line.ts";
import { buildRig, PIN, type Rig, type RigOptions } from "../../../kit/terminal-rig.ts";

const OPENED = "numbered keys";
/** Longer than the terminal waits. */
const LATE_MS = 15_000;

/** A line that treats the nth message of a type its own way and lets the rest through. */
function line(treat: Readonly<Record<string, (bytes: Uint8Array) => ReturnType<Line>>>): Line {
  const counts = new Map<string, number>();
  return ({ mti }, answer) => {
    const count = (counts.get(mti) ?? 0) + 1;
    counts.set(mti, count);
    if (answer === undefined) return [];
    const special = treat[`${mti}#${count}`] ?? treat[mti];
    return special === undefined ? [{ bytes: answer, afterMs: 100 }] : special(answer);
  };
}

const lost = (): ReturnType<Line> => [];
const late = (bytes: Uint8Array): ReturnType<Line> => [{ bytes, afterMs: LATE_MS }];
/** The last byte of a frame is the last of its MAC. */
const spoilt = (bytes: Uint8Array): ReturnType<Line> => {
  const changed = bytes.slice();
  changed[changed.length - 1] = 0x2a;
  return [{ bytes: changed, afterMs: 100 }];
};
const twice = (bytes: Uint8Array): ReturnType<Line> => [
  { bytes, afterMs: 100 },
  { bytes, afterMs: 200 },
];

/** A line that loses the sale's answer and changes others, authentic as they are. */
function losing(changes: Readonly<Record<string, Change>>): Line {
  const forged = forgedLine(changes);
  return (request, answer) => (request.mti === "0200" ? [] : forged(request, answer));
}

function sellThrough(options: RigOptions): Rig {
  const rig = buildRig(options);
  rig.openShop();
  rig.beginSale("8640");
  rig.enterPin(PIN);
  return rig;
}

function reversals(rig: Rig): readonly UnionPayMessage[] {
  return rig.host.requests.filter(({ mti }) => mti === "0400");
}

describe("a sale whose outcome is not known", () => {
  test.each([
    ["answer lost", line({ "0200": lost }), "98"],
    ["answer late", line({ "0200": late }), "98"],
    ["answer with a wrong MAC", line({ "0200": spoilt }), "A0"],
  ])("%s: is reversed at once", (_name, disturbed, reason) => {
    const rig = sellThrough({ line: disturbed });
    rig.until("reversed");
    expect(rig.body()).toEqual(["交易失败", "已自动冲正", "凭证 000002", "未扣款"]);
    expect(rig.journal()).toBe(`${OPENED} intent reversal reversed`);
    expect(rig.outcomes()).toBe("unknown, reversed");
    expect(reversals(rig).map(({ fields }) => fields[39])).toEqual([reason]);
    expect(rig.chargedMinor()).toBe(0);
    rig.press("enter");
    expect(rig.results).toMatchObject([{ outcome: "reversed", stan: "000002" }]);
  });

  test("keeps the original's elements, and neither PIN nor track", () => {
    const rig = sellThrough({ line: line({ "0200": lost }) });
    rig.until("reversed");
    const [sale] = rig.host.requests.filter(({ mti }) => mti === "0200");
    const [reversal] = reversals(rig);
    for (const de of [2, 3, 4, 11, 14, 22, 23, 25, 41, 42, 49, 60] as const) {
      expect(reversal?.fields[de], `DE ${de}`).toEqual(sale?.fields[de]);
    }
    for (const de of [26, 35, 37, 52, 53] as const) expect(reversal?.fields[de]).toBeUndefined();
    expect(reversal?.fields[61]).toBe("0000010000020618");
  });

  test("is reversed three times the same at once, then before the next sale", () => {
    const rig = sellThrough({
      line: line({ "0200": lost, "0400#1": lost, "0400#2": lost, "0400#3": lost }),
    });
    rig.until("reversal-pending");
    expect(rig.body()).toEqual(["冲正不成功", "请与客服联系", "凭证 000002 待冲正"]);
    expect(rig.outcomes()).toBe("unknown");
    rig.press("enter");
    rig.until("remove-card");
    rig.slot.remove();
    rig.until("idle");
    expect(rig.sent()).toBe("0800 0200 0400 0400 0400");
    rig.press("5");
    rig.until("reversed");
    rig.press("enter");
    expect(rig.body()[0]).toBe("请输入金额:");
    expect(rig.sent()).toBe("0800 0200 0400 0400 0400 0400");
    expect(new Set(reversals(rig).map((each) => JSON.stringify(each))).size).toBe(1);
    expect(rig.journal()).toBe(`${OPENED} intent reversal reversed`);
    expect(rig.results.map(({ outcome }) => outcome)).toEqual(["unknown", "reversed"]);
  });

  test("keeps every other sale from beginning as long as it is owed", () => {
    const rig = sellThrough({ line: line({ "0200": lost, "0400": lost }) });
    rig.until("reversal-pending");
    rig.press("enter");
    rig.until("remove-card");
    rig.slot.remove();
    rig.until("idle");
    rig.press("5");
    rig.until("reversal-pending");
    rig.press("enter");
    rig.run(50);
    expect(rig.of("terminal.screen").at(-1)?.screen).toBe("idle");
    expect(rig.sent()).toBe("0800 0200 0400 0400 0400 0400 0400 0400");
  });

  test.each(["00", "12", "25"])("is over when the bank answers %s", (responseCode) => {
    const rig = sellThrough({ line: losing({ "0400": { fields: { 39: responseCode } } }) });
    rig.until("reversed");
    expect(reversals(rig).length).toBe(1);
  });

  test.each(["96", "A0", "05"])("is not over when the bank answers %s", (responseCode) => {
    const rig = sellThrough({ line: losing({ "0400": { fields: { 39: responseCode } } }) });
    rig.until("reversal-pending");
    expect(reversals(rig).length).toBe(3);
  });

  test.each<[string, Line, string]>([
    ["answered A0", losing({ "0400#1": { fields: { 39: "A0" } } }), "0400 0400"],
    ["answered by the header", losing({ "0400": { instruction: "3" } }), "0400"],
    ["answered with a wrong MAC", line({ "0200": lost, "0400#1": spoilt }), "0400 0400"],
  ])("%s: the terminal signs on again before it goes on", (_name, disturbed, sent) => {
    const rig = sellThrough({ line: disturbed });
    rig.until("reversed");
    rig.press("enter");
    rig.slot.remove();
    rig.until("idle");
    expect(rig.sent()).toBe(`0800 0200 ${sent} 0800`);
  });

  test("half an answer does not spoil the next one", () => {
    const halved = (bytes: Uint8Array) => [{ bytes: bytes.subarray(0, 60), afterMs: 100 }];
    const rig = sellThrough({ line: line({ "0200": halved }) });
    rig.until("reversed");
    expect(reversals(rig).length).toBe(1);
  });

  test("the card is told that the bank could not be reached", () => {
    const rig = sellThrough({ line: line({ "0200": lost }) });
    rig.until("reversed");
    const commands = rig.of("card.apdu").map(({ command }) => command);
    expect(commands.filter((command) => command === "generateAc").length).toBe(2);
  });

  test("a late answer changes nothing and is reported", () => {
    const rig = sellThrough({ line: line({ "0200": late, "0400": late }) });
    // The first 0400's answer comes while the second waits: the same reversal, so it counts.
    rig.until("reversed");
    rig.run(60_000);
    expect(rig.sent()).toBe("0800 0200 0400 0400");
    expect(rig.of("iso.ignored")).toEqual([
      { mti: "0210", why: "message type" },
      { mti: "0410", why: "nothing asked" },
    ]);
    expect(rig.outcomes()).toBe("unknown, reversed");
    expect(rig.chargedMinor()).toBe(0);
  });

  test("can be paid again once it is reversed, and is charged once", () => {
    const rig = sellThrough({ line: line({ "0200#1": lost }) });
    rig.until("reversed");
    rig.press("enter");
    rig.until("remove-card");
    rig.slot.remove();
    rig.until("idle");
    rig.beginSale("8640");
    rig.enterPin(PIN);
    rig.until("approved");
    expect(rig.chargedMinor()).toBe(8640);
    expect(rig.journal()).toBe(`${OPENED} intent reversal reversed intent approved`);
  });
});

describe("an answer that approves what cannot be taken", () => {
  test.each<[string, Change]>([
    ["approved in part", { fields: { 39: "10" } }],
    ["without a response code", { fields: { 39: undefined } }],
  ])("%s: is reversed for another reason", (_name, change) => {
    const rig = sellThrough({ line: forgedLine({ "0200": change }) });
    rig.until("reversed");
    expect(reversals(rig).map(({ fields }) => fields[39])).toEqual(["06"]);
    expect(rig.chargedMinor()).toBe(0);
  });
});

describe("an answer", () => {
  test("that comes twice counts once", () => {
    const rig = sellThrough({ line: line({ "0200": twice }) });
    rig.until("next-copy");
    expect(rig.of("iso.ignored")).toEqual([{ mti: "0210", why: "nothing asked" }]);
    expect(rig.outcomes()).toBe("approved 00");
  });
});

describe("a sale that the bank approves and the card does not", () => {
  test.each([
    ["pulled while the bank answers", (rig: Rig) => rig.slot.remove()],
    ["silent at the second GENERATE AC", (rig: Rig) => rig.slot.soil()],
  ])("card %s: is reversed with the approval code", (_name, act) => {
    const rig = sellThrough({});
    rig.until("receiving");
    act(rig);
    rig.until("reversed");
    const [reversal] = reversals(rig);
    expect(reversal?.fields[39]).toBe("06");
    expect(reversal?.fields[38]).toMatch(/^\d{6}$/);
    expect(rig.journal()).toBe(`${OPENED} intent reversal reversed`);
    expect(rig.slips).toEqual([]);
    expect(rig.chargedMinor()).toBe(0);
  });

  test("pulled while the bank declines stays declined", () => {
    const rig = sellThrough({ balanceMinor: 1 });
    rig.until("receiving");
    rig.slot.remove();
    rig.until("declined");
    expect(rig.journal()).toBe(`${OPENED} intent declined`);
  });
});
