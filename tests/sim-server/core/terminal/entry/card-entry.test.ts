import { describe, expect, test } from "vitest";
import { UNIONPAY_QUICK } from "../../../../../device-emulators/devices/card/card-profile.ts";
import { PERSONAS } from "../../../../../device-emulators/devices/card/personas.ts";
import { buildRig, PIN, type Rig, type RigOptions } from "../../../../kit/terminal-rig.ts";

const ALL = { contactless: true, swipe: true, manual: true, code: true };
const CHIP_CARD = "620";
const STRIPE_CARD = { chip: "none", stripe: "works", serviceCode: "120" } as const;

/** A terminal that takes everything, with the amount keyed and the card asked for. */
function asked(amount: string, options: RigOptions = {}): Rig {
  const rig = buildRig({
    ...options,
    config: { capability: "6", ways: ALL, ...options.config },
    bank: (plain) => {
      const told = options.bank?.(plain) ?? plain;
      return {
        ...told,
        merchants: told.merchants.map((one) => ({ ...one, manualEntry: true })),
      };
    },
  });
  rig.openShop();
  rig.key(amount);
  rig.press("enter");
  rig.until("insert-card");
  return rig;
}

const issuer = (changes: object) => (plain: Parameters<NonNullable<RigOptions["bank"]>>[0]) => ({
  ...plain,
  issuers: plain.issuers.map((one) => ({ ...one, ...changes })),
});

const issued = (changes: object) => (plain: Parameters<NonNullable<RigOptions["bank"]>>[0]) => ({
  ...plain,
  accounts: plain.accounts.map((account) => ({
    ...account,
    cards: account.cards.map((card) => ({ ...card, ...changes })),
  })),
});

function enterPin(rig: Rig): void {
  rig.until("pin");
  rig.run(50);
  rig.enterPin(PIN);
}

const sent = (rig: Rig) => rig.host.requests.at(-1)?.fields;
const paper = (rig: Rig): string =>
  rig
    .of("printer.printed")
    .map(({ text }) => text.trim().replace(/ +/g, " "))
    .join("\n");

describe("a card by its stripe", () => {
  test("pays with a PIN, and says that it was swiped", () => {
    const rig = asked("500", { card: STRIPE_CARD, bank: issued({ stripeOnly: true }) });
    rig.slot.swipe("card", "chip-first", "good");
    rig.until("confirm-card");
    rig.press("enter");
    enterPin(rig);
    rig.finish();
    expect(rig.outcomes()).toBe("approved 00");
    expect([sent(rig)?.[22], sent(rig)?.[2], sent(rig)?.[55]]).toEqual([
      "021",
      undefined,
      undefined,
    ]);
    expect(sent(rig)?.[35]?.startsWith("6212345678901265=")).toBe(true);
    expect(paper(rig)).toContain("/S");
    expect(paper(rig)).toContain("持卡人签名:");
  });

  test.each([
    ["a third track", "996212345678901265=1561560", "00"],
    ["a third track of another card", "996212345678901232=1561560", "59"],
    ["a third track with signs that DE 36 has no room for", "99:6212345678901265=156", undefined],
    ["two tracks", undefined, undefined],
  ])("with %s sends what it has", (_name, track3, code) => {
    const card = { ...STRIPE_CARD, ...(track3 !== undefined && { track3 }) };
    const rig = asked("500", { card, bank: issued({ stripeOnly: true }) });
    rig.slot.swipe("card", "chip-first", "good");
    rig.until("confirm-card");
    rig.press("enter");
    enterPin(rig);
    rig.finish();
    expect(sent(rig)?.[36]).toBe(code === undefined ? undefined : track3);
    expect(rig.outcomes()).toBe(code === "59" ? "declined 59" : "approved 00");
    expect(JSON.stringify(rig.told)).not.toContain(track3 ?? "no track");
  });

  test("that has a chip must be inserted", () => {
    const rig = asked("500", { card: { stripe: "works", serviceCode: CHIP_CARD } });
    rig.slot.swipe("card", "chip-first", "good");
    rig.until("card-unread");
    expect(rig.body()).toEqual(["读卡失败", "该卡为芯片卡", "请插卡交易"]);
    rig.until("insert-card");
  });

  test.each([
    ["takes it", true, "approved 00"],
    ["refuses it, as issuers do", false, "declined 45"],
  ])("is a fallback once its chip has failed, and the issuer %s", (_name, fallback, outcome) => {
    const card = { stripe: "works", chip: "broken" } as const;
    const rig = asked("500", { card, bank: issuer({ fallback }) });
    rig.slot.insert("card", "chip-first");
    rig.until("card-unread");
    expect(rig.body()[1]).toBe("插卡故障");
    rig.slot.remove();
    rig.until("insert-card");
    rig.slot.swipe("card", "chip-first", "good");
    rig.until("confirm-card");
    rig.press("enter");
    enterPin(rig);
    rig.finish();
    expect(rig.outcomes()).toBe(outcome);
    expect([sent(rig)?.[22], sent(rig)?.[60]?.slice(-2)]).toEqual(["021", "62"]);
  });

  test("that cannot be read may be swiped again", () => {
    const rig = asked("500", { card: STRIPE_CARD });
    rig.slot.swipe("card", "chip-first", "bad");
    rig.until("card-unread");
    expect(rig.body()).toEqual(["读卡失败", "刷卡错误", "请继续刷卡"]);
    rig.until("insert-card");
    rig.slot.swipe("card", "chip-first", "good");
    rig.until("confirm-card");
  });
});

describe("a card in the field", () => {
  const holder = (kind: "card" | "phone") => ({
    card: { contactless: { ...UNIONPAY_QUICK, holder: kind } },
  });

  test.each([
    ["1000.00 by card", "card", "100000", false, "072", "交易金额1000.00元,免密免签"],
    ["1000.01 by card", "card", "100001", true, "071", "持卡人签名:"],
    ["1000.01 by phone", "phone", "100001", false, "072", "移动设备已验证用户,免密免签"],
  ] as const)("%s", (_name, kind, amount, pin, mode, printed) => {
    const bank = issued({ phone: kind === "phone" });
    const rig = asked(amount, { ...holder(kind), balanceMinor: 500_000, bank });
    rig.slot.tap(["card"]);
    if (pin) enterPin(rig);
    rig.finish();
    expect(rig.outcomes()).toBe("approved 00");
    expect(sent(rig)?.[22]).toBe(mode);
    expect(paper(rig)).toContain("/C");
    expect(paper(rig)).toContain(printed);
  });

  test("the field is on only while a card is asked for", () => {
    const rig = asked("500", holder("card"));
    expect(rig.slot.fieldOn()).toBe(true);
    rig.press("cancel");
    rig.finish();
    expect(rig.slot.fieldOn()).toBe(false);
  });

  test("is not asked before there is an amount, nor where nothing would be paid", () => {
    const rig = buildRig({ config: { ways: ALL } });
    rig.openShop();
    rig.press("enter", "8", "1");
    rig.until("insert-card");
    expect(rig.slot.fieldOn()).toBe(false);
  });

  test("a card without an antenna is inserted instead", () => {
    const rig = asked("500");
    rig.slot.insert("card", "chip-first");
    rig.until("confirm-card");
    expect(rig.slot.fieldOn()).toBe(false);
  });
});

describe("a number that is keyed", () => {
  const keyed = (digits: string, expiry: string): Rig => {
    const rig = asked("500");
    rig.key(digits);
    rig.press("enter");
    if (rig.terminal.screen().screen === "card-expiry") {
      rig.key(expiry);
      rig.press("enter");
    }
    return rig;
  };

  test("pays, and no whole number stands on trace or in the journal", () => {
    const rig = keyed("6212345678901265", "3012");
    rig.press("enter");
    enterPin(rig);
    rig.finish();
    expect(rig.outcomes()).toBe("approved 00");
    expect([sent(rig)?.[2], sent(rig)?.[14], sent(rig)?.[22]]).toEqual([
      "6212345678901265",
      "3012",
      "011",
    ]);
    expect(paper(rig)).toContain("/M");
    const flash = rig.flash.durable().map((record) => Buffer.from(record).toString("latin1"));
    for (const text of [JSON.stringify(rig.told), flash.join()]) {
      expect(text).not.toContain("6212345678901265");
      expect(text).not.toContain("6212 3456 7890 1265");
    }
  });

  test.each([
    ["a wrong check digit", "6212345678901264"],
    ["no test card", ["622202", "1234567894"].join("")],
    ["too short", "621234567890"],
  ])("is not taken: %s", (_name, digits) => {
    expect(keyed(digits, "3012").terminal.screen().screen).toBe("pan");
  });

  test("wants a month that there is", () => {
    expect(keyed("6212345678901265", "3013").terminal.screen().screen).toBe("card-expiry");
  });
});

describe("a chip of several applications", () => {
  test("has the cardholder choose, and pays from what was chosen", () => {
    const rig = asked("500", { card: PERSONAS["debit-and-credit"] });
    rig.slot.insert("card", "chip-first");
    rig.until("choose-application");
    expect(rig.body()).toEqual(["1Debit", "2Credit"]);
    rig.press("1");
    rig.until("confirm-card");
    expect(rig.body()).toContain("621234******1265");
  });

  test.each(["cancel", "9"] as const)("key %s chooses nothing", (key) => {
    const rig = asked("500", { card: PERSONAS["debit-and-credit"] });
    rig.slot.insert("card", "chip-first");
    rig.until("choose-application");
    rig.press(key);
    rig.run(100);
    const { screen } = rig.terminal.screen();
    expect(screen).toBe(key === "cancel" ? "cancelled" : "choose-application");
  });
});

describe("a PIN that the chip checks", () => {
  test.each(["offline-pin", "offline-pin-and-signature"] as const)("%s", (name) => {
    const rig = asked("500", { card: PERSONAS[name] });
    rig.slot.insert("card", "chip-first");
    rig.until("confirm-card");
    rig.press("enter");
    rig.until("pin");
    rig.run(50);
    rig.enterPin("135790");
    rig.finish();
    expect(rig.outcomes()).toBe("approved 00");
    expect(sent(rig)?.[52]).toBeUndefined();
    expect(JSON.stringify(rig.told)).not.toContain("135790");
  });
});
