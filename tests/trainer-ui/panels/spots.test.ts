import { describe, expect, test } from "vitest";
import type { WireView } from "../../../sim-server/contract/index.ts";
import { STAGES } from "../../../trainer-ui/counter/stage.ts";
import { spotButtons } from "../../../trainer-ui/panels/spots.ts";
import { ZH_CN } from "../../../trainer-ui/text/zh-cn.ts";
import { cardAt, goodsOf, paperLine, QUIET_COUNTER, slipOf } from "../../kit/page-view.ts";

const buttons = (more: Partial<WireView>, stage = STAGES["1366"]) =>
  spotButtons({ ...QUIET_COUNTER, ...more }, stage, ZH_CN);

/** What pressing a button does: `deed insert`, `choose card`, `scan milk`. */
const does = (more: Partial<WireView>, id: string): string =>
  Object.values(buttons(more).find((button) => button.id === id)?.does ?? {}).join(" ");

const pad = (place: "cashier" | "customer", facing: "towards" | "away"): Partial<WireView> => ({
  pinPad: { place, lines: ["", ""], facing },
});

describe("pressing an object", () => {
  test.each<[string, Partial<WireView>, string, string]>([
    ["a piece scans it", { goods: goodsOf("milk", "rice") }, "goods-rice", "scan rice"],
    ["the card offers what can be done", { card: cardAt("held") }, "card", "choose card"],
    ["the card in the slot is not on the counter", { card: cardAt("slot") }, "card", ""],
    [
      "the slot lets the card out",
      { card: cardAt("slot"), terminal: { ...QUIET_COUNTER.terminal, slot: "card" } },
      "slot",
      "deed remove",
    ],
    ["the empty slot is cleaned", {}, "slot", "deed clean-slot"],
    ["the slot offers more with a card at hand", { card: cardAt("held") }, "slot", "choose slot"],
    ["the pad offers what can be done", pad("cashier", "towards"), "pin-pad", "choose pad"],
    ["the pad in use: look away", pad("customer", "towards"), "pin-pad", "deed look-away"],
    ["the pad, looked away from", pad("customer", "away"), "pin-pad", "deed take-pad"],
    ["blank paper is not torn", {}, "rising", ""],
    [
      "printed paper is torn",
      { printer: { ...QUIET_COUNTER.printer, rising: [paperLine("POS签购单")] } },
      "rising",
      "deed tear",
    ],
    [
      "a slip offers what can be done",
      { slips: [slipOf("merchant", "counter")] },
      "slip-merchant-counter",
      "choose merchant-copy",
    ],
    ["other paper is read", { slips: [slipOf("other", "counter")] }, "slip-other-counter", "read"],
    ["a filed slip is gone", { slips: [slipOf("merchant", "filed")] }, "slip-merchant-filed", ""],
    ["a reader that is off is no place to tap", {}, "reader", ""],
    [
      "a reader that waits is tapped",
      { terminal: { ...QUIET_COUNTER.terminal, field: "empty" } },
      "reader",
      "deed tap",
    ],
    [
      "a phone held out is tapped",
      { mobile: { shows: "card", tail: "1265" } },
      "mobile",
      "deed tap",
    ],
    [
      "a code held out is scanned",
      { mobile: { shows: "code", scheme: "wechat", turn: 0 } },
      "mobile",
      "deed scan-code",
    ],
    ["the customer listens", {}, "customer", "talk"],
    ["the phone is picked up", {}, "phone", "phone"],
    ["the customer display is looked at", {}, "display", "display"],
    ["a shut drawer has nothing to take hold of", {}, "drawer", ""],
    ["an open drawer is shut", { drawer: { open: true } }, "drawer", "deed close-drawer"],
  ])("%s", (_name, more, id, deed) => {
    expect(does(more, id)).toBe(deed);
  });
});

test.each<[string, string, Partial<WireView>, string]>([
  [
    "display",
    "says what stands on it",
    { display: { lines: ["应收           12.80", "   请用银行卡付款"] } },
    "顾客显示屏：应收 12.80，请用银行卡付款",
  ],
  ["printer", "says paper and cover", {}, "打印机，有纸，盖合着"],
  [
    "printer",
    "says what is broken",
    { printer: { ...QUIET_COUNTER.printer, error: "cutter", printing: true } },
    "打印机，有纸，盖合着，切纸卡住，打印中",
  ],
  [
    "printer",
    "says that a real one is away",
    { printer: { ...QUIET_COUNTER.printer, real: "away" } },
    "打印机，有纸，盖合着，真打印机没接上",
  ],
])("the %s %s", (spot, _what, more, name) => {
  expect(buttons(more).find(({ id }) => id === spot)?.name).toBe(name);
});

test("every button has a name, and a target of 44 pixels or more on every stage", () => {
  const full: Partial<WireView> = {
    goods: goodsOf("milk", "rice", "soda"),
    card: cardAt("held"),
    terminal: { ...QUIET_COUNTER.terminal, field: "empty" },
    mobile: { shows: "card", tail: "1265" },
    printer: { ...QUIET_COUNTER.printer, rising: [paperLine("x")] },
    slips: [slipOf("merchant", "counter"), slipOf("cardholder", "counter")],
    drawer: { open: true },
  };
  for (const stage of Object.values(STAGES)) {
    for (const { id, name, box } of buttons(full, stage)) {
      expect([id, name !== "", box.width >= 44, box.height >= 44]).toEqual([id, true, true, true]);
    }
  }
});
