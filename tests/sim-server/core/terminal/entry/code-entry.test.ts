import { describe, expect, test } from "vitest";
import { buildRig, type Rig } from "../../../../kit/terminal-rig.ts";

const WAYS = { contactless: false, swipe: false, manual: false, code: true };

/** A terminal that takes codes, the amount keyed; the account's holder pays by phone. */
function asked(amount: string, confirmAboveMinor?: number): Rig {
  const rig = buildRig({
    config: { ways: WAYS },
    bank: (plain) => ({
      ...plain,
      accounts: plain.accounts.map((account) => ({
        ...account,
        wallet: {
          scheme: "wechat" as const,
          ...(confirmAboveMinor !== undefined && { confirmAboveMinor }),
        },
      })),
    }),
  });
  rig.openShop();
  rig.key(amount);
  rig.press("enter");
  rig.until("insert-card");
  return rig;
}

const nowMs = (rig: Rig): number => rig.world.scheduler.nowMs();
const codeOf = (rig: Rig): string => rig.bank.issuePaymentCode("account", nowMs(rig)) ?? "";
const paper = (rig: Rig): string =>
  rig
    .of("printer.printed")
    .map(({ text }) => text)
    .join("\n");

describe("a payment code", () => {
  test("pays at once, without card, PIN or signature", () => {
    const rig = asked("500");
    rig.scanCode(codeOf(rig));
    rig.finish();
    expect(rig.outcomes()).toBe("approved 00");
    expect(rig.chargedMinor()).toBe(500);
    expect(rig.host.requests.at(-1)?.fields[22]).toBe("032");
    expect(paper(rig)).toContain("扫码交易,免签名");
  });

  test.each([
    ["of goods", "6901234567892"],
    ["of nobody", "990000000000000000"],
  ])("%s is none", (_name, digits) => {
    const rig = asked("500");
    rig.scanCode(digits);
    rig.until("card-unread");
    expect(rig.body()[1]).toBe("付款码错误");
    rig.until("insert-card");
  });

  test("is good once", () => {
    const rig = asked("500");
    const code = codeOf(rig);
    rig.scanCode(code);
    rig.finish();
    rig.key("600");
    rig.press("enter");
    rig.until("insert-card");
    rig.scanCode(code);
    rig.finish();
    expect(rig.outcomes()).toBe("approved 00, declined 94");
    expect(rig.chargedMinor()).toBe(500);
  });

  test.each([
    ["pay", "approved 00", 8_000],
    ["refuse", "declined 05", 0],
  ] as const)("whose payer is asked first, and says %s", (choice, outcome, charged) => {
    const rig = asked("8000", 5_000);
    const code = codeOf(rig);
    rig.scanCode(code);
    rig.until("waiting-payer");
    rig.run(7_000);
    rig.bank.decidePayment(code, choice, nowMs(rig));
    rig.finish();
    expect(rig.outcomes()).toBe(outcome);
    expect(rig.chargedMinor()).toBe(charged);
  });

  test.each([
    ["the payer never answers", false],
    ["the cashier stops it", true],
  ])("is undone where %s, and never simply charged again", (_name, stops) => {
    const rig = asked("8000", 5_000);
    const code = codeOf(rig);
    rig.scanCode(code);
    rig.until("waiting-payer");
    if (stops) rig.press("cancel");
    rig.finish();
    expect(rig.outcomes()).toBe("unknown, reversed");
    expect(rig.sent().endsWith("0400")).toBe(true);
    expect(rig.bank.decidePayment(code, "pay", nowMs(rig))).toBeUndefined();
    expect(rig.chargedMinor()).toBe(0);
  });

  test("power lost while the payer is asked leaves one reversal, and no charge", () => {
    const rig = asked("8000", 5_000);
    rig.scanCode(codeOf(rig));
    rig.until("waiting-payer");
    rig.run(6_000);
    rig.terminal.cut();
    rig.openShop();
    rig.finish();
    expect(rig.sent()).toContain("0400");
    expect(rig.chargedMinor()).toBe(0);
  });
});

describe("a K-code", () => {
  const kCode = (rig: Rig): string =>
    rig.bank.issueKCode({ pan: "6212345678901265", merchant: "TILLYARD0000001" }, nowMs(rig)) ?? "";
  const shownNumber = (rig: Rig): string => /\d{4}/.exec(rig.body()[0] ?? "")?.[0] ?? "";

  /** From the card's prompt to the check number. */
  function keyed(rig: Rig, code: string): void {
    rig.press("star");
    rig.answer(code);
    rig.until("k-code-amount");
    rig.press("enter");
    rig.until("check-number");
  }

  test("pays once amount and check number were looked at", () => {
    const rig = asked("500");
    keyed(rig, kCode(rig));
    rig.answer(shownNumber(rig));
    rig.finish();
    expect(rig.outcomes()).toBe("approved 00");
    expect(rig.chargedMinor()).toBe(500);
  });

  test("a check number keyed wrong once may be keyed again: another one", () => {
    const rig = asked("500");
    keyed(rig, kCode(rig));
    const first = shownNumber(rig);
    rig.answer(first === "0000" ? "0001" : "0000");
    expect(rig.body()[0]).toContain("不符,再输");
    rig.answer(shownNumber(rig));
    rig.finish();
    expect(rig.outcomes()).toBe("approved 00");
  });

  test("two wrong check numbers stop the sale, and nothing is sent", () => {
    const rig = asked("500");
    keyed(rig, kCode(rig));
    for (let tries = 0; tries < 2; tries += 1) {
      rig.answer(shownNumber(rig) === "0000" ? "0001" : "0000");
    }
    expect(rig.body()).toEqual(["交易停止", "校验码不符", "请致电银行核实"]);
    rig.finish();
    expect(rig.sent()).toBe("0800");
  });

  test("screens that differ stop it", () => {
    const rig = asked("500");
    keyed(rig, kCode(rig));
    rig.press("cancel");
    expect(rig.body()[2]).toBe("请致电银行核实");
  });

  test.each([
    ["of nobody", () => "999999", 0, "declined 05"],
    ["after three minutes", kCode, 180_000, "declined 05"],
  ] as const)("%s is refused by the issuer", (_name, codeFor, waitMs, outcome) => {
    const rig = asked("500");
    const code = codeFor(rig);
    rig.press("cancel");
    rig.finish();
    rig.run(waitMs);
    rig.key("500");
    rig.press("enter");
    rig.until("insert-card");
    keyed(rig, code);
    rig.answer(shownNumber(rig));
    rig.finish();
    expect(rig.outcomes().split(", ").at(-1)).toBe(outcome);
    expect(rig.chargedMinor()).toBe(0);
  });
});
