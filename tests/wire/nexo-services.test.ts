import { describe, expect, test } from "vitest";
import { connectPos, drawResponse, type Pos, payment } from "../kit/pos.ts";
import { startTerminal, type TestTerminal } from "../kit/terminal-process.ts";

async function shop(...words: readonly string[]): Promise<{ terminal: TestTerminal; pos: Pos }> {
  const terminal = await startTerminal(["--customer", "auto", ...words]);
  return { terminal, pos: connectPos(terminal) };
}

/** Pays, and gives what names the payment later. */
async function paid(pos: Pos, amount: number) {
  const response = (await pos.pay(amount))?.PaymentResponse;
  expect(drawResponse(response)).toBe("Success");
  return response?.POIData.POITransactionID;
}

function reversal(original: object | undefined, amount?: number): object {
  return {
    OriginalPOITransaction: { POITransactionID: original },
    ReversalReason: "MerchantCancel",
    ...(amount !== undefined && { ReversedAmount: amount }),
  };
}

describe("money that goes back", () => {
  test("all of it, without the card, and only once", async () => {
    const { pos } = await shop();
    const original = await paid(pos, 86.4);
    const reverse = async () => (await pos.ask("Reversal", reversal(original)))?.ReversalResponse;
    const undone = await reverse();
    expect([drawResponse(undone), undone?.ReversedAmount]).toEqual(["Success", 86.4]);
    expect(undone?.PaymentReceipt).toHaveLength(2);
    expect(drawResponse(await reverse())).toBe("Failure NotAllowed: 该交易已经撤销!");
  });

  test("in parts, up to all of it", async () => {
    const { pos } = await shop();
    const original = await paid(pos, 86.4);
    const drawn: string[] = [];
    for (const amount of [80, 6.41, 6.4, 0.01]) {
      const response = await pos.ask("Reversal", reversal(original, amount));
      drawn.push(drawResponse(response?.ReversalResponse));
    }
    expect(drawn).toEqual([
      "Success",
      "Failure Refusal: 64 original amount differs",
      "Success",
      "Failure Refusal: 64 original amount differs",
    ]);
  });

  test("to the card that is presented, where the payment is named, and not without", async () => {
    const { pos } = await shop();
    const original = await paid(pos, 86.4);
    const refund = payment(10, "CNY", "Refund") as { PaymentTransaction: object };
    const named = {
      ...refund,
      PaymentTransaction: {
        ...refund.PaymentTransaction,
        OriginalPOITransaction: { POITransactionID: original },
      },
    };
    expect(drawResponse((await pos.ask("Payment", named))?.PaymentResponse)).toBe("Success");
    expect(drawResponse((await pos.ask("Payment", refund))?.PaymentResponse)).toBe(
      "Failure NotFound: 25 original not found",
    );
  });

  test("for no transaction of this terminal it does not", async () => {
    const { pos } = await shop();
    const other = { TransactionID: "BV0q001.PSP", TimeStamp: "2025-06-18T01:41:00.000Z" };
    const unknown = { ...other, TransactionID: "000001000099.123456789012" };
    const draw = async (original: object): Promise<string> =>
      drawResponse((await pos.ask("Reversal", reversal(original)))?.ReversalResponse);
    expect([await draw(other), await draw(unknown)]).toEqual([
      "Failure NotFound: POITransactionID was not given by this terminal",
      "Failure NotFound: no such transaction at this terminal",
    ]);
  });
});

test("a reconciliation closes the batch with the bank's own totals, and then there is none", async () => {
  const { terminal, pos } = await shop();
  const original = await paid(pos, 86.4);
  await paid(pos, 13.6);
  await pos.ask("Reversal", reversal(original));
  const totals = [
    { TransactionType: "Debit", TransactionCount: 2, TransactionAmount: 100 },
    { TransactionType: "ReverseDebit", TransactionCount: 1, TransactionAmount: 86.4 },
  ];
  const open = (await pos.ask("GetTotals", {}))?.GetTotalsResponse;
  expect(open?.TransactionTotals?.[0]).toMatchObject({
    PaymentCurrency: "CNY",
    PaymentTotals: totals,
  });
  const reconcile = async () =>
    (await pos.ask("Reconciliation", { ReconciliationType: "SaleReconciliation" }))
      ?.ReconciliationResponse;
  const closed = await reconcile();
  expect(drawResponse(closed)).toBe("Success");
  expect(closed).toMatchObject({ POIReconciliationID: "000001" });
  expect(closed?.TransactionTotals?.[0]).toMatchObject({ PaymentTotals: totals });
  const [settled] = await terminal.events("terminal.settled");
  expect(settled).toMatchObject({ verdict: "balanced", debitMinor: 10_000, creditMinor: 8640 });
  expect(drawResponse(await reconcile())).toBe("Failure NotAllowed: 无需结算 没有交易流水");
});

function content(text: string, format = "Text"): object {
  return { OutputFormat: format, OutputText: [{ Text: text }] };
}

describe("text of the POS", () => {
  test("comes out of the printer, and not without paper", async () => {
    const { terminal, pos } = await shop();
    const print = async (text: string, format?: string): Promise<string> => {
      const PrintOutput = {
        DocumentQualifier: "Document",
        ResponseMode: "PrintEnd",
        OutputContent: content(text, format),
      };
      return drawResponse((await pos.ask("Print", { PrintOutput }))?.PrintResponse);
    };
    expect(await print("Thank you\nand goodbye")).toBe("Success");
    const [torn] = await terminal.events("slip.torn");
    expect(torn?.["lines"]).toEqual(expect.arrayContaining(["Thank you", "and goodbye"]));
    expect(await print("<p>", "XHTML")).toBe(
      "Failure UnavailableService: OutputFormat XHTML is not done here",
    );
    terminal.hand("open");
    await terminal.until(({ did }) => did === "open-printer");
    expect(await print("?")).toBe("Failure DeviceOut: the printer has no paper, or a fault");
  });

  test("stands on the screen", async () => {
    const { terminal, pos } = await shop();
    const output = { Device: "CustomerDisplay", InfoQualify: "Display" };
    const DisplayOutput = [{ ...output, OutputContent: content("Just a moment") }];
    const shown = (await pos.ask("Display", { DisplayOutput }))?.DisplayResponse?.OutputResult[0];
    expect([drawResponse(shown), shown?.Device]).toEqual(["Success", "CustomerDisplay"]);
    await terminal.until(({ lines }) => Array.isArray(lines) && lines[0] === "Just a moment");
  });
});

test("a terminal says what it is and how it is, and asks its bank", async () => {
  const { terminal, pos } = await shop();
  const software = { ManufacturerID: "x", ApplicationName: "x", SoftwareVersion: "1" };
  const SaleSoftware = { ...software, CertificationCode: "x" };
  const login = { DateTime: "2025-06-18T01:41:00Z", OperatorLanguage: "en", SaleSoftware };
  const hello = (await pos.ask("Login", login))?.LoginResponse;
  expect(drawResponse(hello)).toBe("Success");
  expect(hello?.POISystemData?.POITerminalData?.POISerialNumber).toBe("10023017");
  const diagnose = async () =>
    (await pos.ask("Diagnosis", { HostDiagnosisFlag: true }))?.DiagnosisResponse;
  expect(await diagnose()).toMatchObject({
    POIStatus: { GlobalStatus: "OK", PrinterStatus: "OK", CommunicationOKFlag: true },
    HostStatus: [{ IsReachableFlag: true }],
  });
  terminal.hand("open");
  await terminal.until(({ did }) => did === "open-printer");
  expect((await diagnose())?.POIStatus).toMatchObject({ PrinterStatus: "OutOfOrder" });
  expect(drawResponse((await pos.ask("Logout", {}))?.LogoutResponse)).toBe("Success");
  expect(drawResponse((await pos.pay(10))?.PaymentResponse)).toBe(
    "Failure LoggedOut: POS1 has logged out; log in first",
  );
  await pos.ask("Login", login);
  expect(drawResponse((await pos.pay(10))?.PaymentResponse)).toBe("Success");
});

test("what this terminal does not do, or is not its own, is refused in words", async () => {
  const { pos } = await shop();
  const sound = await pos.ask("Sound", {});
  expect(JSON.stringify(sound)).toContain("Sound%20is%20not%20done%20by%20this%20terminal");
  const other = await pos.ask("Payment", payment(10), { poi: "V400m-1" });
  expect(drawResponse(other?.PaymentResponse)).toBe(
    "Failure NotAllowed: this terminal is TY1-10023017, not V400m-1",
  );
});
