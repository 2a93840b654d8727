import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { connectPos, drawResponse, type Pos, payment } from "../kit/pos.ts";
import { temporaryFolder } from "../kit/server.ts";
import { startTerminal, type TestTerminal } from "../kit/terminal-process.ts";

const KEY = { identifier: "shop", version: 1, passphrase: "a passphrase for tests" };

async function shop(...words: readonly string[]): Promise<{ terminal: TestTerminal; pos: Pos }> {
  const terminal = await startTerminal(words);
  return { terminal, pos: connectPos(terminal) };
}

/** What a PaymentRequest has come to, on one line. */
async function drawPayment(pos: Pos, amount = 86.4): Promise<string> {
  return drawResponse((await pos.pay(amount))?.PaymentResponse);
}

describe("a payment", () => {
  test("by chip and PIN is approved, and all of it is told", async () => {
    const { terminal, pos } = await shop("--customer", "auto");
    const paid = (await pos.pay(86.4))?.PaymentResponse;
    expect(drawResponse(paid)).toBe("Success");
    expect(paid?.PaymentResult?.AmountsResp).toMatchObject({
      Currency: "CNY",
      AuthorizedAmount: 86.4,
    });
    expect(paid?.PaymentResult?.PaymentInstrumentData?.CardData).toMatchObject({
      MaskedPan: "621234******1265",
      EntryMode: ["ICC"],
    });
    expect(paid?.SaleData.SaleTransactionID.TransactionID).toBe("sale-1");
    expect(paid?.POIData.POITransactionID.TransactionID).toMatch(/^0000010\d{5}\.[0-9A-Z]{12}$/);
    const [pin] = await terminal.events("pin-pad.answered");
    expect(pin).toMatchObject({ answer: "entered", digits: 6 });
  });

  test("gives the slips, line for line as the terminal's printer has them", async () => {
    const { terminal, pos } = await shop("--customer", "auto");
    const paid = (await pos.pay(86.4))?.PaymentResponse;
    const receipts = (paid?.PaymentReceipt ?? []).map(({ DocumentQualifier, OutputContent }) => ({
      qualifier: String(DocumentQualifier),
      lines: (OutputContent.OutputText ?? []).map(({ Text }) => Text ?? ""),
    }));
    expect(receipts.map(({ qualifier }) => qualifier)).toEqual([
      "CashierReceipt",
      "CustomerReceipt",
    ]);
    const [torn] = await terminal.events("slip.torn");
    const paper = ((torn?.["lines"] ?? []) as string[]).join("\n");
    for (const { lines } of receipts) expect(paper).toContain(lines.join("\n"));
  });

  const REFUSALS = [
    ["frozen", "Failure Refusal: 57 not permitted to cardholder"],
    ["short", "Failure Refusal: 51 insufficient funds"],
    ["wrong-pin", "Failure WrongPIN: 38 PIN tries exceeded"],
    ["pin-at-last", "Success"],
    ["expired", "Failure InvalidCard: 54 expired card"],
    ["stolen", "Failure InvalidCard: 43 stolen card"],
    ["lost", "Failure InvalidCard: 41 lost card"],
    ["tap", "Success"],
    ["phone", "Success"],
    ["signature", "Success"],
    ["broken-chip", "Success"],
  ] as const;

  test("comes to what bank, chip and terminal make of the card", async () => {
    const { terminal, pos } = await shop("--customer", "auto");
    const found: (readonly [string, string])[] = [];
    for (const [card] of REFUSALS) {
      terminal.hand(`use ${card}`);
      await terminal.until(({ did, card: used }) => did === "use" && used === card);
      found.push([card, await drawPayment(pos)]);
    }
    expect(found).toEqual(REFUSALS);
  });

  test("has a wrong PIN refused, and the customer gives up", async () => {
    const { terminal, pos } = await shop();
    const paying = drawPayment(pos);
    await terminal.until(({ screen }) => screen === "insert-card");
    terminal.hand("insert good");
    await terminal.events("pin-pad.asked");
    terminal.hand("pin 135790");
    await terminal.events("pin-pad.asked", 2);
    terminal.hand("pin-cancel");
    expect(await paying).toBe("Failure WrongPIN: 55 incorrect PIN");
  });

  test("is cancelled by the customer at the PIN pad", async () => {
    const { terminal, pos } = await shop();
    const paying = drawPayment(pos);
    await terminal.until(({ screen }) => screen === "insert-card");
    terminal.hand("insert good");
    await terminal.events("pin-pad.asked");
    terminal.hand("pin-cancel");
    expect(await paying).toBe("Failure Cancel: cancelled at the terminal or its PIN pad");
    terminal.hand("remove");
  });

  test("is stopped by the POS on a connection of its own", async () => {
    const { terminal, pos } = await shop();
    const paying = pos.pay(10, "77");
    await terminal.until(({ screen }) => screen === "insert-card");
    const aborted = await pos.ask("Abort", {
      AbortReason: "MerchantAbort",
      MessageReference: { MessageCategory: "Payment", ServiceID: "77", SaleID: "POS1" },
    });
    expect(aborted).toBeUndefined();
    expect(drawResponse((await paying)?.PaymentResponse)).toBe(
      "Failure Aborted: stopped by the POS",
    );
  });
});

describe("enciphered", () => {
  function keyFile(folder: string): string {
    const file = join(folder, "key.yaml");
    writeFileSync(file, JSON.stringify(KEY));
    return file;
  }

  test("a payment is made through a certificate that the client has checked", async () => {
    const folder = temporaryFolder();
    const words = ["--customer", "auto", "--nexo-key", keyFile(folder)];
    const terminal = await startTerminal(words, folder);
    const paid = (await connectPos(terminal, KEY).pay(10))?.PaymentResponse;
    expect(drawResponse(paid)).toBe("Success");
  });

  test("another passphrase, another key and plain messages are refused, and say which", async () => {
    const folder = temporaryFolder();
    const terminal = await startTerminal(["--nexo-key", keyFile(folder)], folder);
    const rejected = async (key: typeof KEY | undefined): Promise<string> => {
      const error = await connectPos(terminal, key)
        .pay(10)
        .then(
          () => new Error("it was answered"),
          (cause: { readonly responseBody?: string }) => cause,
        );
      const body = JSON.parse("responseBody" in error ? (error.responseBody ?? "{}") : "{}");
      return new URLSearchParams(body.SaleToPOIRequest?.EventNotification?.EventDetails).get(
        "message",
      ) as string;
    };
    expect([
      await rejected({ ...KEY, passphrase: "another" }),
      await rejected({ ...KEY, version: 2 }),
      await rejected(undefined),
    ]).toEqual([
      "NexoBlob was enciphered with another passphrase",
      "KeyIdentifier and KeyVersion name another key than the terminal's",
      "the terminal takes enciphered messages only",
    ]);
  });
});

test("an amount with a third decimal, or in another currency, is refused and says why", async () => {
  const { pos } = await shop();
  const draw = async (body: object): Promise<string> =>
    drawResponse((await pos.ask("Payment", body))?.PaymentResponse);
  expect(await draw(payment(10.999))).toBe(
    "Failure MessageFormat: At SaleToPOIRequest.PaymentRequest.PaymentTransaction.AmountsReq, field RequestedAmount: Must be above 0, with at most 2 decimals",
  );
  expect(await draw(payment(10, "EUR"))).toBe(
    "Failure NotAllowed: EUR is not taken here, only CNY",
  );
});
