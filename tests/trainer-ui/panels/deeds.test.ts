import { describe, expect, test } from "vitest";
import type { WireView } from "../../../sim-server/contract/index.ts";
import { act as actSchema } from "../../../sim-server/contract/index.ts";
import {
  DEEDS,
  type DeedId,
  deedsAt,
  lookDeed,
  padDeed,
  paperDeed,
} from "../../../trainer-ui/panels/deeds.ts";
import { cardAt, goodsOf, paperLine, QUIET_COUNTER, slipOf } from "../../kit/page-view.ts";

const seen = (more: Partial<WireView>): WireView => ({ ...QUIET_COUNTER, ...more });
const field = (now: WireView["terminal"]["field"]): Partial<WireView> => ({
  terminal: { ...QUIET_COUNTER.terminal, field: now },
});
const printer = (more: Partial<WireView["printer"]>): Partial<WireView> => ({
  printer: { ...QUIET_COUNTER.printer, ...more },
});

describe("what an object offers", () => {
  test.each<[string, Parameters<typeof deedsAt>[0], Partial<WireView>, string]>([
    ["an empty belt", "goods", { goods: goodsOf("milk*") }, ""],
    ["goods on the belt", "goods", { goods: goodsOf("milk*", "rice") }, "scan"],
    ["no card", "card", {}, ""],
    ["a card at hand", "card", { card: cardAt("held") }, "look-card insert turn-card give-card"],
    [
      "a card with stripe and antenna",
      "card",
      { card: { ...cardAt("held"), stripe: true, contactless: true } },
      "look-card insert swipe tap turn-card give-card",
    ],
    ["a card in the slot", "card", { card: cardAt("slot") }, ""],
    ["a reader that is off", "reader", {}, ""],
    ["a reader that waits", "reader", field("empty"), "tap"],
    [
      "a reader that waits, a card in the slot",
      "reader",
      { ...field("empty"), card: cardAt("slot") },
      "",
    ],
    [
      "a reader that waits, a card at hand without antenna",
      "reader",
      { ...field("empty"), card: cardAt("held") },
      "",
    ],
    ["a phone held out", "mobile", { mobile: { shows: "card", tail: "1265" } }, "tap"],
    [
      "a code on a phone",
      "mobile",
      { mobile: { shows: "code", scheme: "unionpay", turn: 0 } },
      "scan-code",
    ],
    [
      "the slot with a card in it",
      "slot",
      { card: cardAt("slot"), terminal: { ...QUIET_COUNTER.terminal, slot: "card" } },
      "remove",
    ],
    ["the empty slot", "slot", {}, "clean-slot"],
    ["the empty slot, a card at hand", "slot", { card: cardAt("held") }, "insert clean-slot"],
    ["the pad at hand", "pad", {}, "give-pad look-away"],
    [
      "the pad with the customer, looked away from",
      "pad",
      { pinPad: { place: "customer", lines: ["", ""], facing: "away" } },
      "take-pad",
    ],
    ["a closed printer", "printer", {}, "open-printer"],
    ["a printed slip", "printer", printer({ rising: [paperLine("x")] }), "tear open-printer"],
    ["blank paper", "printer", printer({ rising: [paperLine("  ")] }), "open-printer"],
    ["an open printer", "printer", printer({ cover: "open" }), "load-paper close-printer"],
    [
      "a cardholder copy",
      "cardholder-copy",
      { slips: [slipOf("cardholder", "counter")] },
      "look-slip give-slip file-cardholder",
    ],
    ["a filed copy", "merchant-copy", { slips: [slipOf("merchant", "filed")] }, ""],
    ["an open drawer", "drawer", { drawer: { open: true } }, "close-drawer"],
  ])("%s", (_name, spot, more, offered) => {
    expect(deedsAt(spot, seen(more)).join(" ")).toBe(offered);
  });
});

test("every deed sends an act that the contract knows", () => {
  const all = seen({ goods: goodsOf("milk") });
  for (const id of Object.keys(DEEDS) as DeedId[]) {
    expect([id, actSchema.safeParse(DEEDS[id].act(all)).success]).toEqual([id, true]);
  }
});

test("the next piece is the first that still lies on the belt", () => {
  expect(DEEDS.scan.act(seen({ goods: goodsOf("milk*", "rice", "soda") }))).toEqual({
    type: "scan",
    item: "rice",
  });
  expect(DEEDS.scan.act(seen({}))).toBeUndefined();
});

test.each<[string, Partial<WireView>, DeedId]>([
  ["goods first", { goods: goodsOf("rice"), card: cardAt("held") }, "scan"],
  ["then the card", { card: cardAt("held") }, "look-card"],
  ["then a slip", { card: cardAt("held"), slips: [slipOf("cardholder", "counter")] }, "look-slip"],
  ["or the other one", { slips: [slipOf("merchant", "counter")] }, "look-merchant"],
  ["else the terminal", {}, "look-terminal"],
])("a look means %s", (_name, more, deed) => {
  expect(lookDeed(seen(more))).toBe(deed);
});

test.each<[string, Partial<WireView>, DeedId]>([
  ["closed", printer({ paper: "out" }), "open-printer"],
  ["open and empty", printer({ paper: "out", cover: "open" }), "load-paper"],
  ["open, nearly empty", printer({ paper: "near-end", cover: "open" }), "load-paper"],
  ["open and loaded", printer({ cover: "open" }), "close-printer"],
])("the key for paper at a printer that is %s", (_name, more, deed) => {
  expect(paperDeed(seen(more))).toBe(deed);
});

test("the key for the pad hands it over and takes it back", () => {
  expect(padDeed(seen({}))).toBe("give-pad");
  expect(padDeed(seen({ pinPad: { place: "customer", lines: ["", ""], facing: "away" } }))).toBe(
    "take-pad",
  );
});
