import { describe, expect, onTestFinished, test } from "vitest";
import { iso87Ascii } from "../../sim-server/core/iso8583/dialects/iso87.ts";
import { startBank, type TestBank, type TestBankOptions } from "../../sim-server/testing.ts";
import { keyedPurchase, openLine, SIGNATURE } from "../kit/bank-line.ts";

async function open(options: TestBankOptions = {}) {
  const bank = await startBank({ dialect: "iso87-ascii", ...options });
  onTestFinished(bank.stop);
  return { bank, line: await openLine(bank.port, iso87Ascii) };
}

const DEBIT = "6212345678901265";
const PAID = { account: SIGNATURE.account, amountMinor: 1_234 };

test("a purchase is in the ledger, the exchanges and the messages, and is explained", async () => {
  const { bank, line } = await open();
  expect(await line.draw(keyedPurchase("000001"))).toBe("0210 00");
  bank.expectPosted(PAID);
  expect(bank.account("signature").balanceMinor).toBe(SIGNATURE.balanceMinor - 1_234);
  expect(bank.ledger().at(-1)).toMatchObject({ kind: "sale" });
  expect(bank.exchanges()).toMatchObject([{ kind: "sale", responseCode: "00", stands: true }]);
  expect(bank.messages().map(({ direction, mti }) => `${direction} ${mti ?? ""}`)).toEqual([
    "none ",
    "in 0200",
    "out 0210",
  ]);
  expect(bank.explain(1)).toMatchObject({ finding: "approved" });
});

describe("a holder's call", () => {
  test("is the one that the control port holds, and changes the bank", async () => {
    const { bank } = await open({ dialect: "unionpay" });
    bank.setCard(DEBIT, { pinTriesLeft: 0 });
    const { turns, changed } = bank.call(DEBIT, {
      identity: "0417",
      asks: ["unlock-pin", "change-pin", "freeze"],
      newPin: "975310",
    });
    expect(turns.at(-1)?.says.zh).toBe("感谢您的来电，再见。");
    expect(changed).toEqual(["pin-unlocked", "pin-changed", "frozen"]);
    expect([bank.card(DEBIT).pinTriesLeft, bank.account("debit").state]).toEqual([3, "held"]);
  });

  test("knows its cards, and its holders", async () => {
    const { bank } = await open();
    const asked = { identity: "0418", asks: ["freeze"] } as const;
    expect(() => bank.call("6212345678900000", asked)).toThrow("no card of that number");
    expect(bank.call(DEBIT, asked).changed).toEqual([]);
    expect(bank.call(SIGNATURE.pan, asked).turns).toHaveLength(2);
  });
});

describe("expectPosted", () => {
  const wrong =
    (bank: TestBank, times: number, account = PAID.account) =>
    () =>
      bank.expectPosted({ ...PAID, account, times });

  test("counts what stands, whatever was reversed", async () => {
    const { bank, line } = await open();
    await line.draw(keyedPurchase("000001"));
    await line.draw(keyedPurchase("000002"));
    expect(wrong(bank, 1)).toThrow(
      "expected 1 standing payment(s) of 1234 from signature, found 2",
    );
    await line.draw(keyedPurchase("000002", {}, "0400"));
    bank.expectPosted(PAID);
    expect(wrong(bank, 0)).toThrow("1234 by 10023017/000001/000001-0615093000");
  });

  test("knows its accounts", async () => {
    const { bank } = await open();
    expect(wrong(bank, 0, "rich")).toThrow("the bank has no account rich");
  });
});

test("accounts, cards and issuers can be set, and reset", async () => {
  const { bank, line } = await open();
  bank.setAccount("signature", { balanceMinor: 1_233 });
  expect(await line.draw(keyedPurchase("000001"))).toBe("0210 51");
  bank.setAccount("signature", { balanceMinor: 9_999, state: "frozen" });
  expect(await line.draw(keyedPurchase("000002"))).toBe("0210 57");
  bank.setAccount("signature", { state: "normal" });
  expect(bank.setCard(SIGNATURE.pan, { state: "lost", pinTriesLeft: 0 })).toMatchObject({
    id: "signature.1",
    state: "lost",
    pinTriesLeft: 0,
  });
  expect(await line.draw(keyedPurchase("000003"))).toBe("0210 41");
  bank.setCard(SIGNATURE.pan, { state: "normal", pinTriesLeft: 3 });
  bank.setIssuer("01020000", "down");
  expect(await line.draw(keyedPurchase("000004"))).toBe("0210 91");
  bank.reset();
  expect(bank.account("signature").balanceMinor).toBe(SIGNATURE.balanceMinor);
  expect(bank.messages()).toEqual([]);
  expect(await line.draw(keyedPurchase("000004"))).toBe("0210 00");
  expect(
    bank.ledger().reduce((sum, { lines }) => sum + lines.reduce((s, l) => s + l.amountMinor, 0), 0),
  ).toBe(0);
});

test("rules are given at the start or later, and a reset brings back those of the start", async () => {
  const refuse = { id: "busy", when: { times: 1 }, action: { do: "answer", code: "96" } } as const;
  const { bank, line } = await open({ rules: [refuse] });
  expect(await line.draw(keyedPurchase("000001"))).toBe("0210 96");
  bank.addRule({ ...refuse, id: "later" });
  expect(await line.draw(keyedPurchase("000002"))).toBe("0210 96");
  expect(await line.draw(keyedPurchase("000003"))).toBe("0210 00");
  bank.reset();
  expect(await line.draw(keyedPurchase("000001"))).toBe("0210 96");
});

test("unknown tags of the chip are listed", async () => {
  const { bank, line } = await open();
  await line.draw(keyedPurchase("000001", { 55: "DF7E01FF9F36020001" }));
  const [message] = bank.messages().filter(({ direction }) => direction === "in");
  expect(message?.unknownTags).toEqual(["DF7E"]);
});

test("no card number stands in a message in clear", async () => {
  const { bank, line } = await open();
  await line.draw(keyedPurchase("000001", { 35: `${SIGNATURE.pan}=3012620` }));
  const told = JSON.stringify([bank.messages(), bank.exchanges()]);
  expect(told).toContain("621234******1232");
  expect(told).not.toContain(SIGNATURE.pan);
});

test.each([
  [{ dialect: "iso88" }, "is neither a dialect nor a file"],
  [{ cards: "no-such-file.yaml" }, "cannot be read"],
  [
    { rules: [{ id: "r", when: {}, action: { do: "answer", code: "911" } }] } as const,
    "rule r: a response code of unionpay has 2 characters",
  ],
])("%j is refused in words", async (options, said) => {
  await expect(startBank(options)).rejects.toThrow(said);
});
