import { describe, expect, test } from "vitest";
import { fromLatin1 } from "../../../../../device-emulators/kit/bytes.ts";
import type { RecordedTransaction } from "../../../../../sim-server/core/terminal/journal-facts.ts";
import type { Identity } from "../../../../../sim-server/core/terminal/messages/identity.ts";
import {
  certificateUpload,
  readVerdicts,
  settlementRequest,
  totalsField,
  uploadEnd,
  uploadRequest,
} from "../../../../../sim-server/core/terminal/messages/settlement.ts";
import { addUp } from "../../../../../sim-server/core/terminal/totals.ts";
import { approvalOf, intentOf } from "../../../../kit/intent.ts";
import { GOLDEN } from "../../iso8583/golden.ts";

const IDENTITY: Identity = {
  terminalId: "12345678",
  merchantId: "TILLYARD0000001",
  capability: "5",
  partialApproval: false,
};
const SAID = { stan: "000003", batch: "000001", operator: "01" };
const SALE: RecordedTransaction = {
  intent: intentOf({ amount: "000000001234" }),
  approval: approvalOf({ amount: "000000001234" }),
  voided: false,
};

describe("settlement", () => {
  test("of one sale of 12.34 is the golden one", () => {
    const [, , frame] = GOLDEN.find(([name]) => name.startsWith("0500")) ?? [];
    const totals = totalsField(addUp([SALE]));
    expect(settlementRequest(IDENTITY, SAID, totals)).toEqual(frame?.message);
  });

  test.each([
    ["1", "1", { domestic: "balanced", foreign: "balanced" }],
    ["2", "1", { domestic: "unbalanced", foreign: "balanced" }],
    ["3", "2", { domestic: "faulty", foreign: "unbalanced" }],
    ["0", "1", undefined],
  ])("verdicts %s and %s", (domestic, foreign, expected) => {
    const zeros = "0".repeat(30);
    expect(readVerdicts(`${zeros}${domestic}${zeros}${foreign}`)).toEqual(expected);
  });

  test("an answer too short holds no verdicts", () => {
    expect(readVerdicts("0".repeat(30))).toBeUndefined();
  });
});

describe("batch upload", () => {
  const item = { transaction: SALE, pan: "6212345678901265" };

  test("an item is card class, trace number, number and amount", () => {
    const { mti, fields } = uploadRequest(IDENTITY, SAID, [item, item]);
    const row = "00" + "000002" + "00006212345678901265" + "000000001234";
    expect([mti, fields[48], fields[60]]).toEqual(["0320", `02${row}${row}`, "00000001201"]);
  });

  test.each([
    [true, "00000001207"],
    [false, "00000001202"],
  ])("its end counts in four digits; balanced %s is %s", (balanced, privateUse) => {
    const { fields } = uploadEnd(IDENTITY, SAID, balanced, 12);
    expect([fields[48], fields[60]]).toEqual(["0012", privateUse]);
  });

  test.each([
    [true, "00000001203"],
    [false, "00000001205"],
  ])("a certificate goes alone; balanced %s is %s", (balanced, privateUse) => {
    const { fields } = certificateUpload(IDENTITY, SAID, balanced, item);
    expect(fields[60]).toBe(privateUse);
    expect(fields[62]).toEqual(fromLatin1("610000000000001234156"));
    expect([fields[2], fields[4], fields[11]]).toEqual([item.pan, "000000001234", "000002"]);
  });
});
