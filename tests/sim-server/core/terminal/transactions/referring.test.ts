import { describe, expect, test } from "vitest";
import { buildRig, PIN, type Rig, type RigOptions } from "../../../../kit/terminal-rig.ts";

const SUPERVISOR = "123456";
const TODAY = "0618";

function opened(options: RigOptions = {}): Rig {
  const rig = buildRig(options);
  rig.openShop();
  return rig;
}

/** A card in the slot, compared with the screen. */
function insertCard(rig: Rig): void {
  rig.until("insert-card");
  rig.slot.insert("card", "chip-first");
  rig.until("confirm-card");
  rig.press("enter");
}

function refund(rig: Rig, rrn: string, amount: string, date = TODAY): void {
  rig.press("enter", "3");
  rig.answer(SUPERVISOR);
  insertCard(rig);
  rig.answer(rrn, date, amount);
  rig.finish();
}

/** What a pre-authorisation leaves to refer to: its approval code. */
function authorise(rig: Rig, amount: string): string {
  rig.press("enter", "4", "1");
  rig.answer(amount);
  insertCard(rig);
  rig.until("pin");
  rig.run(50);
  rig.enterPin(PIN);
  rig.finish();
  return rig.lastApproved().approval.approvalCode;
}

function complete(rig: Rig, key: "2" | "3" | "4", code: string, amount: string): void {
  rig.press("enter", "4", key);
  if (key === "4") rig.answer(SUPERVISOR);
  insertCard(rig);
  rig.answer(code, TODAY, amount);
  rig.finish();
}

const account = (rig: Rig): number => rig.bank.books.balanceMinor("account");
const available = (rig: Rig): number =>
  rig.bank.books.availableMinor("account", rig.world.scheduler.nowMs());

describe("a refund", () => {
  test("gives money back for a sale, by its reference number and date", () => {
    const rig = opened();
    rig.sell("8640");
    refund(rig, rig.lastApproved().approval.rrn, "8640");
    expect(rig.transactions()).toBe("refund approved 00");
    expect(rig.chargedMinor()).toBe(0);
  });

  test("may be in part, and again, up to what was paid", () => {
    const rig = opened();
    rig.sell("8640");
    const { rrn } = rig.lastApproved().approval;
    refund(rig, rrn, "3000");
    refund(rig, rrn, "5640");
    refund(rig, rrn, "1");
    expect(rig.chargedMinor()).toBe(0);
    expect(rig.transactions()).toBe("refund approved 00, refund approved 00, refund declined 64");
  });

  test("of more than the terminal may give back is refused there", () => {
    const rig = opened();
    rig.sell("8640");
    rig.press("enter", "3");
    rig.answer(SUPERVISOR);
    insertCard(rig);
    rig.answer(rig.lastApproved().approval.rrn, TODAY, "10000001");
    expect(rig.body()[0]).toBe("退货金额超限!");
  });

  test("without an answer is asked again as it was, and done once", () => {
    let lose = 1;
    const rig = opened({
      line: (request, answer) => {
        if (answer === undefined) return [];
        if (request.mti === "0220" && lose > 0) {
          lose -= 1;
          return [];
        }
        return [{ bytes: answer, afterMs: 100 }];
      },
    });
    rig.sell("8640");
    refund(rig, rig.lastApproved().approval.rrn, "8640");
    expect(rig.transactions()).toBe("refund unknown");
    rig.press("5");
    rig.until("next-copy");
    rig.press("enter");
    rig.until("amount");
    expect(rig.transactions()).toBe("refund unknown, refund approved 00");
    expect(rig.chargedMinor()).toBe(0);
    expect(rig.sent().endsWith("0200 0220 0220")).toBe(true);
  });

  test("that was cut off by a power failure is asked again", () => {
    const rig = opened({
      line: (request, answer) =>
        answer === undefined || request.mti === "0220" ? [] : [{ bytes: answer, afterMs: 100 }],
    });
    rig.sell("8640");
    rig.press("enter", "3");
    rig.answer(SUPERVISOR);
    insertCard(rig);
    rig.answer(rig.lastApproved().approval.rrn, TODAY, "8640");
    rig.until("receiving");
    rig.run(500);
    rig.terminal.cut();
    rig.slot.remove();
    rig.openShop();
    rig.press("5", "enter");
    rig.until("pending");
    expect(rig.sent().endsWith("0220")).toBe(true);
    expect(rig.journal()).toContain("intent pending");
  });
});

describe("a pre-authorisation", () => {
  test("holds money and takes none", () => {
    const rig = opened();
    authorise(rig, "50000");
    expect([account(rig), available(rig)]).toEqual([100_000, 50_000]);
  });

  test.each([
    ["completed", "2", "40000", 60_000, 60_000],
    ["completed for as much as was held and 15 in 100 more", "2", "57500", 42_500, 42_500],
    ["completed by advice", "3", "40000", 60_000, 60_000],
    ["given back", "4", "50000", 100_000, 100_000],
  ] as const)("is %s", (_name, key, amount, left, free) => {
    const rig = opened();
    const code = authorise(rig, "50000");
    complete(rig, key, code, amount);
    expect([account(rig), available(rig)]).toEqual([left, free]);
    expect(rig.transactions()).toContain("approved 00");
  });

  test("is not completed for more than that", () => {
    const rig = opened();
    const code = authorise(rig, "50000");
    complete(rig, "2", code, "57501");
    expect(rig.lastOutcome()?.outcome).toBe("declined");
    expect([account(rig), available(rig)]).toEqual([100_000, 50_000]);
  });

  test("is not completed under an approval code that nobody gave", () => {
    const rig = opened();
    const code = authorise(rig, "50000");
    complete(rig, "2", code === "000000" ? "000001" : "000000", "50000");
    expect(rig.lastOutcome()).toMatchObject({ outcome: "declined", responseCode: "25" });
  });

  test("completed and undone holds the money again", () => {
    const rig = opened();
    complete(rig, "2", authorise(rig, "50000"), "40000");
    const { stan } = rig.lastApproved().intent;
    rig.press("enter", "4", "5");
    rig.answer(SUPERVISOR, stan);
    rig.press("enter");
    insertCard(rig);
    rig.finish();
    expect(rig.lastOutcome()).toMatchObject({ transaction: "completion-void", responseCode: "00" });
    expect([account(rig), available(rig)]).toEqual([100_000, 50_000]);
  });

  test("whose answer is lost is reversed, and holds nothing", () => {
    const rig = opened({
      line: (request, answer) =>
        answer === undefined || request.mti === "0100" ? [] : [{ bytes: answer, afterMs: 100 }],
    });
    rig.press("enter", "4", "1");
    rig.answer("50000");
    insertCard(rig);
    rig.until("pin");
    rig.run(50);
    rig.enterPin(PIN);
    rig.finish();
    expect(rig.transactions()).toBe("pre-auth unknown, pre-auth reversed");
    expect(available(rig)).toBe(100_000);
  });

  test("asks for a date that there is", () => {
    const rig = opened();
    const code = authorise(rig, "50000");
    rig.press("enter", "4", "2");
    insertCard(rig);
    rig.answer(code, "1350");
    expect(rig.terminal.screen().screen).toBe("date");
  });
});
