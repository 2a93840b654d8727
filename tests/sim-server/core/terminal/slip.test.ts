import { describe, expect, test } from "vitest";
import { paperText } from "../../../../device-emulators/devices/printer/paper.ts";
import { printerOn } from "../../../../device-emulators/devices/printer/printer.ts";
import { writeSlip } from "../../../../sim-server/core/drivers/escpos-writer.ts";
import type { ApprovedSale } from "../../../../sim-server/core/terminal/journal.ts";
import { composeSlip, type SlipRequest } from "../../../../sim-server/core/terminal/slip.ts";
import { runPrinter } from "../../../kit/paper.ts";
import { terminalConfig } from "../../../kit/terminal-setup.ts";

const SALE: ApprovedSale = {
  intent: {
    kind: "intent",
    stan: "000237",
    batch: "000016",
    amount: "000000008640",
    date: "20250618",
    operator: "01",
    sealedPan: "00",
    maskedPan: "621234******1265",
    expiry: "3012",
    panSequence: "001",
    entryMode: "051",
    iccData: "",
    aid: "A000000333010101",
    arqc: "BF5612EC24B408A3",
    atc: "0001",
  },
  approval: {
    kind: "approved",
    stan: "000237",
    responseCode: "00",
    rrn: "094127600381",
    approvalCode: "482913",
    date: "0618",
    time: "094127",
    issuer: "01020000",
    tc: "8877665544332211",
    tvr: "8000048000",
    tsi: "6800",
  },
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
});
