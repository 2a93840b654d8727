import { expect, test } from "vitest";
import type { Coach, WireView } from "../../../sim-server/contract/index.ts";
import {
  barOf,
  labelOf,
  placeOfStep,
  scenePicture,
} from "../../../trainer-ui/panels/scene-picture.ts";
import { cardAt, goodsOf, QUIET_COUNTER, slipOf } from "../../kit/page-view.ts";

const picture = (more: Partial<WireView>) =>
  scenePicture(
    { ...QUIET_COUNTER, ...more },
    { light: "morning", focus: undefined, pressed: undefined, bankNumber: "400" },
  );

const screen = (name: string): WireView["terminal"] => ({
  ...QUIET_COUNTER.terminal,
  screen: name,
});

const field = (now: WireView["terminal"]["field"]): WireView["terminal"] => ({
  ...QUIET_COUNTER.terminal,
  field: now,
});

test.each<[string, Partial<WireView>, string]>([
  ["in the wallet", { card: cardAt("wallet") }, "none"],
  ["at hand", { card: cardAt("held") }, "counter"],
  ["at work", { card: cardAt("slot"), terminal: screen("receiving") }, "slot"],
  ["let go of", { card: cardAt("slot"), terminal: screen("remove-card") }, "slot-out"],
  ["given back", { card: cardAt("customer") }, "returned"],
  ["tapped", { card: cardAt("held"), terminal: field("card") }, "reader"],
  ["the customer taps", { card: cardAt("customer"), terminal: field("card") }, "reader"],
])("a card %s is drawn there", (_name, more, place) => {
  expect(picture(more).card.place).toBe(place);
});

test.each<[string, Partial<WireView>, string]>([
  ["not out", {}, "none"],
  ["held out", { mobile: { shows: "card", tail: "1265" } }, "customer •••• 1265"],
  ["with a code", { mobile: { shows: "code", scheme: "alipay", turn: 2 } }, "customer 付款码 2"],
  ["at her ear", { mobile: { shows: "call" } }, "customer 通话中"],
  [
    "tapped",
    { mobile: { shows: "card", tail: "1265" }, terminal: field("phone") },
    "reader •••• 1265",
  ],
])("a phone %s is drawn there", (_name, more, expected) => {
  const { place, text, turn = "" } = picture(more).mobile;
  expect(`${place} ${text} ${turn}`.trim()).toBe(expected);
});

test.each<[string, Partial<WireView>, string]>([
  ["rest while she waits", {}, "rest"],
  ["hold her phone out", { mobile: { shows: "card", tail: "1265" } }, "offer"],
  [
    "are at the pad while she has it",
    { pinPad: { place: "customer", lines: ["", ""], facing: "away" } },
    "pin",
  ],
  [
    "reach out for what is hers",
    { till: { ...QUIET_COUNTER.till, status: "approved" }, card: cardAt("held") },
    "reach",
  ],
  [
    "rest again when she has all",
    {
      till: { ...QUIET_COUNTER.till, status: "approved" },
      card: cardAt("customer"),
      slips: [slipOf("cardholder", "customer")],
    },
    "rest",
  ],
])("hands %s", (_name, more, hands) => {
  expect(picture(more).customer.hands).toBe(hands);
});

test("the whole number never stands in the scene", () => {
  expect(picture({ card: cardAt("held") }).card.face.number).toBe("•••• •••• •••• 1265");
});

test("nobody waits twice: the queue is of other people, as long as it is told", () => {
  const customer = { ...QUIET_COUNTER.customer, face: "lin", queue: 3 };
  expect(picture({ customer }).queue.map(({ face }) => face)).toEqual(["zhou", "chen", "lao"]);
});

test.each([
  ["消费  SALE  训练", "消费  SALE"],
  ["01号机      训练", "01号机"],
  ["训练", ""],
  ["主菜单", "主菜单"],
])("the bar of %j is %j, its mark apart", (title, bar) => {
  expect(barOf(title)).toBe(bar);
});

test("keys are pressed by the label on them", () => {
  expect((["5", "star", "hash", "enter"] as const).map(labelOf)).toEqual(["5", "*", "#", "enter"]);
});

const now = (step: string): Coach => ({
  steps: [
    { step: "greet", title: { zh: "", en: "" }, tip: { zh: "", en: "" }, state: "done" },
    { step, title: { zh: "", en: "" }, tip: { zh: "", en: "" }, state: "now" },
  ],
});

test.each<[string, Partial<WireView>, string | undefined]>([
  ["scan-goods", { goods: goodsOf("milk*", "rice") }, "goods:rice"],
  ["scan-goods", {}, undefined],
  ["check-card", { card: cardAt("held") }, "card"],
  ["check-card", {}, undefined],
  ["insert-card", {}, "slot"],
  ["check-slip", {}, undefined],
  ["check-slip", { slips: [slipOf("cardholder", "counter")] }, "slips"],
  ["greet", {}, undefined],
])("the step %s is shown where it is done", (step, more, place) => {
  expect(placeOfStep(now(step), { ...QUIET_COUNTER, ...more })).toBe(place);
});

test.each<[string, WireView["printer"]["lamps"], string]>([
  ["off", { paper: "off", error: "off" }, "dark dark"],
  ["for paper", { paper: "on", error: "off" }, "lit dark"],
  ["that blinks", { paper: "off", error: "blinking" }, "dark lit"],
])("a printer's lamp %s is drawn", (_name, lamps, drawn) => {
  const { paper, error } = picture({ printer: { ...QUIET_COUNTER.printer, lamps } }).printer.lamps;
  expect([paper, error].map((on) => (on ? "lit" : "dark")).join(" ")).toBe(drawn);
});

test("the customer display is drawn with what stands on it, and the drawer as it is", () => {
  const { display, drawer } = picture({
    display: { lines: ["合计", "12.80"] },
    drawer: { open: true },
  });
  expect(display.lines).toEqual(["合计", "12.80"]);
  expect([drawer, picture({}).drawer]).toEqual(["open", "shut"]);
});
