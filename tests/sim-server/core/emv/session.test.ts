import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import {
  type Circumstances,
  forgetCard,
  openSession,
  setAmount,
} from "../../../../sim-server/core/emv/session.ts";
import { CIRCUMSTANCES, CONFIG } from "../../../kit/card-link.ts";

describe("what the terminal knows before the card speaks", () => {
  const told = (changes: Partial<Circumstances> = {}): string => {
    const { data } = openSession(CONFIG, { ...CIRCUMSTANCES, ...changes });
    return ["9C", "9F02", "81", "9F03", "9F04"]
      .map((tag) => toHex(data.get(tag) ?? new Uint8Array(0)))
      .join(" ");
  };

  test.each<[string, Partial<Circumstances>, string]>([
    ["goods", {}, "00 000000008640 000021C0 000000000000 00000000"],
    ["a refund", { transactionType: "refund" }, "20 000000008640 000021C0 000000000000 00000000"],
    [
      "cash beside the goods",
      { transactionType: "cashback", otherAmountMinor: 5000 },
      "09 000000008640 000021C0 000000005000 00001388",
    ],
    [
      "a balance",
      { transactionType: "balance", amountMinor: 0 },
      "31 000000000000 00000000 000000000000 00000000",
    ],
    [
      "more than four bytes hold",
      { amountMinor: 999_999_999_999 },
      "00 999999999999 FFFFFFFF 000000000000 00000000",
    ],
  ])("%s", (_name, changes, expected) => {
    expect(told(changes)).toBe(expected);
  });

  test("includes what its owner laid down", () => {
    const session = openSession({ ...CONFIG, terminalData: { "9F15": "5411" } }, CIRCUMSTANCES);
    expect(session.data.get("9F15")).toEqual(fromHex("5411"));
  });
});

test("an amount that comes later replaces both forms", () => {
  const session = openSession(CONFIG, { ...CIRCUMSTANCES, amountMinor: 0 });
  setAmount(session, 256);
  expect(toHex(session.data.get("9F02") ?? fromHex(""))).toBe("000000000256");
  expect(toHex(session.data.get("81") ?? fromHex(""))).toBe("00000100");
});

test("a session that forgets the card keeps what the terminal knew", () => {
  const session = openSession(CONFIG, CIRCUMSTANCES);
  const before = [...session.data.keys()];
  session.data.set("9F38", fromHex("9F0206"));
  session.signed.records.push(fromHex("00"));
  session.signed.usable = false;
  forgetCard(session);
  expect(session.signed).toEqual({ records: [], usable: true });
  expect([...session.data.keys()]).toEqual(before);
});
