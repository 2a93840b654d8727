import { describe, expect, test } from "vitest";
import { CASHIER, tend } from "../../../../kit/shop-hands.ts";
import { buildRig, type Rig, type RigOptions } from "../../../../kit/terminal-rig.ts";

function opened(options: RigOptions = {}): Rig {
  const rig = buildRig(options);
  rig.openShop();
  return rig;
}

function settle(rig: Rig): void {
  rig.press("enter", "7", "6");
  rig.until("settled", "message", "sign-on-failed", "operator");
}

const settled = (rig: Rig) => rig.of("terminal.settled").at(-1);

/** Everything printed so far, blanks squeezed. */
const paper = (rig: Rig): string =>
  rig
    .of("printer.printed")
    .map(({ text }) => text.trim().replace(/ +/g, " "))
    .join("\n");

describe("settlement", () => {
  test("compares totals, sends every certificate up, and begins the next batch", () => {
    const rig = opened();
    rig.sell("8640");
    rig.sell("1360");
    settle(rig);
    expect(settled(rig)).toEqual({
      batch: "000001",
      verdict: "balanced",
      debitMinor: 10_000,
      creditMinor: 0,
    });
    expect(rig.sent()).toBe("0800 0200 0200 0500 0320 0320 0320");
    rig.finish();
    expect(paper(rig)).toContain("内卡 对账平");
    expect(paper(rig)).toContain("借记 2笔 100.00");
    rig.sell("500");
    expect(rig.lastApproved().intent.batch).toBe("000002");
  });

  test("with nothing to settle asks nobody", () => {
    const rig = opened();
    settle(rig);
    expect(rig.body()).toEqual(["无需结算", "没有交易流水"]);
    expect(rig.sent()).toBe("0800");
  });

  test("whose answer is lost is asked again under its number, and nothing is traded before", () => {
    let lose = 1;
    const rig = opened({
      line: (request, answer) => {
        if (request.mti === "0500" && lose > 0) {
          lose -= 1;
          return [];
        }
        return answer === undefined ? [] : [{ bytes: answer, afterMs: 100 }];
      },
    });
    rig.sell("8640");
    settle(rig);
    expect(rig.body()[0]).toBe("结算失败");
    rig.press("enter");
    rig.until("idle");
    rig.press("5");
    expect(rig.body()[0]).toBe("请先结算");
    rig.press("enter");
    rig.until("idle");
    settle(rig);
    expect(settled(rig)?.verdict).toBe("balanced");
    const stans = rig.host.requests
      .filter(({ mti }) => mti === "0500")
      .map(({ fields }) => fields[11]);
    expect(new Set(stans).size).toBe(1);
  });

  test.each([1, 2, 3])(
    "cut off by a power failure after %s uploads goes on where it was",
    (uploads) => {
      const rig = opened();
      rig.sell("8640");
      rig.sell("1360");
      rig.sell("500");
      rig.press("enter", "7", "6");
      while (rig.host.requests.filter(({ mti }) => mti === "0320").length < uploads) rig.run(1);
      rig.terminal.cut();
      rig.terminal.start();
      rig.until("operator");
      rig.answer("01", "0000");
      rig.until("settled");
      expect(rig.body()[0]).toBe("继续结算");
      rig.press("enter");
      rig.finish();
      expect(settled(rig)?.verdict).toBe("balanced");
      const items = rig.host.requests.filter(({ mti, fields }) => mti === "0320" && fields[55]);
      expect(new Set(items.map(({ fields }) => fields[11])).size).toBe(3);
      expect(items.length).toBeLessThanOrEqual(4);
    },
  );

  test("closes the batch that it asked for, though a sign-on since has named the next one", () => {
    let lose = 1;
    const rig = opened({
      line: (request, answer) => {
        if (request.mti === "0500" && lose > 0) {
          lose -= 1;
          return [];
        }
        return answer === undefined ? [] : [{ bytes: answer, afterMs: 100 }];
      },
    });
    rig.sell("8640");
    settle(rig);
    rig.terminal.cut();
    expect(tend(rig, CASHIER)).toBe(true);
    expect(settled(rig)?.batch).toBe("000001");
    const terminal = rig.host.requests[0]?.fields[41] ?? "";
    expect(rig.bank.books.uploaded({ terminal, batch: "000001" })).toMatchObject([
      { stan: "000002", amountMinor: 8640 },
    ]);
    rig.sell("500");
    expect(rig.lastApproved().intent.batch).toBe("000002");
  });

  test("sends first what is pending, even where there is nothing else to settle", () => {
    let lose = 1;
    const rig = opened({
      line: (request, answer) => {
        if (request.mti === "0220" && lose > 0) {
          lose -= 1;
          return [];
        }
        return answer === undefined ? [] : [{ bytes: answer, afterMs: 100 }];
      },
    });
    rig.sell("8640");
    const { rrn } = rig.lastApproved().approval;
    settle(rig);
    rig.finish();
    rig.press("enter", "3");
    rig.answer("123456");
    rig.until("insert-card");
    rig.slot.insert("card", "chip-first");
    rig.until("confirm-card");
    rig.press("enter");
    rig.answer(rrn, "0618", "3000");
    rig.finish();
    expect(rig.transactions()).toBe("refund unknown");
    settle(rig);
    rig.finish();
    expect(rig.transactions()).toBe("refund unknown, refund approved 00");
    expect(settled(rig)).toMatchObject({ batch: "000002", creditMinor: 3000 });
  });

  test("a settlement slip is printed again, marked as what it is", () => {
    const rig = opened();
    rig.sell("8640");
    settle(rig);
    rig.finish();
    rig.press("enter", "6", "5");
    rig.until("idle");
    expect(paper(rig).split("结算总计单").length).toBe(3);
    expect(paper(rig)).toContain("****重打印 DUPLICATED****");
  });
});

describe("signing off", () => {
  test("is refused while anything is unsettled", () => {
    const rig = opened();
    rig.sell("8640");
    rig.press("enter", "7", "2");
    expect(rig.body()).toEqual(["请先结算"]);
  });

  test("forgets the keys, and wants somebody to log on and sign on", () => {
    const rig = opened();
    rig.press("enter", "7", "2");
    rig.until("message");
    expect(rig.body()).toEqual(["签退成功"]);
    rig.press("enter");
    rig.until("operator");
    rig.answer("01", "0000");
    rig.until("idle");
    expect(rig.sent()).toBe("0800 0820 0800");
    rig.sell("500");
  });

  test("follows a settlement where the bank has it so", () => {
    const rig = opened({ config: { autoSignOff: true } });
    rig.sell("8640");
    settle(rig);
    rig.press("enter");
    rig.until("message");
    expect(rig.body()).toEqual(["签退成功"]);
  });
});

test("what was signed off stays so over a power cut", () => {
  const rig = opened();
  rig.press("enter", "7", "2");
  rig.until("message");
  rig.terminal.cut();
  rig.openShop();
  expect(rig.sent()).toBe("0800 0820 0800");
});
