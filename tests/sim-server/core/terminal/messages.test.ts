import { describe, expect, test } from "vitest";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { openSession } from "../../../../sim-server/core/emv/session.ts";
import {
  cardFacts,
  reversalRequest,
  saleRequest,
  signOnRequest,
} from "../../../../sim-server/core/terminal/messages.ts";
import { CIRCUMSTANCES, CONFIG } from "../../../kit/card-link.ts";
import { GOLDEN } from "../iso8583/golden.ts";

const IDENTITY = { terminalId: "12345678", merchantId: "TILLYARD0000001" };
const PAN = "6212345678901265";

function golden(start: string) {
  const [, , frame] = GOLDEN.find(([name]) => name.startsWith(start)) ?? [];
  return frame?.message;
}

describe("the terminal's messages", () => {
  test("sign-on is the golden one", () => {
    const asked = { stan: "000001", batch: "000001", operator: "01" };
    expect(signOnRequest(IDENTITY, asked, "TILLY0000001")).toEqual(golden("0800"));
  });

  test("a sale has the golden one's elements, and the chip's", () => {
    const card = { pan: PAN, expiry: "3012", panSequence: "001", track2: `${PAN}=30122200` };
    const message = saleRequest(IDENTITY, card, {
      stan: "000002",
      batch: "000001",
      amount: "000000001234",
      pinBlock: fromHex("D6C6C7D3916DCCDA"),
      iccData: fromHex("9500"),
    });
    const stripe = golden("0200")?.fields ?? {};
    for (const de of [3, 4, 11, 25, 26, 41, 42, 49, 52, 53, 60] as const) {
      expect(message.fields[de], `DE ${de}`).toEqual(stripe[de]);
    }
    expect(message.fields).toMatchObject({ 2: PAN, 14: "3012", 22: "051", 23: "001" });
  });

  test("a sale without PIN says so, and has nothing of one", () => {
    const card = { pan: PAN, expiry: "3012", panSequence: undefined, track2: undefined };
    const sale = { stan: "000002", batch: "000001", amount: "000000001234", iccData: fromHex("") };
    const { fields } = saleRequest(IDENTITY, card, { ...sale, pinBlock: undefined });
    expect(fields[22]).toBe("052");
    expect([23, 26, 35, 52, 53].map((de) => fields[de as 23])).toEqual(Array(5).fill(undefined));
  });

  test("a reversal has the golden one's elements, and the chip's", () => {
    const message = reversalRequest(
      IDENTITY,
      PAN,
      {
        kind: "intent",
        stan: "000002",
        batch: "000001",
        amount: "000000001234",
        date: "20250615",
        operator: "01",
        sealedPan: "",
        maskedPan: "",
        expiry: "3012",
        panSequence: "001",
        entryMode: "051",
        iccData: "95058000048000",
        aid: "",
        arqc: "",
        atc: "",
      },
      { kind: "reversal", stan: "000002", reason: "98", approvalCode: "" },
    );
    const stripe = golden("0400")?.fields ?? {};
    for (const de of [3, 4, 11, 25, 39, 41, 42, 49, 60, 61] as const) {
      expect(message.fields[de], `DE ${de}`).toEqual(stripe[de]);
    }
    expect(message.fields[38]).toBeUndefined();
    expect(message.fields[55]).toEqual(fromHex("95058000048000"));
  });
});

describe("what the chip says of its card", () => {
  test.each([
    ["16 digits", "6212345678901265", "6212345678901265D30122200000", PAN, `${PAN}=30122200000`],
    [
      "19 digits, padded",
      "6205500000000000004F",
      "6205500000000000004D30122200",
      "6205500000000000004",
      "6205500000000000004=30122200",
    ],
    ["odd track, padded", "6212345678901265", "6212345678901265D3012220F", PAN, `${PAN}=3012220`],
  ])("%s", (_name, pan, track, digits, track2) => {
    const session = openSession(CONFIG, CIRCUMSTANCES);
    session.data.set("5A", fromHex(pan));
    session.data.set("57", fromHex(track.length % 2 === 0 ? track : `${track}F`));
    session.data.set("5F24", fromHex("301231"));
    session.data.set("5F34", fromHex("01"));
    expect(cardFacts(session)).toEqual({ pan: digits, expiry: "3012", panSequence: "001", track2 });
  });
});
