import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { connectPos, drawResponse, type Pos, paymentText, sendRaw } from "../kit/pos.ts";
import { temporaryFolder } from "../kit/server.ts";
import { startTerminal, type TestTerminal } from "../kit/terminal-process.ts";

async function shop(...words: readonly string[]): Promise<{ terminal: TestTerminal; pos: Pos }> {
  const terminal = await startTerminal(["--customer", "auto", ...words]);
  return { terminal, pos: connectPos(terminal) };
}

/** Brings the card by hand, so that nothing happens before a test wants it. */
async function bringCard(terminal: TestTerminal): Promise<void> {
  await terminal.until(({ screen }) => screen === "insert-card");
  terminal.hand("insert good");
  await terminal.events("pin-pad.asked");
}

/** A terminal to which nobody comes by herself. */
async function emptyShop(): Promise<{ terminal: TestTerminal; pos: Pos }> {
  const terminal = await startTerminal([]);
  return { terminal, pos: connectPos(terminal) };
}

async function status(pos: Pos, service: string) {
  const MessageReference = { MessageCategory: "Payment", ServiceID: service, SaleID: "POS1" };
  return (await pos.ask("TransactionStatus", { MessageReference }, { service: `s${service}` }))
    ?.TransactionStatusResponse;
}

/** What TransactionStatus says of a payment: of the status itself, and of the payment. */
async function drawStatus(pos: Pos, service: string): Promise<string> {
  const found = await status(pos, service);
  const payment = found?.RepeatedMessageResponse?.RepeatedResponseMessageBody.PaymentResponse;
  return [found, payment].map((part) => drawResponse(part)).join(" / ");
}

test("an answer that was lost is told by TransactionStatus, and was not charged twice", async () => {
  const { terminal, pos } = await emptyShop();
  expect(await drawStatus(pos, "7")).toBe(
    "Failure NotFound: no transaction with ServiceID 7 was asked for here / nothing",
  );
  const lost = sendRaw(terminal, paymentText(10, "7"));
  lost.reply.catch(() => undefined);
  await bringCard(terminal);
  lost.hangUp();
  expect(await drawStatus(pos, "7")).toBe(
    "Failure InProgress: the transaction is being done / nothing",
  );
  terminal.hand("pin 246810");
  await terminal.events("pos.answered");
  expect(await drawStatus(pos, "7")).toBe("Success / Success");
  expect(drawResponse((await pos.pay(10, "7"))?.PaymentResponse)).toBe("Success");
  expect(await terminal.events("bank.posted")).toHaveLength(1);
});

test("the same ServiceID is done once: the same answer, whether it comes during or after", async () => {
  const { terminal, pos } = await shop();
  const [one, other] = await Promise.all([pos.pay(10, "7"), pos.pay(10, "7")]);
  const third = await pos.pay(10, "7");
  expect(other).toEqual(one);
  expect(third).toEqual(one);
  expect(await terminal.events("pos.asked")).toHaveLength(1);
  expect(drawResponse((await pos.pay(11, "7"))?.PaymentResponse)).toBe(
    "Failure NotAllowed: ServiceID 7 has been used for another request",
  );
});

test("a second request meanwhile is told that the terminal is busy, and with what", async () => {
  const { terminal, pos } = await emptyShop();
  const first = pos.pay(10, "7");
  await bringCard(terminal);
  const busy = (await pos.pay(20, "8"))?.PaymentResponse;
  expect(drawResponse(busy)).toBe("Failure Busy: the terminal is busy with ServiceID 7");
  expect(new URLSearchParams(busy?.Response.AdditionalResponse).get("message")).toBe(
    "Forbidden Request, Service Dialogue PaymentRequest is in Progress",
  );
  terminal.hand("pin 246810");
  expect(drawResponse((await first)?.PaymentResponse)).toBe("Success");
  terminal.hand("remove");
  // What was refused as busy was never begun, and may be asked again.
  const again = pos.pay(20, "8");
  await terminal.events("pos.asked", 2);
  terminal.hand("use tap");
  await terminal.until(({ did, card }) => did === "use" && card === "tap");
  terminal.hand("tap tap");
  expect(drawResponse((await again)?.PaymentResponse)).toBe("Success");
});

test("a bank that does not answer: the sale is reversed, and the next one goes well", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "reply-lost.yaml");
  const plain = readFileSync("scenarios/terminal/every-answer.yaml", "utf8");
  const waits = plain.replace("paper-mm: 50000 }", "paper-mm: 50000, host-wait-s: 10 }");
  writeFileSync(
    file,
    waits.replace("\nanswers:", "\nfaults:\n  - fault: bank.reply-lost\n\nanswers:"),
  );
  const terminal = await startTerminal(["--customer", file]);
  const pos = connectPos(terminal);
  expect(drawResponse((await pos.pay(10, "7"))?.PaymentResponse)).toBe(
    "Failure UnreachableHost: no answer in time: reversed, nothing is charged",
  );
  expect(await drawStatus(pos, "7")).toMatch(/^Success \/ Failure UnreachableHost/);
  expect(drawResponse((await pos.pay(10))?.PaymentResponse)).toBe("Success");
  expect(await terminal.events("bank.reversed")).toHaveLength(1);
});

/** What can have come of a payment that the bank was asked for: how much was kept, nobody knows. */
const OPEN = /^Success \/ (Success|Failure UnreachableHost: .* reversed|Failure DeviceOut)/;

describe("killed and started again, the terminal tells the truth", () => {
  const MOMENTS = [
    ["waits for the card", "insert-card", /^Success \/ Failure DeviceOut/],
    ["waits for the PIN", "pin", /^Success \/ Failure DeviceOut/],
    ["has asked the bank", "receiving", OPEN],
    ["shows the approval", "approved", OPEN],
  ] as const;

  test.each(MOMENTS)("killed while it %s", async (_when, screen, wanted) => {
    const { terminal, pos } = await emptyShop();
    pos.pay(10, "7").catch(() => undefined);
    if (screen !== "insert-card") await bringCard(terminal);
    if (wanted === OPEN) terminal.hand("pin 246810");
    await terminal.until(({ screen: shown }) => shown === screen);
    await terminal.end("SIGKILL");

    const again = await startTerminal(["--customer", "auto"], terminal.folder);
    const later = connectPos(again);
    await again.until(({ screen: shown }) => shown === "idle");
    const told = await drawStatus(later, "7");
    expect(told).toMatch(wanted);
    // Whatever it was, it is not done once more, and the next payment goes well.
    const repeated = await later.pay(10, "7");
    expect(told).toContain(drawResponse(repeated?.PaymentResponse));
    expect(drawResponse((await later.pay(20))?.PaymentResponse)).toBe("Success");
    // The totals of terminal and bank agree, with the payments that stand.
    const stands = told === "Success / Success" ? 30 : 20;
    const closed = await later.ask("Reconciliation", { ReconciliationType: "SaleReconciliation" });
    const totals = closed?.ReconciliationResponse?.TransactionTotals?.[0]?.PaymentTotals?.[0];
    expect(totals?.TransactionAmount).toBe(stands);
    const [settled] = await again.events("terminal.settled");
    expect(settled).toMatchObject({ verdict: "balanced", debitMinor: stands * 100 });
  });

  test("answers from before are known after it", async () => {
    const { terminal, pos } = await shop();
    const before = await pos.pay(10, "7");
    await terminal.end("SIGKILL");
    const later = connectPos(await startTerminal(["--customer", "auto"], terminal.folder));
    expect(await later.pay(10, "7")).toEqual(before);
    expect(await drawStatus(later, "7")).toBe("Success / Success");
  });
});

test("what is no message is refused, and says where", async () => {
  const { terminal } = await emptyShop();
  const ROWS: readonly (readonly [string, number, RegExp])[] = [
    ['{\n  "SaleToPOIRequest": {,}\n}', 400, /^Bad JSON: line 2, column 24\n$/],
    ['{"SaleToPOIRequest"', 400, /^Bad JSON: line 1, column 20\n$/],
    ["{}", 400, /At%20SaleToPOIRequest%3A%20Missing/],
    ['{"SaleToPOIRequest":{}}', 400, /field%20MessageHeader%3A%20Missing/],
    [" ".repeat(200_000), 413, /^a message has 131072 bytes at most\n$/],
  ];
  for (const [text, wanted, why] of ROWS) {
    const { status: found, body } = await sendRaw(terminal, text).reply;
    expect([found, body]).toEqual([wanted, expect.stringMatching(why)]);
  }
});
