import { describe, expect, test } from "vitest";
import { decodeTlv } from "../../../../../device-emulators/kit/ber-tlv.ts";
import { forgedLine } from "../../../../kit/forged-line.ts";
import { buildRig, PIN, type Rig } from "../../../../kit/terminal-rig.ts";

const OPENING = "starting operator password signing-on idle";
const ASKED = "connecting sending receiving";
const READ = "reading confirm-card pin";

function finish(rig: Rig): void {
  rig.until("next-copy");
  rig.hands("tear");
  rig.press("enter");
  rig.until("remove-card");
  rig.slot.remove();
  rig.hands("tear");
  rig.until("idle");
}

describe("a sale with a contact chip and online PIN", () => {
  test("amount first is approved, told to the till and printed twice", () => {
    const rig = buildRig();
    rig.openShop();
    rig.beginSale("8640");
    rig.enterPin(PIN);
    finish(rig);
    expect(rig.screens()).toBe(
      `${OPENING} amount insert-card ${READ} ${ASKED} approved next-copy printing remove-card idle`,
    );
    expect(rig.sent()).toBe("0800 0200");
    expect(rig.journal()).toBe("numbered keys intent approved told");
    expect(rig.outcomes()).toBe("approved 00");
    expect(rig.results).toMatchObject([
      { outcome: "approved", amountMinor: 8640, stan: "000002", cardTail: "1265" },
    ]);
    expect(rig.slips.map((slip) => slip[3]?.trim())).toEqual([
      "商户存根  MERCHANT COPY",
      "持卡人存根  CARDHOLDER COPY",
    ]);
    expect(rig.chargedMinor()).toBe(8640);
  });

  test("card first asks for the card, then for the amount", () => {
    const rig = buildRig({ config: { flow: "card-first" } });
    rig.openShop();
    rig.press("5");
    rig.slot.insert("card", "chip-first");
    rig.until("confirm-card");
    rig.press("enter");
    rig.key("1200");
    rig.press("enter");
    rig.until("pin");
    rig.run(50);
    rig.enterPin(PIN);
    finish(rig);
    expect(rig.screens()).toBe(
      `${OPENING} reading confirm-card amount pin ${ASKED} approved next-copy printing remove-card idle`,
    );
    expect(rig.chargedMinor()).toBe(1200);
  });

  test("begins from the menu too", () => {
    const rig = buildRig();
    rig.openShop();
    rig.press("enter", "1", "9", "enter");
    expect(rig.body()).toEqual(["RMB 0.09", "请插入IC卡"]);
  });

  test("has an amount above nothing, taken back digit by digit", () => {
    const rig = buildRig();
    rig.openShop();
    rig.press("8", "6", "clear", "clear", "clear", "enter");
    expect(rig.body()[1]).toBe("0.00");
    rig.key("1234567890");
    expect(rig.body()[1]).toBe("1234567.89");
    rig.press("enter");
    expect(rig.of("terminal.amount")).toEqual([{ amountMinor: 123456789 }]);
  });

  test.each<[string, (rig: Rig) => void, string, string]>([
    ["at the amount", (rig) => rig.press("5", "cancel"), "idle", ""],
    ["by a minute without a key", (rig) => wait(rig, "5", 60_000), "idle", ""],
    ["at the empty slot", (rig) => rig.press("5", "enter", "cancel"), "cancelled", "cancelled"],
    ["at the card's number", (rig) => inserted(rig).press("cancel"), "cancelled", "cancelled"],
    ["by half a minute at it", (rig) => inserted(rig).run(30_000), "cancelled", "cancelled"],
    ["by taking the card", (rig) => inserted(rig).slot.remove(), "cancelled", "cancelled"],
    ["at the PIN, by the cashier", (rig) => asked(rig).press("cancel"), "cancelled", "cancelled"],
    ["at the PIN, on the pad", (rig) => asked(rig).pad.press("cancel"), "cancelled", "cancelled"],
    ["at the PIN, by the card", (rig) => asked(rig).slot.remove(), "cancelled", "cancelled"],
    ["by a minute without a PIN", (rig) => asked(rig).run(60_000), "cancelled", "cancelled"],
  ])("is called off %s, and nothing was asked", (_name, act, screen, outcome) => {
    const rig = buildRig();
    rig.openShop();
    act(rig);
    rig.run(100);
    expect(rig.of("terminal.screen").at(-1)?.screen).toBe(screen);
    expect(rig.outcomes()).toBe(outcome);
    expect(rig.sent()).toBe("0800");
    expect(rig.journal()).toBe("numbered keys");
    expect(rig.pad.asks()).toBe(false);
  });

  test("declined by the bank shows its code and text, and charges nothing", () => {
    const rig = buildRig({ balanceMinor: 100 });
    rig.openShop();
    rig.beginSale("101");
    rig.enterPin(PIN);
    rig.until("declined");
    expect(rig.body()).toEqual(["交易失败", "51 可用余额不足", "未扣款"]);
    expect(rig.outcomes()).toBe("declined 51");
    expect(rig.journal()).toBe("numbered keys intent declined");
    rig.slot.remove();
    rig.until("idle");
    expect(rig.results).toMatchObject([{ outcome: "declined", responseCode: "51" }]);
    expect(rig.chargedMinor()).toBe(0);
  });

  test("with a wrong PIN and then the right one is approved under a new number", () => {
    const rig = buildRig();
    rig.openShop();
    rig.beginSale("500");
    rig.enterPin("111111");
    rig.until("receiving");
    rig.until("pin");
    expect(rig.body()).toEqual(["RMB 5.00", "请输入密码", "(55)密码错请重试", "请持卡人输入密码"]);
    rig.run(50);
    rig.enterPin(PIN);
    finish(rig);
    expect(rig.journal()).toBe("numbered keys intent declined intent approved told");
    expect(rig.outcomes()).toBe("approved 00");
    expect(rig.results.map(({ stan }) => stan)).toEqual(["000003"]);
    expect(rig.chargedMinor()).toBe(500);
  });

  test("ends when the third PIN is wrong and the bank locks it", () => {
    const rig = buildRig();
    rig.openShop();
    rig.beginSale("500");
    for (let tries = 1; tries <= 3; tries += 1) {
      rig.until("pin");
      rig.run(50);
      rig.enterPin("111111");
      rig.until("receiving");
    }
    rig.until("declined");
    expect(rig.outcomes()).toBe("declined 38");
    expect(rig.sent()).toBe("0800 0200 0200 0200");
  });

  test("has three tries for the PIN, even where the bank would grant more", () => {
    const wrong = { fields: { 39: "55" } };
    const rig = buildRig({ line: forgedLine({ "0200": wrong }) });
    rig.openShop();
    rig.beginSale("500");
    for (let tries = 1; tries <= 3; tries += 1) {
      rig.until("pin");
      rig.run(50);
      rig.enterPin(PIN);
      rig.until("receiving");
    }
    rig.until("declined");
    expect(rig.outcomes()).toBe("declined 55");
    expect(
      rig
        .screens()
        .split(" ")
        .filter((screen) => screen === "pin").length,
    ).toBe(3);
    expect(rig.sent()).toBe("0800 0200 0200 0200");
  });

  test("numbers its transactions for the chip, and lets go of it before it asks for the card", () => {
    const rig = buildRig({ config: { copies: 1 } });
    rig.openShop();
    rig.beginSale("500");
    rig.enterPin(PIN);
    rig.until("remove-card");
    const { 55: iccData = new Uint8Array(0) } = rig.host.requests.at(-1)?.fields ?? {};
    const told = decodeTlv(iccData);
    const counter = told.ok ? told.value.find(({ tag }) => tag === "9F41") : undefined;
    expect(counter?.value).toEqual(Uint8Array.of(0, 0, 0, 2));
    expect(rig.powered).toEqual([true, false]);
  });

  test("given up at the second PIN stays declined for the first", () => {
    const rig = buildRig();
    rig.openShop();
    rig.beginSale("500");
    rig.enterPin("111111");
    rig.until("receiving");
    rig.until("pin");
    rig.run(50);
    rig.press("cancel");
    rig.until("declined");
    expect(rig.outcomes()).toBe("declined 55");
  });

  test("without a connection is declined, and no number is used up", () => {
    let up = true;
    const rig = buildRig({ dials: () => up });
    rig.openShop();
    up = false;
    rig.beginSale("500");
    rig.enterPin(PIN);
    rig.until("declined");
    expect(rig.body()).toEqual(["交易失败", "Z3 联接失败", "未扣款"]);
    expect(rig.journal()).toBe("numbered keys");
  });

  test("with a card that does not answer may be tried again", () => {
    const rig = buildRig();
    rig.openShop();
    rig.press("5", "enter");
    rig.slot.insert("card", "wrong-way");
    rig.until("card-unread");
    rig.slot.remove();
    rig.until("insert-card");
    rig.slot.insert("card", "chip-first");
    rig.until("confirm-card");
    expect(rig.screens()).toBe(
      `${OPENING} amount insert-card reading card-unread insert-card reading confirm-card`,
    );
  });

  test("keys pressed while the terminal is busy are forgotten", () => {
    const rig = buildRig();
    rig.openShop();
    rig.press("5", "enter");
    rig.slot.insert("card", "chip-first");
    rig.press("enter", "cancel");
    rig.until("confirm-card");
    rig.run(1_000);
    expect(rig.of("terminal.screen").at(-1)?.screen).toBe("confirm-card");
  });
});

function wait(rig: Rig, key: "5", ms: number): void {
  rig.press(key);
  rig.run(ms);
}

function inserted(rig: Rig): Rig {
  rig.press("5", "enter");
  rig.slot.insert("card", "chip-first");
  rig.until("confirm-card");
  return rig;
}

function asked(rig: Rig): Rig {
  rig.beginSale("5");
  return rig;
}

describe("a sale of which the account pays only part", () => {
  const sold = (key: "enter" | "cancel"): Rig => {
    const rig = buildRig({ config: { partialApproval: true }, balanceMinor: 5000 });
    rig.openShop();
    rig.beginSale("8640");
    rig.enterPin(PIN);
    rig.until("next-copy");
    rig.press("enter");
    rig.until("partial");
    rig.press(key);
    rig.finish();
    return rig;
  };

  test("is taken for that part, and the rest is collected otherwise", () => {
    const rig = sold("enter");
    expect(rig.outcomes()).toBe("approved 10");
    expect([rig.chargedMinor(), rig.lastApproved().approval.amount]).toEqual([
      5000,
      "000000005000",
    ]);
    expect(rig.results).toMatchObject([{ outcome: "approved", amountMinor: 5000 }]);
  });

  test("is voided with the card that is still there, where the customer will not have it", () => {
    const rig = sold("cancel");
    expect(rig.transactions()).toBe("void approved 00");
    expect(rig.chargedMinor()).toBe(0);
  });
});
