import { describe, expect, test } from "vitest";
import { paperText } from "../../../../device-emulators/devices/printer/paper.ts";
import { printerOn } from "../../../../device-emulators/devices/printer/printer.ts";
import { writeSlip } from "../../../../sim-server/core/drivers/escpos-writer.ts";
import type { ApprovedTransaction } from "../../../../sim-server/core/terminal/journal-facts.ts";
import { KINDS } from "../../../../sim-server/core/terminal/kinds.ts";
import { composeSlip, type SlipRequest } from "../../../../sim-server/core/terminal/slip.ts";
import { approvalOf, intentOf } from "../../../kit/intent.ts";
import { runPrinter } from "../../../kit/paper.ts";
import { terminalConfig } from "../../../kit/terminal-setup.ts";

const SALE: ApprovedTransaction = {
  intent: intentOf({ stan: "000237", arqc: "BF5612EC24B408A3", iccData: "" }),
  approval: approvalOf({ stan: "000237", rrn: "094127600381", approvalCode: "482913" }),
};

/** The slip as the printer interprets it, line by line. */
function printed(request: SlipRequest, sale = SALE): string[] {
  const slip = writeSlip(composeSlip(terminalConfig(), sale, request));
  const { effects } = runPrinter(printerOn(), [{ type: "bytes", bytes: slip }]);
  return effects
    .flatMap((effect) => (effect.type === "printed" ? paperText([effect.line]) : []))
    .map((line) => line.trim());
}

describe("the slip", () => {
  test("has UnionPay's items in their order", () => {
    expect(printed({ copy: "merchant", duplicate: false })).toEqual([
      "POS签购单",
      "POS SALES SLIP",
      "训练 TRAINING",
      "商户存根  MERCHANT COPY",
      "-".repeat(32),
      `商户名称${" ".repeat(16)}青禾超市`,
      `商户编号${" ".repeat(9)}TILLYARD0000001`,
      `终端编号/操作员${" ".repeat(6)}10023017/01`,
      "-".repeat(32),
      `发卡行${" ".repeat(18)}青禾银行`,
      `卡号${" ".repeat(9)}621234******1265 /I`,
      `交易类型${" ".repeat(15)}消费 SALE`,
      `有效期${" ".repeat(19)}2030/12`,
      `批次号/凭证号${" ".repeat(6)}000016/000237`,
      `授权码${" ".repeat(20)}482913`,
      `参考号${" ".repeat(14)}094127600381`,
      `日期/时间${" ".repeat(4)}2025/06/18 09:41:27`,
      "-".repeat(32),
      `金额 RMB${" ".repeat(19)}86.40`,
      "-".repeat(32),
      "ARQC:BF5612EC24B408A3",
      "TC:8877665544332211",
      "AID:A000000333010101",
      "TVR:8000048000 TSI:6800",
      "ATC:0001",
      "-".repeat(32),
      "模拟交易 / 仅供训练",
    ]);
  });

  test("printed again says so at both ends, and is otherwise the same", () => {
    const first = printed({ copy: "cardholder", duplicate: false });
    const again = printed({ copy: "cardholder", duplicate: true });
    const mark = "****重打印  DUPLICATED****";
    expect(again.filter((line) => line === mark).length).toBe(2);
    expect(again.filter((line) => line !== mark)).toEqual(first);
    expect(first).toContain("持卡人存根  CARDHOLDER COPY");
  });

  test.each([
    ["on New Year's Eve", "20251231", "1231", "2025/12/31"],
    ["asked in the old year, answered in the new", "20251231", "0101", "2026/01/01"],
    ["asked by a clock that is ahead of the bank's", "20260101", "1231", "2025/12/31"],
  ])("the year, %s", (_name, asked, answered, expected) => {
    const sale = {
      intent: { ...SALE.intent, date: asked },
      approval: { ...SALE.approval, date: answered },
    };
    const lines = printed({ copy: "merchant", duplicate: false }, sale);
    expect(lines.some((line) => line.includes(expected))).toBe(true);
  });

  test.each([
    ["01020000", "青禾银行"],
    ["01020000123", "青禾银行"],
    ["09990000", "09990000"],
  ])("issuer %s is printed as %s", (issuer, name) => {
    const sale = { ...SALE, approval: { ...SALE.approval, issuer } };
    expect(printed({ copy: "merchant", duplicate: false }, sale)[9]?.endsWith(name)).toBe(true);
  });

  test.each([
    ["void", { transaction: "void", originalStan: "000236" }, "-86.40", ["原凭证号 000236"]],
    [
      "refund",
      { transaction: "refund", originalRrn: "061709410001", originalDate: "0617" },
      "-86.40",
      ["原参考号 061709410001", "原交易日期 0617"],
    ],
    [
      "completion",
      { transaction: "completion", originalCode: "7781" },
      "86.40",
      ["原预授权码 7781"],
    ],
    ["pre-auth", { transaction: "pre-auth" }, "86.40", []],
  ] as const)(
    "a %s says what it refers to, and which way the money goes",
    (name, changes, amount, notes) => {
      const sale = { intent: { ...SALE.intent, ...changes }, approval: SALE.approval };
      const lines = printed({ copy: "merchant", duplicate: false }, sale).map(squeezed);
      const { zh, en } = KINDS[name];
      expect(lines.join(" ")).toContain(`交易类型 ${zh} ${en}`);
      expect(lines).toContain(`金额 RMB ${amount}`);
      expect(lines.filter((line) => line.startsWith("原"))).toEqual(notes);
    },
  );

  test.each([
    ["swipe", "S"],
    ["fallback", "S"],
    ["manual", "M"],
    ["contactless", "C"],
  ])("a card by %s has the letter %s behind its number", (entry, letter) => {
    const sale = { intent: { ...SALE.intent, entry }, approval: SALE.approval };
    const lines = printed({ copy: "merchant", duplicate: false }, sale).map(squeezed);
    expect(lines).toContain(`卡号 621234******1265 /${letter}`);
  });

  test("without a chip there are no lines of one", () => {
    const sale = {
      intent: { ...SALE.intent, arqc: "", aid: "", atc: "" },
      approval: { ...SALE.approval, tc: "", tvr: "", tsi: "" },
    };
    const lines = printed({ copy: "merchant", duplicate: false }, sale);
    expect(lines.filter((line) => /^(ARQC|TC|AID|TVR|ATC):/.test(line))).toEqual([]);
  });
});

function squeezed(line: string): string {
  return line.replace(/ {2,}/g, " ");
}
