import { describe, expect, test } from "vitest";
import { fromHex } from "../../../../../device-emulators/kit/bytes.ts";
import type { UnionPayMessage } from "../../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { KINDS, TRANSACTION_KINDS } from "../../../../../sim-server/core/terminal/kinds.ts";
import {
  type FinancialOrder,
  financialRequest,
  NO_ORIGINAL,
  repeatedRequest,
  reversalRequest,
} from "../../../../../sim-server/core/terminal/messages/financial.ts";
import type { Identity } from "../../../../../sim-server/core/terminal/messages/identity.ts";
import { intentOf } from "../../../../kit/intent.ts";
import { GOLDEN } from "../../iso8583/golden.ts";

const IDENTITY: Identity = {
  terminalId: "12345678",
  merchantId: "TILLYARD0000001",
  capability: "5",
  partialApproval: false,
};
const PAN = "6212345678901265";
const STRIPE = {
  pan: PAN,
  expiry: "3012",
  panSequence: undefined,
  track2: "6212345678901265=3012220000000000",
};
const CHIP = { ...STRIPE, panSequence: "001" };
const PIN_BLOCK = fromHex("D6C6C7D3916DCCDA");

function order(changes: Partial<FinancialOrder> = {}): FinancialOrder {
  return {
    kind: "sale",
    stan: "000002",
    batch: "000001",
    amount: "000000001234",
    entry: "chip",
    card: CHIP,
    pinBlock: PIN_BLOCK,
    iccData: fromHex("9500"),
    original: NO_ORIGINAL,
    ...changes,
  };
}

function golden(start: string): UnionPayMessage | undefined {
  const [, , frame] = GOLDEN.find(([name]) => name.startsWith(start)) ?? [];
  return frame?.message;
}

function unsealed(message: UnionPayMessage | undefined): object {
  return { ...message, fields: { ...message?.fields, 64: new Uint8Array(8) } };
}

function present({ fields }: UnionPayMessage): string {
  return Object.entries(fields)
    .flatMap(([de, value]) => (value === undefined ? [] : [de]))
    .join(" ");
}

describe("what a terminal asks for", () => {
  test("a sale by stripe is the golden one, all but its MAC", () => {
    const asked = order({ entry: "swipe", card: STRIPE, iccData: undefined });
    expect(unsealed(financialRequest(IDENTITY, asked))).toEqual(unsealed(golden("0200")));
  });

  test("the reversal of that sale is the golden one, all but its MAC", () => {
    const intent = intentOf({
      ...{ batch: "000001", entry: "swipe", amount: "000000001234", date: "20250615" },
      ...{ panSequence: "", entryMode: "021", iccData: "" },
    });
    const owed = { kind: "reversal", stan: "000002", reason: "98", approvalCode: "" } as const;
    const message = reversalRequest(IDENTITY, PAN, intent, owed);
    expect(unsealed(message)).toEqual(unsealed(golden("0400")));
  });

  /** @source UnionPay POS terminal specification, matrix of messages and DEs by message */
  test.each([
    ["sale", "0200 000000 00 22", "2 3 4 11 14 22 23 25 26 35 41 42 49 52 53 55 60 64"],
    ["void", "0200 200000 00 23", "2 3 4 11 14 22 23 25 35 37 38 41 42 49 53 60 61 64"],
    ["refund", "0220 200000 00 25", "2 3 4 11 14 22 23 25 37 41 42 49 60 61 63 64"],
    ["balance", "0200 310000 00 01", "2 3 11 14 22 23 25 26 35 41 42 49 52 53 55 60 64"],
    ["pre-auth", "0100 030000 06 10", "2 3 4 11 14 22 23 25 26 35 41 42 49 52 53 55 60 64"],
    ["pre-auth-void", "0100 200000 06 11", "2 3 4 11 14 22 23 25 35 38 41 42 49 53 60 61 64"],
    ["completion", "0200 000000 06 20", "2 3 4 11 14 22 23 25 35 38 41 42 49 53 60 61 64"],
    ["completion-void", "0200 200000 06 21", "2 3 4 11 14 22 23 25 35 37 38 41 42 49 53 60 61 64"],
    ["completion-advice", "0220 000000 06 24", "2 3 4 11 14 22 23 25 38 41 42 49 60 61 64"],
    ["offline-sale", "0220 000000 00 36", "2 3 4 11 14 22 23 25 41 42 49 55 60 64"],
  ] as const)("%s is %s with DEs %s", (kind, names, des) => {
    const { cryptogram, pin } = KINDS[kind];
    const message = financialRequest(
      IDENTITY,
      order({
        kind,
        amount: kind === "balance" ? undefined : "000000001234",
        pinBlock: pin ? PIN_BLOCK : undefined,
        iccData: cryptogram ? fromHex("9500") : undefined,
        original: {
          ...{ batch: "000001", stan: "000001", rrn: "061509300001" },
          ...{ date: "0615", approvalCode: "123456" },
        },
      }),
    );
    const { 3: code, 25: condition, 60: privateUse = "" } = message.fields;
    expect([message.mti, code, condition, privateUse.slice(0, 2)].join(" ")).toBe(names);
    expect(present(message)).toBe(des);
  });

  test("every kind has its row above, and no two are asked for alike", () => {
    const names = TRANSACTION_KINDS.map((kind) => {
      const { mti, processingCode, condition, messageKind } = KINDS[kind];
      return `${mti} ${processingCode} ${condition} ${messageKind}`;
    });
    expect(new Set(names).size).toBe(10);
  });

  test.each([
    ["void", "000001000001"],
    ["completion-void", "0000010000010615"],
    ["refund", "0000000000000615"],
    ["pre-auth-void", "0000000000000615"],
    ["completion", "0000000000000615"],
  ] as const)("%s names its original by DE 61 %s", (kind, original) => {
    const date = kind === "void" ? "" : "0615";
    const named = { batch: "000001", stan: "000001", rrn: "061509300001", date };
    const asked = order({ kind, original: { ...named, approvalCode: "123456" } });
    expect(financialRequest(IDENTITY, asked).fields[61]).toBe(original);
  });

  test.each([
    ["chip", CHIP, "051", "22000001000" + "50"],
    ["contactless", CHIP, "071", "22000001000" + "50"],
    ["swipe", STRIPE, "021", "22000001000" + "50"],
    ["fallback", STRIPE, "021", "22000001000" + "52"],
    ["manual", { ...STRIPE, track2: undefined }, "011", "22000001000" + "50"],
  ] as const)("a card by %s is told by DE 22 and DE 60", (entry, card, mode, privateUse) => {
    const { fields } = financialRequest(IDENTITY, order({ entry, card }));
    expect([fields[22], fields[60]]).toEqual([mode, privateUse]);
  });

  test.each([
    ["sale", "swipe", "99=1"],
    ["balance", "fallback", "99=1"],
    ["refund", "swipe", undefined],
    ["sale", "chip", undefined],
  ] as const)("%s by %s has DE 36 %s", (kind, entry, expected) => {
    const asked = order({ kind, entry, card: { ...STRIPE, track3: "99=1" } });
    expect(financialRequest(IDENTITY, asked).fields[36]).toBe(expected);
  });

  test("a terminal that takes part of an amount says so, of a sale alone", () => {
    const partial: Identity = { ...IDENTITY, partialApproval: true };
    const lastOf = (kind: "sale" | "pre-auth"): string =>
      (financialRequest(partial, order({ kind })).fields[60] ?? "").slice(11);
    expect([lastOf("sale"), lastOf("pre-auth")]).toEqual(["501", "50"]);
  });

  test("without a PIN nothing of one is sent", () => {
    const asked = order({ pinBlock: undefined, card: { ...CHIP, track2: undefined } });
    const message = financialRequest(IDENTITY, asked);
    expect(message.fields[22]).toBe("052");
    expect(present(message)).toBe("2 3 4 11 14 22 23 25 41 42 49 55 60 64");
  });

  test("what the journal kept of a refund makes the same request again", () => {
    const original = {
      ...{ batch: "", stan: "", rrn: "061509300001", date: "0615", approvalCode: "" },
    };
    const first = financialRequest(
      IDENTITY,
      order({ kind: "refund", pinBlock: undefined, iccData: undefined, original }),
    );
    const intent = intentOf({
      ...{ batch: "000001", transaction: "refund", amount: "000000001234" },
      ...{ originalRrn: "061509300001", originalDate: "0615" },
    });
    expect(repeatedRequest(IDENTITY, PAN, intent)).toEqual(first);
  });
});
