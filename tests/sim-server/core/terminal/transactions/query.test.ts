import { describe, expect, test } from "vitest";
import { buildRig, type Rig } from "../../../../kit/terminal-rig.ts";

function withSales(...amounts: readonly string[]): Rig {
  const rig = buildRig();
  rig.openShop();
  for (const amount of amounts) rig.sell(amount);
  return rig;
}

const squeezed = (rig: Rig): string => rig.body().join("|").replace(/ +/g, " ");
const paper = (rig: Rig): string =>
  rig
    .of("printer.printed")
    .map(({ text }) => text.trim().replace(/ +/g, " "))
    .join("\n");

describe("looking transactions up", () => {
  test("the batch is leafed through, latest first", () => {
    const rig = withSales("100", "200", "300");
    rig.press("enter", "7", "3", "1");
    expect(squeezed(rig)).toContain("消费 000004|金额 3.00");
    rig.press("enter");
    expect(squeezed(rig)).toContain("|2/3");
    rig.press("enter", "enter");
    expect(squeezed(rig)).toContain("消费 000002|金额 1.00");
    rig.press("clear");
    expect(squeezed(rig)).toContain("|2/3");
    rig.press("cancel");
    rig.until("idle");
  });

  test.each([
    ["000003", "消费 000003|金额 2.00"],
    ["000001", "无原始交易"],
  ])("voucher %s", (stan, shown) => {
    const rig = withSales("100", "200");
    rig.press("enter", "7", "3", "3");
    rig.answer(stan);
    expect(squeezed(rig)).toContain(shown);
  });

  test("the totals so far", () => {
    const rig = withSales("100", "200");
    rig.press("enter", "7", "3", "2");
    expect(rig.body()).toEqual(["交易汇总", "借记 2笔 3.00", "贷记 0笔 0.00"]);
  });

  test("an empty batch says so", () => {
    const rig = withSales();
    rig.press("enter", "7", "3", "1");
    expect(rig.body()).toEqual(["没有交易流水"]);
  });
});

describe("printing again", () => {
  test("any slip of the batch, marked", () => {
    const rig = withSales("100", "200");
    const before = paper(rig).length;
    rig.press("enter", "6", "2");
    rig.answer("000002");
    rig.finish();
    const again = paper(rig).slice(before);
    expect(again).toContain("批次号/凭证号 000001/000002");
    expect(again).toContain("****重打印 DUPLICATED****");
    expect(again).not.toContain("/000003");
  });

  test("the list of the batch", () => {
    const rig = withSales("100", "200");
    rig.press("enter", "6", "3");
    rig.until("idle");
    expect(paper(rig)).toContain("000002 消费\n621234******1265 1.00\n000003 消费");
  });

  test("the totals of the batch", () => {
    const rig = withSales("100", "200");
    rig.press("enter", "6", "4");
    rig.until("idle");
    expect(paper(rig)).toContain("消费 2笔 3.00");
  });

  test.each([["2"], ["3"], ["4"], ["5"]] as const)("nothing to print: entry %s", (entry) => {
    const rig = withSales();
    rig.press("enter", "6", entry);
    if (entry === "2") rig.answer("000002");
    expect(rig.terminal.screen().screen).toBe("nothing-to-reprint");
  });
});
