import { describe, expect, test } from "vitest";
import { fromLatin1, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { GOODS } from "../../../../scenarios/goods/goods.ts";
import type { HardwareEvent } from "../../../../sim-server/core/counter/hardware-event.ts";
import type { View } from "../../../../sim-server/core/counter/view.ts";
import { loadLessons } from "../../../../sim-server/io/scenario-files.ts";
import { FIRST, hardwareSale } from "../../../kit/hardware-sale.ts";

const [TAP] = loadLessons(["scenarios/qa/201-tap-small.yaml"]);
const [PRACTICE] = loadLessons(["scenarios/practice"]);
if (TAP === undefined || PRACTICE === undefined) throw new Error("they come with the product");

const ended = ({ phase }: View): boolean => phase === "ended";

describe("a real scanner", () => {
  const scan = (text: string): HardwareEvent => ({
    device: "scanner",
    kind: "bytes",
    hex: toHex(fromLatin1(text)),
  });

  test("adds goods as the counter's own does, and what it read is in the bag", () => {
    const sale = hardwareSale();
    sale.enter({ device: "scanner", kind: "plugged" });
    const [good] = GOODS.filter(({ id }) => FIRST.basket.some(({ item }) => item === id));
    const ean = good?.code ?? "";
    sale.enter(scan(ean.slice(0, 5)));
    sale.enter(scan(`${ean.slice(5)}\r`));
    sale.session.advance(sale.session.nowMs() + 100);
    const { till, goods } = sale.session.whole().view;
    expect(till?.lines.map((line) => line.code)).toEqual([ean]);
    expect(goods?.items.filter(({ place }) => place === "bag").map(({ art }) => art)).toEqual([
      good?.art,
    ]);
    sale.replays();
  });

  test.each([
    ["an AIM identifier and TAB", "]E0690000000000X\t"],
    ["STX and ETX", "\x02690000000000X\x03"],
  ])("set to %s is read like any other", (_how, framed) => {
    const sale = hardwareSale();
    const [good] = GOODS;
    sale.enter({ device: "scanner", kind: "plugged" });
    sale.enter(scan(framed.replace("690000000000X", good?.code ?? "")));
    sale.session.advance(sale.session.nowMs() + 100);
    expect(sale.session.whole().view.till?.lines).toHaveLength(1);
  });

  test("that reads what the shop does not sell does what the till does with such codes", () => {
    const sale = hardwareSale();
    sale.enter({ device: "scanner", kind: "plugged" });
    sale.enter(scan("4006381333931\r\n"));
    sale.session.advance(sale.session.nowMs() + 100);
    expect(sale.session.whole().view.till?.lines).toEqual([]);
    expect(sale.session.trace().join("\n")).toContain("till.unknown-code");
  });
});

describe("a training card in a real reader", () => {
  const token = (card: string, by: "contact" | "field" = "contact"): HardwareEvent => ({
    device: "reader",
    kind: "token",
    card,
    by,
  });
  const GONE: HardwareEvent = { device: "reader", kind: "token-gone" };

  test("is the customer's card: it leaves her hand for the slot, and the terminal reads it", () => {
    const sale = hardwareSale();
    sale.enter({ device: "reader", kind: "plugged" });
    expect(sale.enter(token("debit"))).toBeUndefined();
    expect(sale.session.whole().view).toMatchObject({
      card: { place: "slot" },
      terminal: { slot: "card" },
    });
    expect(sale.enter(token("debit"))).toBe("not-now");
    expect(sale.enter(GONE)).toBeUndefined();
    expect(sale.session.whole().view).toMatchObject({
      card: { place: "held" },
      terminal: { slot: "empty" },
    });
    expect(sale.enter(GONE)).toBe("not-there");
    sale.replays();
  });

  test("pays although it was never handed over, and the customer gets it back and misses nothing", () => {
    const { play, title } = FIRST.answers.right;
    const unasked = play.filter(
      (intention) =>
        !(
          intention.do === "insert" ||
          ("thing" in intention && intention.thing === "card" && intention.do !== "hand") ||
          (intention.do === "say" && intention.phrase === "ask-card")
        ),
    );
    const sale = hardwareSale({ title, play: unasked });
    sale.enter({ device: "reader", kind: "plugged" });
    sale.cashier.playUntil(sale.session, ({ terminal }) => terminal.screen === "insert-card");
    expect(sale.enter(token("debit"))).toBeUndefined();
    sale.cashier.playUntil(sale.session, ended);
    const left = sale.session.trace().filter((line) => line.includes('"customer.left"'));
    expect(left.join()).toContain('"without":[]');
    sale.replays();
  });

  test("that is held to the reader while its field is on pays by tap", () => {
    const { scenario } = TAP;
    const { title, play } = scenario.answers.right;
    const sale = hardwareSale(
      { title, play: play.filter((intention) => intention.do !== "tap") },
      scenario,
    );
    const asksForCard = ({ terminal }: View): boolean => terminal.screen === "insert-card";
    sale.enter({ device: "reader", kind: "plugged" });
    sale.cashier.playUntil(sale.session, asksForCard);
    expect(sale.enter(token("debit", "field"))).toBeUndefined();
    expect(sale.session.whole().view.terminal?.field).toBe("card");
    sale.cashier.waitUntil(sale.session, ({ terminal }) => terminal.screen === "idle");
    expect(sale.enter(GONE)).toBeUndefined();
    const outcomes = sale.session.trace().filter((line) => line.includes('"terminal.outcome"'));
    expect(outcomes.join()).toContain('"outcome":"approved"');
    sale.replays();
  });

  test("that is taken away from the field too early was not there long enough", () => {
    const { scenario } = TAP;
    const sale = hardwareSale(scenario.answers.right, scenario);
    sale.enter({ device: "reader", kind: "plugged" });
    const asksForCard = ({ terminal }: View): boolean => terminal.screen === "insert-card";
    sale.cashier.playUntil(sale.session, asksForCard);
    sale.enter(token("debit", "field"));
    sale.enter(GONE);
    expect(sale.session.whole().view.terminal?.field).not.toBe("card");
  });

  test("over the air, where nothing feels it, lies there like a card in the slot", () => {
    const sale = hardwareSale();
    sale.enter({ device: "reader", kind: "plugged" });
    expect(sale.enter(token("debit", "field"))).toBeUndefined();
    expect(sale.session.whole().view.terminal?.slot).toBe("card");
    sale.enter(GONE);
    expect(sale.session.whole().view.terminal?.slot).toBe("empty");
  });

  test.each([
    ["that the customer does not carry", "savings"],
    ["that there is not", "gold"],
  ])("for a card %s does nothing", (_what, card) => {
    const sale = hardwareSale();
    sale.enter({ device: "reader", kind: "plugged" });
    expect(sale.enter(token(card))).toBe("unknown");
  });

  test("waits while another card is on the counter", () => {
    const sale = hardwareSale(undefined, PRACTICE.scenario);
    sale.enter({ device: "reader", kind: "plugged" });
    expect(sale.enter(token("chip"))).toBeUndefined();
    sale.enter(GONE);
    expect(sale.enter(token("quick"))).toBe("not-now");
    sale.cashier.act({ type: "hand", thing: "card", to: "customer" });
    expect(sale.enter(token("quick"))).toBeUndefined();
  });

  test("that is pulled with the reader's cable has left the slot", () => {
    const sale = hardwareSale();
    sale.enter({ device: "reader", kind: "plugged" });
    sale.enter(token("debit"));
    sale.enter({ device: "reader", kind: "unplugged" });
    expect(sale.session.whole().view.terminal?.slot).toBe("empty");
  });
});

describe("a real stripe reader", () => {
  const [card] = FIRST.cards;
  const track2 = `${card?.number}=29082010000000`;
  const swiped: HardwareEvent = { device: "stripe", kind: "swiped", tracks: { track2 } };

  test("hands the terminal the tracks, and the card is the one that they are of", () => {
    const sale = hardwareSale();
    sale.enter({ device: "stripe", kind: "plugged" });
    expect(sale.enter(swiped)).toBeUndefined();
    expect(sale.session.whole().view.card).toMatchObject({ place: "held", id: card?.id });
    const trace = sale.session.trace().join("\n");
    expect(trace).toContain('"kind":"reader.swiped"');
    expect(trace).not.toContain(card?.number);
    sale.replays();
  });

  test("tells of a real card only that it was refused", () => {
    const sale = hardwareSale();
    sale.enter({ device: "stripe", kind: "plugged" });
    sale.enter({ device: "stripe", kind: "refused" });
    expect(sale.session.trace().at(-1)).toContain('"kind":"hardware.refused"');
    expect(sale.session.trace().at(-1)).toContain('"device":"stripe"');
  });
});
